"""Runs on disk: written all or none, taken up where they stopped, vouched for, and made again."""
