"""From candidates to the best choice of them, and the proof of it."""
