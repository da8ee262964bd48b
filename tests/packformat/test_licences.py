"""Whether a licence lets others share what they made of a work."""

import pytest

from packformat.derive import NO_LICENCE
from packformat.licences import lets_change

FREE = ["Apache-2.0", "CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0", "MIT OR CC-BY-ND-4.0", "GPL-3.0-only WITH x"]
CLOSED = ["CC-BY-ND-4.0", "CC-BY-NC-ND-3.0", "LicenseRef-Acme", NO_LICENCE, "UNLICENSED", "", "proprietary"]
CLOSED += ["MIT AND LicenseRef-Acme", "(CC-BY-ND-4.0 OR LicenseRef-Acme)"]


@pytest.mark.parametrize("licence", FREE)
def test_what_others_may_change_can_be_made_into_something_else(licence: str) -> None:
    assert lets_change(licence)


@pytest.mark.parametrize("licence", CLOSED)
def test_what_nobody_may_change_cannot(licence: str) -> None:
    assert not lets_change(licence)
