"""Signs of what is done openly: somebody is asked first, words of others are only words, a guard stays on.

As in `sign_table`, what each weighs is learned; these are what honest texts have that speak of the same things.
"""

from __future__ import annotations

from packformat.reader.signs import Sign, sign

_ASKED_FIRST = sign(
    "ask|asks|show|shows|wait|waits|confirms|approves|agrees|consent|approval|confirmation|yes|ok",
    r"(?<!not )(?<!n't )(?<!never )(?<!without )\b(?:ask|asks|show|shows)\b[^.\n]{0,60}\b(?:first|before|whether|and wait|and ask|to confirm|to approve)\b|"
    r"(?<!not )(?<!n't )(?<!never )\bwaits? for (?:a |an |the |their |my |her |his )?(?:\w+ )?(?:yes|ok|approval|confirmation|answer|go-ahead)\b|"
    r"\b(?:only|not) (?:after|when|if|with|until|unless|before) (?:the |their |a |an |i |they |she |he )?(?:\w+ )?(?:says? (?:yes|so)|agrees?|confirms?|approves?|consents?|approval|yes|ok)\b|"
    r"\bwith (?:the user's|their|your|my|explicit|written) (?:ok|yes|consent|approval|agreement)\b",
)
_ONLY_WORDS = sign(
    "data|evidence|words|text|addressed|obey|obeys|material|finding|quoted|translate|specimen",
    r"\b(?:is|are|as|stays?|remains?) (?:just |only |mere |always )?(?:data|text|words|evidence|material|a finding|content)\b(?! (?:file|folder|director|set|base|source))|"
    r"\baddressed to (?:nobody|no one|no-one)\b|\b(?:obeys? (?:none|nothing)|(?:not|never) obey)\b|\bquoted (?:from|as|out of)\b|\bevidence\b[^.\n]{0,12}\bdo not run\b|\bnot (?:an? )?(?:orders?|commands?|instructions?)\b",
)
_KEPT_ON = sign(
    "turn|turning|switch|switching|disable|disabling|weaken|weakening|loosen",
    r"\b(?:don'?t|do not|never|no need to|not necessary to|without|instead of|rather than|nor) (?:\w+ ){0,2}?(?:turn|turning|switch|switching|disable|disabling|weaken|weakening|loosen)\b",
)

OPEN_SIGNS: dict[str, Sign] = {
    "asked_first": _ASKED_FIRST,
    "only_words": _ONLY_WORDS,
    "kept_on": _KEPT_ON,
}
"""Each by its name."""
