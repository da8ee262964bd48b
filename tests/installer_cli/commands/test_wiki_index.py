from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.wikis import sample_wiki

if TYPE_CHECKING:
    from pathlib import Path

    from tests.installer_cli.conftest import Cli


def test_the_index_is_written_where_it_differs(cli: Cli, tmp_path: Path) -> None:
    wiki = sample_wiki(tmp_path)
    before = (wiki / "index.md").read_bytes()
    assert cli.ok("wiki index", "--wiki", str(wiki)).err == "Nothing to do: index.md, 12 pages\n"
    (wiki / "index.md").write_text("<!-- made by `wiki.py index`: change the pages, not this file -->\nold\n")
    assert cli.ok("wiki index", "--wiki", str(wiki), "--json").document["changed"]
    assert (wiki / "index.md").read_bytes() == before
