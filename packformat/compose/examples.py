"""Samples of good and bad results as the examples of a pack, each with the criterion that it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from packformat.archive import Entry
from packformat.compose.samples import RESULT, sample_folder
from packformat.compose.trial import try_checks
from packformat.compose.wording import BY_PERSON
from packformat.tomltext import toml_document

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


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

    A bad sample shows the first check that it fails. One that passes them all shows what a person looks at,
    where that is one thing. A good sample shows the first of what a bad one shows and it does not fail.
    """
    trial = try_checks(content)
    judged = [check["id"] for check in content.get("checks", ()) if _by_person(check)]
    failed = {
        sample["id"]: [check.id for check in trial.tried if not check.passes[place]]
        for place, sample in enumerate(trial.samples)
    }
    alone = judged if len(judged) == 1 else []
    bad = [sample["id"] for sample in trial.samples if sample["label"] == "bad"]
    shown = {sample: [*failed[sample], *alone] for sample in bad}
    first = [checks[0] for checks in shown.values() if checks]
    for sample in trial.samples:
        if sample["label"] == "good":
            passed = [check for check in first if check not in failed[sample["id"]]]
            shown[sample["id"]] = passed
    return {sample: checks[0] for sample, checks in shown.items() if checks}


def _by_person(check: Mapping[str, Any]) -> bool:
    return bool(check.get("words")) and check.get("kind") == BY_PERSON
