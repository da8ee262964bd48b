"""Whether a licence lets others share what they made of a work."""

import pytest

from packformat.derive import NO_LICENCE
from packformat.licences import UNNAMED, lets_change, licence_in

FREE = ["Apache-2.0", "CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0", "MIT OR CC-BY-ND-4.0", "GPL-3.0-only WITH x"]
CLOSED = ["CC-BY-ND-4.0", "CC-BY-NC-ND-3.0", "LicenseRef-Acme", NO_LICENCE, "UNLICENSED", "", "proprietary"]
CLOSED += ["MIT AND LicenseRef-Acme", "(CC-BY-ND-4.0 OR LicenseRef-Acme)"]


@pytest.mark.parametrize("licence", FREE)
def test_what_others_may_change_can_be_made_into_something_else(licence: str) -> None:
    assert lets_change(licence)


@pytest.mark.parametrize("licence", CLOSED)
def test_what_nobody_may_change_cannot(licence: str) -> None:
    assert not lets_change(licence)


@pytest.mark.parametrize(
    ("said", "licence"),
    [
        ("Apache License\n   Version 2.0, January 2004", "Apache-2.0"),
        ("MIT License\nPermission is hereby granted, free\nof charge, … The above copyright notice", "MIT"),
        ("GNU LESSER GENERAL PUBLIC LICENSE Version 3", "LGPL-3.0-only"),
        ("GNU GENERAL PUBLIC LICENSE\nVersion 2, June 1991", "GPL-2.0-only"),
        ("Attribution-ShareAlike 4.0 International", "CC-BY-SA-4.0"),
        ("Redistribution and use in source and binary forms. Neither the name", "BSD-3-Clause"),
        ("Redistribution and use in source and binary forms", "BSD-2-Clause"),
        ("\u00a9 Ada. All rights reserved.", UNNAMED),
    ],
)
def test_a_licence_file_says_by_its_words_which_licence_it_is(said: str, licence: str) -> None:
    assert licence_in({"README.md": b"x", "License.txt": said.encode()}) == (licence, "License.txt")


def test_a_licence_file_that_says_nothing_known_lets_nobody_share() -> None:
    assert not lets_change(licence_in({"COPYING": b"Ask Ada."})[0])


def test_the_licence_of_the_only_skill_is_that_of_the_pack_and_of_one_among_many_is_not() -> None:
    files = {"skills/tie/LICENSE": b"Apache License Version 2.0", "skills/tie/SKILL.md": b""}
    assert licence_in(files) == ("Apache-2.0", "skills/tie/LICENSE")
    assert licence_in({**files, "skills/close/SKILL.md": b""}) == ("", "")
