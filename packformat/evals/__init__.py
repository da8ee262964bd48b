"""Evals: a task with graders that prove the pack works. Everything here is a function of bytes."""
