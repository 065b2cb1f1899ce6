"""What README shows, and the commands that made it."""
