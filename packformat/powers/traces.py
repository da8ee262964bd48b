"""Traces in the text of programs and command lines: hosts, environment variables and files that they name.

Read as text, in any language: what a program names is found, what it puts together while it runs is not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from packformat.powers.found import Found, found

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_HOST = re.compile(r"(?i)\b(?:https?|wss?|ftp)://(?:[^\s/@'\"`{}$]{1,100}@)?([a-z0-9.-]{1,253})")
_REAL_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z0-9-]+|localhost")
_NAMES_ONLY = frozenset(
    (
        *("www.w3.org", "schemas.openxmlformats.org", "schemas.microsoft.com", "schemas.xmlsoap.org"),
        *("purl.org", "purl.oclc.org", "json-schema.org", "ns.adobe.com", "docs.oasis-open.org"),
    )
)
"""Hosts that XML and JSON Schema use as names; nobody is contacted there."""
_RESERVED_HOSTS = re.compile(r"(?:^|\.)(?:example(?:\.(?:com|net|org))?|invalid|test)$")
"""RFC 2606: hosts that can never be anybody's."""

_PROGRAM_VARIABLE = re.compile(
    r"""(?x)
    (?: \bgetenv\( | \bGetenv\( | \bLookupEnv\( | \benviron(?:\.get|\.pop|\.setdefault)?[(\[]
      | \bENV(?:\.fetch)?[(\[] | \benv::var(?:_os)?\( | \benv\.get\( | \benv\[
    ) \s* ["'`] (?P<quoted>[A-Za-z_]\w*)
    | \b(?:process|Bun|meta)\.env\.(?P<dotted>[A-Za-z_]\w*)
    | \$env:(?P<shell>[A-Za-z_]\w*)
    """
)
_REFERENCE = re.compile(r"\$\{([A-Za-z_]\w*)(?::?[-?+=][^}]*)?\}|\$([A-Z][A-Z0-9_]+)\b")
_ASSIGNED = re.compile(
    r"(?m)(?:^|[;&|(\s])(?:export\s+|local\s+|readonly\s+|declare\s+(?:-\w+\s+)?)*([A-Za-z_]\w*)\+?="
    r"|\b(?:for|read)\s+(?:-\w+\s+)*([A-Za-z_]\w*)"
)
_ORDINARY = frozenset(
    (
        *("HOME", "PATH", "PWD", "OLDPWD", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "TERM", "TZ"),
        *("TMPDIR", "TEMP", "TMP", "COLUMNS", "LINES", "EDITOR", "VISUAL", "PAGER", "DISPLAY", "CI"),
        *("NO_COLOR", "FORCE_COLOR", "COLORTERM", "HOSTNAME", "UID", "EUID", "PPID", "IFS", "RANDOM"),
        *("SECONDS", "LINENO", "OPTARG", "OPTIND", "FUNCNAME", "REPLY", "PIPESTATUS", "OSTYPE", "SHLVL"),
        *("BASH_SOURCE", "BASH_REMATCH", "BASH_VERSION", "BASH_VERSINFO", "BASHPID", "ARGUMENTS"),
        *("APPDATA", "LOCALAPPDATA", "USERPROFILE", "USERNAME", "COMSPEC", "SYSTEMROOT", "PROGRAMFILES"),
        *("VIRTUAL_ENV", "PYTHONPATH", "NODE_ENV", "NODE_PATH", "DEBUG", "EOF"),
        *("CLAUDE_PLUGIN_ROOT", "CLAUDE_PLUGIN_DATA", "CLAUDE_PROJECT_DIR", "CLAUDE_SKILL_DIR"),
        *("CLAUDE_SESSION_ID", "CLAUDE_ENV_FILE", "CLAUDECODE", "CLAUDE_CODE_REMOTE"),
    )
)
"""Variables that every session has and that tell nothing worth asking about."""
_ORDINARY_PREFIXES = ("LC_", "XDG_", "CLAUDE_PLUGIN_OPTION_")

_PATH = r"[\w.@+*/-]*"
_FILE = re.compile(
    rf"""(?x)
    (?<![\w.~/-]) (?P<home>~/{_PATH})
    | \$\{{?HOME\}}? (?P<variable>/{_PATH})
    | (?:\bPath\.home\(\)\s*/\s*|\bhomedir\(\)\s*,\s*) ["'] (?P<joined>[^"'\n]{{1,200}}) ["']
    | (?P<bare>\bPath\.home\(\)|\bhomedir\(\))
    | (?:^|(?<=[\s="'`(:,\[])) (?P<absolute>//?(?:etc|var|opt|root|home|Users|private|Library|System|proc|sys
          |mnt|srv|usr/local|Applications)/{_PATH})
    | (?P<above>\$\{{?CLAUDE_PLUGIN_ROOT\}}?/\.\.{_PATH})
    """
)
_COMMENT = re.compile(r"(?m)^[ \t]*(?:#(?!!)|//).*$")


def program_traces(text: str, path: str) -> Iterator[Found]:
    """Find what the text of a program names; a variable counts where the environment is asked for it.

    Lines that are nothing but a comment are passed over.
    """
    text = _COMMENT.sub("", text)
    yield from _traces(text, _variables_asked(text), path)


def command_traces(text: str, path: str) -> Iterator[Found]:
    """The same for commands of a shell, where ``$NAME`` is the environment's unless the text sets it."""
    text = _COMMENT.sub("", text)
    assigned = {first or second for first, second in _ASSIGNED.findall(text)}
    yield from _traces(text, _variables_asked(text) | (references_in(text) - assigned), path)


def hosts_in(text: str) -> set[str]:
    """The host names of the addresses in a text, in small letters."""
    hosts = {host.lower().strip(".-") for host in _HOST.findall(text)}
    return {
        host
        for host in hosts
        if _REAL_HOST.fullmatch(host) and host not in _NAMES_ONLY and not _RESERVED_HOSTS.search(host)
    }


def references_in(text: str) -> set[str]:
    """The variables that a text refers to as ``${NAME}`` or ``$NAME``."""
    return {braced or plain for braced, plain in _REFERENCE.findall(text)}


def secrets_in(text: str, path: str) -> Iterator[Found]:
    """The variables of the environment that a configuration refers to."""
    yield from (found("secrets", name, path) for name in _telling(references_in(text)))


def places_in(text: str) -> set[str]:
    """The files outside pack and project that a text names, those of the user's home as ``~/…``."""
    return {_place(match) for match in _FILE.finditer(text)}


def _traces(text: str, variables: Iterable[str], path: str) -> Iterator[Found]:
    yield from (found("hosts", host, path) for host in hosts_in(text))
    yield from (found("secrets", name, path) for name in _telling(variables))
    yield from (found("files", place, path) for place in places_in(text))


def _place(match: re.Match[str]) -> str:
    kind = str(match.lastgroup)
    prefix = {"variable": "~", "joined": "~/"}.get(kind, "")
    return "~/" if kind == "bare" else prefix + match[kind]


def _variables_asked(text: str) -> set[str]:
    return {match[str(match.lastgroup)] for match in _PROGRAM_VARIABLE.finditer(text)}


def _telling(names: Iterable[str]) -> Iterator[str]:
    """The names that say something: those that every session has do not."""
    return (name for name in names if name not in _ORDINARY and not name.startswith(_ORDINARY_PREFIXES))
