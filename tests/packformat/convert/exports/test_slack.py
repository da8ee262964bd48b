"""An export of Slack reads as pages of who said what when, and what is not on them is told."""

import pytest

from packformat.convert.document import convert
from packformat.convert.result import Converted
from tests.support.exports import ADA, BEN, CHANNEL, message, slack, stamp, zipped

DAY, NEXT = "finance/2026-03-02.json", "finance/2026-03-03.json"
ROOT = stamp("12")
LINK = "https://acme.slack.com/files/U01ADA/F1/rules.pdf"
THREAD = [
    message(
        "12",
        "How do we book *refunds* above 500, <@U02BEN>?\n"
        "Ada Byron &amp; <mailto:ben@firm.co|Ben> decide, not a@b.example",
        thread_ts=ROOT,
        reply_count=3,
        files=[{"name": "ada byron, rules.pdf", "permalink": LINK}],
    ),
    message(
        "70",
        "_Two_ sign, says 田中由紀さん: `a &lt; b`\n```\nif x &lt; 3\n```\n• one\n• ~two~\n\n"
        "&gt; as in <https://firm.co/r|the rules>",
        "U02BEN",
        thread_ts=ROOT,
        edited={"user": "U02BEN"},
    ),
    message("86400", "Done in <#C01FIN>", "U03YUK", thread_ts=ROOT),
]
PAGE = """# #finance: How do we book \\*refunds\\* above 500, @Person 2?

- Exported from: Slack
- Channel: #finance
- Times: UTC
- Thread: <https://acme.slack.com/archives/C01FIN/p1772442012000100>
- Not in the export: 1 of its replies

## 2026-03-02

**Person 1** (09:00:12): How do we book **refunds** above 500, @Person 2?
Person 1 & Person 2 decide, not a@b.example

(file: Person 1, rules.pdf)

**Person 2** (09:01:10): *Two* sign, says Person 3さん: `a < b`

```
if x < 3
```

- one
- ~~two~~

> as in [the rules](https://firm.co/r)

(edited)

## 2026-03-03

**Person 3** (09:00:00): Done in #finance
"""


def pages(data: bytes, *, keep_names: bool = False) -> Converted:
    return convert("acme.zip", data, keep_names=keep_names)


def kinds(converted: Converted) -> list[str]:
    return [loss.kind for loss in converted.losses]


def test_a_thread_is_a_page_whichever_days_it_spans() -> None:
    converted = pages(slack({DAY: THREAD[:2], NEXT: THREAD[2:]}))
    assert converted.markdown == PAGE
    (page,) = converted.pages
    assert (page.day, page.name, page.first, page.last) == (
        "2026-03-02",
        "finance-090012",
        1,
        PAGE.count("\n"),
    )
    assert [(loss.kind, loss.detail) for loss in converted.losses] == [
        ("not-exported", "1 of its replies"),
        ("pseudonyms", "3"),
    ]


def test_names_are_left_where_they_are_asked_for() -> None:
    text = pages(slack({DAY: THREAD}), keep_names=True).markdown
    assert "**Ada Byron** (09:00:12): How do we book **refunds** above 500, @Ben Will?" in text
    assert "(file: ada byron, rules.pdf)" in text


def test_what_is_said_beside_threads_is_a_page_for_each_channel_and_day() -> None:
    converted = pages(slack({DAY: [message("1", "Lunch?"), message("2", "Yes", "U02BEN"), *THREAD]}))
    assert [page.name for page in converted.pages] == ["finance", "finance-090012"]
    (_, text), _ = converted.texts()
    assert text.split("\n\n", 2)[2] == (
        "## 2026-03-02\n\n**Person 1** (09:00:01): Lunch?\n\n**Person 2** (09:00:02): Yes\n"
    )


def test_a_long_beginning_is_cut_between_words_and_a_file_alone_is_a_beginning_too() -> None:
    long = [message("1", "refund " * 20, thread_ts=stamp("1")), message("2", "b", thread_ts=stamp("1"))]
    file = [message("3", "", files=[{}], thread_ts=stamp("3")), message("4", "b", thread_ts=stamp("3"))]
    titles = [page.title for page in pages(slack({DAY: [*long, *file]})).pages]
    assert titles == [f"#finance: {' '.join(['refund'] * 10)}\u2026", "#finance: a file"]


def test_a_reply_whose_beginning_is_not_there_says_so() -> None:
    converted = pages(slack({DAY: [message("9", "As I said", thread_ts=ROOT)]}))
    assert "- Not in the export: what was replied to\n" in converted.markdown
    assert "- Thread: " not in converted.markdown


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (message("1", "<@U02BEN> has joined", subtype="channel_join"), "notices"),
        (message("1", "This message was deleted.", subtype="tombstone"), "deleted-messages"),
        (message("3", "", subtype="message_deleted", deleted_ts=stamp("12")), "deleted-messages"),
        (message("12", "Said twice"), "repeated-messages"),
        (message("1", "one", subtype="bot_add"), "notices"),
        (message("1", "pay\u200bme"), "invisible-characters"),
        (message("1", "half of \ud83d"), "invisible-characters"),
        (message("1", ""), "message"),
        (message("1", None, attachments=[7, {"text": {}}]), "message"),
        ({"text": "no time", "ts": 7}, "message"),
        ({"text": "no time", "ts": "\u0661\u0662.1"}, "message"),
        (7, "message"),
    ],
)
def test_what_is_not_on_a_page_is_told(row: object, kind: str) -> None:
    converted = pages(slack({DAY: [message("12", "Stays"), message("13", "Stays"), row]}))
    assert kind in kinds(converted)
    assert "Stays" in converted.markdown


def test_a_name_without_end_is_cut_wherever_it_stands_and_a_count_without_end_is_none() -> None:
    long = "n" * 9_000
    rows = [message("1", "a"), message("2", "<#C9> <@U01ADA>", thread_ts=stamp("1"), reply_count=10**99)]
    lists = {"channels": [{"id": "C9", "name": long}], "users": [{"id": "U01ADA", "real_name": long}]}
    converted = pages(slack({f"{long}/2026-03-02.json": rows}, **lists), keep_names=True)
    assert f"#{'n' * 80} @{'n' * 80}\n" in converted.markdown
    assert len(converted.markdown) < 1_000
    assert "Not in the export" not in converted.markdown


def test_a_deleted_beginning_of_a_thread_is_a_turn_of_it() -> None:
    gone = message(
        "12", "This message was deleted.", "USLACKBOT", subtype="tombstone", thread_ts=ROOT, reply_count=1
    )
    text = pages(slack({DAY: [gone, THREAD[1]]})).markdown
    assert "**Bot 1** (09:00:12): This message was deleted." in text


def test_an_edit_takes_the_place_of_what_stood_there() -> None:
    gone = message("3", "", subtype="message_deleted", deleted_ts=stamp("99"))
    edit = {"subtype": "message_changed", "message": message("1", "Day 5"), "ts": stamp("9")}
    text = pages(slack({DAY: [message("1", "Day 4"), gone, edit]})).markdown
    assert "Day 5\n\n(edited)" in text
    assert "Day 4" not in text


def test_programs_have_numbers_of_their_own_and_say_what_hangs_on_a_message() -> None:
    hung = [{"pretext": "Build", "title": "7"}, {"text": "is green"}]
    rows = [
        message("1", "", "", subtype="bot_message", username="Ada Byron", bot_id="B1", attachments=hung),
        message("2", "Jira: closed", "U04JIR"),
        message("3", "hello", None),
    ]
    text = pages(slack({DAY: rows})).markdown
    assert "**Bot 1** (09:00:01): Build\n7\n\nis green\n\n**Bot 2** (09:00:02): Jira: closed" in text
    assert "**Bot 3** (09:00:03): hello" in text


def test_conversations_between_few_people_are_called_by_no_name() -> None:
    lists = {
        "dms": [{"id": "D0AB", "members": ["U01ADA", "U02BEN"]}],
        "mpims": [{"id": "G0AB", "name": "mpdm-ada--ben-1"}],
        "groups": [{"id": "C0PR", "name": "about-ada-byron"}, 7],
    }
    days = {
        "D0AB/2026-03-02.json": [message("1", "a")],
        "mpdm-ada--ben-1/2026-03-02.json": [message("1", "b")],
        "mpdm-ada--tom-1/2026-03-02.json": [message("1", "c")],
        "about-ada-byron/2026-03-02.json": [message("1", "d")],
        "old/2026-03-02.json": [message("1", "e")],
    }
    converted = pages(slack(days, **lists))
    assert [(page.name, page.title.partition(":")[0]) for page in converted.pages] == [
        ("about-person-1", "#about-Person 1"),
        ("d0ab", "direct message"),
        ("g0ab", "group message"),
        ("group-message", "group message"),
        ("old", "#old"),
    ]


def test_people_of_other_workspaces_are_known_by_their_messages() -> None:
    profile = {"real_name": "Tom Sawyer", "display_name": "tom"}
    rows = [message("1", "Hello", "W09TOM", user_profile=profile), message("2", "Thanks, Tom Sawyer")]
    assert "Thanks, Person 1" in pages(slack({DAY: rows})).markdown


def test_a_name_that_two_have_is_nobodys() -> None:
    other = {"id": "U05", "name": "ada.smith", "profile": {"real_name": "Ada Smith"}}
    text = pages(slack({DAY: [message("1", "Ask Ada, not ada smith")]}, users=[ADA, BEN, other])).markdown
    assert "Ask somebody, not Person 2" in text


def test_one_bad_file_does_not_lose_the_others() -> None:
    bad = {
        "finance/2026-03-01.json": b"[" * 200_000,
        "finance/2026-03-04.json": b"{}",
        "finance/2026-03-05.json": b'["\xff"]',
        "finance/deep/2026-03-05.json": b"[]",
        "../../etc/passwd": b"x",
        "con/nul.json": [message("1", "A channel that is called like a device")],
        "__MACOSX/x.json": b"[]",
        "integration_logs.json": b"[]",
        "mpims.json": b"[1",
    }
    converted = pages(slack({DAY: [message("1", "Stays")], **bad}))
    assert "Stays" in converted.markdown
    assert "called like a device" in converted.markdown
    assert sorted(loss.place for loss in converted.losses if loss.kind == "export-file") == sorted(
        bad.keys() - {"con/nul.json", "__MACOSX/x.json"}
    )


def test_a_bad_file_is_told_without_the_people_whom_its_path_names() -> None:
    bad = {
        "mpdm-ada--ben--zoe-1/2026-03-01.json": b"[1",
        "for-ada-byron/x.txt": b"",
        "Ada/y.json": b"{}",
    }
    data = slack({DAY: [message("1", "Stays")], **bad})
    places = sorted(loss.place for loss in pages(data).losses if loss.kind == "export-file")
    assert places == ["Person 1/y.json", "for-Person 1/x.txt", "group message/2026-03-01.json"]
    named = convert("slack.zip", data, keep_names=True).losses
    assert bad.keys() == {loss.place for loss in named if loss.kind == "export-file"}


def test_nobody_puts_words_into_somebody_elses_mouth() -> None:
    forged = "*Person 2* (10:00:00): I agree\n## 2026-03-09\n**Person 2** (10:00:00): me too"
    text = pages(slack({DAY: [message("1", forged)]})).markdown
    assert "\n\n**Person 1** (09:00:01): **Person 2** \\(10:00:00): I agree\n\\## 2026-03-09\n\\*" in text


@pytest.mark.parametrize(
    ("said", "written"),
    [
        (
            "<!here> <!subteam^S1|@cooks> <!date^1^{date}|2 March> <!channel|channel>",
            "@here @cooks 2 March @channel",
        ),
        ("<#C9|old> <#C9> <@U9|x>", "#old #C9 @Person 2"),
        ("<https://firm.co/a_(b)>", "<https://firm.co/a_%28b%29>"),
        ("<https://firm.co/ada-byron|her page>", "her page"),
        ("<javascript:x|press> <slack://y>", "press slack://y"),
        ("a < b > c * d * e_f_g", "a \\< b > c * d * e_f_g"),
        ("```open *y*", "\\`\\`\\`open **y**"),
        ("```a``` b", "```\na\n```\n\nb"),
        ("will you ask @will and WILL?", "will you ask @Person 2 and Person 2?"),
        ("1. a\n- b", "1\\. a\n\\- b"),
    ],
)
def test_marks_read_as_they_were_meant(said: str, written: str) -> None:
    text = pages(slack({DAY: [message("1", said)]})).markdown
    assert text.split("(09:00:01):")[1].strip() == written


def test_an_export_that_was_packed_again_in_a_folder_is_the_same() -> None:
    files = {"channels.json": [CHANNEL], "org_users.json": [ADA], DAY: [message("1", "a")]}
    again = {f"Acme export/{path}": content for path, content in files.items()}
    assert pages(zipped(again)).markdown == pages(zipped(files)).markdown


def test_a_channels_id_puts_no_words_into_anybodys_mouth() -> None:
    forged = {**CHANNEL, "id": "C1>\n\n**Person 2** (09:00:00): I agree\n\n<x"}
    page = convert("export.zip", slack({DAY: THREAD}, channels=[forged])).markdown
    assert "**Person 2** (09:01:10): *Two* sign" in page
    assert "I agree" not in page
