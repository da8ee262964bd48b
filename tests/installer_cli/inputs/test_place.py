"""The values are told in one file that is made from `ctxpack.toml`, and never over what somebody wrote."""

from itertools import permutations
from pathlib import Path

import pytest

from installer_cli.inputs.place import inputs_of, inputs_text, manifest_in, refuse_edited, stage_inputs
from installer_cli.inputs.value import Input
from installer_cli.project import Project
from installer_cli.stage import Stage
from installer_cli.target import SHARED
from packformat.errors import LocalEditError
from tests.support.wikis import write

MANIFEST = """name = "close"
[[inputs]]
key = "company"
type = "string"
title = "Name of the company"
[[inputs]]
key = "day"
type = "integer"
title = "Close day"
default = 5
"""
FILE = ".claude/memory/close/inputs.md"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    write(tmp_path, ".claude/skills/close/pack.toml", MANIFEST)
    return Project(str(tmp_path))


def place(project: Project, wanted: dict) -> None:
    with Stage(project, SHARED) as stage:
        stage_inputs(stage, project, wanted, lambda name: manifest_in(project, name))
        if not stage.is_empty:
            stage.commit()


def test_the_values_stand_in_the_order_in_which_they_are_asked_for(project: Project) -> None:
    place(project, {"close": {"company": "Fenwick"}})
    first, body = project.read(FILE).decode().split("\n", 1)
    assert first.startswith("<!-- made by `ctxpack configure` from `ctxpack.toml`: ")
    assert body == (
        "# Values of this project for close\n\n"
        "- Name of the company (`company`): Fenwick\n- Close day (`day`): 5 (default)\n"
    )


def test_the_file_follows_the_values_and_goes_with_the_pack(project: Project) -> None:
    place(project, {"close": {"day": 3}})
    before = project.read(FILE)
    place(project, {"close": {"day": 3}})
    assert project.read(FILE) == before
    place(project, {"close": {"day": 4}})
    assert b": 4\n" in project.read(FILE)
    Path(project.path(".claude/skills/close/pack.toml")).unlink()
    place(project, {"close": {"day": 4}, "never": {}})
    assert not Path(project.path(".claude/memory/close")).exists()


def test_what_somebody_edited_stays(project: Project) -> None:
    place(project, {"close": {}})
    write(Path(project.root), ".claude/memory/close/notes.md", "mine")
    text = project.read(FILE) + b"mine\n"
    Path(project.path(FILE)).write_bytes(text)
    place(project, {"close": {"day": 9}})
    assert project.read(FILE) == text
    with pytest.raises(LocalEditError) as caught:
        refuse_edited(project, ["close", "never"])
    assert caught.value.data["reasons"] == [FILE]
    refuse_edited(project, ["never"])


@pytest.mark.parametrize("manifest", ["[[inputs]]\nkey = 1", "inputs = 3", "not toml"])
def test_a_manifest_that_cannot_be_read_asks_for_nothing(project: Project, manifest: str) -> None:
    assert inputs_of(manifest.encode()) == []
    assert manifest_in(project, "gone") is None


@pytest.mark.parametrize("order", list(permutations(["a", "b", "c"])))
def test_the_same_values_give_the_same_bytes_in_any_order(order: tuple[str, ...]) -> None:
    inputs = [Input({"key": key, "type": "string", "title": key.upper()}) for key in "abc"]
    values = {"a": 1.5, "b": True, "c": "x"}
    text = inputs_text("p", inputs, {key: values[key] for key in order})
    assert text.endswith(b"- A (`a`): 1.5\n- B (`b`): yes\n- C (`c`): x\n")
