"""Wikis of a project: what is taken in, checked, indexed and drawn. `packformat.wiki` says what a wiki is."""
