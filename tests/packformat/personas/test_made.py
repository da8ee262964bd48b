from packformat.archive import Entry
from packformat.build import build_pack
from packformat.compose.reopen import reopen
from packformat.frontmatter import read_frontmatter
from packformat.personas.made import disclaimer, persona_files, prompt_text, skill_page
from packformat.personas.persona import read_persona
from tests.support.personas import INVENTED, PATH, SKILL_PATH, TEXT
from tests.support.rule_cases import sound_pack

LAST = """## Blind spots

Name the one that matters before anybody relies on an answer.

- She has never worked where there are no written figures

## Do not

- Speak, write, sign or decide as Ines Okafor, or say that they agree with something
- Give words as theirs that do not stand in a source
- Use it on a person instead of on a claim

## Sources

- [talk] Figures and their days, a talk: minute 12, <https://example.org/figures>
- [notes] Notes for a stand-in: page 3

Agreed to by Ines Okafor on 2026-10-02: a letter to the publisher.
"""
NOT_HER = (
    "This is how Ines Okafor thinks according to the sources named here. It is not Ines Okafor, and it does "
    "not speak for Ines Okafor."
)


def test_it_becomes_a_skill_that_says_first_what_it_is_not_and_last_where_it_is_known_from() -> None:
    made = persona_files({PATH: TEXT.encode()})
    page = made[SKILL_PATH].decode()
    front = read_frontmatter(SKILL_PATH, page)
    assert front.fields["name"] == "persona-okafor"
    assert str(front.fields["description"]).endswith(NOT_HER)
    assert page.partition("# How Ines Okafor weighs a claim\n\n")[2].startswith(f"**{NOT_HER}**\n\n")
    assert "- Ask who pays if it is wrong, and ask them first [talk, notes]\n" in page
    assert page.endswith(LAST)


def test_of_somebody_invented_it_says_that_there_is_no_such_person() -> None:
    persona = read_persona(PATH, INVENTED.encode())
    assert disclaimer(persona).startswith("Ines Okafor is invented: there is no such person.")
    assert f"**{disclaimer(persona)}**" in prompt_text(persona)
    assert "Agreed to" not in prompt_text(persona)


def test_one_that_cannot_be_read_becomes_nothing() -> None:
    assert persona_files({PATH: b"title = 'Nobody'\n"}) == {}


def test_the_build_adds_it_always_the_same_beside_the_authors_own_bytes() -> None:
    entries = [Entry(path, data) for path, data in {**sound_pack(), PATH: TEXT.encode()}.items()]
    built = build_pack(entries)
    files = {entry.path: entry.data for entry in built.entries}
    assert SKILL_PATH in built.added
    assert files[PATH] == TEXT.encode()
    assert files[SKILL_PATH] == skill_page(read_persona(PATH, TEXT.encode()))
    assert build_pack(list(reversed(entries))).digest == built.digest
    assert ("persona", "okafor") in {(part.kind, part.name) for part in built.components}
    assert SKILL_PATH not in {entry.path for entry in reopen(built.entries).own}
