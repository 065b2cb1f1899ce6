"""Other plans nearly as good as the best."""
