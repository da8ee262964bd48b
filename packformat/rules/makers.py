"""Makers of well-known tools, and the line by which each of them tells everybody to install theirs."""

from __future__ import annotations

import re

KNOWN_INSTALLERS = (
    "astral.sh/", "sh.rustup.rs", "get.docker.com", "deno.land/", "bun.sh/", "install.python-poetry.org",
    "get.pnpm.io/", "deb.nodesource.com/", "claude.ai/install", "claude.com/download/", "cli.github.com/", "get.helm.sh/",
    "raw.githubusercontent.com/homebrew/install/", "raw.githubusercontent.com/nvm-sh/nvm/", "pixi.sh/",
    "micro.mamba.pm/", "fnm.vercel.app/", "mise.run", "starship.rs/", "get.sdkman.io", "aka.ms/",
    "get.nextflow.io", "run.linkerd.io/", "dotenvx.sh", "lmstudio.ai/install", "d2lang.com/", "get.k3s.io", "cdn.coollabs.io/coolify/", "fluxcd.io/install", "raw.githubusercontent.com/helm/helm/", "ollama.com/install", "fly.io/install",
    "get.maestro.mobile.dev", "antigravity.google/", "getcomposer.org/installer", "cli-assets.heroku.com/",
    "get.volta.sh", "get.pulumi.com", "tailscale.com/install.sh", "bun.com/install", "cursor.com/install",
    "raw.githubusercontent.com/aquasecurity/trivy/", "raw.githubusercontent.com/gitleaks/gitleaks/",
    "raw.githubusercontent.com/anchore/", "raw.githubusercontent.com/aquasecurity/tfsec/",
    "raw.githubusercontent.com/microsoft/", "gitlab.com/gitlab-org/", "jb.gg/", "dot.net/v1/", "uvx.sh/",
    "rclone.org/install.sh", "webi.sh/", "code-server.dev/install.sh", "drop-sh.fullyjustified.net",
    "raw.githubusercontent.com/render-oss/", "sdk.cloud.google.com", "dl.google.com/", "awscli.amazonaws.com/", "install.determinate.systems/",
    "nixos.org/nix/install", "github.com/probe-rs/probe-rs/releases/", "cli.new",
)  # fmt: skip
"""Where the makers of well-known tools tell everybody to fetch them from, in the form that they print."""
_LEADS_AWAY = re.compile(r"\.\.|%2e|/refs/pull/|\\")
"""What makes an address end elsewhere than it begins, or lead to what anybody has proposed to a maker."""
_BY_ANOTHER_WAY = re.compile(
    r"\b(?:curl|wget)\b[^|\n]{0,300}?\s(?:-x|--proxy|--preproxy|--resolve|--connect-to|--doh-url)[\s=]|"
    r"\b(?:curl|wget)(?:\s+-[\w-]+){0,6}\s+[\w-]{1,60}(?:\.[\w-]{1,60}){1,4}/"
)
"""A command that goes through somebody else, or has another address, without a scheme, before the one shown."""
_OPTION = (
    r"(?:\s+(?:-[fslqo]{1,6}-?|-|--(?:fail|silent|show-error|location|tlsv1\.[23])|"
    r"(?:--proto\s+)?['\"]?=https['\"]?|-useb(?:asicparsing)?))"
)
_SHELL = r"(?:/bin/)?(?:ba|z)?sh"
_AS_PRINTED = re.compile(
    r"(?:\b(?:powershell|pwsh)(?:\.exe)?(?:\s+-(?:executionpolicy|ep)\s+\w{1,12})?\s+-c(?:ommand)?\s+[\"'])?"
    rf"(?:{_SHELL}\s+-c\s+[\"']?\$\(|{_SHELL}\s+<\()?"
    rf"\b(?:curl|wget|irm|iwr|invoke-restmethod|invoke-webrequest){_OPTION}{{0,6}}"
    rf"\s+[\"']?https://(?P<address>[^\s\"'`)>\]|]{{1,200}})[\"']?{_OPTION}{{0,3}}"
    r"(?:\s*\|\s*(?:sudo\s+)?(?:\w{1,40}=[\w.+-]{1,40}\s+){0,3}(?:(?:ba|z)?sh|iex|invoke-expression)\b|\)[\"']?)",
    re.IGNORECASE,
)
"""A program fetched and run in the form that makers print: no option with a value, one address, one shell."""


def is_of_a_maker(address: str) -> bool:
    """Whether an address, in small letters and without its scheme, is where a maker of a known tool keeps it.

    A name of a host that is listed by itself may go on with a path, and with nothing else.
    """
    known = next(filter(address.startswith, KNOWN_INSTALLERS), "")
    is_whole = "/" in known or address[len(known) :][:1] in ("", "/", "?")
    return bool(known) and is_whole and not _LEADS_AWAY.search(address)


def is_fetched_from_makers(command: str, addresses: list[str]) -> bool:
    """Whether a command has addresses, and fetches from nowhere but where makers keep their tools."""
    return bool(addresses) and all(map(is_of_a_maker, addresses)) and not _BY_ANOTHER_WAY.search(command)


def without_makers_lines(said: str) -> str:
    """What is said without the commands that makers of known tools print; what follows one stays."""
    if "https://" not in said:
        return said
    return _AS_PRINTED.sub(lambda found: " " if is_of_a_maker(found["address"].lower()) else found[0], said)
