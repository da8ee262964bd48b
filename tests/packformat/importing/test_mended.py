"""What clients refuse in a plugin's manifest is mended on import, in its place, and told."""

import json

import pytest

from packformat.archive import Entry
from packformat.findings import ACCEPTED
from packformat.importing.imported import Imported, import_files
from packformat.rules import run_rules

PAGE = "---\nname: close\ndescription: Closes the month, step by step\n---\nDo it.\n"
AGENT = "---\nname: reviewer\ndescription: Reviews a close\n---\nReview.\n"
PLUGIN_FILE = ".claude-plugin/plugin.json"


def imported(files: dict[str, str], folder: str = "month-end") -> Imported:
    return import_files([Entry(path, text.encode()) for path, text in files.items()], folder)


def said(pack: Imported) -> str:
    """What the pack's plugin manifest says."""
    return next(entry.data.decode() for entry in pack.entries if entry.path == PLUGIN_FILE)


def test_what_a_plugin_has_clients_load_from_an_agents_folder_goes_beside_it() -> None:
    file = (
        '{\n  "name": "month-end",\n  "skills": "./.claude/skills",\n'
        '  "commands": [".claude/commands/tie.md"],\n  "hooks": {}\n}\n'
    )
    files = {
        PLUGIN_FILE: file,
        ".claude/skills/close/SKILL.md": PAGE,
        ".claude/commands/tie.md": "Tie.",
        ".claude/commands/own.md": "Not named.",
    }
    pack = imported(files)
    kept = {entry.path for entry in pack.entries} - {"pack.toml"}
    assert kept == {PLUGIN_FILE, "skills/close/SKILL.md", "commands/tie.md"}
    assert (pack.missing, len(pack.left_out)) == ((), 1)
    assert said(pack) == file.replace('"./.claude/skills"', '"./skills"').replace(
        '".claude/commands/tie.md"', '"./commands/tie.md"'
    )
    assert pack.changed == (
        f"`skills` in `{PLUGIN_FILE}` is `./skills` where it was `./.claude/skills`",
        f"`commands` in `{PLUGIN_FILE}` is `./commands/tie.md` where it was `.claude/commands/tie.md`",
    )
    assert run_rules(pack.entries).verdict == ACCEPTED


def test_paths_begin_as_clients_want_them_where_they_lead_somewhere() -> None:
    paths = {"agents": ["agents/reviewer.md", "agents/gone.md"], "skills": "skills/", "hooks": "./x.json"}
    file = json.dumps({"name": "close", **paths, "commands": ""})
    pack = imported({PLUGIN_FILE: file, "agents/reviewer.md": AGENT, "skills/close/SKILL.md": PAGE})
    mended = {"agents": ["./agents/reviewer.md", "agents/gone.md"], "skills": "./skills/"}
    assert json.loads(said(pack)) == {**json.loads(file), **mended}
    assert len(pack.changed) == len(mended)


@pytest.mark.parametrize(
    ("called", "folder", "name", "title", "why"),
    [
        ("Month End", "x", "month-end", "Month End", "from `Month End`"),
        ("claude-notes", "x", "pack-claude-notes", "", "because `claude-notes` is kept for clients"),
        ("月末", "Ledger", "ledger", "月末", "from the name of the folder"),
        ("月末", "帳簿", "imported-pack", "月末", "because nothing that it is called can be"),
        (7, "ledger", "ledger", "", "from the name of the folder"),
    ],
)
def test_a_name_that_clients_refuse_is_mended_in_the_one_place_and_told(
    called: object, folder: str, name: str, title: str, why: str
) -> None:
    file = json.dumps({"name": called, "version": "1.0.0", "odd": "ä"}, ensure_ascii=False)
    pack = imported({PLUGIN_FILE: file, "agents/reviewer.md": AGENT}, folder)
    assert (str(pack.manifest.name), pack.manifest.title) == (name, title)
    assert any(sentence.startswith(f"the name `{name}`, {why}") for sentence in pack.inferred)
    assert pack.changed == (f"`name` in `{PLUGIN_FILE}` is `{name}` where it was `{called}`",)
    assert json.loads(said(pack)) == {**json.loads(file), "name": name}
    assert run_rules(pack.entries).verdict == ACCEPTED


def test_a_manifest_without_a_name_is_left_as_it_is() -> None:
    pack = imported({PLUGIN_FILE: '{"displayName": "Our close"}', "agents/reviewer.md": AGENT})
    assert (pack.changed, pack.manifest.title) == ((), "Our close")
    assert said(pack) == '{"displayName": "Our close"}'


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ('"9.29.2-rounds.1"', "9.29.2"),
        ('"latest"', "0.1.0"),
        ('"2026.11.29.1"', "0.1.0"),
        ('""', "0.1.0"),
        ("[]", "0.1.0"),
    ],
)
def test_a_version_that_is_none_becomes_its_numbers_or_the_first(given: str, kept: str) -> None:
    pack = imported(
        {PLUGIN_FILE: f'{{"name": "month-end", "version": {given}}}\n', "skills/close/SKILL.md": PAGE}
    )
    assert said(pack) == f'{{"name": "month-end", "version": "{kept}"}}\n'
    assert (str(pack.manifest.version), len(pack.changed)) == (kept, 1)
    assert "archive/readable" not in {found.rule for found in run_rules(pack.entries).findings}


@pytest.mark.parametrize("given", ['"1.2"', '"1.2.0-beta.3"', "null"])
def test_a_version_in_another_spelling_stays_as_it_is_written(given: str) -> None:
    file = f'{{"name": "month-end", "version": {given}}}'
    assert said(imported({PLUGIN_FILE: file, "skills/close/SKILL.md": PAGE})) == file
