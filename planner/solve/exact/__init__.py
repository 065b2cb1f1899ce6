"""The exact search: linear programs priced over arrays, cuts, a tree over counts, and ways to good plans."""
