"""Where the parts of a wiki stand in its folder."""

from __future__ import annotations

RAW, PAGES, ORIGINALS = "raw", "wiki", "raw/originals"
SCHEMA, INDEX, LOG, GOLD, REGISTER = "schema.md", "index.md", "log.md", "gold.json", "raw/register.json"
