"""The same answer again, or what has changed."""
