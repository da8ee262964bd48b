"""A small persona, for tests of what is made of one: somebody who lives and agreed."""

PATH = "personas/okafor.toml"
SKILL_PATH = "skills/persona-okafor/SKILL.md"
TEXT = """title = "How Ines Okafor weighs a claim"
about = "When a figure is to be believed, or not yet."
respond = ["Begin with the question that would change the answer most"]
blind-spots = ["She has never worked where there are no written figures"]
do-not = ["Use it on a person instead of on a claim"]

[person]
name = "Ines Okafor"
state = "living"

[[values]]
text = "A figure without its day is no figure"
sources = ["talk"]

[[models]]
text = "Ask who pays if it is wrong, and ask them first"
sources = ["talk", "notes"]

[[sources]]
id = "talk"
title = "Figures and their days, a talk"
locator = "minute 12"
url = "https://example.org/figures"

[[sources]]
id = "notes"
title = "Notes for a stand-in"
locator = "page 3"

[consent]
given-by = "Ines Okafor"
on = 2026-10-02
shown-by = "a letter to the publisher"
"""
INVENTED = TEXT.partition("\n[consent]")[0].replace('"living"', '"invented"')
"""The same of somebody whom there is not."""
DEAD = INVENTED.replace('"invented"', '"dead"\ndied = 1898')
"""The same of somebody who died long ago."""
