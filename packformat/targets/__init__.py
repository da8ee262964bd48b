"""Where agents other than Claude Code read what a pack holds: their folders, their files, what they lack."""
