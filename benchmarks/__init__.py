"""Measuring against named peers in one run. A timing is never a test: what is printed are ratios."""
