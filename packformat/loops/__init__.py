"""Loops: work that goes on until a check passes, described once and run in three ways."""
