"""Comparing two releases of a pack: what they may do and cost first, then their parts, files and words."""
