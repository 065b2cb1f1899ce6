"""What of the plan stands when the needs are drawn."""
