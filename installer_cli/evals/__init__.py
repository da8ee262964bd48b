"""Running a pack's evals on the builder's machine."""
