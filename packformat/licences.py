"""Licences: which one a file holds, and whether it lets others share what they made of a work."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_KEEPS_AS_IT_IS = re.compile(
    r"(?i)\b(?:cc-by-(?:nc-)?nd\b|licenseref-|unlicensed\b|proprietary\b|all rights reserved)"
)
"""No derivatives, a licence that no list knows, and words for having none."""
_FILES = ("LICENSE", "LICENCE", "COPYING")
_ENDS = ("", ".md", ".txt")
UNNAMED = "LicenseRef-in-file"
"""The licence of a pack that has one in a file, in words that no list knows."""
_TELLING = (
    (("apache license", "version 2.0"), "Apache-2.0"),
    (("mozilla public license", "2.0"), "MPL-2.0"),
    (("gnu affero general public license", "version 3"), "AGPL-3.0-only"),
    (("gnu lesser general public license", "version 3"), "LGPL-3.0-only"),
    (("gnu general public license", "version 3"), "GPL-3.0-only"),
    (("gnu general public license", "version 2"), "GPL-2.0-only"),
    (("attribution-noncommercial-sharealike 4.0",), "CC-BY-NC-SA-4.0"),
    (("attribution-noncommercial-noderivatives 4.0",), "CC-BY-NC-ND-4.0"),
    (("attribution-noncommercial 4.0",), "CC-BY-NC-4.0"),
    (("attribution-noderivatives 4.0",), "CC-BY-ND-4.0"),
    (("attribution-sharealike 4.0",), "CC-BY-SA-4.0"),
    (("attribution 4.0 international",), "CC-BY-4.0"),
    (("cc0 1.0 universal",), "CC0-1.0"),
    (("redistribution and use in source and binary forms", "neither the name"), "BSD-3-Clause"),
    (("redistribution and use in source and binary forms",), "BSD-2-Clause"),
    (("permission is hereby granted, free of charge", "the above copyright notice"), "MIT"),
    (("permission to use, copy, modify, and/or distribute this software",), "ISC"),
    (("free and unencumbered software released into the public domain",), "Unlicense"),
)
"""Words that stand in a licence and in no other before it, with its SPDX identifier."""
_LONGEST_READ = 4096
"""Characters of a file in which it says what licence it is."""


def lets_change(expression: str) -> bool:
    """Whether an SPDX expression lets everybody share changed copies, as far as its words tell.

    Where a choice is offered (``OR``), one of the choices is enough.
    """
    choices = re.split(r"(?i)\bor\b", expression)
    return any(choice.strip(" ()") and not _KEEPS_AS_IT_IS.search(choice) for choice in choices)


def licence_in(files: Mapping[str, bytes]) -> tuple[str, str]:
    """The SPDX expression of the licence file of a pack or of its only skill, and the file's path.

    Both are empty where there is none.
    """
    skills = {"/".join(path.split("/")[:2]) + "/" for path in files if path.startswith("skills/")}
    tops = ("", *skills) if len(skills) == 1 else ("",)
    known = {path.casefold(): path for path in files}
    wanted = (f"{top}{name}{end}" for top in tops for name in _FILES for end in _ENDS)
    path = next((known[path.casefold()] for path in wanted if path.casefold() in known), "")
    if not path:
        return "", ""
    text = " ".join(files[path].decode("utf-8", "replace")[:_LONGEST_READ].casefold().split())
    found = (spdx for words, spdx in _TELLING if all(word in text for word in words))
    return next(found, UNNAMED), path
