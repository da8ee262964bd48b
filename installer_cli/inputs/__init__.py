"""Inputs: the company's own values that a pack asks for, kept in `ctxpack.toml` and told to the agent."""
