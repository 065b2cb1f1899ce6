"""What can be wrong with a scenario, wherever it comes from."""
