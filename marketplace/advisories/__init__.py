"""What is wrong with versions of packs: pages to read it, to say it, and feeds of it."""
