"""A reader that has learned what instructions against a person read like; docs/adr/0012 says how and why."""
