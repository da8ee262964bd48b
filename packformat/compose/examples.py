"""Samples of good and bad results as the examples of a pack, each with the criterion that it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from packformat.archive import Entry
from packformat.compose.samples import RESULT, sample_folder
from packformat.compose.trial import try_checks
from packformat.compose.wording import BY_PERSON, check_sentence
from packformat.tomltext import toml_document

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


GONE, PASSES, FAILS = "gone", "passes", "fails"
"""Why a chosen check does not show a sample: it is not there, a bad one passes it, a good one fails it."""


def example_files(content: Mapping[str, Any]) -> Iterator[Entry]:
    """Each sample that has a text: the text, why it is good or bad, and the check that shows it."""
    shown = criteria_shown(content)
    for sample in content.get("samples", ()):
        if sample.get("text"):
            folder = sample_folder(sample)
            yield Entry(f"{folder}/{RESULT}", f"{sample['text']}\n".encode())
            fields = {
                "label": sample.get("label", "good"),
                "title": sample.get("title", ""),
                "reason": sample.get("reason", ""),
                "criterion": shown.get(sample["id"], ""),
            }
            described = {key: value for key, value in fields.items() if value}
            yield Entry(f"{folder}/example.toml", toml_document(described).encode("utf-8"))


def criteria_shown(content: Mapping[str, Any]) -> dict[str, str]:
    """The check that each sample shows, by the sample's id; of some none is known.

    It is the one that the expert has chosen. Where none was, a bad sample shows the first check that it
    fails; one that passes them all shows what a person looks at, where that is one thing. A good sample shows
    the first of what a bad one shows and it does not fail.
    """
    trial = try_checks(content)
    known = _with_words(content)
    judged = [name for name, check in known.items() if check.get("kind") == BY_PERSON]
    failed = {
        sample["id"]: [check.id for check in trial.tried if not check.passes[place]]
        for place, sample in enumerate(trial.samples)
    }
    alone = judged if len(judged) == 1 else []
    shown = {sample["id"]: [sample["shows"]] for sample in trial.samples if sample.get("shows") in known}
    for sample in trial.samples:
        if sample["label"] == "bad":
            shown.setdefault(sample["id"], [*failed[sample["id"]], *alone])
    bad = [sample["id"] for sample in trial.samples if sample["label"] == "bad"]
    first = [shown[sample][0] for sample in bad if shown[sample]]
    for sample in trial.samples:
        shown.setdefault(sample["id"], [check for check in first if check not in failed[sample["id"]]])
    return {sample: checks[0] for sample, checks in shown.items() if checks}


def sentences_shown(content: Mapping[str, Any]) -> list[str]:
    """What each sample that has a text shows, in words; an empty text where nothing is known."""
    known, shown = _with_words(content), criteria_shown(content)
    samples = [sample["id"] for sample in content.get("samples", ()) if sample.get("text")]
    return [check_sentence(known[shown[sample]]) if sample in shown else "" for sample in samples]


def misfits(content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Of each sample whose chosen check does not show it, the id, and `GONE`, `PASSES` or `FAILS`."""
    known = _with_words(content)
    for sample in content.get("samples", ()):
        chosen = sample.get("shows")
        if chosen and chosen not in known:
            yield sample["id"], GONE
        elif chosen:
            trial = try_checks({"samples": [sample], "checks": [known[chosen]]})
            passes = [check.passes[0] for check in trial.tried if trial.samples]
            is_bad = sample.get("label") == "bad"
            if passes == [is_bad]:
                yield sample["id"], PASSES if is_bad else FAILS


def _with_words(content: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {check["id"]: check for check in content.get("checks", ()) if check.get("words")}
