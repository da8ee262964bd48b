"""The words of programmers, which nobody who contributes is to meet."""

import re

_WORDS = re.compile(
    r"(?<!\.)\b(?:yaml|json|schema|slug|semver|semantic version(?:ing)?|markdown|toml|regex|front ?matter)\b",
    re.IGNORECASE,
)
_CODE = re.compile(r"`[^`]*`")
"""What is quoted is the name of a file or what somebody typed, as it is; so is the ending of a name."""


def programmers_words(text: str) -> list[str]:
    """The words of programmers that a text says in its own voice."""
    return _WORDS.findall(_CODE.sub("", text))
