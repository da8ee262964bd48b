"""Workflows: steps with roles, inputs, outputs and gates, and the command and skill that are made of them."""
