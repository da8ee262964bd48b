"""An agent as a command: given a task, it says something, changes files, and costs money."""
