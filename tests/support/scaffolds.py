"""A scaffold as the tests use it."""

DESCRIBED = b"""title = "A client's file"
about = "Every client's things in the same place."
folders = ["letters/sent", "letters/received"]
"""
FILES = {
    "scaffold/client/scaffold.toml": DESCRIBED,
    "scaffold/client/who.md": b"# {{firm}}\n\nClerk: {{clerk}}, template {{other}}\n",
    "scaffold/client/{{firm}}/logo.png": b"\x89PNG\xff",
}
MANIFEST = b"""
[[inputs]]
key = "firm"
type = "string"
title = "Name of the firm"
required = true

[[inputs]]
key = "clerk"
type = "string"
title = "Who prepares"
default = "nobody yet"
"""
