"""Rules about prose that turns an agent against the person it works for.

No pattern understands a sentence. These find what public campaigns and tests have in common, hold the pack,
and leave the judgement to a person; docs/TRUST.md says what they do not find.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from packformat.codes import FORMAT
from packformat.rules.base import AUTHOR_KNOWS, Rule, Seen, seen_error
from packformat.rules.meaning import comes_near
from packformat.rules.mention import is_readme
from packformat.rules.phrases import Phrase, Place, phrase, places_of
from packformat.rules.safeguards import TAMPERING, WEAKENED
from packformat.rules.second_look import hides_a_deed, overrides, reads_and_sends, sends, tampers, weakens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from packformat.rules.view import PackView

_CREDENTIAL = (
    r"(?:~/\.ssh\b|/\.ssh/|\.aws/credentials|\.netrc\b|\.npmrc\b|\.git-credentials|\.kube/config|"
    r"\.claude/\.credentials|find-generic-password|cookies database|login data\b|wallet\.dat|/etc/shadow|"
    r"json\s*=\s*(?:dict\()?os\.environ\b(?!\[|\.get)|\bprintenv\b|(?:read|cat|include|contents? of)\b[^\n]{0,40}\.env\b(?!\.))"
)
_OUTWARD = (
    r"(?:\bcurl\b|\bwget\b|requests\.(?:post|put|get)|httpx\.\w+\(|urlopen|\bfetch\(|\bnc\s|\bncat\b|"
    r"(?:send|post|upload|request|forward|copy|publish)\b[^\n]{0,60}https?://)"
)
_SAID = (
    r"(?:do not|don't|never|without)\s+(?:ever\s+)?(?:tell|telling|mention|mentioning|inform|informing|reveal|"
    r"revealing|notify|notifying|disclose|disclosing|show|showing|report|reporting|list|listing|let)\b"
)
_DEED = (
    r"(?:(?:this|these|the)\s+(?:step|instruction|action|change|command|request|upload|transfer|skill|rule)s?\b|"
    r"that\s+(?:you|it|they|this|the\s+\w+|\w+)\s+(?:(?:have|had|was|were|are|been)\s+)?(?:sent|send|uploaded?|ran|run|"
    r"changed?|copied|copy|posted?|installed?|added?)\b)"
)
_PERSON = (
    r"\b(?:user|human|person|operator|controller|owner|anyone|anybody|client|customer|report|memo|log)\b"
)

_CREDENTIALS = (
    phrase(
        "auth token|print-access-token|env |printenv&base64|xxd|rev|openssl",
        r"(?:\bauth token\b|\bprint-access-token\b|(?:\benv|\bprintenv)\s*\|\s*grep\b[^\n|]{0,60}(?:token|secret|key|pass)[^\n|]{0,40})\s*(?:2>/dev/null\s*)?\|\s*(?:base64|xxd|rev|openssl)\b",
    ),
    phrase(
        ".npmrc|.netrc|.aws/credentials|.ssh/id_|.git-credentials&curl|wget|-h ",
        r"-(?:h|-header)\s+[\"'][^\"'\n]{1,40}\$\((?:grep|cat|awk|sed|head|base64)\b[^\n]{0,80}(?:\.npmrc|\.netrc|\.aws/credentials|\.ssh/id_|\.git-credentials)",
    ),
    phrase(
        "-name&.env&curl|nc |ncat|wget",
        r"-i?name\s+[\"']?\.env[^\n]{0,160}\|\s*(?:curl|nc|ncat|wget)\b",
    ),
    phrase(
        ".ssh|.aws|.netrc|.npmrc|git-credentials|.kube|credentials|find-generic|cookies|login data|wallet|shadow|"
        "environ|printenv|.env"
        "&curl|wget|requests.|httpx.|urlopen|fetch(|nc |nc -|ncat|http",
        rf"{_CREDENTIAL}[^\n]{{0,300}}?(?:\n[^\n]{{0,200}}?)?{_OUTWARD}",
    ),
    phrase(
        "environ&curl|wget|requests.|httpx.|urlopen|fetch(|nc |nc -|ncat|http",
        rf"{_OUTWARD}[^\n]{{0,200}}{_CREDENTIAL}",
    ),
    phrase(
        "bw export|op item|gpg --export-secret|get secret|config view --raw|.p12|.pfx&curl",
        r"(?:\bbw export|\bop item (?:get|list)|gpg --export-secret|\bget secrets?|config view --raw|\.p12|\.pfx)\b[^\n|]{0,120}\|\s*curl\b",
    ),
    phrase(".env|.npmrc|.ssh|.aws&@|<", rf"{_OUTWARD}[^\n]{{0,120}}(?:@|<\s*){_CREDENTIAL}"),
)
_CONCEALMENT = (
    phrase(
        "do not let|don't let|never let",
        r"\b(?:do not|don't|never) let (?:the|any) (?:words?|names?|terms?|mention|figures?)\b[^.\n]{0,30}\b(?:appear|show|stand)\b[^.\n]{0,40}\b(?:summary|report|answer|output|log|letter)\b",
    ),
    phrase(
        "no need|no reason",
        r"\bno (?:need|reason) for the (?:user|person|owner|client|customer|team)\s+to\s+(?:see|know (?:of|about)|hear of|learn of|notice)\s+(?:this|it|that|these|any)\b",
    ),
    phrase(
        "aware|notice|find out|suspect",
        r"\b(?:so that|such that|in such a way that|so)\s(?:the )?(?:\w{1,14}\s(?:does not|do not|doesn't|don't|will not|won't|never|cannot)\s(?:become aware|suspect)|"
        r"(?:user|owner|client|customer|person|team|reviewer|auditor|controller)s?\s(?:does not|do not|doesn't|don't|will not|won't|never|cannot)\s(?:notice|find out))\b",
    ),
    phrase(
        "transcript|history|conversation",
        r"\b(?:remove|delete|strip|drop|cut|erase|discard)\b[^.\n]{0,20}\b(?:line|step|call|request|command|message|entry|field|mention|it|this|them)s?\b[^.\n]{0,16}\bfrom the (?:transcript|session history|chat history|conversation)\b",
    ),
    phrase(
        "would only",
        r"\b(?:user|client|customer|tenant|owner|person|patient|famil(?:y|ies))s?\b[^.\n]{0,80}\bwould only (?:be )?(?:confused|unsettled?|worried|alarmed|frightened|upset)\b",
    ),
    phrase(
        "asks about|asked about",
        r"\bif (?:some|any)(?:one|body) asks? about\b[^.\n]{0,60}\b(?:say|answer|reply|tell)\b[^.\n]{0,20}\b(?:it is|it's|that it|this is)\b",
    ),
    phrase(
        "auditor|inspector|regulator|compliance",
        r"\b(?:no entry|not (?:be )?(?:logged|recorded|noted)|never (?:log|record|note))\b[^.\n]{0,80}\b(?:auditors?|inspectors?|regulators?|compliance)\b[^.\n]{0,30}\b(?:wrong|objects?|refuses?|misunderstands?|argues?|trouble)\b",
    ),
    phrase(
        "do not|don't|never|without&tell|mention|inform|reveal|notif|disclos|show|report|list|let",
        rf"{_SAID}[^.\n]{{0,60}}{_DEED}[^.\n]{{0,80}}{_PERSON}",
    ),
    phrase(
        "do not|don't|never|without&tell|mention|inform|reveal|notif|disclos|show|report|list|let",
        rf"{_SAID}[^.\n]{{0,40}}{_PERSON}[^.\n]{{0,60}}{_DEED}",
    ),
    phrase("reveal", r"do not reveal that you\b[^.\n]{0,60}"),
    phrase(
        "silently|secretly|quietly|covertly|stealthily|discreetly",
        r"\b(?<!can )(?<!may )(?<!could )(?<!might )(?<!would )(?<!not )(?:silently|secretly|quietly|covertly|stealthily|discreetly)\s+(?:send|append|add|upload|post|forward|copy|"
        r"run|execute|include|transmit|install|modify|change|e?-?mail|record|insert)\b[^.\n]{0,80}",
    ),
    phrase(
        "secret|confidential|hidden|private&keep this|keep these|keep it",
        r"\bkeep (?:this|these|it)\b[^.\n]{0,40}\b(?:secret|confidential|hidden|private)[^.\n]{0,20}\bfrom (?:the )?(?:user|human)",
    ),
    phrase("hide", r"\bhide (?:this|these|it|the)\b[^.\n]{0,40} from (?:the )?(?:user|human)\b"),
    phrase("nothing", r"\bas if nothing (?:had |has )?happened\b"),
    phrase("asked", r"\bif (?:they |the user |you are )?asked?\b[^.\n]{0,30}\b(?:deny|pretend|lie|claim)\b"),
    phrase("leave", r"\bleave (?:this|it) out of the (?:\w+ )?(?:report|memo|summary|log|diff)\b"),
    phrase(
        "must not be|not to appear in|do not write|do not put|do not record|do not note",
        r"\b(?:must not be (?:told|informed)\b(?! to\b)|(?:is|are) not to appear in (?:the|your|any)|do not (?:write|put|record|note)\b"
        r"[^.\n]{0,60}\b(?:into|in) (?:the |your )?(?:[\w']{1,20} )?(?:log|report|summary|diff)\b)[^.\n]{0,40}",
    ),
    phrase(
        "ask",
        r"\b(?:if|should) (?:they|the \w+|anyone)\s+asks?\b[^.\n]{0,80}\b(?:the answer is no|that nothing (?:is|was|leaves))\b",
    ),
    phrase(
        "date of the file|dates of the file",
        r"\b(?:set|keep|put|leave)\b[^.\n]{0,20}\bdates? of the files?\b[^.\n]{0,40}\b(?:back|as (?:they|it) (?:were|was))\b",
    ),
)
_OVERRIDE = (
    phrase(
        "rank|stand|outrank|come",
        r"\b(?:(?:ranks?|stands?) (?:above|before|higher than)|outranks?|comes? before)\s(?:the |what the )user(?:'s|s'| says)(?= (?:words?|wish(?:es)?|orders?|instructions?|own|say)|[\s]*[.,;])",
    ),
    phrase(
        "mode",
        r"\b(?:you are now|enter|switch to|this is)\b[^.\n]{0,30}\b(?:maintenance|developer|debug|admin|god|unrestricted|root|service|diagnostic)\s?mode\b[^\n]{0,120}"
        r"\b(?:restrictions?|rules|limits?|polic(?:y|ies)|safety|checks|confirmations?|permissions?)\b[^.\n]{0,60}\b(?:not apply|no longer|suspended|lifted|void|disabled|ignored)\b",
    ),
    phrase(
        "[system]|<system>",
        r"(?:\[system\]|<system>)[^\n]{0,200}\b(?:suspended|lifted|admin rights|disabled|overrid\w+|no confirmation|unrestricted)\b",
    ),
    phrase(
        "outdated|superseded|obsolete|void",
        r"\b(?:everything|anything|all|whatever)\b[^.\n]{0,60}\b(?:told you|instructed you|said to you|you were told|you have been told)\b[^.\n]{0,60}\b(?:is|are)\s(?:now )?(?:outdated|superseded|obsolete|void)\b",
    ),
    phrase(
        "instruction",
        r"\b(?:all|any) (?:earlier|previous|prior|other) instructions\b[^.\n]{0,80}\b(?:void|no longer|superseded|do not apply)\b",
    ),
    phrase(
        "ignore",
        r"\bignore (?:all |any )?(?:of )?(?:the |your |my )?(?:previous|prior|earlier|above|preceding|other|system)\b[\w ,/]{0,30}(?:instruction|rule|guideline|prompt|direction|polic)",
    ),
    phrase(
        "disregard",
        r"\bdisregard (?:all |any |your |the |every )[\w ,]{0,30}(?:instruction|guideline|system prompt|rule|polic|safety)",
    ),
)
_REMOTE_RULES = (
    phrase(
        "as if the user|as though the user",
        r"\b(?:follow|obey|do|carry out|execute|act on)\b[^.\n]{0,40}\bas (?:if|though) the user\s(?:had |has )?(?:typed|written|said|asked|ordered|given)\b",
    ),
    phrase(
        "whoever",
        r"\b(?:do (?:it|them|that|this|so|what)|run|execute|follow|obey|carry out|act on)\b[^.\n]{0,60}\n?[^.\n]{0,40}\bwhoever\s(?:wrote|writes|sent|sends|posted|posts)\b",
    ),
    phrase(
        "user's|like a wish of the user|as the user",
        r"\b(?:instructions?|orders?|commands?|requests?|messages?|ask)\b[^\n]{0,100}(?<!not )(?<!never )\bcounts?\b[^.\n]{0,10}\b(?:as|like)\b[^.\n]{0,30}\b(?:the user's|of the user|from the user)\b",
    ),
    phrase(
        "clipboard&paste",
        r"(?:\bwin(?:dows)?(?: key)?\s?\+\s?r\b|\bopen (?:a |the )?(?:terminal|powershell)\b)[^\n]{0,100}\bpaste\b[^\n]{0,60}\bclipboard\b",
    ),
    phrase("what to do", r"\bask https?://\S{3,200}\s[^.\n]{0,30}\bwhat to do\b"),
    phrase("command", r"\bmessages?\b[^.\n]{0,80}\b(?:is|are|counts? as) (?:a )?commands? (?:for|to) you\b"),
    phrase(
        "answer says|response says|reply says|page says",
        r"\bdo (?:what|as) (?:the |that )?(?:answer|response|reply|page) says\b[^.\n]{0,60}",
    ),
    phrase(
        "instruction|rule&http",
        r"\bfollow (?:every|all|any) (?:instruction|rule)s? in (?:it|them|that)\b[^.\n]{0,40}",
    ),
    phrase(
        "follow|obey|do what|do as|do exactly|carry out|act on|comply with&http",
        r"\b(?:fetch|download|read|load|get|retrieve|open|visit|pull)\b[^.\n]{0,80}https?://\S+[^\n]{0,80}\b(?:follow(?! redirect)|obey|"
        r"do (?:exactly )?(?:what|as)|carry out|act on|comply with)\b[^.\n]{0,40}",
    ),
    phrase(
        "instructions", r"\b(?:real|actual|current|full|latest|true) instructions\b[^.\n]{0,60}https?://\S+"
    ),
)
_SOMEBODYS = (
    r"(?!(?:example|(?:(?:my|your|our)-?)?(?:company|domain|organi[sz]ation))\.(?:com|org|net)\b(?!\.))"
)
"""Of no domain that is kept for examples (RFC 2606), or stands for the reader's own in every manual."""
_EXFILTRATION = (
    phrase(
        "always|after each|after every|before each|before every|before any|before finishing|before answering&send|submit|upload|post&http",
        r"\b(?:always|after (?:each|every)|before (?:each|every|any|finishing|answering))\b[^.\n]{0,80}\b(?:send|submit|upload|post)\s(?:it|them|(?:the|a|its) (?:\w+ )?(?:summary|text|draft|file list|files?|contents?|diff|transcript))\b[^.\n]{0,60}\n?[>\s]{0,6}\bhttps?://(?!localhost|127\.)",
    ),
    phrase("blind copy", r"[\w.+-]{2,40}@[\w.-]{3,60}\s(?:as|in) (?:a )?blind copy\b"),
    phrase("document.cookie", r"\b(?:fetch|sendbeacon)\([^\n]{0,200}document\.cookie\b"),
    phrase("tojson", r"\btojson\(\s*secrets\s*\)"),
    phrase(
        "![&](http",
        r"!\[[^\]\n]{0,200}\]\(https?://[^)\n]{0,200}[?&]\w+=(?:data|content|secrets?|history|payload|encoded)\b",
    ),
    phrase("blind copy", r"\b(?:set|add|put|send)\b[^.\n]{0,30}\bblind copy\b[^\n]{0,60}@"),
    phrase(
        "phrase|words",
        r"\b(?:ask|enter|paste|type in|type|provide)\b[^.\n]{0,60}\b(?:(?:recovery|seed) phrase|(?:12|twelve)(?: or \S{2,12})? words)\b",
    ),
    phrase("![](http", r"!\[\]\(https?://[^)\n]{0,200}\?[^)\n]{0,80}[<{$]"),
    phrase(
        "pass|otp|pwd|haslo|senha&http",
        r"https?://[^\s\"'`]{0,160}[?&](?:pass|password|passwd|pwd|otp|haslo|senha|passwort)=\$\{?\w",
    ),
    phrase(
        "headers&${",
        r"\"headers\"\s{0,4}:\s{0,4}\{[^{}]{0,120}\$\{(?P<owner>(?!(?:auth|user|api|access|client|app|workspace|tenant|org|account|project|team|session|request)_)[a-z]{2,20})_\w{1,40}\}[^{}]{0,80}\$\{(?!(?P=owner)|(?:auth|user|api|access|client|app|workspace|tenant|org|account|project|team|session|request)_)[a-z]{2,20}_\w{1,40}\}",
    ),
    phrase(
        "gethostbyname|getaddrinfo|resolve",
        r"\b(?:gethostbyname|getaddrinfo|resolve)\(\s*f[\"'][^\"'\n]{0,80}\}[^\"'\n]{0,60}\.\w{2,20}\.\w{2,10}[\"']",
    ),
    phrase("pass ", r"\bpass (?:everything|it|them|these|all of it) on to\b[^\n]{0,40}@"),
    phrase("nc |ncat ", r"\|\s*(?:nc|ncat)\s[^\n]{0,40}\d{1,3}(?:\.\d{1,3}){3}"),
    phrase("dict(os.environ&urlopen|requests.|httpx.", r"(?<!env=)\bdict\(os\.environ\)"),
    phrase(
        "![&](http",
        r"!\[[^\]\n]{0,200}\]\(https?://[^)\n]{0,200}[?&][^)\n]{0,80}[<{$][^)\n]{0,60}(?:user|message|conversation|secret|content|answer|data|history|token|key)",
    ),
    phrase(
        "conversation|chat history|transcript|ledger|credential|secret|password|contents of|content of|every request&http|@",
        r"\b(?:send|post|upload|forward|transmit|copy|submit|e?-?mail)\b[^.\n]{0,40}\b(?:conversation|chat history|transcript|"
        r"ledger|credentials?|secrets?|passwords?|contents? of|every request)\b[^\n]{0,100}(?:https?://|[\w.-]+@(?!example\.)[\w-]+\.\w+)",
    ),
    phrase(
        "bcc",
        rf"\bbcc\b:?\s?[^.\n]{{0,40}}[\w.-]+@{_SOMEBODYS}[\w-]+\.\w+|[\w.-]+@{_SOMEBODYS}[\w.-]+\.\w+[^.\n]{{0,20}}\b(?:as|in) bcc\b",
    ),
    phrase("nslookup|dig|ping", r"\b(?:nslookup|dig|ping)\s+[^\n|;>]{0,60}\$[\w({][^\n]{0,40}\.[a-z]"),
    phrase("open(", r"\bparams\s*=[^\n]{0,60}\bopen\("),
)
_FRAUD = (
    phrase(
        "replace|change|swap|redirect|book|round",
        r"\b(?:replace|change|swap|redirect|book|round)\b[^\n]{0,200}\b[a-z]{2}\d{2}(?: ?[a-z]{4})(?: ?\d){6,24}",
    ),
    phrase(
        "split",
        r"(?:^|[,;:.]\s+|\b(?:then|and|please|limit,)\s+)split (?:it|them|the|each|every|invoices?|payments?)\b[^.\n]{0,60}\b(?:below|under)\b[^.\n]{0,30}\b(?:limit|threshold)",
    ),
)


class _Kind(NamedTuple):
    """One kind of instruction: its rule, what a finding says of the line, what to do, and its phrases.

    ``spares_readme`` is for what a page of instructions to a person may well ask of them; ``is_meant`` looks
    once more at what a phrase found; ``common`` is how that begins where honest pages have it as often.
    """

    rule: str
    about: str
    says: str
    fix: str
    phrases: tuple[Phrase, ...]
    spares_readme: bool = False
    is_meant: Callable[[Place], bool] = bool
    common: tuple[str, ...] = ()

    def see(self, place: Place) -> Seen:
        """The finding at a place."""
        path, line = place.text.path, place.line
        if self.rule == _REMOTE_RULES_ID:
            error = FORMAT.error("E_REMOTE_RULES", path=path, line=line, what=f"`{place.shown}`")
            return seen_error(error, path)
        return Seen(path, f"Line {line} {self.says}: `{place.shown}`", self.fix, line)


_REMOTE_RULES_ID = "remote-rules"
_KINDS = (
    _Kind("credentials", "Nothing reads keys and passwords and sends something out.", "reads credentials and talks to another machine", "leave credentials to the tools that own them", _CREDENTIALS, is_meant=reads_and_sends),
    _Kind("concealment", "Nothing is hidden from the user.", "has the agent hide something from its user", "say openly what is done", _CONCEALMENT, is_meant=hides_a_deed),
    _Kind("override", "The agent's other instructions stay in force.", "speaks as if it stood above the user and the client", "say what to do, not what to ignore", _OVERRIDE, is_meant=overrides),
    _Kind("weakened-safety", "Safety settings stay as the user has them.", "weakens what protects the user", "leave safety settings to the user", WEAKENED, is_meant=weakens, common=("node_tls", "xattr")),
    _Kind("tampering", "A pack stays in its own folder.", "changes settings, memories or skills that are not the pack's", "show the user the line and let them add it", TAMPERING, spares_readme=True, is_meant=tampers),
    _Kind(_REMOTE_RULES_ID, "What the agent follows stands in the pack.", "has the agent follow what stands elsewhere and can change", "put the instructions into the pack", _REMOTE_RULES),
    _Kind("exfiltration", "Nothing of the user's is sent where they did not ask.", "sends something of the user's to an address", "let the user name the address and see what is sent", _EXFILTRATION, is_meant=sends),
    _Kind("fraud", "Money goes where the user decided.", "moves money or avoids an approval", "take it out, or say who decides it", _FRAUD),
)  # fmt: skip


def _rule(kind: _Kind) -> Rule:
    return Rule(f"content/{kind.rule}", "hold", kind.about, partial(_held, kind))


def _held(kind: _Kind, view: PackView) -> Iterator[Seen]:
    return (kind.see(place) for place, is_held in _meant(view, kind) if is_held)


def _lowered(view: PackView) -> Iterator[Seen]:
    """What is as common in help as in harm, in a text that reads like help."""
    kinds = (kind for kind in _KINDS if kind.common)
    return (kind.see(place) for kind in kinds for place, is_held in _meant(view, kind) if not is_held)


def _meant(view: PackView, kind: _Kind) -> Iterator[tuple[Place, bool]]:
    """The places that are meant to be done, and whether they hold a pack.

    What is common needs a second witness: the reader of passages, where it comes near in the same text.
    """
    near = None
    for place in places_of(view, kind.phrases):
        if place.quoted or (kind.spares_readme and is_readme(place.text.path)) or not kind.is_meant(place):
            continue
        if not place.found.startswith(kind.common):
            yield place, True
            continue
        if near is None:
            for each in _KINDS:  # or the reader would take their time
                places_of(view, each.phrases)
            near = {seen.path for seen in comes_near(view)}
        yield place, place.text.path in near


RULES = (
    *(_rule(kind) for kind in _KINDS),
    Rule(
        "content/lowered-safeguard",
        "warning",
        "What lowers a safeguard says for how long and why.",
        _lowered,
        by_hand=AUTHOR_KNOWS,
    ),
)
