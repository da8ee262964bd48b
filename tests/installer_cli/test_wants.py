from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from installer_cli.wants import Wants
from packformat.errors import CtxpackError, UsageError
from packformat.names import PackName
from packformat.statements.held import Decision
from packformat.statements.statement import key_of
from packformat.versions import Specifier

WRITTEN = """\
# Our packs.
[registry]
url = "https://packs.example.org"  # the office's own

[packs]
# the close
close = ">=1.0"   # keep
zebra = "*"

[other]
close = 3
"""

names = st.from_regex(r"[a-z][a-z0-9]{1,8}(-[a-z0-9]{1,4})?", fullmatch=True).map(PackName.parse)
specifiers = st.sampled_from(["", "*", "^1.2", ">=1.0,<2", "==1.2.3", "~=1.4"])


def packs(wants: Wants) -> dict[str, str]:
    return {str(name): str(specifier) for name, specifier in wants.packs.items()}


def test_nothing_is_wanted_without_a_file() -> None:
    wants = Wants.of(None)
    assert (wants.packs, wants.registry, wants.key) == ({}, "", "")


def test_registry_key_and_packs_are_read() -> None:
    wants = Wants('[registry]\nurl = "https://x.test"\nkey = "abc"\n[packs]\nclose = "^1.2"\n')
    assert (wants.registry, wants.key) == ("https://x.test", "abc")
    assert wants.packs == {PackName("close"): Specifier.parse("^1.2")}


def test_an_added_pack_gets_its_alphabetical_line_and_the_rest_stays_as_it_was() -> None:
    text = Wants(WRITTEN).change({PackName("ledger"): "^2.0"}).text
    assert text == WRITTEN.replace('zebra = "*"', 'ledger = "^2.0"\nzebra = "*"')


def test_another_specifier_takes_the_place_of_the_old_one_before_the_comment_on_its_line() -> None:
    text = Wants(WRITTEN).change({PackName("close"): "^2.0"}).text
    assert text == WRITTEN.replace('close = ">=1.0"   # keep', 'close = "^2.0"   # keep')


def test_a_sign_of_a_comment_within_a_value_begins_none() -> None:
    written = '[inputs.close]\nname = "A # B" # ours # and theirs\n'
    assert Wants(written).with_inputs("close", {"name": "C"}).text == written.replace("A # B", "C")


def test_a_removed_pack_takes_only_its_line_away() -> None:
    text = Wants(WRITTEN).change({}, [PackName("zebra")]).text
    assert text == WRITTEN.replace('zebra = "*"\n', "")


def test_a_new_file_begins_with_what_it_is() -> None:
    text = Wants().change({PackName("close"): "^1.0"}).text
    assert text.startswith("# What this project wants")
    assert text.endswith('\n[packs]\nclose = "^1.0"\n')


def test_a_last_line_without_its_end_is_not_glued_to() -> None:
    changed = Wants('[packs]\nclose = "^1.0"').change({PackName("ledger"): "^1.0"})
    assert packs(changed) == {"close": ">=1.0.0,<2.0.0", "ledger": ">=1.0.0,<2.0.0"}


def test_the_registry_and_its_key_are_noted() -> None:
    wants = Wants(WRITTEN).with_registry("https://packs.example.org", "0123")
    assert (wants.registry, wants.key) == ("https://packs.example.org", "0123")
    assert "# the close" in wants.text


def test_windows_line_ends_and_a_byte_order_mark_stay() -> None:
    written = WRITTEN.replace("\n", "\r\n")
    for mark in ("", "\ufeff"):
        wants = Wants.of((mark + written).encode())
        added = wants.change({PackName("ledger"): "^2.0"}, [PackName("zebra")]).with_registry(
            "https://x.test", "k"
        )
        assert added.text == mark + written.replace('zebra = "*"', 'ledger = "^2.0"').replace(
            '"https://packs.example.org"  # the office\'s own',
            '"https://x.test"  # the office\'s own\r\nkey = "k"',
        )


def test_a_section_that_is_first_in_a_file_with_a_byte_order_mark_is_found() -> None:
    written = '\ufeff[packs]\r\nclose = "*"\r\n'
    assert Wants(written).change({PackName("zebra"): "*"}).text == written + 'zebra = "*"\r\n'


def test_windows_line_ends_and_a_byte_order_mark_are_read() -> None:
    wants = Wants.of(b'\xef\xbb\xbf[packs]\r\nclose = "^1.0"\r\n')
    assert list(wants.packs) == ["close"]
    assert list(wants.change({PackName("ledger"): ""}).packs) == ["close", "ledger"]


def test_decisions_are_kept_in_a_file_with_a_byte_order_mark() -> None:
    decision = Decision("", "Both stand")
    wants = Wants("\ufeff[packs]\n").with_settled("Limit", decision)
    assert wants.settled[key_of("Limit")] == decision
    assert wants.with_settled("Limit", None).settled == {}


def test_quoted_names_are_found() -> None:
    wants = Wants('[packs]\n"close" = "^1.0"\n')
    assert wants.change({}, [PackName("close")]).packs == {}


CLOSE, ONLY = PackName("close"), 'close = {version = "^1.2", only = ["agent:a", "skill:b"]}\n'


def test_a_pack_that_is_wanted_in_part_has_a_table_in_place_of_its_versions() -> None:
    wants = Wants(f"[packs]\n{ONLY}")
    assert (packs(wants), wants.only) == ({"close": ">=1.2.0,<2.0.0"}, {CLOSE: ("agent:a", "skill:b")})
    assert Wants('[packs]\nclose = {only = ["skill:b"]}\n').packs[CLOSE].text == ""


def test_parts_are_noted_given_up_and_widened_and_the_versions_stay_as_they_were_written() -> None:
    wants = Wants('[packs]\nclose = "^1.2"\n').change({}, only={CLOSE: ("skill:b", "agent:a")})
    assert wants.text == f"[packs]\n{ONLY}"
    assert wants.change({PackName("ledger"): "^1.0"}).only == wants.only
    assert wants.change({CLOSE: "^1.3"}).text == f"[packs]\n{ONLY.replace('1.2', '1.3')}"
    assert wants.change({}, only={CLOSE: ()}).text == '[packs]\nclose = "^1.2"\n'
    assert wants.change({}, [CLOSE]).text == "[packs]\n"


@pytest.mark.parametrize(
    "data",
    [
        b"[packs\n",
        b'[packs]\nclose = {version = "1", parts = []}\n',
        b'[packs]\nclose = {version = "*", only = ["b"]}\n',
        b'[packs]\nClose = "1"\n',
        b'[packs]\nclose = "one"\n',
        b"[packs]\nclose = 1\n",
        b'packs = "close"\n',
        b"[registry]\nurl = 3\n",
        b"\xff\xfe[packs]",
    ],
)
def test_a_broken_file_is_refused_with_its_name_and_a_remedy(data: bytes) -> None:
    with pytest.raises(UsageError) as caught:
        Wants.of(data)
    assert caught.value.code == "E_PROJECT_FILE"
    assert "`ctxpack.toml`" in caught.value.message
    assert caught.value.hint


def test_a_form_that_cannot_be_edited_is_said_and_left_alone() -> None:
    wants = Wants('packs = {close = "^1.0"}\n')
    with pytest.raises(CtxpackError) as caught:
        wants.change({PackName("ledger"): "^1.0"})
    assert caught.value.code == "E_PROJECT_FILE"


@given(
    before=st.dictionaries(names, specifiers), add=st.dictionaries(names, specifiers), remove=st.lists(names)
)
def test_editing_gives_what_was_asked_and_nothing_else(
    before: dict[PackName, str], add: dict[PackName, str], remove: list[PackName]
) -> None:
    wants = Wants().change(before)
    kept = {name: specifier for name, specifier in before.items() if name not in remove}
    changed = wants.change(add, remove)
    assert changed.packs == {name: Specifier.parse(text) for name, text in {**kept, **add}.items()}
    assert changed.change({}, list(changed.packs)).packs == {}


def test_values_for_what_is_no_pack_are_refused_since_a_file_would_be_written_there() -> None:
    with pytest.raises(CtxpackError) as caught:
        Wants('[inputs."../../../.claude/rules"]\ncompany = "x"\n')
    assert caught.value.code == "E_PROJECT_FILE"


def test_the_agents_that_read_the_packs_stand_before_all_sections() -> None:
    wants = Wants('# Mine.\n[packs]\nclose = "^1.0"\n')
    more = wants.with_targets(["cursor", "codex", "cursor"])
    assert more.text == '# Mine.\ntargets = ["codex", "cursor"]\n[packs]\nclose = "^1.0"\n'
    assert (more.targets, more.packs) == (("codex", "cursor"), wants.packs)
    assert more.with_targets(["gemini"]).text.count("targets") == 1
    assert more.with_targets([]).text == wants.text
    assert Wants('targets = ["claude", "codex"]\n').targets == ("codex",)


@pytest.mark.parametrize("text", ['targets = ["nobody"]\n', 'targets = "codex"\n', "targets = [1]\n"])
def test_agents_that_are_not_known_are_refused(text: str) -> None:
    with pytest.raises(CtxpackError) as caught:
        Wants(text)
    assert caught.value.code == "E_PROJECT_FILE"


def test_agents_on_several_lines_are_left_to_whoever_wrote_them() -> None:
    with pytest.raises(CtxpackError) as caught:
        Wants('targets = [\n  "codex",\n]\n').with_targets(["cursor"])
    assert "give it a line" in caught.value.message
