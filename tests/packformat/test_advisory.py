"""Advisories in documents: read back as they were written, and severe when in doubt."""

import pytest

from packformat.advisory import SEVERITIES, AdvisoryEntry
from packformat.versions import Version

FULL = AdvisoryEntry("CTXA-7", "high", "Wrong VAT rates", "Update to 1.2.1", Version.parse("1.2.1"))


@pytest.mark.parametrize("advisory", [FULL, AdvisoryEntry("CTXA-8", "low", "A typing error")])
def test_an_advisory_reads_back_to_the_same(advisory: AdvisoryEntry) -> None:
    assert AdvisoryEntry.read(advisory.as_dict()) == advisory


def test_what_is_optional_may_be_absent() -> None:
    row = {"id": "CTXA-8", "severity": "low", "title": "A typing error", "later": 1}
    assert AdvisoryEntry.read(row) == AdvisoryEntry("CTXA-8", "low", "A typing error")


def test_the_two_worst_severities_are_severe_and_so_is_an_unknown_one() -> None:
    words = (*SEVERITIES, "apocalyptic")
    assert [FULL._replace(severity=word).is_severe for word in words] == [True, True, False, False, True]
