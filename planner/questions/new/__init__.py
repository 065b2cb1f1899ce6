"""Projects to begin with."""
