from django.http import QueryDict

from marketplace.contribute.answers_form import AnswersForm
from marketplace.contribute.pages import page_named
from packformat.build import build_pack
from packformat.compose import compose
from packformat.compose.content import draft_schema
from packformat.compose.wording import check_sentence
from tests.support.drafts import CLOSE


def test_a_field_takes_what_the_schema_takes() -> None:
    form = AnswersForm(page_named("outcome"), CLOSE)
    longest = {field: draft_schema()["properties"][field]["maxLength"] for field in ("title", "summary")}
    assert {field: form.fields[field].max_length for field in longest} == longest


def test_an_empty_list_offers_something_to_fill() -> None:
    form = AnswersForm(page_named("samples"), {})
    assert [group.id for group in form.groups()] == ["sample-1", "sample-2"]
    assert [form.initial[f"samples.sample-{number}.label"] for number in (1, 2)] == ["good", "bad"]
    assert not list(AnswersForm(page_named("documents"), {}).groups())


def test_an_item_that_was_sent_is_shown_even_if_it_is_gone() -> None:
    sent = QueryDict("steps.step-9.title=Lock&steps.rule-1.title=x&steps.step-9.colour=red")
    form = AnswersForm(page_named("steps"), {}, sent)
    assert form.is_valid()
    assert form.typed() == {"steps.step-9.title": "Lock"}


def test_lines_are_read_and_shown_as_a_list() -> None:
    form = AnswersForm(page_named("outcome"), {"not_for": ["a", "b"]}, QueryDict("not_for=+c%0D%0A%0D%0Ad"))
    assert form.is_valid()
    assert form.typed()["not_for"] == ["c", "d"]
    assert "a\nb" in str(AnswersForm(page_named("outcome"), {"not_for": ["a", "b"]})["not_for"])


def test_what_is_taken_for_a_name_and_a_version_that_are_left_empty_is_said_and_is_what_is_built() -> None:
    content = {**CLOSE, "title": "Closing of März", "name": "", "version": ""}
    form = AnswersForm(page_named("answers"), content)
    built = build_pack(compose(content)).manifest
    assert (str(built.name), str(built.version)) == ("closing-of-marz", "1.0.0")
    for field, taken in (("name", built.name), ("version", built.version)):
        assert form.fields[field].help_text.endswith(f" If you leave it empty, it is “{taken}”.")
    named = AnswersForm(page_named("answers"), {**content, "name": "my-close", "version": "2.0.0"})
    assert named.fields["name"].help_text == form.fields["name"].help_text


def test_a_sample_may_be_about_one_of_the_checks_once_there_are_some() -> None:
    assert "samples.sample-1.shows" not in AnswersForm(page_named("samples"), {**CLOSE, "checks": []}).fields
    form = AnswersForm(page_named("samples"), CLOSE, QueryDict("samples.sample-2.shows=check-2"))
    words = dict(form.fields["samples.sample-2.shows"].choices)
    assert list(words) == ["", *(check["id"] for check in CLOSE["checks"])]
    assert words["check-1"] == check_sentence(CLOSE["checks"][0])
    assert form.is_valid()
    assert form.typed() == {"samples.sample-2.shows": "check-2"}
    assert not AnswersForm(
        page_named("samples"), CLOSE, QueryDict("samples.sample-2.shows=check-77")
    ).is_valid()


def test_a_step_may_begin_with_the_one_before_it_and_be_for_some_cases() -> None:
    sent = "steps.step-2.begins=together&steps.step-2.when=there+are+wages"
    form = AnswersForm(page_named("steps"), CLOSE, QueryDict(sent))
    assert "steps.step-1.begins" not in form.fields
    assert form.is_valid()
    assert form.typed()["steps.step-2.begins"] == "together"
    assert form.typed()["steps.step-2.when"] == "there are wages"
