"""What every budget buys."""
