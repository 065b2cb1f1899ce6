"""Cost games: what members of a joint service pay, and whether it would hold."""
