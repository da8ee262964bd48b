"""A project's memories as they lie on the disk: found, kept short, and seen as an agent will see them."""
