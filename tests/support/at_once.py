"""Two acts at the same moment: one is done and not yet sure when the other begins."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait

from django.db import connection, transaction

from packformat.errors import CtxpackError


def before_it_is_sure(first: Callable[[], object], other: Callable[[], object]) -> str:
    """Do `first`, and `other` on a connection of its own before that is committed; return its error's code.

    Empty where `other` goes well. For tests with `transactional_db`.
    """
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            first()
            answer = pool.submit(_code_of, other)
            wait([answer], timeout=0.5)  # for it to come as far as it can
        return answer.result()


def _code_of(act: Callable[[], object]) -> str:
    try:
        act()
    except CtxpackError as error:
        return error.code
    finally:
        connection.close()
    return ""
