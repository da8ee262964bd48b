"""What rules offer to change is the one thing that is wrong, where it is certain what was meant."""

import json
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packformat.archive import Entry
from packformat.edits import Edit, apply_edits
from packformat.findings import Finding
from packformat.rules import run_rules
from packformat.rules.base import MOST_SEEN
from packformat.rules.offers import LONGEST_LINE, Anew, without_comma
from packformat.rules.textfile import TextFile
from tests.support.rule_cases import sound_pack

SKILL = "skills/close/SKILL.md"
PLUGIN, SERVERS, HOOKS = ".claude-plugin/plugin.json", ".mcp.json", "hooks/hooks.json"
LONGEST_SECONDS = 30
"""Of the processor: many times what these take on a busy machine; one that hangs goes beyond any."""
REST = '\nsummary = "A month closed in five working days"\nlicence = "MIT"\nauthors = [{name = "Ada"}]\n'


def found(rule: str, path: str, text: str) -> list[Finding]:
    """What one rule finds in a sound pack with one file that says something else."""
    files = {**sound_pack(), path: text.encode()}
    findings = run_rules([Entry(name, data) for name, data in files.items()]).findings
    return [finding for finding in findings if finding.rule == rule]


def offered(rule: str, path: str, text: str) -> str | None:
    """The file after the change that the first finding of a rule offers; None where it offers none."""
    edit = found(rule, path, text)[0].edit
    return apply_edits([Entry(path, text.encode())], [edit])[0].data.decode() if edit else None


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (
            'name = "Month End"\nversion = "1.0.0"\nschema = 1',
            'name = "month-end"\nversion = "1.0.0"\nschema = 1',
        ),
        ('name = "a-b"\nversion = "v1"\nschema = 1', 'name = "a-b"\nversion = "1.0.0"\nschema = 1'),
        ('name = "a-b"\nversion = "1.2"\nschema = 1', 'name = "a-b"\nversion = "1.2.0"\nschema = 1'),
        ('name = "a-b"\nversion = 1.2\nschema = 1', 'name = "a-b"\nversion = "1.2.0"\nschema = 1'),
        ('name = "a-b"\nschema = 1', 'version = "1.0.0"\nname = "a-b"\nschema = 1'),
        ('name = "a-b"\nversion = "1.0.0"', 'schema = 1\nname = "a-b"\nversion = "1.0.0"'),
        ('name = a-b\nversion = "1.0.0"\nschema = 1', 'name = "a-b"\nversion = "1.0.0"\nschema = 1'),
        ('name = “a-b”\nversion = "1.0.0"\nschema = 1', 'name = "a-b"\nversion = "1.0.0"\nschema = 1'),
        ('name: "a-b"\nversion = "1.0.0"\nschema = 1', 'name = "a-b"\nversion = "1.0.0"\nschema = 1'),
        ('name: a-b\nversion = "1.0.0"\nschema = 1', 'name = "a-b"\nversion = "1.0.0"\nschema = 1'),
        (
            'name = "a-b"\nversion = "1.0.0"\nschema = 1\nschema = 1',
            'name = "a-b"\nversion = "1.0.0"\nschema = 1\n',
        ),
    ],
)
def test_a_manifest_is_written_as_it_was_meant(written: str, meant: str) -> None:
    assert offered("manifest/readable", "pack.toml", written + REST) == meant + REST


@pytest.mark.parametrize(
    "written",
    [
        'name = "名前"\nversion = "1.0.0"\nschema = 1',
        'name = "a-b"\nversion = "soon"\nschema = 1',
        'name = \nversion = "1.0.0"\nschema = 1',
        'name = "a-b"\nversion = "1.0.0"\nschema = 2',
        'name = "a-b"\nversion = "1.0.0"\nschema = 1\nschema = 2',
        'name = "a-b"\nversion = "1.0.0"\nschema = 1\n[x',
        '"name" = "A B"\nversion = "1.0.0"\nschema = 1',
        'name = "a-b"\nversion = "1.0.0"\nschema = 1\nhomepage = 3',
    ],
)
def test_where_it_is_not_certain_what_was_meant_nothing_is_offered(written: str) -> None:
    assert offered("manifest/readable", "pack.toml", written + REST) is None


def test_a_manifest_that_is_too_large_to_try_changes_on_is_left_to_its_author() -> None:
    comment = "# x\n" * 10_000
    assert offered("manifest/readable", "pack.toml", f'name = "A B"\n{comment}') is None


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ('{"name": "a",}', '{"name": "a"}'),
        ('{"keywords": ["a", "b",\n]\n}', '{"keywords": ["a", "b"\n]\n}'),
        ('{"name": "a,}",\r\n}', '{"name": "a,}"\r\n}'),
    ],
)
def test_the_comma_after_the_last_value_goes(written: str, meant: str) -> None:
    assert offered("component/json", PLUGIN, written) == meant


@pytest.mark.parametrize("written", ['{"name": }', '{"a": 1} x', "[" * 100_000])
def test_what_else_keeps_json_from_being_read_is_its_authors_to_mend(written: str) -> None:
    offer = without_comma(PLUGIN, written.encode())
    assert offer is None or "," not in offer.new


@given(
    st.recursive(st.integers(), lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=3), inner))
)
def test_no_comma_is_taken_out_of_what_can_be_read(value: object) -> None:
    assert without_comma(PLUGIN, json.dumps(value).encode()) is None


FRONT = "---\nname: close\n{}\n---\n# Close\n\nClose the month in five days.\n"


@pytest.mark.parametrize(
    ("lines", "meant"),
    [
        ("description: Close\nlicense: MIT\nlicense: MIT", "description: Close\nlicense: MIT\n"),
        ("description: Close\nlicense: MIT\nlicense: BSD", None),
        ("description: Close\ntags:\n- a\ntags:\n- a", None),
        ("description: Close\nmetadata:\n  a: 1\n  a: 1", None),
    ],
)
def test_a_field_that_stands_twice_to_the_letter_stands_once(lines: str, meant: str | None) -> None:
    wanted = meant if meant is None else FRONT.format(meant)
    assert offered("component/front-matter", SKILL, FRONT.format(lines)) == wanted


@pytest.mark.parametrize(
    ("rule", "written", "meant"),
    [
        ("text/stray", "Book\u200b it.\u200b", "Book it."),
        ("text/control", "Book\x07 it.\x01", "Book it."),
        ("text/bidi", "Book \u202eit\u202c.", "Book it."),
        ("text/hidden", "Book" + "\u200b" * 9 + " it\U000e0041.", "Book it."),
    ],
)
def test_what_cannot_be_seen_is_taken_out_of_its_line_and_nothing_else(
    rule: str, written: str, meant: str
) -> None:
    flag = "\U0001f3f4\U000e0067\U000e0062\U000e007f"
    page = "---\r\nname: close\r\ndescription: Close a month.\r\n---\r\n{}\r\n" + flag
    assert offered(rule, SKILL, page.format(written)) == page.format(meant)


def test_a_lone_carriage_return_is_not_taken_for_a_slip() -> None:
    assert offered("text/control", SKILL, FRONT.format("description: Close") + "a\rb\n") is None


def test_no_line_that_is_too_long_to_be_read_is_offered_anew() -> None:
    page = FRONT.format("description: Close") + "a\u200bb" * (LONGEST_LINE // 2)
    assert offered("text/stray", SKILL, page) is None


def test_as_many_lines_are_offered_anew_as_are_told() -> None:
    asked = []
    anew, text = Anew(), TextFile("a.md", b"said")
    offers = [
        anew.line(text, 1, lambda line: asked.append(line) or line.upper()) for _ in range(MOST_SEEN + 1)
    ]
    assert offers == [Edit("a.md", 1, "said", "SAID")] * MOST_SEEN + [None]
    assert len(asked) == MOST_SEEN


@pytest.mark.parametrize(
    ("path", "written", "meant"),
    [
        (
            SKILL,
            FRONT.format("license: MIT"),
            FRONT.replace("name", 'description: "Close the month in five days."\nname').format(
                "license: MIT"
            ),
        ),
        (SKILL, FRONT.format("description:"), None),
        (SKILL, "---\nname: close\n---\n- a list\n", None),
        (
            "agents/team/auditor.md",
            "Audit the books.\n",
            '---\nname: auditor\ndescription: "Audit the books."\n---\nAudit the books.\n',
        ),
        (
            SKILL,
            "# Close\n\ndescription: Tie it.\n",
            '---\nname: close\ndescription: "Tie it."\n---\n# Close\n\ndescription: Tie it.\n',
        ),
        (SKILL, "description:\n\n", '---\nname: close\ndescription: "description:"\n---\ndescription:\n\n'),
    ],
)
def test_a_description_that_is_missing_is_made_of_the_first_sentence(
    path: str, written: str, meant: str | None
) -> None:
    rule = "skill/description" if path == SKILL else "agent/description"
    assert offered(rule, path, written) == meant


def test_a_description_below_the_top_is_told_where_it_stands() -> None:
    page = "---\nname: close\n---\n\n# Close\n\nDescription: Close the books.\n"
    (told,) = found("skill/description", SKILL, page)
    assert (told.line, "stands in the text" in told.message) == (7, True)


@pytest.mark.parametrize(("said", "meant"), [('"Yes"', "true"), ("0", "false"), ("maybe", None)])
def test_yes_and_no_are_written_as_clients_read_them(said: str, meant: str | None) -> None:
    page = FRONT.format("description: Close\nuser-invocable: {}")
    wanted = meant and page.format(meant)
    assert offered("skill/field-values", SKILL, page.format(said)) == wanted


@pytest.mark.parametrize(("key", "offers"), [("licence", True), ("allowed-tool", False)])
def test_no_click_gives_a_skill_a_power(key: str, offers: bool) -> None:  # noqa: FBT001 - a row of the table
    page = FRONT.format(f"description: Close\n{key}: Bash")
    assert (offered("skill/unknown-key", SKILL, page) is not None) == offers


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ({"skills": "skills"}, {"skills": "./skills"}),
        ({"skills": "/skills/"}, {"skills": "./skills"}),
        ({"skills": "../skills"}, None),
        ({"skills": "/etc"}, None),
        ({"skills": "/"}, None),
        ({"skills": "skills", "commands": ["skills"]}, None),
    ],
)
def test_a_path_begins_in_the_packs_folder(
    written: dict[str, object], meant: dict[str, object] | None
) -> None:
    plugin = {"name": "month-end"}
    wanted = None if meant is None else json.dumps({**plugin, **meant})
    assert offered("plugin/loads", PLUGIN, json.dumps({**plugin, **written})) == wanted


def test_a_server_with_an_address_gets_the_type_that_it_lacks() -> None:
    written = '{"mcpServers": {"ledger": {"url": "https://ledger.example/mcp"}}}'
    meant = '{"mcpServers": {"ledger": {"type": "http", "url": "https://ledger.example/mcp"}}}'
    assert offered("server/shape", SERVERS, written) == meant


def test_the_packs_folder_is_put_in_quotes_in_the_command_that_names_it() -> None:
    hooks = {"hooks": {"Stop": [{"hooks": [{"type": "command", "command": "${CLAUDE_PLUGIN_ROOT}/x.sh a"}]}]}}
    text = json.dumps(hooks, indent=1)
    wanted = text.replace("${CLAUDE_PLUGIN_ROOT}", '\\"${CLAUDE_PLUGIN_ROOT}\\"')
    assert offered("hook/unquoted-root", HOOKS, text) == wanted


@pytest.mark.parametrize(
    ("listed", "meant"),
    [
        ('["a/b"]', "[]"),
        ('["a/b", "skill/nested"]', '["skill/nested"]'),
        ('["skill/nested", "a/b"]', '["skill/nested"]'),
        ('[\n"a/b"]', None),
    ],
)
def test_a_rule_that_there_is_not_is_taken_out_of_the_list(listed: str, meant: str | None) -> None:
    manifest = f"{sound_pack()['pack.toml'].decode()}ignored-rules = "
    wanted = meant and f"{manifest}{meant}\n"
    assert offered("manifest/ignored-rules", "pack.toml", f"{manifest}{listed}\n") == wanted


def test_a_power_that_no_file_has_is_taken_out_of_the_list() -> None:
    manifest = sound_pack()["pack.toml"].decode().partition("powers =")[0] + "[powers]\nhosts = "
    written = f'{manifest}["a.example.com", "b.example.com"]\n'
    assert offered("powers/unused", "pack.toml", written) == f'{manifest}["b.example.com"]\n'


def test_a_text_that_is_never_closed_is_not_closed_by_guessing_where() -> None:
    assert offered("manifest/readable", "pack.toml", 'name = """a\nb = c') is None


def test_all_that_is_wrong_with_a_manifest_is_told_at_once_though_its_first_line_cannot_be_read() -> None:
    written = "name: Month End\nversion: 1.0\nsummary = Closed in five days\nlicence = MIT\n"
    told = found("manifest/readable", "pack.toml", written)
    assert len(told) == 8
    said = " ".join(finding.message for finding in told)
    for words in ("line 1", "line 2", "line 3", "line 4", "Month End", "`schema`", "`version`", "`authors`"):
        assert words in said
    edits = [finding.edit for finding in told if finding.edit]
    [entry] = apply_edits([Entry("pack.toml", written.encode())], edits)
    assert entry.data.decode() == (
        'schema = 1\nname = "Month End"\nversion = 1.0\nsummary = "Closed in five days"\nlicence = "MIT"\n'
    )


@pytest.mark.parametrize(
    "written",
    ["version = 1\n" * 2_500, "a= x" + " " * 31_000 + "y\n", "k: v\n" * 6_000, "a = 1\n" * 5_000],
)
def test_a_manifest_that_was_made_to_take_long_is_told_of_in_passing(written: str) -> None:
    began = process_time()
    assert found("manifest/readable", "pack.toml", written)
    assert process_time() - began < LONGEST_SECONDS


def test_a_block_of_fields_below_other_words_is_not_made_a_second_time() -> None:
    block = "---\nname: close\ndescription: Closes the month\n---\nDo it.\n"
    [told] = found("skill/description", SKILL, f"One line.\n\n{block}")
    assert (told.line, "stand below" in told.message, told.edit) == (3, True, None)
    [absent] = found("skill/description", SKILL, f"One line.\n{'And another.' * 5}\n---\nname: close\n")
    assert absent.edit


def test_a_field_that_is_there_is_not_what_another_one_means() -> None:
    both = "---\nname: close\ndescription: Closes the month\ndescription-en: Closes the month\n---\nDo it.\n"
    [told] = found("skill/unknown-key", SKILL, both)
    assert "did you mean" not in told.fix
