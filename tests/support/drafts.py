"""Drafts as an expert leaves them: a finished one, and whatever Hypothesis thinks of."""

from typing import Any

from hypothesis import strategies as st

from packformat.compose.content import draft_schema, normal

CLOSE: dict[str, Any] = {
    "kind": "month-end-close",
    "title": "Month-end close",
    "summary": "The month is closed in five working days and every balance is tied to its evidence.",
    "audience": "Bookkeepers of small firms",
    "not_for": ["Filing a tax return"],
    "author": "Ada Example",
    "licence": "CC-BY-4.0",
    "steps": [
        {
            "id": "step-1",
            "title": "Reconcile the bank",
            "how": "Take the statement of the whole month.\n\nMatch line by line.",
            "done": "The difference is 0.00",
            "stop": "The statement is missing",
        },
        {"id": "step-2", "title": "Book accruals", "who": "Reviewer"},
    ],
    "rules": [
        {"id": "rule-1", "title": "Tolerance", "value": "0.00", "source": "Manual", "until": "2027-03-31"},
        {"id": "rule-2", "title": "Materiality", "value": "500 GBP"},
    ],
    "samples": [
        {
            "id": "sample-1",
            "label": "good",
            "title": "October",
            "text": "Bank difference: 0.00\nReviewed by: J. Park",
            "reason": "Everything is tied to its evidence.",
        },
        {
            "id": "sample-2",
            "label": "bad",
            "text": "Bank difference: 34.50, posted to sundry",
            "reason": "A difference was posted away instead of explained.",
        },
    ],
    "checks": [
        {"id": "check-1", "kind": "contains", "words": "Bank difference: 0.00"},
        {"id": "check-2", "kind": "never", "words": "posted to sundry"},
        {"id": "check-3", "kind": "person", "words": "The explanations would convince an auditor"},
    ],
    "loops": [
        {
            "id": "loop-1",
            "title": "Clear open items",
            "each": "Explain the oldest",
            "stop": "It is above 500",
        },
    ],
    "data": [
        {
            "id": "data-1",
            "title": "Bank statement",
            "system": "our bank",
            "columns": ["date", "amount"],
            "rows": "2026-10-31,12.00",
        },
        {"id": "data-2", "title": "Open items", "columns": ["document"]},
    ],
    "folders": "letters\n  sent\n  received\npapers",
    "names": [
        {
            "id": "name-1",
            "title": "Papers of a close",
            "folders": ["close/papers"],
            "first": "month",
            "second": "words",
            "third": "copy",
            "endings": [".pdf", "xlsx"],
            "good": ["2026-10_bank-statement.pdf", "2026-10_accruals_v2.xlsx"],
            "bad": ["Bank Oct FINAL.pdf: no month, and final says nothing"],
        }
    ],
    "documents": [{"id": "document-1", "title": "Manual", "text": "# How we close\n\nSlowly."}],
}

PERSONA: dict[str, Any] = {
    "id": "persona-1",
    "title": "Ada Example",
    "state": "living",
    "values": ["A balance that nobody can explain is none [1]"],
    "models": ["Ask who would notice first [1, 2]"],
    "respond": ["Begin with the question that would change the answer most"],
    "blind": ["She has never closed a month for a firm with stock"],
    "never": ["Use it on a person"],
    "sources": ["Notes for a stand-in: page 3", "A talk: minute 12 https://example.org/talk"],
    "agreed": "Ada Example",
    "day": "2026-10-02",
    "shown": "She publishes it herself",
}
"""A way of thinking that is told whole: a registry asks who agreed, so it is in no draft unasked."""

_texts = st.text(max_size=60)
_check_kinds = draft_schema()["properties"]["checks"]["items"]["properties"]["kind"]["enum"]
_pieces = st.sampled_from(draft_schema()["properties"]["names"]["items"]["properties"]["first"]["enum"])
_ids = st.integers(1, 30)
_claims = st.lists(
    st.sampled_from(["Look [1]", "Look [1, 2]", "[1]", "Look [9]", "Look"]) | _texts, max_size=2
)


def _items(prefix: str, /, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[list[dict[str, Any]]]:
    item = st.fixed_dictionaries({"id": _ids.map(lambda number: f"{prefix}-{number}")}, optional=fields)
    return st.lists(item, max_size=4, unique_by=lambda item: item["id"])


drafts = st.fixed_dictionaries(
    {"kind": st.sampled_from(["month-end-close", "property-intake", "video-packaging", "other"])},
    optional={
        "title": _texts,
        "summary": _texts,
        "audience": _texts,
        "not_for": st.lists(_texts, max_size=3),
        "prompts": st.lists(_texts, max_size=3),
        "professions": st.lists(st.sampled_from(["accounting", "estate agency", "x"]), max_size=2),
        "name": st.sampled_from(["month-end", "Not a name", "x", "ledger-core"]),
        "version": st.sampled_from(["1.0.0", "2.1.0rc1", "two", "1.0"]),
        "author": _texts,
        "licence": st.sampled_from(["CC-BY-4.0", "Apache-2.0"]),
        "steps": _items("step", title=_texts, who=_texts, how=_texts, done=_texts, stop=_texts),
        "rules": _items("rule", title=_texts, value=_texts, source=_texts, until=_texts),
        "samples": _items(
            "sample", label=st.sampled_from(["good", "bad"]), title=_texts, text=_texts, reason=_texts
        ),
        "checks": _items(
            "check",
            kind=st.sampled_from(_check_kinds),
            words=_texts,
            other=_texts,
            entries=st.lists(_texts, max_size=5),
            least=st.sampled_from(["", "-1", "some"]),
            most=st.sampled_from(["", "60", "1.5", "99999999"]),
            figure=st.sampled_from(["", "12.50", "twelve"]),
            within=st.sampled_from(["", "0.01", "little"]),
            why=_texts,
        ),
        "loops": _items(
            "loop",
            title=_texts,
            each=_texts,
            stop=_texts,
            turns=st.sampled_from(["", "5", "0", "many", "9999"]),
            minutes=st.sampled_from(["", "30", "9999"]),
            alone=st.sampled_from(["ask", "act", "suggest"]),
        ),
        "data": _items(
            "data",
            title=_texts,
            system=_texts,
            note=_texts,
            columns=st.lists(_texts, max_size=3),
            rows=_texts,
        ),
        "folders": st.sampled_from(["", "a\n b\n  c\n b", "../x", ".claude", "- a/\n\t- b", "con"]) | _texts,
        "names": _items(
            "name",
            title=_texts,
            about=_texts,
            folders=st.lists(_texts, max_size=2),
            first=_pieces,
            second=_pieces,
            fifth=_pieces,
            between=st.sampled_from(["underscore", "hyphen", "space", "dot"]),
            listed=st.lists(st.text(max_size=20), max_size=3),
            endings=st.lists(st.sampled_from(["pdf", ".xlsx", ".", "*"]), max_size=2),
            good=st.lists(_texts, max_size=3),
            bad=st.lists(_texts, max_size=3),
        ),
        "personas": _items(
            "persona",
            title=st.sampled_from(["Ada Example", "A", "a@b"]) | _texts,
            state=st.sampled_from(["living", "dead", "invented"]),
            died=st.sampled_from(["1898", "1990", "-44", "soon", "-9999"]),
            about=_texts,
            values=_claims,
            models=_claims,
            respond=st.lists(_texts, max_size=2),
            blind=st.lists(_texts, max_size=2),
            never=st.lists(_texts, max_size=2),
            sources=st.lists(
                st.sampled_from(["A talk: minute 12", "Notes: p. 3 https://example.org", "A: https://x.org"])
                | _texts,
                max_size=3,
            ),
            agreed=st.sampled_from(["", "Ada Example"]),
            day=st.sampled_from(["", "2026-10-02", "soon"]),
            shown=_texts,
        ),
        "documents": _items("document", title=_texts, text=_texts),
        "changes": _texts,
        "releases": st.lists(
            st.fixed_dictionaries({"version": st.just("1.0.0"), "changes": _texts}), max_size=2
        ),
    },
).map(normal)
