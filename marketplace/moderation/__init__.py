"""The moderation queue: what waits for a person of the staff."""
