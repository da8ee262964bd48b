"""What an agent loads is told as the client really does it."""

from pathlib import Path

import pytest

from installer_cli.knowledge.loaded import ALWAYS, NEVER, ON_DEMAND, Loaded, loaded_texts
from installer_cli.project import Project
from tests.support.wikis import write


def texts(folder: Path) -> dict[str, tuple[str, str]]:
    items = loaded_texts(Project(str(folder)))
    return {f"{item.path} {item.what}": (item.when, item.source) for item in items}


def test_an_empty_project_loads_nothing(tmp_path: Path) -> None:
    assert loaded_texts(Project(str(tmp_path))) == []


def test_imports_are_followed_from_their_own_file_four_hops_deep(tmp_path: Path) -> None:
    write(tmp_path, ".claude/rules/ctxpack-p.md", "@../memory/p/index.md\n")
    write(tmp_path, ".claude/memory/p/index.md", "@a.md @gone.md @../../../../etc/passwd mail @ada `@b.md`\n")
    write(tmp_path, ".claude/memory/p/b.md", "b")
    for name, target in (("a", "c"), ("c", "d"), ("d", "e")):
        write(tmp_path, f".claude/memory/p/{name}.md", f"@{target}.md @index.md")
    write(tmp_path, ".claude/memory/p/e.md", "deep")
    found = texts(tmp_path)
    memory = ".claude/memory/p"
    assert found[".claude/rules/ctxpack-p.md rule"] == (ALWAYS, "")
    assert found[f"{memory}/index.md memory"] == (ALWAYS, ".claude/rules/ctxpack-p.md")
    assert found[f"{memory}/d.md memory"] == (ALWAYS, f"{memory}/c.md")
    assert found[f"{memory}/e.md imported too deep"] == (NEVER, f"{memory}/d.md")
    assert found[f"{memory}/gone.md imported, and not there"] == (NEVER, f"{memory}/index.md")
    assert found["../etc/passwd imported, and not there"][0] == NEVER
    assert found[f"{memory}/b.md memory"] == (ON_DEMAND, "")


def test_rules_with_paths_are_read_when_a_file_matches(tmp_path: Path) -> None:
    write(tmp_path, ".claude/rules/deep/py.md", "---\npaths: src/*.py\n---\n@../../memory/x.md\n")
    write(tmp_path, ".claude/rules/note.txt", "not a rule")
    write(tmp_path, ".claude/memory/x.md", "x")
    write(tmp_path, "CLAUDE.md", "Be kind.")
    assert texts(tmp_path) == {
        "CLAUDE.md instructions": (ALWAYS, ""),
        ".claude/memory/x.md memory": (ON_DEMAND, ".claude/rules/deep/py.md"),
        ".claude/rules/deep/py.md rule": (ON_DEMAND, ""),
    }


def test_what_the_client_strips_costs_nothing(tmp_path: Path) -> None:
    write(tmp_path, ".claude/rules/a.md", "---\nname: a\n---\n<!-- ours -->\nfour and <!-- kept -->\n")
    (item,) = loaded_texts(Project(str(tmp_path)))
    assert (item.characters, item.tokens) == (len("four and <!-- kept -->\n"), 6)


@pytest.mark.parametrize("top", [".claude", ".claude/skills/pack"])
def test_names_and_descriptions_are_always_told_and_pages_read_on_use(tmp_path: Path, top: str) -> None:
    write(tmp_path, ".claude/skills/pack/.claude-plugin/plugin.json", "{}")
    write(tmp_path, f"{top}/skills/close/SKILL.md", "---\ndescription: Closes\n---\nbody")
    write(tmp_path, f"{top}/skills/close/notes.md", "not told")
    write(tmp_path, f"{top}/agents/critic.md", "---\nname: critic\ndescription: Sees\n---\nbody!")
    write(tmp_path, f"{top}/commands/README.md", "about")
    write(tmp_path, "CLAUDE.md", "@docs/ leads nowhere")
    items = [item for item in loaded_texts(Project(str(tmp_path))) if item.path.startswith(top)]
    assert items == [
        Loaded(ALWAYS, f"{top}/agents/critic.md", "name of the agent", 10),
        Loaded(ALWAYS, f"{top}/skills/close/SKILL.md", "name of the skill", 11),
        Loaded(ON_DEMAND, f"{top}/agents/critic.md", "agent", 5),
        Loaded(ON_DEMAND, f"{top}/skills/close/SKILL.md", "skill", 4),
    ]
