from django.test import Client

from packformat.digest import Digest
from registry.models import User
from registry.storage.base import Store
from registry.storage.keys import archive_key
from tests.support.conventions import PATH, TEXT
from tests.support.registry import published
from tests.support.scaffolds import FILES

EXAMPLES = {
    "examples/right/example.toml": b'label = "good"\ntitle = "Tied out"\nreason = "Every line agrees"\n',
    "examples/wrong/example.toml": b'label = "bad"\nreason = "One line is off"\n',
    "examples/other-1/example.toml": b'label = "bad"\nreason = "A figure is off"\n',
    "examples/other-2/example.toml": b'label = "bad"\nreason = "A figure is off"\n',
    "examples/other-3/example.toml": b'label = "bad"\nreason = "A figure is off"\n',
}

CRITERIA_OF_EXAMPLES = b"""
[[criteria]]
id = "tied"
text = "Every account ties out"
checked-by = "gate:bank"
[[criteria]]
id = "clear"
text = "A colleague understands it"
checked-by = "human judgement"
"""

CRITERIA = {
    "criteria.toml": b"""
[[criteria]]
id = "tied"
text = "Every account ties out"
checked-by = "eval:tie-out/figures"
[[criteria]]
id = "bank"
text = "The bank agrees"
checked-by = "gate:bank"
[[criteria]]
id = "clear"
text = "A colleague understands <b>it</b>"
checked-by = "human judgement"
""",
    "evals/tie-out/prompt.md": b"Tie out.\n",
    "scripts/check.py": b"GATES = ['bank']\n",
}


def page(client: Client) -> str:
    return client.get("/packs/month-end").content.decode()


def test_good_and_bad_examples_stand_side_by_side_and_lead_to_their_files(client: Client, ada: User) -> None:
    published(ada, "month-end", extra=EXAMPLES)
    html = page(client)
    for words in ("1 good, 4 bad", "Tied out", "Every line agrees", "One line is off"):
        assert words in html
    assert "Earned" not in html
    assert 'href="/packs/month-end/versions/1.0.0/files/examples/right/example.toml"' in html


EARNED = {
    "criteria.toml": CRITERIA_OF_EXAMPLES,
    "examples/right/example.toml": b'label = "good"\nreason = "Every line agrees"\ncriterion = "tied"\n',
    **{
        f"examples/wrong-{number}/example.toml": b'label="bad"\nreason = "It is <off>"\ncriterion = "clear"\n'
        for number in range(5)
    },
}


def test_a_pack_whose_examples_earned_their_badge_says_what_decided_and_is_found_by_it(
    client: Client, ada: User
) -> None:
    published(ada, "month-end", extra=EARNED)
    published(ada, "bank-rec", extra=EXAMPLES)
    html = page(client)
    for words in (
        "Earned: examples",
        "1 is for programs of the pack to tell, which this registry does not run. 5 are for a person",
        "Shows: A colleague understands it",
        "It is &lt;off&gt;",
        "The others are among the files",
    ):
        assert words in html
    text = client.get("/packs/month-end.md").content.decode()
    assert "1 good, 5 bad. Earned the badge `examples`. Each says why" in text
    for address in ("/?has=examples", "/?q=has:examples", "/?q=has:examples+month"):
        listed = client.get(address).content.decode()
        assert ("/packs/month-end" in listed, "/packs/bank-rec" in listed) == (True, False)
        assert "Shows good and bad" in listed
    assert "examples, good and bad, with reasons" in client.get("/").content.decode()


def test_the_page_stands_without_the_store(client: Client, ada: User, store: Store) -> None:
    release = published(ada, "month-end", extra=EXAMPLES).release
    store.delete(archive_key(Digest.parse(release.archive_digest)))
    assert "What good and bad look like" not in page(client)


def test_each_criterion_is_told_with_what_decides_it(client: Client, ada: User) -> None:
    published(ada, "month-end", extra=CRITERIA)
    html = page(client)
    assert "2 of 3 criteria are decided by a program, the rest by a person" in html
    assert (
        'Decided by <a href="/packs/month-end/versions/1.0.0/files/evals/tie-out/prompt.md">'
        "the eval tie-out/figures</a>" in html
    )
    assert "Decided by a program of the pack, gate bank" in html
    assert 'A colleague understands &lt;b&gt;it&lt;/b&gt;<br><small class="quiet">Human judgement' in html
    assert "- The bank agrees (decided by a program of the pack, gate bank)\n" in (
        client.get("/packs/month-end.md").content.decode()
    )


def test_a_pack_without_criteria_and_examples_shows_neither(client: Client, ada: User) -> None:
    published(ada, "month-end")
    html = page(client)
    assert "When the work is good" not in html
    assert "What good and bad look like" not in html


def test_an_example_without_a_description_is_left_to_the_file_browser(client: Client, ada: User) -> None:
    published(ada, "month-end", extra=EXAMPLES | {"examples/raw/notes.md": b"As it was sent.\n"})
    html = page(client)
    assert "1 good, 4 bad" in html
    published(ada, "bank-rec", extra={"examples/raw/notes.md": b"As it was sent.\n"})
    assert client.get("/packs/bank-rec").status_code == 200


def test_a_convention_is_told_with_names_that_fit_and_names_that_do_not(client: Client, ada: User) -> None:
    published(ada, "month-end", extra={PATH: TEXT.replace("Papers of", "<b>Papers</b> of").encode()})
    html = page(client)
    for words in (
        "How files are named",
        "&lt;b&gt;Papers&lt;/b&gt; of a close",
        "<code>close/**</code>, <code>*.pdf</code>",
        "<code>year-month_what_v1.pdf</code>",
        "<code>2026-10_bank-statement.pdf</code>",
        "<code>Bank Oct FINAL.pdf</code>: no month, and final says nothing",
        "&lt;b&gt;Papers&lt;/b&gt; of a close. Whoever looks for a paper",
    ):
        assert words in html
    text = client.get("/packs/month-end.md").content.decode()
    assert "- Wrong: Bank Oct FINAL.pdf: no month, and final says nothing\n" in text


def test_folders_to_begin_with_are_drawn_as_a_tree(client: Client, ada: User) -> None:
    published(ada, "month-end", extra={path: data for path, data in FILES.items() if "png" not in path})
    html = page(client)
    assert "A client&#x27;s file. Every client&#x27;s things in the same place." in html
    assert "letters/\n    received/\n    sent/\nwho.md\n</pre>" in html
    assert "ctxpack scaffold month-end client --into FOLDER" in html
    assert "        received/\n" in client.get("/packs/month-end.md").content.decode()
