"""Holding a project against the policies of its organisation, and telling how it stands."""
