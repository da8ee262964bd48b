"""A reader that has learned what instructions against a person read like; docs/adr/0013 says how and why."""
