"""What areas would get and pay together."""
