"""The mathematics: reach, catchments, candidates, and the rows over which of them may be chosen."""
