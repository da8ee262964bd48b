"""Lines of programs end as what runs them reads them."""

import pytest

from packformat.archive import Entry
from packformat.edits import apply_edits
from packformat.rules import run_rules
from tests.support.rule_cases import sound_pack


@pytest.mark.parametrize(("executable", "said"), [(True, 1), (False, 0)])
def test_a_program_in_another_language_is_told_of_where_it_starts_by_itself(
    *, executable: bool, said: int
) -> None:
    script = Entry("scripts/tie.py", b"#!/usr/bin/env python3\r\nprint(1)\r\n", executable)
    entries = [*(Entry(path, data) for path, data in sound_pack().items()), script]
    found = [one for one in run_rules(entries).findings if one.rule == "text/line-ends"]
    assert len(found) == said
    mended = apply_edits([script], [one.edit for one in found if one.edit])
    assert mended == ([script._replace(data=b"#!/usr/bin/env python3\nprint(1)\n")] if said else [script])
