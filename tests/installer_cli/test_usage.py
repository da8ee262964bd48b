from __future__ import annotations

from installer_cli.commands.install import COMMAND
from installer_cli.usage import command_help, overview


def test_the_overview_lists_every_command_under_what_it_is_for_in_columns() -> None:
    sections = {
        "Use packs": {"install": "put packs in", "list": "show them"},
        "Make them": {"check": "try one"},
    }
    text = overview(sections, "1.2.3")
    assert text.startswith("ctxpack 1.2.3: ")
    assert (
        "Use packs:\n  install  put packs in\n  list     show them\n\nMake them:\n  check    try one\n"
        in text
    )


def test_the_help_of_a_command_shows_usage_arguments_options_and_an_example() -> None:
    lines = command_help(COMMAND).splitlines()
    assert "Usage: ctxpack install [OPTIONS] [PACK…]" in lines
    assert any(line.startswith("  -y, --yes ") for line in lines)
    assert any(line.startswith("      --color auto|always|never ") for line in lines)
    assert lines[-1] == "Example: ctxpack install accounting-close"


def test_no_help_line_is_wider_than_a_wide_terminal() -> None:
    assert max(map(len, command_help(COMMAND).splitlines())) <= 120
