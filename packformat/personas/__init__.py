"""Personas: how somebody thinks, according to sources, and the skill that is made of it."""
