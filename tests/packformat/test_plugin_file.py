import json

import pytest

from packformat.archive import Entry
from packformat.plugin_file import following

PATH = ".claude-plugin/plugin.json"


def followed(text: str, name: str = "ledger", version: str = "1.2.0") -> str:
    return following(Entry(PATH, text.encode()), name, version).data.decode()


@pytest.mark.parametrize(
    "text",
    [
        '{"name": "ledger", "version": "1.2"}',
        '{"name": "Ledger"}',
        '{"name": "ledger", "version": "1.2.0", "x": ["1.0.0"]}',
        "no JSON",
        "[]",
    ],
)
def test_what_says_the_same_or_nothing_stays_to_the_byte(text: str) -> None:
    assert followed(text) == text


def test_another_version_or_name_is_put_where_the_old_one_stood() -> None:
    text = '{ "version" :"1.0.0",\n\t"name": "old", "author": {"name": "Ada"} }'
    assert followed(text) == '{ "version" :"1.2.0",\n\t"name": "ledger", "author": {"name": "Ada"} }'


def test_what_cannot_be_put_in_place_is_written_anew_with_all_else_kept() -> None:
    text = '{"author": {"version": "1.0.0"}, "version": "1.0.0", "name": "ledger", "odd": "\\u00e4"}'
    assert json.loads(followed(text)) == {**json.loads(text), "version": "1.2.0"}
    assert json.loads(followed('{"version": 1, "name": "ledger"}')) == {"version": "1.2.0", "name": "ledger"}


def test_a_trial_version_is_spelled_as_the_client_reads_it() -> None:
    assert json.loads(followed('{"version": "1.0.0"}', version="2.0.0rc1")) == {"version": "2.0.0-rc.1"}
