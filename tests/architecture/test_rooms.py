"""What the import contracts of pyproject.toml cannot see of the rooms."""

import ast

from tests.support.source import ROOMS, functions_of, imports_in, python_files, tree_of

CLOCK = {"now", "today", "utcnow", "time", "monotonic", "perf_counter"}


def test_no_function_hides_an_import_of_our_own_except_where_a_command_starts() -> None:
    hidden = {
        f"{path}:{line} {name}"
        for path in python_files(*ROOMS)
        if path.parts[0] != "installer_cli"
        for function in functions_of(path)
        for line, name in imports_in(function)
        if name.split(".")[0] in ROOMS
    }
    assert hidden == set()


def test_packformat_never_asks_what_time_it_is() -> None:
    asked = {
        f"{path}:{node.lineno} {node.func.attr}"
        for path in python_files("packformat")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCK
    }
    assert asked == set()


def test_the_environment_is_read_in_the_settings_alone_on_the_server() -> None:
    readers = {
        str(path)
        for path in python_files("registry", "marketplace")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
    }
    # The other two only say which settings there are.
    assert readers <= {"marketplace/settings.py", "marketplace/celery.py", "marketplace/wsgi.py"}
