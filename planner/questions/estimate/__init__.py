"""Need where nobody is looking."""
