"""A field of the wrong shape is answered with the right one, in its author's own words, by a click."""

import json
import re
from time import process_time

import pytest

from packformat.archive import Entry
from packformat.edits import apply_edits
from packformat.findings import Finding
from packformat.manifest import read_manifest
from packformat.rules import run_rules
from packformat.rules.field_offers import place_of
from tests.support.rule_cases import sound_pack

FIELDS = {
    "schema": "schema = 1",
    "name": 'name = "month-end"',
    "version": 'version = "1.0.0"',
    "summary": 'summary = "A month closed in five working days"',
    "licence": 'licence = "Apache-2.0"',
    "authors": 'authors = [{name = "Ada"}]',
}
LONGEST_SECONDS = 30
"""Of the processor: many times what these take on a busy machine; one that hangs goes beyond any."""


def manifest(written: str, without: str = "") -> str:
    """A manifest that says something else, in place of what it says of some fields."""
    left_out = {re.split(r"[]\s]", written.lstrip("["))[0], *without.split()}
    return "\n".join([*(line for name, line in FIELDS.items() if name not in left_out), written, ""])


def found(path: str, text: str, rule: str = "manifest/readable") -> list[Finding]:
    """What one rule finds in a sound pack in which one file says something else."""
    files = {**sound_pack(), path: text.encode()}
    findings = run_rules([Entry(name, data) for name, data in files.items()]).findings
    return [finding for finding in findings if finding.rule == rule]


def mended(path: str, text: str, findings: list[Finding]) -> str:
    """A file after all changes that its findings offer."""
    edits = [finding.edit for finding in findings if finding.edit]
    return apply_edits([Entry(path, text.encode())], edits)[0].data.decode()


CERTAIN = {
    'authors = ["Ada"]': 'authors = [{name = "Ada"}]',
    'authors = ["Ada", "Bob <b@firm.eu>"]': 'authors = [{name = "Ada"}, {name = "Bob", email = "b@firm.eu"}]',
    "authors = [\n  \"Ada\",\n  'Bob',\n]": 'authors = [\n  {name = "Ada"},\n  {name = "Bob"},\n]',
    'authors = "Ada Example"': 'authors = [{name = "Ada Example"}]',
    'authors = { name = "Ada" }': 'authors = [{name = "Ada"}]',
    '[authors]\nname = "Ada"': '[[authors]]\nname = "Ada"',
    'authors = [{ name = "Ada", mail = "a@firm.com" }]': 'authors = [{ name = "Ada", email = "a@firm.com" }]',
    'licence = ["MIT"]': 'licence = "MIT"',
    'licence = { text = "MIT" }': 'licence = "MIT"',
    'schema = "1"': "schema = 1",
    "title = 2026": 'title = "2026"',
    'professions = "Accounting, tax law"': 'professions = ["accounting", "tax-law"]',
    'professions = ["Tax law", "audit"]': 'professions = ["tax-law", "audit"]',
    'professions = ["audit", "audit"]': 'professions = ["audit"]',
    'keywords = "month end"': 'keywords = ["month end"]',
    'keywords = ["ifrs", 16]': 'keywords = ["ifrs", "16"]',
    'jurisdictions = "gb, any"': 'jurisdictions = ["GB", "any"]',
    'jurisdictions = ["Any"]': 'jurisdictions = ["any"]',
    'not-for = "Tax returns, and payroll"': 'not-for = ["Tax returns, and payroll"]',
    'not_for = ["Tax returns"] # yet': 'not-for = ["Tax returns"] # yet',
    'homepage = ["https://firm.com"]': 'homepage = "https://firm.com"',
    'requires = "ledger-core"': 'requires = {ledger-core = "*"}',
    'requires = ["ledger-core>=1.0.0", "tax"]': 'requires = {ledger-core = ">=1.0.0", tax = "*"}',
    'require = ["tax"]': 'requires = {tax = "*"}',
    '[dependencies]\ntax = "*"': '[requires]\ntax = "*"',
    '[requires]\ntax = {version = "^1.0"}': '[requires]\ntax = "^1.0"',
    '[requires]\n"Ledger Core" = "*"': '[requires]\nledger-core = "*"',
    '[requires]\nmonth-end = "*"\ntax = "*"': '[requires]\n\ntax = "*"',
    '[inputs]\nkey = "a"\ntype = "date"\ntitle = "A"': '[[inputs]]\nkey = "a"\ntype = "date"\ntitle = "A"',
    'inputs = [{key="a", type = "Date", title = "A"}]': 'inputs = [{key="a", type = "date", title = "A"}]',
    'inputs = [{key = "a", type = "date", title = "A", required = "yes"}]': (
        'inputs = [{key = "a", type = "date", title = "A", required = true}]'
    ),
    '[powers]\ntools = "Read"': '[powers]\ntools = ["Read"]',
    '[powers]\nnetwork = ["api.firm.com"]': '[powers]\nhosts = ["api.firm.com"]',
    '[[powers]]\ntools = ["Read"]': '[powers]\ntools = ["Read"]',
}


@pytest.mark.parametrize("written", CERTAIN)
def test_a_field_is_written_as_it_was_meant(written: str) -> None:
    told = found("pack.toml", manifest(written))
    assert all(finding.line > len(FIELDS) - 1 and finding.edit for finding in told)
    assert mended("pack.toml", manifest(written), told) == manifest(CERTAIN[written])


ELSEWHERE = {
    'author = "Ada"': ("authors", 'authors = [{name = "Ada"}]'),
    'license = "MIT"': ("licence", 'licence = "MIT"'),
    'authors = [{nmae = "Ada"}]': ("name", 'name = "Ada"'),
    'description = "A month closed in five days"': ("summary", 'summary = "A month closed in five days"'),
}


@pytest.mark.parametrize("written", ELSEWHERE)
def test_a_field_that_is_called_as_elsewhere_is_called_as_here(written: str) -> None:
    field, meant = ELSEWHERE[written]
    text = manifest(written, "" if field == "name" else field)
    missing, unknown = found("pack.toml", text)
    assert (missing.edit, unknown.fix) == (None, f"did you mean `{field}`? Write `{meant}`")
    assert read_manifest(mended("pack.toml", text, [unknown]).encode())[1] == []


SHOWN = {
    "authors = []": 'such as `authors = [{name = "Ada Example"}]`',
    'authors = [{email = "ada@firm.com"}]': 'add `name`, such as `name = "Ada Example"`',
    'authors = ["Example, Ada"]': 'write `{name = "Example, Ada"}`',
    "schema = 2": "write `schema = 1`",
    "version = [1, 0]": 'such as `version = "1.0.0"`',
    'homepage = "http://firm.com/a"': 'write `homepage = "https://firm.com/a"`',
    'homepage = "firm.com"': 'write `homepage = "https://firm.com"`',
    'jurisdictions = ["Germany"]': 'such as `"GB"`',
    'inputs = ["year"]': "A value that the user is asked for, such as `{key",
    'inputs = [{key = "a", type = "choice", title = "A"}]': 'such as `choices = ["EUR", "GBP"]`',
    'ownership = "living"': 'such as `ownership = {"memory/house-rules" = "living"}`',
    'powers = ["Read"]': 'such as `powers = {hosts = ["api.example.com"]}`',
    "[requires]\ntax = 1": 'write it in quotes, such as `tax = "^1.0"`',
    'authors = "Example, Ada"': 'such as `authors = [{name = "Ada Example"}]`',
    'not-for = "' + "x" * 150 + '"': 'such as `not-for = ["Filing a tax return"]`',
    'colour = "blue"': "known here: schema, name",
    'requires = ["Tax!"]': 'such as `requires = {ledger-core = "^1.0"}`',
    'license = "MIT"': "did you mean `licence`? It is there already: take this one out",
    '[requires]\ntax = "latest"': "write it like `>=1.2,<2` or `^1.2`",
    'requires = {month-end = "*"}': "remove the requirement",
    'keywords = {a = "b"}': 'such as `keywords = ["month end"]`',
}


@pytest.mark.parametrize("written", SHOWN)
def test_whatever_does_not_fit_is_answered_with_a_form_that_does(written: str) -> None:
    told = found("pack.toml", manifest(written))
    assert SHOWN[written] in " ".join(finding.fix for finding in told)
    assert all(len(finding.fix) < 220 and not finding.fix.endswith("…") for finding in told)


def test_lines_that_cannot_be_read_are_told_of_until_nobody_reads_on() -> None:
    lines = "".join(f"k{number}: v\n" for number in range(25))
    assert [finding.line for finding in found("pack.toml", lines)] == list(range(1, 21))


def test_a_required_pack_without_a_name_of_letters_is_its_authors_to_name() -> None:
    (told,) = found("pack.toml", manifest('[requires]\n"名前" = "*"'))
    assert (told.line, told.edit) == (8, None)


def test_where_a_line_says_more_than_the_field_nothing_beside_it_is_touched() -> None:
    written = "[powers]\ntools = 'Read' # and no other"
    told = found("pack.toml", manifest(written))
    assert mended("pack.toml", manifest(written), told).endswith('tools = ["Read"] # and no other\n')
    split = 'licence = [\n  "MIT" # as most\n]'
    assert [finding.edit for finding in found("pack.toml", manifest(split))] == [None]


def test_the_mark_at_the_beginning_of_a_file_is_taken_out_and_the_rest_is_told_of() -> None:
    text = "\ufeff" + manifest('title = 7\nauthors = ["Ada"]', "authors")
    told = found("pack.toml", text)
    assert [finding.line for finding in told] == [1, 6, 7]
    assert mended("pack.toml", text, told[:1]) == text[1:]
    plugin = '\ufeff{"name": "month-end"}'
    told = found(".claude-plugin/plugin.json", plugin, "component/json")
    assert mended(".claude-plugin/plugin.json", plugin, told) == plugin[1:]


def test_fields_of_components_are_written_as_they_were_meant_too() -> None:
    criteria = '[[criteria]]\nid = "ties"\ntext = ["It ties"]\nchecked-by = "human"\n'
    (told,) = found("criteria.toml", criteria, "component/schema")
    assert (told.line, told.fix) == (3, 'write `text = "It ties"`')
    assert mended("criteria.toml", criteria, [told]) == criteria.replace('["It ties"]', '"It ties"')


def test_no_click_gives_a_pack_a_server_or_a_command() -> None:
    connector = json.dumps({"name": "a", "description": ["Ledger"], "remotes": []})
    (told,) = found("connectors/a.json", connector, "component/schema")
    assert (told.fix, told.edit) == ('write `"description": "Ledger"`', None)


def test_a_place_that_the_file_does_not_name_is_none() -> None:
    problems = read_manifest(b'[[inputs]]\nkey = "a"\ntype = "x"\ntitle = "A"\n')[1]
    assert [place_of(["# nothing"], problem) for problem in problems] == [0] * len(problems)
    assert {place_of(["[[inputs]]", 'key = "a"', 'type = "x"'], problem) for problem in problems} == {0, 3}


@pytest.mark.parametrize(
    "written",
    [
        "authors = [" + '"a", ' * 6_000 + "]",
        "\n".join(f'k{number} = "a"' for number in range(2_000)),
        'professions = "' + "a, " * 9_000 + '"',
        "keywords = [" + "1,\n" * 9_000 + "]",
        'keywords = "' + "x" * 30_000 + '"',
    ],
)
def test_a_manifest_with_endless_faults_is_answered_in_passing(written: str) -> None:
    began = process_time()
    assert found("pack.toml", manifest(written))
    assert process_time() - began < LONGEST_SECONDS
