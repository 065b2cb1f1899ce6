"""The form of scenario files and of every output."""
