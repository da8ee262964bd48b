"""A judge is its command and the models that its program names, as far as they can be written down."""

from packformat.evals.judges.judge import models_named
from packformat.evals.values import LONGEST_MODEL, MOST_MODELS


def test_names_of_models_that_cannot_be_written_down_are_left_out() -> None:
    assert models_named(["small", "large", "small", "", "a\nb", "x" * (LONGEST_MODEL + 1)]) == (
        "large",
        "small",
    )
    assert len(models_named(map(str, range(100)))) == MOST_MODELS
