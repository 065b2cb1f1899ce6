"""Questions asked of plans."""
