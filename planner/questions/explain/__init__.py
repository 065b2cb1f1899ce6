"""Why the plan is what it is."""
