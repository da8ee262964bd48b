"""Rules about addresses: where a pack leads to, and what it has fetched from there."""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING

from packformat.codes import FORMAT
from packformat.lookalike import is_one_slip
from packformat.rules.base import AUTHOR_KNOWS, Rule, Seen, seen_error
from packformat.rules.makers import is_of_a_maker
from packformat.rules.mention import is_of_the_trade, is_quoted
from packformat.rules.phrases import Place, phrase, places_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packformat.rules.view import PackView

_URL = re.compile(r"(?:https?|ftp)://([^\s/\"'`)>\]|\\]+)")
_ANY_URL = (phrase("://", r"(?:https?|ftp)://[^\s\"'`)>\]|\\]+"),)
_DROPS = frozenset(
    (
        *("pastebin", "paste", "hastebin", "rentry", "ghostbin", "dpaste", "pastes", "webhook", "requestbin"),
        *("requestcatcher", "pipedream", "interactsh", "interact", "oast", "oastify", "burpcollaborator"),
        *("ngrok", "ngrok-free", "loca", "localtunnel", "trycloudflare", "serveo", "anonfiles", "gofile"),
        *("transfer", "tinyurl", "bit", "termbin"),
    )
)
"""Labels of hosts where anybody leaves anything unnamed, or that lead on to an address nobody sees."""
_FULL_URL = re.compile(r"(?:https?|ftp)://([^\s\"'`)>\]|\\]+)")
_PLACEHOLDER = re.compile(
    r"://(?:[\w-]+\.)*(?:my|your|our)-?(?:company|corp|org|organi[sz]ation|team|app|domain|subdomain|tunnel|server|site|"
    r"(?:private-)?(?:pypi|npm|registry|index|mirror))\.|://[\w.-]+/(?:\.\.\.|your-)"
)
"""An address in which whoever reads it is to put their own name, or what follows the host."""
_OF_AN_OFFICE = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")
"""Networks that nobody reaches from outside (RFC 1918, RFC 6598): the last is what private tunnels use."""
_BEFORE_LAST = 3
_LINE = 2000
"""Characters of a line, before and after an address, in which a word tells what is done with it."""
_PHONING = re.compile(
    r"\b(?:curl|wget|nc|requests|fetch|urlopen|iwr|irm|send|post|report|upload|download|read|get|load|invoke)\b"
)
_CHAT_HOOKS = (
    phrase("discord|telegram", r"discord(?:app)?\.com/api/webhooks/\d+|api\.telegram\.org/bot\d+:"),
)
_PROGRAM_FILE = r"\.(?:exe|dmg|pkg|msi|scr|bat|cmd|ps1|appimage|jar|vbs|sh|run)\b"
_INSTALLERS = (
    phrase(
        ".exe|.dmg|.pkg|.msi|.scr|.bat|.cmd|.ps1|.appimage|.jar|.vbs|.sh|.run&http",
        rf"\b(?:download|fetch|get|grab|install|obtain)\b[^\n]{{0,200}}https?://[^\s)\"'`>/\]]+/[^\s)\"'`>\]]*{_PROGRAM_FILE}",
    ),
    phrase(
        ".zip|.rar|.7z|.tar.gz|.tgz&http",
        r"\b(?:download|fetch|get|grab|obtain)\b[^\n]{0,120}https?://[^\s)\"'`>]+\.(?:zip|rar|7z|tar\.gz|tgz)\b"
        r"[^\n]{0,160}\b(?:start|launch|execute|open it|run)\b",
    ),
)
_KNOWN_MAKERS = (
    "github.com", "python.org", "nodejs.org", "microsoft.com", "apple.com", "mozilla.org", "debian.org",
    "ubuntu.com", "gnu.org", "apache.org", "r-project.org", "rstudio.com", "continuum.io", "anaconda.com",
    "conda.io", "githubusercontent.com", "google.com", "googleapis.com", "nvidia.com", "amazonaws.com",
    "docker.com", "jetbrains.com", "libreoffice.org", "videolan.org", "ncbi.nlm.nih.gov", "ebi.ac.uk",
    "astral.sh", "rustup.rs", "golang.org", "go.dev", "visualstudio.com", "claude.ai", "anthropic.com",
)  # fmt: skip
"""Domains whose programs people install by name; a link there is no hidden one."""
_PASSWORD = (
    phrase(
        "unzip",
        r"\bunzip\s+(?:-[oqn]+\s+)*-p\s*(?![^\s]*\.(?:zip|docx|xlsx|pptx|jar|epub|odt|ods|whl|vsix|ipa|apk|key|numbers|pages)\b)[\w!@#-]+\s+\S+\.zip\b",
    ),
    phrase("extractall(", r"\bextractall\([^\n)]{0,80}\bpwd\s*=\s*b?[\"'][^\"'\n]"),
    phrase(
        ".zip|.rar|.7z|archive",
        r"(?:\barchive\b|\.zip\b|\.7z\b|\.rar\b)[^\n]{0,80}\b(?:is (?:password-)?protected|is (?:encrypted|locked)|asks for a (?:password|code))\b[^\n]{0,120}[`\"'\u201c][\w!@#-]{3,24}[`\"'\u201d]",
    ),
    phrase(
        ".zip|.rar|.7z",
        r"\b(?:unpack|extract|open|unzip)\b[^\n]{0,60}\.(?:zip|7z|rar)\b[^.\n]{0,20}\bwith (?:the )?(?:code|word|key|pin|phrase|passcode|password)\b[\s:]{1,2}[`\"'\u201c\d]",
    ),
    phrase(
        ".zip|.rar|.7z",
        r"\.(?:zip|7z|rar)\b[^.\n]{0,40}\b(?:mit dem (?:wort|kennwort|passwort|code)|con la (?:clave|contraseña)|avec le (?:mot|code))\b[^.\n]{0,20}[`\"'\u201e\u201c\u00ab]\w",
    ),
    phrase(
        "password|passphrase|passcode",
        r"\b(?:zip|archive|rar|7z|extract|unpack|unzip)\b(?! (?:won'?t|can'?t|cannot|does ?n[o']t) open)[^.\n]{0,60}\bpass(?:word|phrase|code)\b\s*(?:is\b(?!\s+(?:in|on|at|with|not|never|asked|kept|stored|written|known|typed|given|needed|required|optional)\b)|:|=|`|\"|'(?!s\b))\s*\S",
    ),
    phrase(
        ".zip|.rar|.7z&pass|kennwort|senha|contraseña|hasło|wachtwoord",
        r"https?://[^\s\"'`<>)]{4,200}\.(?:zip|rar|7z)\b(?:[^\n]{0,160}\n{1,2}){1,2}?[^\n]{0,40}\b(?:pass(?:word|phrase|code|wort)?|kennwort|senha|contraseña|hasło|wachtwoord)\b\s*(?:is\b|ist\b|:|=)?\s*[`\"'\u201c\u201e]\w",
    ),
    phrase(
        "openssl",
        r"\bopenssl\s+(?:enc|aes\S*)\b[^\n]{0,80}\s-d\b[^\n]{0,80}\s-(?:k\s+[\"']?\w|pass\s+pass:[\"']?\w)",
    ),
    phrase("7z|unrar", r"\b(?:7z[az]?|unrar)\s+x\s+[^\n]{0,60}-p\S+"),
)


def _elsewhere(*hosts: str) -> str:
    """A pattern of addresses at other hosts than these: one that only begins like a known one is another."""
    return rf"https?://(?!(?:{'|'.join(hosts)})(?:[/:\s\"'`]|$))\S+"


_MIRRORS = (
    r"(?:[\w-]+\.)?npmmirror\.com",
    r"repo\.huaweicloud\.com",
    r"mirrors?\.(?:aliyun|cloud\.tencent|ustc\.edu|tuna\.tsinghua\.edu|sjtu\.edu|nju\.edu)(?:\.com|\.cn)",
    r"pypi\.(?:tuna\.tsinghua\.edu|mirrors\.ustc\.edu)\.cn",
    r"pypi\.doubanio\.com",
)
"""Copies of the ecosystems' own registries that universities and clouds keep for everybody in their country."""
_NPM = (r"registry\.npmjs\.org", r"registry\.yarnpkg\.com", "localhost", *_MIRRORS)
_OTHER_INDEX = (
    phrase(
        "config set registry",
        r"\b(?:npm|yarn|pnpm) config set registry\s+" + _elsewhere(*_NPM, r"127\.[\d.]+"),
    ),
    phrase(
        "source add",
        r"\bpoetry source add\b[^\n]{0,40}\b" + _elsewhere(r"pypi\.org", r"download\.pytorch\.org"),
    ),
    phrase(
        "package is new|is new, confirm",
        r"\bpackage is (?:very |brand )?new\b[^.\n]{0,40}\b(?:ignore|confirm|so)\b",
    ),
    phrase(
        "index-url",
        r"--(?:extra-)?index-url[=\s]+"
        + _elsewhere(
            r"(?:[\w-]+\.)?pypi\.org",
            r"download\.pytorch\.org",
            r"pypi\.nvidia\.com",
            r"[\w.-]*pkg\.dev",
            r"[\w.-]*pypi\.python\.org",
            *_MIRRORS,
        ),
    ),
    phrase(
        "--registry",
        r"\b(?:npm|npx|yarn|pnpm|bun)\b(?! publish)[^\n]{0,80}--registry[=\s]+"
        + _elsewhere(*_NPM, r"npm\.pkg\.github\.com"),
    ),
    phrase("trusted=yes", r"\bdeb\s+\[[^\]\n]{0,60}\btrusted=yes\b[^\]\n]{0,60}\]\s+https?://\S+"),
    phrase("git+http:", r"\bgit\+http://\S+"),
    phrase("sparse+http", r"\bsparse\+" + _elsewhere(r"index\.crates\.io")),
    phrase("replace-with", r"\breplace-with\s*=\s*[\"'](?!vendored)[\w-]+"),
    phrase(
        "ignore-scripts",
        r"(?:\b(?:npm|npx|pnpm|yarn|bun)[\s\"'][^\n]{0,120}|\b(?:with|add|pass|use|set|append)\b[^\n]{0,20})--ignore-scripts[=\s]+false\b|"
        r"(?<![\w-])ignore-scripts\s*=\s*false\b",
    ),
)
_FOREIGN_PASSWORD = phrase(
    ".zip|.rar|.7z|archiv|解压&kennwort|passwort|contraseña|mot de passe|senha|пароль|hasło|wachtwoord|密码|パスワード",
    r"(?:\.zip|\.rar|\.7z|archiv\w{0,4}|解压)[^\n]{0,60}(?:kennwort|passwort|contraseña|mot de passe|senha|пароль|hasło|wachtwoord|密码|パスワード)[\s:\uff1a=„«]{0,4}(?:ist|es|est|é|to|is|是|は)?\s?[`\"'„«「]\S",
)
_INSTALL = (
    phrase(
        "pip install|pip3 install|pipx install|uv add|npx|npm i|npm a|yarn add|pnpm add|uvx",
        r"\b(?:pip3? install|uv pip install|uv add|pipx install|npm (?:install|i|add)|yarn add|pnpm add|npx|uvx)\s+[^\n`\"'|;&]{2,200}",
    ),
)
_POPULAR = frozenset(
    (
        *(
            "requests",
            "numpy",
            "pandas",
            "scipy",
            "matplotlib",
            "seaborn",
            "scikit-learn",
            "tensorflow",
            "pytorch",
        ),
        *(
            "django",
            "fastapi",
            "uvicorn",
            "pydantic",
            "sqlalchemy",
            "beautifulsoup4",
            "selenium",
            "playwright",
        ),
        *("openpyxl", "python-docx", "python-pptx", "pdfplumber", "reportlab", "pillow", "pytest", "urllib3"),
        *("cryptography", "paramiko", "python-dotenv", "openai", "anthropic", "langchain", "transformers"),
        *("express", "lodash", "axios", "react-dom", "typescript", "webpack", "eslint", "prettier", "jquery"),
        *("moment", "commander", "dotenv", "mongoose", "socket.io", "puppeteer", "cross-env", "nodemon"),
        *("colorama", "setuptools", "virtualenv", "jinja2", "markdown", "pyyaml", "boto3", "discord.js"),
    )
)
"""Packages whose misspelt names have been used for attacks, or would be."""
_WELL_USED_OF_PYPI = frozenset(
    (
        *("ctransformers", "djongo", "fastai", "gpytorch", "gqlalchemy", "grequests", "markdown2", "pyaml"),
        *("pyppeteer", "scapy", "scipp", "unicorn"),
    )
)
_WELL_USED_OF_NPM = frozenset(("gaxios", "jslint", "request", "tslint", "ttypescript"))
"""Packages that many people use, one slip from those: found by comparing every name of a registry with these."""
_OF_PYPI = ("pip", "uv")
"""How commands begin that install from there; the others install from npm."""
_SHORTEST_GUESSED = 5
_ALIKE = re.compile(r"\[(https?://[^\]\s]{1,300})\]\(<?(https?://[^)\s>]{1,300})")
_SHORTEST_OWNED = 4
"""Letters from which a label before the last is a name, and not a part of the ending, as in `co.uk`."""
_OF_MANY = frozenset(
    (
        "github.io", "gitlab.io", "vercel.app", "netlify.app", "pages.dev", "workers.dev",
        "herokuapp.com", "web.app", "firebaseapp.com", "amazonaws.com", "cloudfront.net", "azurewebsites.net",
        "windows.net", "googleusercontent.com", "readthedocs.io", "blogspot.com", "wordpress.com", "onrender.com",
        "fly.dev", "railway.app", "surge.sh", "glitch.me", "repl.co", "replit.dev",
        "notion.site", "webflow.io", "r2.dev", "deno.dev", "ngrok.io", "ngrok.app",
        "trycloudflare.com", "sharepoint.com", "myshopify.com",
    )
)  # fmt: skip
"""Domains in which everybody gets a name of their own."""
_SCHEME_WORDS = ("javascript:", "vbscript:", "data:text", "file:", "vscode:", "ms-", "shell:", "powershell:")
_EDITORS_PAGE = re.compile(r"vscode:(?:extension/|//settings/[\w.-]+(?=[)>\"'\s]))")
"""The page of an extension in the editor, which people may install from there, or that of a setting, which
shows it and changes nothing."""
_SCHEMES = re.compile(
    r"(?-i:[]<[fFcC])(?:"
    r"(?<=])\(\s*<?|(?:(?<=^\[)|(?<=^ \[)|(?<=^  \[)|(?<=^   \[))[^\]\n]{1,200}\]:\s*<?|"
    r"(?<=<)(?=(?:java|vb)script:|data:|file:/|vscode:/)|(?:(?<=\bhref)|(?<=\bsrc))\s*=\s*[\"']?)"
    r"(data:text/html(?=[,;])|(?:javascript|vbscript|file|vscode|ms-[a-z]+|shell|powershell):)",
    re.IGNORECASE | re.MULTILINE,
)
"""A link in Markdown, the list of its targets, an address between brackets, or one in HTML; and a scheme.

It begins with one character of a few, so that a search skips to these.
"""


_LED_TO = re.compile(
    r"[](<=\"'`~]:?\s*(?:data:text/html|(?:javascript|vbscript|file|vscode|ms-[a-z]+|shell|powershell):)"
)
"""A scheme in small letters behind one of the signs with which links end, or the code before one."""
_OWN_DISK = re.compile(r"file:(?://)?(?!//)(?:/(?:home|Users|[a-z]:)/|[^/\s]*[^\x00-\x7f])", re.IGNORECASE)
"""A file of whoever wrote it, left in by mistake: not one of the system, nor of ``file://server/``."""


def _odd_address(view: PackView) -> Iterator[Seen]:
    for place in places_of(view, (*_ANY_URL, *_CHAT_HOOKS)):
        host = _host(place.found)
        odd = _is_public_number(host) or (_is_drop(host) and _is_acted_on(place))
        is_chat = "://" not in place.found
        if (odd or is_chat) and not place.quoted and not _PLACEHOLDER.search(place.found):
            message = (
                f"Line {place.line} leads to an address that tells nobody who is behind it: `{place.shown}`"
            )
            yield Seen(place.text.path, message, "use the address of a named service", place.line)


def _host(found: str) -> str:
    url = _URL.search(found)
    return url[1].rpartition("@")[2] if url else ""


def _is_public_number(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host.partition(":")[0])
    except ValueError:
        return False
    first, *others = address.packed
    # As people write an example: 1.2.3.4.
    if all(other == first + step for step, other in enumerate(others, start=1)):
        return False
    named = ipaddress.ip_network("192.0.2.0/24"), ipaddress.ip_network("198.51.100.0/24")
    private = address.is_loopback or address.is_unspecified or address.is_link_local
    office = any(address in ipaddress.ip_network(net) for net in _OF_AN_OFFICE)
    return not (private or office or any(address in net for net in named))


def _is_drop(host: str) -> bool:
    labels = host.partition(":")[0].split(".")
    return not _DROPS.isdisjoint(labels[-_BEFORE_LAST - 1 : -1])


def _is_acted_on(place: Place) -> bool:
    """Whether the line has the agent fetch or send something, rather than name a service."""
    words, at = place.text.words, place.offset
    start, end = words.rfind("\n", 0, at) + 1, words.find("\n", at)
    return (
        _PHONING.search(words, max(start, at - _LINE), min(end if end >= 0 else len(words), at + _LINE))
        is not None
    )


def _installers(view: PackView) -> Iterator[Seen]:
    for place in places_of(view, _INSTALLERS):
        hosts = _URL.findall(place.found)
        told = all(map(is_of_a_maker, _FULL_URL.findall(place.found)))
        if not _is_shown(place) and not told and not all(_is_known(host) for host in hosts):
            message = f"Line {place.line} has a program installed that no catalogue knows: `{place.shown}`"
            fix = "name a tool that people can look up, and let the user install it"
            yield Seen(place.text.path, message, fix, place.line)


def _is_shown(place: Place) -> bool:
    """Whether all of it, or the command around its address alone, is only spoken of."""
    opened = max(place.found.rfind(quote, 0, place.found.index("://")) for quote in '`"')
    start = place.offset + opened + 1
    return place.quoted or (opened >= 0 and is_quoted(place.text, start, place.offset + len(place.found)))


def _is_known(host: str) -> bool:
    bare = host.partition(":")[0]
    return any(bare == maker or bare.endswith(f".{maker}") for maker in _KNOWN_MAKERS)


def _protected_archive(view: PackView) -> Iterator[Seen]:
    for place in places_of(view, (*_PASSWORD, _FOREIGN_PASSWORD)):
        if not (place.quoted or is_of_the_trade(place.text, *place.span)):
            message = f"Line {place.line} gives the password of an archive, which keeps scanners out: `{place.shown}`"
            yield Seen(place.text.path, message, "ship the files themselves", place.line)


def _packages(view: PackView) -> Iterator[Seen]:
    for place in places_of(view, _OTHER_INDEX):
        if not place.quoted and not _PLACEHOLDER.search(place.found):
            message = f"Line {place.line} has packages installed from a place of its own: `{place.shown}`"
            yield Seen(place.text.path, message, "use the ecosystem's own registry", place.line)
    for place in places_of(view, _INSTALL):
        known = _WELL_USED_OF_PYPI if place.found.startswith(_OF_PYPI) else _WELL_USED_OF_NPM
        for name in _installed(place.found):
            near = _misspelt(name)
            if near and name not in known and not place.quoted:
                message = f"Line {place.line} installs `{name}`, which looks like `{near}` misspelt"
                yield Seen(place.text.path, message, f"write `{near}`, if that is meant", place.line)


def _installed(command: str) -> list[str]:
    """The names of packages in a command; what follows the package of a runner is the package's own."""
    runner, *words = command.split()
    names = [
        re.split(r"[=<>~@\[!;*]", word.strip(".,()*"))[0].strip(".,()") for word in words if word[0] != "-"
    ]
    return names[:1] if runner in {"npx", "uvx"} else names


def _misspelt(name: str) -> str:
    if len(name) < _SHORTEST_GUESSED or name in _POPULAR or not name.isascii():
        return ""
    return next((known for known in sorted(_POPULAR) if is_one_slip(name, known)), "")


def _lookalike_link(view: PackView) -> Iterator[Seen]:
    for text in view.texts:
        if not (text.is_markdown and "[http" in text.text):
            continue
        for found in _ALIKE.finditer(text.text):
            shown, target = (_host(url.lower()).removeprefix("www.") for url in found.groups())
            if shown != target and not _is_of_one_site(shown, target):
                line = text.line_at(found.start())
                message = f"Line {line} shows a link to `{shown}` and leads to `{target}`"
                yield Seen(text.path, message, "show where it leads", line)


def _is_of_one_site(one: str, other: str) -> bool:
    """Whether two hosts have a domain in common that one owner has, not one in which anybody gets a name."""
    owned = [labels[-2:] for labels in (one.split("."), other.split("."))]
    return owned[0] == owned[1] and len(owned[0][0]) >= _SHORTEST_OWNED and ".".join(owned[0]) not in _OF_MANY


def _scheme(view: PackView) -> Iterator[Seen]:
    for text in view.texts:
        if text.is_markdown and _may_lead(text.words):
            for found in _SCHEMES.finditer(text.prose):
                is_page = _EDITORS_PAGE.match(text.prose, found.start(1))
                if is_page or _OWN_DISK.match(text.prose, found.start(1)):
                    continue
                line, scheme = text.line_of_prose(found.start()), f"`{found[1].lower()}`"
                error = FORMAT.error("E_LINK_SCHEME", path=text.path, line=line, scheme=scheme)
                yield seen_error(error, text.path)


def _may_lead(words: str) -> bool:
    return any(scheme in words for scheme in _SCHEME_WORDS) and _LED_TO.search(words) is not None


RULES = (
    Rule(
        "content/link-scheme",
        "error",
        "Links lead to pages and do nothing else.",
        _scheme,
        by_hand=AUTHOR_KNOWS,
    ),
    Rule("content/installer", "hold", "Programs come from where people can look them up.", _installers),
    Rule("content/odd-address", "hold", "Addresses say who is behind them.", _odd_address),
    Rule("content/protected-archive", "hold", "Nothing is kept from scanners.", _protected_archive),
    Rule("content/packages", "hold", "Packages come from their own registry by their own name.", _packages),
    Rule("content/lookalike-link", "hold", "A link leads where it says.", _lookalike_link),
)
