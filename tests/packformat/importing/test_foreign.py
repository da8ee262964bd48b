"""A list of plugins that lists one is that plugin, whether it stands in a folder or is the whole."""

import json

import pytest

from packformat.archive import Entry
from packformat.findings import ACCEPTED
from packformat.importing.imported import Imported, import_files
from packformat.importing.shape import PLUGIN, SKILLS
from packformat.rules import run_rules

LIST = ".claude-plugin/marketplace.json"
PLUGIN_FILE = ".claude-plugin/plugin.json"
PAGE = "---\nname: close\ndescription: Closes the month, step by step\n---\nDo it.\n"
ENTRY = {"name": "month-end", "source": "./", "description": "Closes the month of a firm", "version": "2.1.0"}


def imported(files: dict[str, str], folder: str = "our-plugins") -> Imported:
    return import_files([Entry(path, text.encode()) for path, text in files.items()], folder)


def test_the_only_plugin_of_a_collection_is_taken_and_what_lies_beside_it_is_told() -> None:
    files = {
        LIST: json.dumps({"plugins": [{**ENTRY, "source": "./plugins/close"}]}),
        f"plugins/close/{PLUGIN_FILE}": '{"name": "close"}',
        "plugins/close/.claude/settings.json": "{}",
        "plugins/close/skills/close/SKILL.md": PAGE,
        "README.md": "Ours",
    }
    pack = imported(files)
    assert (str(pack.manifest.name), pack.shape) == ("close", PLUGIN)
    assert pack.moved == {
        f"plugins/close/{PLUGIN_FILE}": PLUGIN_FILE,
        "plugins/close/skills/close/SKILL.md": "skills/close/SKILL.md",
    }
    assert pack.left_out[-1].startswith("everything beside `plugins/close`")


@pytest.mark.parametrize(
    ("path", "shape"), [("skills/close/SKILL.md", PLUGIN), (".agent/skills/close/SKILL.md", SKILLS)]
)
def test_a_list_that_lists_what_it_stands_in_says_what_that_is(path: str, shape: str) -> None:
    pack = imported({LIST: json.dumps({"plugins": [ENTRY]}), path: PAGE, ".claude/settings.json": "{}"})
    manifest = pack.manifest
    assert (pack.shape, str(manifest.name), str(manifest.version)) == (shape, "month-end", "2.1.0")
    assert manifest.summary == ENTRY["description"]
    assert run_rules(pack.entries).verdict == ACCEPTED


@pytest.mark.parametrize("said", [json.dumps({"plugins": [ENTRY, ENTRY]}), "{", "[]", '{"plugins": [7]}'])
def test_a_list_of_several_or_none_says_nothing_of_the_whole(said: str) -> None:
    pack = imported({LIST: said, "skills/close/SKILL.md": PAGE})
    assert str(pack.manifest.name) == "our-plugins"
