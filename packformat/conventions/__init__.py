"""Naming conventions: which files are meant, what their names look like, and the examples that show it."""
