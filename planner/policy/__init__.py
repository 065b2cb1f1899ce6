"""Policy: the rules that a plan must keep; one file a rule, in `rules`."""
