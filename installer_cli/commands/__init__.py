"""One file a command: what it accepts, and a `run` that reads as its description."""
