import json
from string import Formatter

import pytest

from packformat.codes import FORMAT
from packformat.errors import AuthorError, ErrorSpec, IntegrityError
from registry.errors import ERRORS
from registry.problems import problem_bytes, problem_of, status_of


def rendered(table_error, spec: ErrorSpec, code: str):  # noqa: ANN001, ANN201 - a helper of one parametrisation
    fields = {name for text in (spec.message, spec.hint) for _, name, _, _ in Formatter().parse(text) if name}
    return table_error(code, **dict.fromkeys(fields, "x"))


@pytest.mark.parametrize(("code", "spec"), list(ERRORS))
def test_every_error_of_the_registry_has_a_status_and_a_full_document(code: str, spec: ErrorSpec) -> None:
    error = rendered(ERRORS.error, spec, code)
    problem = json.loads(problem_bytes(error))
    assert {"type", "title", "status", "detail", "code", "hint"} <= problem.keys()
    assert problem["code"] == code
    assert 400 <= problem["status"] < 600
    assert "{" not in problem["detail"] + problem["hint"]


@pytest.mark.parametrize(
    ("code", "spec"), [(code, spec) for code, spec in FORMAT if spec.family in (AuthorError, IntegrityError)]
)
def test_whatever_is_wrong_with_a_pack_is_the_callers_to_mend(code: str, spec: ErrorSpec) -> None:
    assert status_of(rendered(FORMAT.error, spec, code)) == 422


def test_values_of_an_error_never_take_the_place_of_the_members_of_a_problem() -> None:
    error = ERRORS.error("E_ROUTE_UNKNOWN", path="/x")
    error.data["status"] = 200
    error.data["code"] = "E_OTHER"
    assert problem_of(error)["status"] == 404
    assert problem_of(error)["code"] == "E_ROUTE_UNKNOWN"


@pytest.mark.parametrize(
    ("code", "status"),
    [("E_TOKEN_MISSING", 401), ("E_TOKEN_SCOPE", 403), ("E_METHOD", 405), ("E_UPLOAD_TOO_LARGE", 413)],
)
def test_statuses_say_what_http_means_by_them(code: str, status: int) -> None:
    assert status_of(rendered(ERRORS.error, dict(ERRORS)[code], code)) == status
