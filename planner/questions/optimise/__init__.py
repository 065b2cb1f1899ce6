"""What to fund with a budget, or with several."""
