"""What a conversion gives: Markdown, and each thing of the document that did not come through whole."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from packformat.errors import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

LOSSES = {
    "attachment": "the attachment {detail} is not part of the text; convert it by itself",
    "broken-cue": "a part without a time was left out: {detail}",
    "chart": "a chart was left out{detail}; its numbers may stand in a table",
    "columns": "the page was read as two columns, the left one first; check the order",
    "comment": "{detail} were left out",
    "deleted-messages": "messages that were deleted were left out: {detail}",
    "deleted-text": "text deleted under tracked changes was left out ({detail})",
    "drawing": "{detail} was left out",
    "encoding": "the file does not say how its letters are stored; it was read as {detail}",
    "equation": "an equation was left out ({detail})",
    "error-value": "the cell shows the error {detail}",
    "export-file": "the file was left out: {detail}",
    "form": "what a form field holds was left out ({detail})",
    "formula-without-value": "no result is stored for {detail}, so the formula itself stands in the cell",
    "header-rows": "{detail} rows are headers; the first is the header here and the others are ordinary rows",
    "hidden": "{detail} is hidden in the document; it was kept",
    "hidden-text": "text that a reader of the document does not see was left out: {detail}",
    "invisible-characters": "{detail} invisible characters were taken out",
    "many": "{detail} are there besides, and not listed one by one",
    "merged-cells": "cells {detail} are merged; the value stands in the first, the others are blank",
    "message": "it was left out: {detail}",
    "nested-table": "a table inside a cell was written as text",
    "letters": "the document does not say what {detail} of its letters mean; look whether they are right",
    "note": "a remark for the makers of the file was left out: {detail}",
    "not-exported": "not in the export: {detail}",
    "notices": "messages that only tell who came or went were left out: {detail}",
    "page-without-text": "the page is a picture and holds no text",
    "page-header": "page headers and footers were left out ({detail})",
    "picture": "a picture was left out{detail}",
    "pseudonyms": "people and programs with a number instead of a name, also in what is said: {detail}",
    "ragged-rows": "{detail} rows are shorter than the longest; blanks were added at their ends",
    "repeated-messages": "what stands in the export more than once was kept once; left out: {detail}",
    "rows-left-out": "{detail} were left out: the table is too long to be read",
    "tasks-without-text": "tasks with neither a description nor a comment were left out: {detail}",
}
"""Every kind of loss and how it is told; the detail is the document's own words, or a count."""


@dataclass(frozen=True)
class Loss:
    """One thing to look at: its kind (a key of `LOSSES`), where it is, and what it is about."""

    kind: str
    place: str
    detail: str = ""

    @property
    def message(self) -> str:
        """The loss in plain words, with its place when it has one."""
        told = LOSSES[self.kind].format(detail=printable(self.detail))
        return f"{printable(self.place)}: {told}" if self.place else told

    def as_dict(self) -> dict[str, str]:
        """The loss as plain values."""
        return {"kind": self.kind, "place": self.place, "detail": self.detail, "message": self.message}


MOST_OF_A_KIND = 100
"""Losses of one kind that are told one by one."""


def told(losses: Iterable[Loss]) -> Iterator[Loss]:
    """The first losses of each kind in their order, and at the end how many more there are."""
    counts: Counter[str] = Counter()
    for loss in losses:
        counts[loss.kind] += 1
        if counts[loss.kind] <= MOST_OF_A_KIND:
            yield loss
    for kind, count in counts.items():
        if count > MOST_OF_A_KIND:
            yield Loss("many", "", f"{count - MOST_OF_A_KIND:,} of the kind `{kind}`")


class Page(NamedTuple):
    """A part of a text that stands by itself, as a thread does: its lines, from 1, both of them its own.

    ``name`` is made of small letters, digits and hyphens and is one among those of its ``day`` (YYYY-MM-DD,
    empty where it is not known).
    """

    name: str
    day: str
    title: str
    first: int
    last: int


@dataclass(frozen=True)
class Converted:
    """A document as Markdown (CommonMark with the tables of GFM, one line break at its end).

    ``pages`` are its parts where it is a collection, such as an export.
    """

    markdown: str
    losses: tuple[Loss, ...] = ()
    pages: tuple[Page, ...] = ()

    def texts(self) -> list[tuple[Page, str]]:
        """Each page with its text."""
        lines = self.markdown.split("\n")
        return [(page, "\n".join(lines[page.first - 1 : page.last]) + "\n") for page in self.pages]

    def as_dict(self) -> dict[str, Any]:
        """The result as plain values."""
        losses = [loss.as_dict() for loss in self.losses]
        return {"markdown": self.markdown, "losses": losses, "pages": [list(page) for page in self.pages]}

    @classmethod
    def from_dict(cls, value: Mapping[str, Any]) -> Converted:
        """The result that `as_dict` gave."""
        losses = [Loss(row["kind"], row["place"], row["detail"]) for row in value["losses"]]
        return cls(value["markdown"], tuple(losses), tuple(Page(*page) for page in value["pages"]))
