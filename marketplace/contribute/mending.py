"""From what a rule saw in a file to the answer that can be changed."""

from typing import NamedTuple

from django.urls import reverse

from marketplace.contribute.labels import ITEMS
from marketplace.contribute.pages import page_named
from marketplace.wording.submissions import SeenInPack
from packformat.compose.origins import origin_of
from registry.models import Draft
from registry.services.draft_packs import composed


class Place(NamedTuple):
    """An address, and how what stands there is called."""

    address: str
    words: str


class Mender:
    """Knows where each file of a draft's pack comes from."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._texts = {entry.path: entry.data.decode("utf-8", "replace") for entry in composed(draft)}
        self._own = set(draft.files.filter(set_aside=False).values_list("path", flat=True))

    def place_of(self, finding: SeenInPack) -> Place | None:
        """Where to change what a finding is about; None for a file that came along as it is."""
        path = finding.path
        if path in self._own:
            return None
        origin = origin_of(self._draft.content, path, finding.line, self._texts.get(path, ""))
        page = page_named(origin.page) if origin else None
        if origin is None or page is None:
            return None
        address = reverse("draft-page", args=(self._draft.pk, page.name))
        if not origin.item:
            return Place(address, page.title)
        ids = [item["id"] for item in self._draft.content[origin.page]]
        number = ids.index(origin.item) + 1
        return Place(
            f"{address}?at={origin.item}#{origin.item}",
            f"{page.title}, {ITEMS[page.part][0].lower()} {number}",
        )
