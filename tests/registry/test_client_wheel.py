"""What may be handed out as the command, and what is said of everything else."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from packformat.errors import CtxpackError
from registry import client_wheel as module
from registry.client_wheel import client_wheel
from tests.support.client_wheels import NAME, small_wheel


def test_a_file_and_the_folder_of_one_name_the_same_wheel(tmp_path: Path, settings: Settings) -> None:
    wheel = small_wheel(tmp_path)
    settings.CTXPACK_PUBLIC_URL = "https://packs.example.org"
    found = []
    for place in (wheel, tmp_path):
        settings.CTXPACK_CLIENT_WHEEL = str(place)
        found.append(client_wheel())
    assert found[0] == found[1]
    assert found[0].url == f"https://packs.example.org/client/{NAME}#sha256={found[0].sha256}"


def test_where_none_is_named_there_is_none(settings: Settings) -> None:
    settings.CTXPACK_CLIENT_WHEEL = ""
    assert client_wheel() is None


def two_versions(folder: Path) -> Path:
    small_wheel(folder)
    return small_wheel(folder, "ctxpack-0.2.0-py3-none-any.whl").parent


def page_that_was_saved(folder: Path) -> Path:
    (folder / NAME).write_bytes(b"<html>")
    return folder / NAME


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (lambda folder: folder / NAME, "No such file or directory"),
        (lambda folder: folder, "the folder has 0 wheels, not one"),
        (two_versions, "the folder has 2 wheels, not one"),
        (page_that_was_saved, "it is no wheel of ctxpack-0.1.0"),
        (lambda folder: small_wheel(folder, holds="other-1.dist-info/METADATA"), "it is no wheel of ctxpack"),
        (lambda folder: small_wheel(folder, "other-0.1.0-py3-none-any.whl"), "is not named like"),
        (
            lambda folder: small_wheel(folder, "ctxpack-0.1.0'-py3-none-any.whl"),
            "named like `ctxpack-0.1.0-py3",
        ),
    ],
)
def test_what_is_no_wheel_of_ctxpack_is_refused_with_the_reason(
    tmp_path: Path, settings: Settings, made: Callable[[Path], Path], reason: str
) -> None:
    settings.CTXPACK_CLIENT_WHEEL = str(made(tmp_path))
    with pytest.raises(CtxpackError) as caught:
        client_wheel()
    assert caught.value.code == "E_CLIENT_WHEEL"
    assert reason in caught.value.message


def test_no_more_is_read_than_a_wheel_may_have(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_BYTES", 100)
    settings.CTXPACK_CLIENT_WHEEL = str(small_wheel(tmp_path))
    with pytest.raises(CtxpackError, match="larger than 100 bytes"):
        client_wheel()
