"""The index follows from the pages alone."""

from pathlib import Path

from installer_cli.wiki.index import index_text
from installer_cli.wiki.wiki import Wiki
from tests.support.wikis import SAMPLE, write


def test_it_is_the_one_that_the_packs_own_program_makes() -> None:
    assert index_text(Wiki(str(SAMPLE))) == (SAMPLE / "index.md").read_text(encoding="utf-8")


def test_pages_stand_by_type_and_title_and_others_last(tmp_path: Path) -> None:
    write(tmp_path, "schema.md", "---\ntypes: [policy, hub, none]\n---\n")
    for slug, kind in (("b", "hub"), ("a", "policy"), ("c", "odd"), ("d", "")):
        write(tmp_path, f"wiki/{slug}.md", f"---\ntitle: T{slug}\ntype: {kind}\n---\nSay {slug}. [s:1]\n")
    write(tmp_path, "wiki/notes.txt", "no page")
    assert index_text(Wiki(str(tmp_path))) == (
        "<!-- made by `ctxpack wiki index`: change the pages, not this file -->\n"
        "# Index\n\n4 pages from 0 sources.\n\n"
        "## policy\n\n- [Ta](wiki/a.md): Say a. (1 source, undated)\n\n"
        "## hub\n\n- [Tb](wiki/b.md): Say b. (1 source, undated)\n\n"
        "## no type\n\n- [Td](wiki/d.md): Say d. (1 source, undated)\n\n"
        "## odd\n\n- [Tc](wiki/c.md): Say c. (1 source, undated)\n"
    )
