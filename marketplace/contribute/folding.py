"""Which items of a long list are folded to the line that they are recognised by."""

from collections.abc import Iterable, Mapping
from typing import Any

from marketplace.contribute.answers_form import AnswersForm

_MOST_IN_SIGHT = 3
"""Items that a page shows whole; of more, only those that somebody has to look at."""
_CHOSEN_FOR_US = ("id", "kind", "label")
"""What an item has that nobody has typed in yet."""


def folded_items(form: AnswersForm, marked: Iterable[str], at: str = "") -> set[str]:
    """Return the ids of the items of a page that can be folded.

    What is still blank stands open, as does the item that is gone to (`at`) and any with something to say at
    one of its fields: `marked` are such fields, or whole items (`steps.step-1`).
    """
    if len(form.items) <= _MOST_IN_SIGHT:
        return set()
    open_ids = {parts[1] for parts in (field.split(".") for field in marked) if len(parts) > 1}
    return {item["id"] for item in form.items if _is_filled(item)} - open_ids - {at}


def _is_filled(item: Mapping[str, Any]) -> bool:
    return any(value for name, value in item.items() if name not in _CHOSEN_FOR_US)
