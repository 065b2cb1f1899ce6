"""From a scenario to a plan: catchments, candidates, the program, the search, the audit."""
