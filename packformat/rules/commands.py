"""Rules about commands in prose and scripts that run what nobody has seen, or harm the machine."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING

from packformat.codes import FORMAT
from packformat.rules.base import AUTHOR_KNOWS, Rule, Seen, seen_error
from packformat.rules.makers import is_fetched_from_makers
from packformat.rules.mention import (
    is_for_a_stand_in,
    is_guarded_against,
    is_in_nested_quotes,
    is_in_string,
    is_named,
    is_note,
    is_readme,
    is_tried,
    is_value_in_note,
)
from packformat.rules.phrases import Phrase, Place, phrase, places_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packformat.rules.view import PackView

_INTO_SHELL = (
    r"\|\s*(?:(?:sudo\s+(?:-\w+\s+)*)?(?:/(?:usr/)?bin/)?(?:ba|z|da|k|a)?sh\b|iex\b|invoke-expression\b|"
    r"(?:sudo\s+)?(?:python[23]?|node|perl|ruby|php)\s*-?\s*(?:$|[`\"')&;]))"
)
_LINE = 250
"""Characters before a place in which the element that holds it begins."""
_FETCHED_THEN_RUN = 1_000
"""Steps from a place where a file may be named to each where one may be run."""
_REMOTE: tuple[Phrase, ...] = (
    phrase(
        "curl|wget|iwr|irm|invoke-",
        rf"\b(?:curl|wget|iwr|irm|invoke-webrequest|invoke-restmethod)\b[^\n|]{{1,300}}{_INTO_SHELL}",
    ),
    phrase(
        "<(&curl|wget",
        r"\b(?:(?:ba|z)?sh|source|\.|node|python3?|perl|ruby|php)\s+<\(\s*(?:curl|wget)\b[^\n]{0,200}",
    ),
    phrase(
        "deno run",
        r"\bdeno run\b[^\n]{0,40}\s(?:-a|--allow-(?:all|run))\b[^\n]{0,60}"
        r"https?://(?!deno\.land/|jsr\.io/|localhost)\S{1,200}",
    ),
    phrase("$(&curl|wget", r"\b(?:(?:ba|z)?sh\s+-c|eval)\s+[\"'\\]{0,2}\$\(\s*(?:curl|wget)\b[^\n]{0,200}"),
    phrase("iex|downloadstring", r"\biex\s*\(+\s*(?:iwr|irm|invoke|new-object)\b[^\n]{0,200}"),
    phrase("downloadstring", r"downloadstring\(\s*['\"]?https?://[^\n]{0,200}"),
    phrase("exec", r"\bexec\(\s*(?:compile\()?\s*(?:urllib|requests|httpx)[^\n]{0,200}"),
    phrase("eval", r"\beval\(\s*(?:await\s+)?\(?(?:await\s+)?fetch\([^\n]{0,200}"),
    phrase("fetch", r"\bfetch\([^\n]{1,200}\beval\("),
    phrase(
        "curl|wget&chmod|sh",
        r"\b(?:curl|wget)\b[^\n]{1,200}?(?:(?<![\w-])-o|--output|>)\s*(?P<file>[\w./~-]{3})"
        r"(?:[^\n]{0,280}?|[^\n]{0,280}\n[^\n]{0,80}?)(?:chmod\s+\+x|(?:ba|z)?sh)\s+(?P=file)[\w./~-]*",
        effort=_FETCHED_THEN_RUN,
        each="-o|>",
    ),
)
_ENCODED: tuple[Phrase, ...] = (
    phrase("base64", rf"\bbase64\s+(?:-d|-di|--decode)\b[^\n|]{{0,80}}{_INTO_SHELL}"),
    phrase("xxd", rf"\bxxd\s+-r[^\n|]{{0,40}}{_INTO_SHELL}"),
    phrase(
        "powershell|pwsh",
        r"\b(?:powershell|pwsh)(?:\.exe)?\b[^\n]{0,80}\s-e(?:nc(?:odedcommand)?|c)?\s+[a-z0-9+/=]{16,}",
    ),
    phrase(
        "exec|eval",
        r"\b(?:exec|eval)\(\s*(?:compile\(\s*)?(?:base64\.b64decode|atob|bytes\.fromhex|codecs\.decode|"
        r"zlib\.decompress|marshal\.loads|buffer\.from)\s*\(",
    ),
)
_OBFUSCATED: tuple[Phrase, ...] = (
    phrase(
        "base64|xxd",
        r"\beval\s+[\"'\\]{0,2}\$\([^\n]{0,600}(?:base64\s+(?:-d|--decode|-di)|openssl\s+(?:enc\s+-)?base64\s+-d|xxd\s+-r)",
    ),
    phrase(
        "chr", r"\b(?:system|popen|exec|eval|run|call|check_output)\(\s*[\"']{2}\.join\(\s*(?:map\(\s*)?chr\b"
    ),
    phrase(
        "buffer.from(|atob(",
        r"(?:buffer\.from\([^\n]{0,200}[\"'](?:base64|hex)[\"']\)|\batob\()[^\n]{0,200}(?:child_process|\bexecsync\(|\beval\(|\bnew function\()",
    ),
    phrase(
        "frombase64string",
        r"frombase64string\([^\n]{0,300}(?:\biex\b|invoke-expression|\[scriptblock\])|(?:\biex\b|invoke-expression)[^\n]{0,200}frombase64string\(",
    ),
    phrase(
        "decode|decipher|decodifi|dekodier|rot13|as a shell command",
        r"\b(?:decode|decipher|decodifi\w{1,4}|dekodiere\w?|turn)\b[^\n]{0,120}\b(?:follow it|obey it|do what it says|treat (?:it|the (?:text|result|answer)) as (?:a |an )?(?:shell )?(?:instruction|command|order)|"
        r"siga as|sigue las|folge ihm|execute it|run it as)",
    ),
    phrase(
        "getattr", r"\bgetattr\(\s*(?:builtins|__builtins__|os|subprocess|sys)\s*,\s*['\"][^'\"\n]*['\"]\s*\+"
    ),
    phrase("__import__", r"__import__\(\s*['\"][^'\"\n]*['\"]\s*\+"),
    phrase("__import__", r"__import__\(\s*[^)\n]{0,60}(?:join\(|decode\(|\[::-1\]|\bchr\()"),
    phrase("getattr", r"\bgetattr\([^\n]{0,80}\[::-1\]"),
    phrase("reverse()", r"\beval\([^\n]{0,120}\.reverse\(\)"),
    phrase(
        "\"](|'](|\"] (|'] (",
        r"\[\s?[\"'][a-z]{1,12}[\"']\s?\+\s?[\"'][a-z]{1,12}[\"']\s?\]\s?\(",
    ),
    phrase("map(chr", r"\bjoin\(\s*map\(\s*chr\s*,\s*[(\[]\s*\d"),
    phrase("globals", r"\bglobals\(\)\s*\[\s*['\"][^'\"\n]*['\"]\s*\+"),
    phrase("chr(", r"(?:\bchr\(\d+\)\s*\+\s*){6}"),
    phrase("\\x", r"(?:\\x[0-9a-f]{2}){32}"),
)
_REVERSE: tuple[Phrase, ...] = (
    phrase("/dev/tcp/", r"/dev/tcp/[\"']?[\w${<][^\n]{0,80}"),
    phrase(
        "/sh|/bash", r"\bnc(?:at)?\s[^\n]{0,40}-[a-z]*e[a-z]*\s+/?(?:usr/)?(?:bin/)?(?:ba)?sh\b[^\n]{0,80}"
    ),
    phrase("mkfifo", r"\bmkfifo\b[^\n]{0,120}\bnc(?:at)?\b[^\n]{0,80}"),
)
_DESTRUCTIVE: tuple[Phrase, ...] = (
    phrase(
        "rm &/|~|$home",
        r"\brm\s+-(?:[a-z]*r[a-z]*f|[a-z]*f[a-z]*r)[a-z]*\s+(?:--\S+\s+)*[\"']?(?:~/?|/|\$home/?)\*?(?=[\"'\s`;&]|$)",
    ),
    phrase("unsafe-allow-remove-all", r"\brestic\s+forget\b[^\n]{0,80}--unsafe-allow-remove-all\b"),
    phrase("zfs destroy", r"\bzfs\s+list\b[^\n]{0,80}\|\s*xargs\b[^\n]{0,40}\bzfs\s+destroy\b"),
    phrase("mkfs", r"\bmkfs\.\w+\s+/dev/\w+"),
    phrase("if=/dev/", r"\bdd\s+if=/dev/(?:zero|u?random)\s+of=/dev/\w+"),
)
_ADDRESS = re.compile(r"://|[$(]|[\w-]\.\w|\w:\d|<\w|%\w+%")
"""What an address has, or a variable that stands for one."""
_DOTS = re.compile(r"\.{3}|\u2026")
"""What stands for the rest in talk of a command."""
_HOST = re.compile(r"https?://(?!\.\.)([^\s/\"'`)>\]|]+)([^\s\"'`)>\]|]*)")
_BARE = re.compile(
    r"\b(?:curl|wget|iwr|irm)(?:\s+-[\w-]+)*\s+([a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,12})(/[^\s\"'`)>\]|]*)"
)
"""The same where the scheme is left out, as people type it."""
_OWN_INSTALLER = re.compile(r"(?:[\w-]+\.){0,3}?([\w-]+)\.[a-z]{2,12}(?:/[\w.-]+){0,3}/?")
"""The address that a tool of this name gives to everybody who wants it."""
_NAMED_AS_CODE = re.compile(r"`([\w-]+)(?=[ `])")
"""A tool between backticks, as people write that they use it."""
_OPEN_SOURCE = re.compile(r"(?:github\.com|raw\.githubusercontent\.com|gitlab\.com|codeberg\.org)/")
_OF_THE_USERS = re.compile(
    r"\b(?:curl|wget|iwr|irm|invoke-webrequest|invoke-restmethod)\b[^\n|]{0,60}[\s\"']\$\{?(?:env:)?[a-z]\w{0,60}\}?/"
)
"""An address that begins with a variable, which whoever sets it decides."""
_DEFANGED = re.compile(r"\bhxxps?:|\[\.\]|\[dot\]")
"""How reports write an address that nobody is to follow: no program can."""
_OF_AN_ELEMENT = re.compile(r"<[a-z][^<>\n]{0,200}\son[a-z]{3,20}=[\"']$")
"""What stands before a program that a browser would run, if a site let it through."""
_THIS_MACHINE = re.compile(r"(?:localhost|127\.0\.0\.1|\[::1\])(?=[:/]|$)")


def _remote_exec(view: PackView) -> Iterator[Seen]:
    for place, is_for_a_person in _unseen_programs(view):
        if not is_for_a_person:
            yield _coded(place, f"`{place.shown}`")


def _unseen_program(view: PackView) -> Iterator[Seen]:
    """What people are used to, and what only they can tell from an attack."""
    for place, is_for_a_person in _unseen_programs(view):
        if is_for_a_person:
            message = f"Line {place.line} fetches a program that no rule has seen, to run it: `{place.shown}`"
            fix = "name the tool and its version, and link to the page that tells how to install it"
            yield Seen(place.text.path, message, fix, place.line)


def _unseen_programs(view: PackView) -> Iterator[tuple[Place, bool]]:
    """What is fetched and run, and whether that is for a person; the names in a text are looked for once."""
    own = {str(view.manifest.name)} if view.manifest else set[str]()
    for _, places in groupby(places_of(view, _REMOTE), lambda place: place.text.path):
        unseen = [place for place in places if _is_unseen(place)]
        tools = own.union(_NAMED_AS_CODE.findall(unseen[0].text.words)) if unseen else own
        yield from ((place, _is_for_a_person(place, tools)) for place in unseen)


def _is_unseen(place: Place) -> bool:
    return not _is_spoken_of(place) and not _from_known_maker(place) and _names_something(place)


def _is_for_a_person(place: Place, tools: set[str]) -> bool:
    """Whether it is told to people alone, is a tool's own installer by its address, or part of open source.

    A tool's own: its name is the address, and the text uses it, or the pack is called so. So is what a page
    leaves to a variable.
    """
    if is_readme(place.text.path):
        return True
    addresses = _addresses(place)
    if not addresses and place.text.is_markdown and _OF_THE_USERS.match(place.found):
        return True
    owns = [found[1] for address in addresses if (found := _OWN_INSTALLER.fullmatch(address))]
    if owns and len(owns) == len(addresses):
        return tools.issuperset(owns)
    return bool(addresses) and all(map(_OPEN_SOURCE.match, addresses))


def _is_spoken_of(place: Place) -> bool:
    """Whether nobody is told to run it, or nothing could."""
    is_said = place.quoted or is_note(place.text, place.offset) or is_for_a_stand_in(place.found)
    return is_said or _DEFANGED.search(place.found) is not None


def _names_something(place: Place) -> bool:
    """Whether what is to be fetched is named, and elsewhere; in talk of such commands, dots or nothing stand for it."""
    without_dots = re.sub(r"\.{2,}\S*", "", place.found)
    if addresses := _addresses(place):
        return "\u2026" not in place.found and not all(map(_THIS_MACHINE.match, addresses))
    is_cut = "\u2026" in place.found or "://.." in place.found
    return not is_cut and _ADDRESS.search(without_dots) is not None


def _known_installer(view: PackView) -> Iterator[Seen]:
    for place in places_of(view, _REMOTE):
        if not place.quoted and _from_known_maker(place):
            message = f"Line {place.line} installs a tool from its maker's own address: `{place.shown}`"
            yield Seen(place.text.path, message, "name the version, and let the user run it", place.line)


def _from_known_maker(place: Place) -> bool:
    return is_fetched_from_makers(place.found, _addresses(place))


def _addresses(place: Place) -> list[str]:
    found = _HOST.findall(place.found) or _BARE.findall(place.found)
    return [host + path for host, path in found]


def _encoded(view: PackView) -> Iterator[Seen]:
    for place in places_of(view, _ENCODED):
        words, start = place.text.words, place.offset
        is_for_a_site = place.text.is_markdown and _OF_AN_ELEMENT.search(words[max(0, start - _LINE) : start])
        is_cut = _DOTS.match(words, start + len(place.found))
        if not (_is_spoken_of(place) or is_for_a_site or is_cut):
            yield _coded(place, f"`{place.shown}`, which nobody can read")


def _reverse_shell(view: PackView) -> Iterator[Seen]:
    for place in places_of(view, _REVERSE):
        if not _is_spoken_of(place):
            yield _coded(place, f"commands of another machine, `{place.shown}`")


def _coded(place: Place, what: str) -> Seen:
    path = place.text.path
    return seen_error(FORMAT.error("E_REMOTE_EXEC", path=path, line=place.line, what=what), path)


def _obfuscated(view: PackView) -> Iterator[Seen]:
    for place in places_of(view, _OBFUSCATED):
        if place.quoted:
            continue
        message = f"Line {place.line} hides what it calls: `{place.shown}`"
        yield Seen(place.text.path, message, "write the name out", place.line)


def _destructive(view: PackView) -> Iterator[Seen]:
    for place in places_of(view, _DESTRUCTIVE):
        if not _is_spoken_of(place) and not _is_only_named(place):
            message = f"Line {place.line} deletes what is not the pack's: `{place.shown}`"
            yield Seen(place.text.path, message, "name the one folder that may go", place.line)


def _is_only_named(place: Place) -> bool:
    """Whether a command that wipes a machine is a name for what must not happen."""
    text, start = place.text, place.offset
    end = start + len(place.found)
    if is_named(text, start, end) or is_in_nested_quotes(text, start, end):
        return True
    is_kept_from = is_guarded_against(text, start) or is_value_in_note(text, start)
    return is_kept_from or is_in_string(text, start) or is_tried(text, start)


def _quoted_example(view: PackView) -> Iterator[Seen]:
    """What is shown as a warning is let through, and said, because a pack could call anything a warning."""
    for place in examples_in(view):
        if _from_known_maker(place):
            continue
        message = f"Line {place.line} shows a dangerous command as an example: `{place.shown}`"
        yield Seen(place.text.path, message, "see that nobody can take it for a step", place.line)


def examples_in(view: PackView) -> Iterator[Place]:
    """The dangerous commands of a pack that are shown as what not to do."""
    return (place for kind, place in _dangerous(view) if _is_example(kind, place))


def is_example_on(view: PackView, path: str, line: int) -> bool:
    """Whether a dangerous command on a line of a text is shown as what not to do: asked only where it matters."""
    if is_example_on not in view.kept:
        by_line = defaultdict[tuple[str, int], list[tuple[tuple[Phrase, ...], Place]]](list)
        for kind, place in _dangerous(view):
            by_line[place.text.path, place.line].append((kind, place))
        view.kept[is_example_on] = [by_line]
    return any(_is_example(kind, place) for kind, place in view.kept[is_example_on][0].get((path, line), ()))


def _dangerous(view: PackView) -> Iterator[tuple[tuple[Phrase, ...], Place]]:
    for kind in (_REMOTE, _ENCODED, _REVERSE, _DESTRUCTIVE):
        yield from ((kind, place) for place in places_of(view, kind))


def _is_example(kind: tuple[Phrase, ...], place: Place) -> bool:
    return _is_spoken_of(place) or (kind is _DESTRUCTIVE and _is_only_named(place))


RULES = (
    Rule(
        "content/remote-exec",
        "error",
        "Nothing is fetched and run in one go.",
        _remote_exec,
        by_hand=AUTHOR_KNOWS,
    ),
    Rule(
        "content/unseen-program", "hold", "Programs that are fetched can be looked at first.", _unseen_program
    ),
    Rule(
        "content/encoded-command",
        "error",
        "Commands can be read before they run.",
        _encoded,
        by_hand=AUTHOR_KNOWS,
    ),
    Rule(
        "content/reverse-shell",
        "error",
        "No other machine is given a shell.",
        _reverse_shell,
        by_hand=AUTHOR_KNOWS,
    ),
    Rule("content/obfuscated", "hold", "Programs do not hide what they call.", _obfuscated),
    Rule("content/destructive", "hold", "Nothing but the pack's own work is deleted.", _destructive),
    Rule(
        "content/known-installer",
        "warning",
        "Tools are installed by the user.",
        _known_installer,
        by_hand=AUTHOR_KNOWS,
    ),
    Rule(
        "content/quoted-example",
        "hint",
        "Dangerous examples are marked as such.",
        _quoted_example,
        by_hand=AUTHOR_KNOWS,
    ),
)
