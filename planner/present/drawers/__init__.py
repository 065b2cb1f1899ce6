"""Tables drawn for each medium: a file a medium, none of which knows what the table is about."""
