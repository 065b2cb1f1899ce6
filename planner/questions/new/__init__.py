"""A starter project for one's own areas."""
