"""Whether two reports are of runs that went the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Rows = Mapping[tuple[str, str, int], Mapping[str, Any]]


def first_difference(signed: Mapping[str, Any], found: Mapping[str, Any]) -> str:
    """Where the rows of two reports part, in words; empty when they do not.

    Rows are the same when what was said and written is (by the digest of the transcript), and what every
    grader says. `packformat.evals.evidence.read_evidence` must have read both reports.
    """
    if signed["retrieval"] != found["retrieval"]:
        return "gold questions find their pages elsewhere"
    if signed["pairs"] != found["pairs"]:
        return "judges say something else of pairs"
    return next(_differences(_by_key(signed), _by_key(found)), "")


def _by_key(report: Mapping[str, Any]) -> Rows:
    return {(row["case"], row["arm"], row["number"]): row for row in report["cases"]}


def _differences(signed: Rows, found: Rows) -> Iterator[str]:
    for key in sorted({*signed, *found}):
        where = f"`{key[0]}` ({key[1]} the pack, run {key[2]})"
        if key not in signed or key not in found:
            yield f"{where} stands in one of them only"
        elif signed[key].get("transcript") != found[key].get("transcript"):
            yield f"in {where} something else was said or written"
        else:
            yield from _of_graders(where, signed[key], found[key])


def _of_graders(where: str, signed: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[str]:
    before, after = ({item["id"]: item["verdict"] for item in row["graders"]} for row in (signed, found))
    for grader in sorted({*before, *after}):
        said, says = before.get(grader, "nothing"), after.get(grader, "nothing")
        if said != says:
            yield f"in {where} `{grader}` said {said} and says {says} here"
