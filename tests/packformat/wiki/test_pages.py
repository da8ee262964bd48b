"""What stands in a page is read where it stands."""

from packformat.wiki.pages import Citation, Link, items, read_page, split_fields

TEXT = """---
title: "Refunds"
type: policy
updated: 2026-06-05
aliases: [money back, 'returns']
not a field
---

# Refunds

- a list
Paid back within a week. [memo:4-6] More [memo:8].
See [the other](other.md#top), [web](https://x.org), [below](#more) and [call](call.vtt).

```
[code](code.md) [memo:1]
```
"""


def test_fields_names_links_and_citations_are_read_with_their_lines() -> None:
    page = read_page("refunds", TEXT)
    assert (page.title, page.kind, page.updated) == ("Refunds", "policy", "2026-06-05")
    assert page.names == ["Refunds", "money back", "returns"]
    assert page.links() == [Link(13, "other.md"), Link(13, "call.vtt")]
    assert page.citations() == [Citation(12, "memo", 4, 6), Citation(12, "memo", 8, 8)]
    assert page.first_sentence() == "Paid back within a week."


def test_a_page_without_fields_is_one() -> None:
    page = read_page("plain", "- only\n- a list")
    assert (page.title, page.kind, page.updated, page.first_sentence(), page.body_line) == (
        "plain",
        "",
        "",
        "",
        1,
    )
    assert split_fields("---\ntitle: never ended\n") == ({}, "---\ntitle: never ended\n", 1)


def test_a_single_value_is_a_list_of_one() -> None:
    assert (items("a"), items("[a, b]"), items("[]")) == (["a"], ["a", "b"], [])


def test_links_of_note_programs_are_told_from_citations_and_links_of_markdown() -> None:
    text = "See [[Refunds]], [[refund-limit|the limit]].\n[[1]](a.md) [a-b:1] `x`\n```\n[[code]]\n```\n"
    text += "Whether it is there says `[[ -f x ]]`, and ``[[steps]]`` begins a table.\n"
    assert read_page("a", text).double_links() == [(1, "Refunds"), (1, "refund-limit")]
