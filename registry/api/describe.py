"""What the methods of many views say of themselves, for the API's description."""

from collections.abc import Callable
from typing import Any, TypeVar

from drf_spectacular.utils import extend_schema

from registry.api.serializers import ProblemSerializer

Method = TypeVar("Method", bound=Callable[..., Any])


def described(
    operation: str, summary: str, answer: Any = None, *, status: int = 200, takes: Any = None
) -> Callable[[Method], Method]:
    """Describe a method by its name, what it does, the serializer of its `answer` and of what it `takes`.

    Without an answer it is 204; whatever is refused is a problem document.
    """
    responses = {status: answer, "default": ProblemSerializer} if answer else NOTHING
    decorate: Callable[[Method], Method] = extend_schema(
        operation_id=operation, summary=summary, request=takes, responses=responses
    )
    return decorate


NOTHING = {204: None, "default": ProblemSerializer}
