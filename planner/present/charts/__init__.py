"""Charts and maps, drawn from what they are handed."""
