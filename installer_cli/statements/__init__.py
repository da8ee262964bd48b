"""Whose word holds in a project where its packs speak of the same thing."""
