"""Statistics, one a file: pure functions from the federation to a table whose columns carry unit and definition."""
