"""Results as people see them and as files; draws what it is handed and solves nothing."""
