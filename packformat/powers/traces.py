"""Traces in the text of programs and command lines: hosts, environment variables and files that they name.

Read as text, in any language: what a program names is found, what it puts together while it runs is not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from packformat.powers.found import Found, found

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Each pattern begins with a character or word of its own, because that is what a search can skip to; what
# must stand before it is looked at afterwards. Packs may hold tens of megabytes of text.
_ADDRESS = re.compile(r"://(?:[^\s/@'\"`{}$]{1,100}@)?([A-Za-z0-9.-]{1,253})")
_SCHEMES = ("http", "https", "ws", "wss", "ftp")
_LONGEST_SCHEME = 5
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

_ENVIRONMENT = re.compile(
    r"""(?x) [eE](?:nv|NV)
    (?: (?: iron(?:\.get|\.pop|\.setdefault)?[(\[] | (?:\.fetch|\.get)?[(\[] | ::var(?:_os)?\( )
        \s* ["'`] (?P<quoted>[A-Za-z_]\w*) ["'`]
      | \.(?P<dotted>[A-Za-z_]\w*)
      | :(?P<shell>[A-Za-z_]\w*)
    )"""
)
_HOLDERS = ("process.", "Bun.", "meta.")
"""What has the environment as its ``env`` in JavaScript."""
_WHOLE = re.compile(r"(?:process|Bun|import\.meta)\.env\b(?![.\[])")
_TAKEN = re.compile(r"\{([^{}]*)\}\s*=\s*\Z")
_TAKEN_NAME = re.compile(r"(?:^|,)\s*([A-Za-z_]\w*)")
_LONGEST_TAKING = 400
"""Characters before the environment in which JavaScript may name what it takes out of it: ``{ A, B } =``."""
_REFERENCE = re.compile(r"\$\{([A-Za-z_]\w*)(?::?[-?+=][^}]{0,500})?\}|\$([A-Z][A-Z0-9_]+)\b")
_BEGIN = (
    r"(?:^[ \t]*(?:[\w*?.|-]{1,60}\)[ \t]*)?|[;&|(][ \t]*|\{[ \t]+|\b(?:then|do|else|while|until|if)[ \t]+)"
)
"""Where a command of a shell begins, also behind a case; `NAME=` in a text that is printed sets nothing."""
_ASSIGNED = re.compile(
    rf"(?m){_BEGIN}(?:(?:export|readonly|local|declare|typeset)[ \t]+(?:-\w{{1,20}}[ \t]+){{0,9}})?"
    r"((?:[A-Za-z_]\w*\+?=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s\"';&|]*)[ \t]*)+)"
)
_ASSIGNMENT = re.compile(r"([A-Za-z_]\w*)\+?=(?:[\"']?\$\{([A-Za-z_]\w*):?[-=?])?")
_NAMED = re.compile(
    rf"(?m){_BEGIN}(?:IFS=(?:\$?'[^'\n]*'|\S*)[ \t]+)?(?:for[ \t]+([A-Za-z_]\w*)"
    r"|(?:read|local|declare|typeset|mapfile|readarray|printf[ \t]+-v)[ \t]+"
    r"(?:-\w{1,20}[ \t]+){0,9}([A-Za-z_]\w*(?:[ \t]+[A-Za-z_]\w*)*))"
)
"""Names that a command sets without a sign for it."""
_NAMING = ("for", "read", "local", "declare", "typeset", "mapfile", "printf")
"""Words of which such a command has one."""
_PRINTED = re.compile(r"\b(?:cat|tee)\b[^|;\n]{0,200}<<-?[ \t]*[\"'\\]?([A-Za-z_]\w*)")
"""Lines that are printed, up to one that holds this word alone."""
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
_IN_HOME = re.compile(rf"~/{_PATH}")
_HOME_VARIABLE = re.compile(rf"\$\{{?HOME\}}?(/{_PATH})")
_HOME_CALLS = (
    re.compile(r"""Path\.home\(\)(?:\s*/\s*["']([^"'\n]{1,200})["'])?"""),
    re.compile(r"""homedir\(\)(?:\s*,\s*["']([^"'\n]{1,200})["'])?"""),
)
_ABSOLUTE = re.compile(
    rf"/(?:etc|var|opt|root|home|Users|private|Library|System|proc|sys|mnt|srv|usr/local|Applications)/{_PATH}"
)
_ABOVE = re.compile(rf"\$\{{?CLAUDE_PLUGIN_ROOT\}}?/\.\.(?:/{_PATH}|(?![\w.]))")
_NOT_BEFORE_HOME = re.compile(r"[\w.~/-]\Z")
_BEFORE_ABSOLUTE = re.compile(r"""(?:\A|[\s="'`(:,\[])/?\Z""")
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
    yield from _traces(text, _variables_asked(text) | (references_in(text) - _assigned_in(text)), path)


def _assigned_in(text: str) -> set[str]:
    """The names that a shell's text sets; not one that begins with its own value of before, or a default."""
    text = _without_printed(text) if "<<" in text else text
    chains = _ASSIGNED.findall(_lines_with(("=",), text))
    pairs = [pair for chain in chains for pair in _ASSIGNMENT.findall(chain)]
    first = dict(reversed(pairs))
    kept = {name for name, default_of in first.items() if name == default_of}
    naming = _NAMED.findall(_lines_with(_NAMING, text))
    named = {word for words in naming for word in " ".join(words).split()}
    return ({name for name, _ in pairs} | named) - kept


def _lines_with(words: Iterable[str], text: str) -> str:
    """The lines of a text in which one of these words stands: elsewhere, no command is looked for."""
    lines = dict[int, int]()
    for word in words:
        at = text.find(word)
        while at >= 0:
            end = text.find("\n", at)
            end = end if end >= 0 else len(text)
            lines[text.rfind("\n", 0, at) + 1] = end
            at = text.find(word, end)
    return "\n".join(text[start:end] for start, end in sorted(lines.items()))


def _without_printed(text: str) -> str:
    """A shell's text without the lines that it prints as they stand, in which nothing is set."""
    kept, end = [], ""
    for line in text.split("\n"):
        if end:
            end = "" if line.strip() == end else end
            continue
        kept.append(line)
        printed = _PRINTED.search(line)
        end = printed[1] if printed else ""
    return "\n".join(kept)


def hosts_in(text: str) -> set[str]:
    """The host names of the addresses in a text, in small letters."""
    found_hosts = (match[1] for match in _ADDRESS.finditer(text) if _scheme(text, match.start()) in _SCHEMES)
    hosts = {host.lower().strip(".-") for host in found_hosts}
    return {
        host
        for host in hosts
        if _REAL_HOST.fullmatch(host) and host not in _NAMES_ONLY and not _RESERVED_HOSTS.search(host)
    }


def _scheme(text: str, end: int) -> str:
    before = text[max(0, end - _LONGEST_SCHEME - 1) : end].lower()
    return before[len(before.rstrip("abcdefghijklmnopqrstuvwxyz")) :]


def references_in(text: str) -> set[str]:
    """The variables that a text refers to as ``${NAME}`` or ``$NAME``."""
    return {braced or plain for braced, plain in _REFERENCE.findall(text)}


def secrets_in(text: str, path: str) -> Iterator[Found]:
    """The variables of the environment that a configuration refers to."""
    yield from (found("secrets", name, path) for name in _telling(references_in(text)))


def places_in(text: str) -> set[str]:
    """The files outside pack and project that a text names, those of the user's home as ``~/…``."""
    places = {match[0] for match in _ABOVE.finditer(text)}
    places |= {
        match[0] for match in _IN_HOME.finditer(text) if not _NOT_BEFORE_HOME.search(_before(text, match))
    }
    places |= {f"~{match[1]}" for match in _HOME_VARIABLE.finditer(text)}
    for call in _HOME_CALLS:
        places |= {f"~/{match[1] or ''}" for match in call.finditer(text)}
    places |= {
        match[0] for match in _ABSOLUTE.finditer(text) if _BEFORE_ABSOLUTE.search(_before(text, match))
    }
    return places


def _before(text: str, match: re.Match[str]) -> str:
    """The two characters before a match; fewer at the beginning."""
    return text[max(0, match.start() - 2) : match.start()]


def _traces(text: str, variables: Iterable[str], path: str) -> Iterator[Found]:
    yield from (found("hosts", host, path) for host in hosts_in(text))
    yield from (found("secrets", name, path) for name in _telling(variables))
    yield from (found("files", place, path) for place in places_in(text))


def _variables_asked(text: str) -> set[str]:
    names = set()
    for match in _ENVIRONMENT.finditer(text):
        kind = str(match.lastgroup)
        is_shell = kind == "shell" and text.endswith("$", 0, match.start())
        is_dotted = kind == "dotted" and text.endswith(_HOLDERS, 0, match.start())
        is_asked = kind == "quoted" and _is_asked(text, match)
        if is_asked or is_shell or is_dotted:
            names.add(match[kind])
    for match in _WHOLE.finditer(text):
        taken = _TAKEN.search(text[max(0, match.start() - _LONGEST_TAKING) : match.start()])
        names |= set(_TAKEN_NAME.findall(taken[1])) if taken else set()
    return names


def _is_asked(text: str, match: re.Match[str]) -> bool:
    """Whether a quoted name is a variable's: a table that is called ``env`` has fields in small letters."""
    is_plain = match[0].startswith("env[") and not text.endswith(".", 0, match.start())
    return not (is_plain and match["quoted"].islower())


def _telling(names: Iterable[str]) -> Iterator[str]:
    """The names that say something: those that every session has do not."""
    return (name for name in names if name not in _ORDINARY and not name.startswith(_ORDINARY_PREFIXES))
