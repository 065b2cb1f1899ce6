"""A page for a board: sections of sentences, charts and tables, put into one file that opens anywhere."""
