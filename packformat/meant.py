"""What was meant by a value of the wrong shape, where a schema leaves no doubt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from packformat.errors import CtxpackError
from packformat.versions import Requirement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LONGEST_OF_MANY = 60
"""Letters of an item that nobody puts a comma into."""
_LONGEST_READ = 2000
"""Letters of a text, and items of a list, beyond which nobody wrote it by hand."""
_MAILBOX = re.compile(r"\s*([^<>]+?)\s*<([^<>\s]+)>\s*")
_TRUTHS = {"true": True, "yes": True, "false": False, "no": False}


def is_address(schema: dict[str, Any]) -> bool:
    """Whether it wants an address, of which nobody knows without asking it that it can be reached safely."""
    return str(schema.get("pattern", "")).startswith("^https://")


class Reader:
    """Reads values as a schema wants them; ``definitions`` are what its ``$ref`` lead to."""

    def __init__(self, definitions: dict[str, Any], is_valid: Callable[[object, dict[str, Any]], bool]):
        self._definitions = definitions
        self._is_valid = is_valid

    def meant(self, value: object, schema: dict[str, Any]) -> object | None:
        """The value in the one form that fits; None where there is none, or it is not certain which."""
        schema = self._resolved(schema)
        return next((read for read in self._readings(value, schema) if self._is_valid(read, schema)), None)

    def fitting(self, value: object, schema: dict[str, Any]) -> object | None:
        """The value itself where it fits, and else as it was meant."""
        return value if self._is_valid(value, self._resolved(schema)) else self.meant(value, schema)

    def _resolved(self, schema: dict[str, Any]) -> dict[str, Any]:
        while "$ref" in schema:
            schema = self._definitions[schema["$ref"].rpartition("/")[2]]
        return schema

    def _readings(self, value: object, schema: dict[str, Any]) -> Iterator[object]:
        if isinstance(value, (str, list)) and len(value) > _LONGEST_READ:
            return
        if isinstance(value, str):
            yield from self._of_text(value, schema)
        elif isinstance(value, list):
            yield from self._of_list(value, schema)
        elif isinstance(value, dict):
            yield from ([value], *(value.values() if len(value) == 1 else ()))
        elif type(value) is int and "minLength" in schema:
            # Of versions and addresses, which are no free text, a number says too little.
            yield str(value)

    def _of_text(self, text: str, schema: dict[str, Any]) -> Iterator[object]:
        kind = schema.get("type")
        if kind == "array":
            yield from self._listed(text, self._resolved(schema["items"]))
        elif "propertyNames" in schema:
            yield _requirements([text])
        elif kind == "object" and schema.get("required") == ["name"]:
            mailbox = _MAILBOX.fullmatch(text)
            yield {"name": mailbox[1], "email": mailbox[2]} if mailbox else {"name": text}
        elif kind == "boolean":
            yield _TRUTHS.get(text.strip().lower())
        elif schema == self._definitions["word"]:
            yield "-".join(re.findall("[a-z0-9]+", text.lower()))
        elif schema == self._definitions["jurisdiction"]:
            yield from (text.upper(), text.lower())
        elif is_address(schema):
            yield f"https://{text.rpartition('://')[2]}"
        yield from (choice for choice in schema.get("enum", ()) if choice == text.strip().lower())
        if "const" in schema and text.strip() == str(schema["const"]):
            yield schema["const"]

    def _listed(self, text: str, item: dict[str, Any]) -> Iterator[object]:
        """A list that was written as one text: what stands between commas, where no item holds one."""
        is_code = item == self._definitions["jurisdiction"]
        if is_code or item.get("maxLength", _LONGEST_OF_MANY + 1) <= _LONGEST_OF_MANY:
            parts = [part.strip() for part in text.split(",")]
            yield [self.fitting(part, item) for part in parts if part]
        elif item.get("type") == "string" or "," not in text:
            yield [self.fitting(text, item)]

    def _of_list(self, items: list[Any], schema: dict[str, Any]) -> Iterator[object]:
        kind = schema.get("type")
        if all(isinstance(item, str) for item in items):
            if kind == "array":
                yield list(dict.fromkeys(items))
            elif "propertyNames" in schema:
                yield _requirements(items)
        if len(items) == 1 and kind in ("object", "string"):
            yield items[0]


def _requirements(items: list[str]) -> dict[str, str] | None:
    """Packs that are required, from a list of their names with or without versions."""
    try:
        wanted = [Requirement.parse(item) for item in items]
    except CtxpackError:
        return None
    return {str(one.name): one.specifier.text or "*" for one in wanted}
