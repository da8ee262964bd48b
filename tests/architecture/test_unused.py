"""Nothing is defined for nothing: every constant of the rooms is read somewhere."""

import ast
import re

from tests.support.source import BESIDE, ROOMS, python_files, text_of, tree_of

READ_BY_NAME = {"__all__", "COMMAND", "FIRST_LOOK_SECONDS", "urlpatterns"}
"""What is looked for in a module that is chosen as the program runs, by us or by Django."""
TAKEN = re.compile(r"\.(\w+)|\bimport (\w.*)|^ +(\w+),$", re.MULTILINE)
"""A name after a point, in an import, or on a line of its own in a list of imports."""


def test_every_constant_of_a_room_is_read() -> None:
    taken = (
        " ".join(found) for path in python_files(*ROOMS, *BESIDE) for found in TAKEN.findall(text_of(path))
    )
    elsewhere = set(re.findall(r"\w+", " ".join(taken)))
    unread = [
        f"{path}: {name}"
        for path in python_files(*ROOMS)
        if path.name != "settings.py"
        for name in sorted(_constants(tree_of(path)) - elsewhere - READ_BY_NAME - _read_here(tree_of(path)))
    ]
    assert unread == []


def _constants(tree: ast.Module) -> set[str]:
    stored = (
        node for part in tree.body if isinstance(part, ast.Assign | ast.AnnAssign) for node in ast.walk(part)
    )
    return {node.id for node in stored if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}


def _read_here(tree: ast.Module) -> set[str]:
    names = (node for node in ast.walk(tree) if isinstance(node, ast.Name))
    return {name.id for name in names if isinstance(name.ctx, ast.Load)}
