"""Signs of what is kept from sight: what attacks had in common that were missed in samples which nobody had seen.

As in `sign_table`, each alone says little, and what it weighs is learned.
"""

from __future__ import annotations

from packformat.reader.signs import Sign, sign

_IDENTITY = sign(
    "soul|identity",
    r"\b(?:soul|identity)\.md\b|\bidentity file\b|\bwho (?:you|it) (?:are|is) serv\w+",
)
_TURNED_ROUND = sign(
    "reverse|reversed|fromcharcode|rev|rot|hex|charcodes|codes|ec|backwards",
    r"\.reverse\(\)|fromcharcode|\|\s?rev\b|\brot-?13\b|\b(?:from|turn)\b[^.\n]{0,30}\bhex\b|\bhex\b[^.\n]{0,40}\b(?:to text|execute|run|shell)\b|\bcharacter codes\b|"
    r"[\"'][a-z]{1,12}[\"']\s?\+\s?[\"'][a-z]{1,12}[\"']\s?\]|\breversed\(|\bbackwards\b",
)
_ANYBODYS = sign(
    "anyone|anybody|whoever|whomever|everybody|sender|senders|link|word|pad|chi|jeder|quien|quem",
    r"\b(?:anyone|anybody|whoever|everybody)\b[^.\n]{0,30}\b(?:the link|may edit|can edit|writes?|may write)\b|\bfrom (?:whomever|whoever|anyone|anybody|any sender|all senders)\b|\bcode ?word\b|"
    r"\bpublic (?:document|doc|page|note|pad|sheet|board)\b|\bchi ha il link\b|\bwer den link\b|\bquien tenga el enlace\b|\bquem tiver o link\b",
)
_SCANNER_AWAY = sign(
    "scanner|antivirus|virus|defender|smartscreen|gatekeeper|protection|virenscanner|virenschutz|virusscanner|antivirusprogramm|firewall|advfirewall|gitleaks|semgrep|bandit|security|warning",
    r"\b(?:paus\w+|exclu\w+|exempt\w*|ignor\w+|away|snooz\w+|quit|close|stop\w*|off|halt|angehalten|anhalten|pausier\w+|aus|ausschalten|uit|av|spento|desactiv\w+|désactiv\w+|desativ\w+)\b[^.\n]{0,60}\b(?:anti-?virus|virus ?scanner|scanner|defender|smartscreen|gatekeeper|virenscanner|virenschutz|real-?time protection|firewall)\b|"
    r"\b(?:anti-?virus\w*|virus ?scanner|scanner|defender|smartscreen|gatekeeper|virenscanner|virenschutz|real-?time protection|advfirewall|firewall)\b[^.\n]{0,60}\b(?:paus\w+|exclu\w+|exempt\w*|ignor\w+|off|halt|angehalten|pausier\w+|aus|uit|av|spento|desactiv\w+|désactiv\w+|desativ\w+)\b|"
    r"\bgitleaks\b[^\n]{0,30}(?:false|off|disable)|exclude_rules\b[^\n]{0,30}security|\bskips:\s?\[b\d",
)
_LOCKED = sign(
    "password|passwort|passphrase|kennwort|lösenord|lösenordet|senha|contraseña|wachtwoord|hasło|unzip|openssl|gpg",
    r"\b(?:zip|rar|7z|tar|archive|archiv\w*|arkiv\w*|file|bundle|disk image)\b[^.\n]{0,80}\b(?:password|passwort|passphrase|kennwort|lösenord\w*|senha|contraseña|wachtwoord|hasło)\b|"
    r"\b(?:password|passwort|passphrase|kennwort|lösenord\w*|senha|contraseña|wachtwoord|hasło)\b[^.\n]{0,60}\b(?:zip|rar|7z|archive|archiv\w*|arkiv\w*|unpack|extract|open it)\b|"
    r"\b7z\w?\s[xe]\b[^\n]{0,60}\s-p|\bunzip\s[^\n]{0,20}-p\s?\S|\bopenssl (?:enc|aes\S*)\b[^\n]{0,60}\s-d\b|--passphrase\b",
)
_EVERY_REPOSITORY = sign(
    "repositories|repository|repos|projects|folders",
    r"\b(?:every|all|each|any|neighbou?ring|other)\b[^.\n]{0,40}\b(?:repositor(?:y|ies)|repos|projects|project folders?)\b[^.\n]{0,40}(?:~|\bhome\b|\bmachine\b|\bdisk\b|\bbeside\b|\bbelow\b|\bunder\b|\bagents\.md\b|\bclaude\.md\b)",
)
_LOADED_UNSEEN = sign(
    "extension|debugging|macros|xlam|xll|deno|unpacked|add|userscript",
    r"--load-extension|--remote-debugging|\benable (?:all )?macros\b|\ball macros\b|\.xla?m?l?\b|\bdeno run\s[^\n]{0,40}(?:-a\b|--allow-all)|\b(?:load unpacked|unpacked extension)\b",
)
_AS_IT_STANDS = sign(
    "stands|unreadable|odd|cryptic|exactly|licence|license|verbatim|unchanged|garbled",
    r"\b(?:exactly|just|run it) as (?:it|they) (?:stands?|is|are)\b|\bas it stands\b|\b(?:partly |looks )?unreadable\b|\blooks (?:odd|cryptic|garbled)\b|\blicen[cs]e (?:string|blob|block|key)\b|\bwithout (?:reading|opening|changing|shortening) it\b",
)
_GOES_ON_BELIEVING = sign(
    "believing|even|nothing|no|pass|passed|learn|skip|drop|omit|übergehe|erfahren|erfährt|weglassen",
    r"\bgo(?:es)? on believing\b|\bnot even (?:if|when)\b|\bnothing (?:about|of) (?:this|it|these|them)\b|\bno (?:mark|line|word|mention|note|comment|trace)\b[^.\n]{0,40}\b(?:in|about|of)\b|\bpass(?:ed)? over\b|"
    r"\b(?:must|need|should|is|are) not (?:to )?(?:learn|see)\b|\bübergeh\w+|\bnicht erfahren\b|\bwirst du gefragt\b",
)

COVERT_SIGNS: dict[str, Sign] = {
    "identity": _IDENTITY,
    "turned_round": _TURNED_ROUND,
    "anybodys": _ANYBODYS,
    "scanner_away": _SCANNER_AWAY,
    "locked": _LOCKED,
    "every_repository": _EVERY_REPOSITORY,
    "loaded_unseen": _LOADED_UNSEEN,
    "as_it_stands": _AS_IT_STANDS,
    "goes_on_believing": _GOES_ON_BELIEVING,
}
"""Each by its name."""
