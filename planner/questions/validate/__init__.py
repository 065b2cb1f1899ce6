"""Every check, without solving."""
