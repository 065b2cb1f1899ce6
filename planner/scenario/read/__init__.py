"""Scenarios and tables from files."""
