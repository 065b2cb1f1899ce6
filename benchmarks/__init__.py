"""What README's table of speed is printed from; see benchmarks/README.md."""
