"""Scenarios side by side, and one plan for all of them."""
