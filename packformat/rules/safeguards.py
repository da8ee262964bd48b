"""What is the user's own: prompts, firewalls and reviews that protect, and settings, memories and jobs that last.

`packformat.rules.instructions` looks for what takes the first away or changes the others, and holds the pack.
"""

from __future__ import annotations

from packformat.rules.phrases import phrase

WEAKENED = (
    phrase("2375", r"\btcp-listen:2375\b|\btcp://0\.0\.0\.0:2375\b"),
    phrase("advfirewall", r"\bnetsh\s+advfirewall\s+set\s+\w+\s+state\s+off\b"),
    phrase(
        "branches/&/protection&delete",
        r"\bdelete\b[^\n]{0,60}\n?[^\n]{0,60}\bbranches/[^\s\"'`]{1,60}/protection\b",
    ),
    phrase("webhookconfigurations", r"\bdelete\s+(?:validating|mutating)webhookconfigurations?\s+--all\b"),
    phrase(
        "system:unauthenticated",
        r"\bclusterrolebinding\b[^\n]{0,120}\n?[^\n]{0,120}--group=system:unauthenticated\b",
    ),
    phrase("hookspath", r"\bgit config (?:--\w+ )*core\.hookspath\s+[\"']?/dev/null\b"),
    phrase("regexes", r"\bregexes\s*=\s*\[[^\]]{0,80}(?:akia|gh\[?p|-----begin|xox)"),
    phrase(
        "prompt|dialog|request|question|warning",
        r"\b(?:answer|confirm|accept|approve|acknowledge|dismiss)\b[^.\n]{0,20}\b(?:every|all|any|each)\b[^.\n]{0,30}\b(?:(?:permission|approval|confirmation|trust)\s(?:prompts?|dialogs?|requests?|questions?)|security (?:prompts?|dialogs?|warnings?))\b"
        r"[^.\n]{0,30}(?:\byes\b|\balways\b|\ballow\b|\bok\b)",
    ),
    phrase(
        "without waiting",
        r"\bmerge\b[^.\n]{0,40}\bwithout waiting for\b[^.\n]{0,30}\b(?:checks?|reviews?|approvals?)\b",
    ),
    phrase(
        "bash(*)", r"\b(?:add|append|put)\b[^\n]{0,40}\bbash\(\*\)[^\n]{0,80}\b(?:settings|allow ?list)\b"
    ),
    phrase(
        "gonosumdb=|gosumdb=off|goflags=-insecure",
        r"\bgo(?:nosumdb=[\"']?\*|sumdb=off|flags=[\"']?-insecure)[^\n]{0,120}\bgo (?:run|install|get)\b",
    ),
    phrase(
        "wp plugin deactivate",
        r"\bwp plugin deactivate\b[^\n]{0,120}\b(?:wordfence|two-factor|limit-login-attempts)",
    ),
    phrase("disallow_file_", r"\bwp config set disallow_file_(?:edit|mods) false\b"),
    phrase("mppreference", r"add-mppreference[^\n]{0,40}exclusion"),
    phrase(
        "collaborators/", r"collaborators/[a-z0-9][\w-]*[\"'`]?\s[^\n]{0,60}permission=(?:admin|maintain)"
    ),
    phrase(
        "cluster-admin",
        r"\bclusterrolebinding\b[^\n]{0,80}--clusterrole=cluster-admin\b[^\n]{0,60}--serviceaccount=default:default",
    ),
    phrase("superuser", r"\bcreate (?:role|user)\b[^\n;]{0,80}\bsuperuser\b[^\n;]{0,40}\bpassword\s+'"),
    phrase("to program", r"\bcopy \([^\n]{0,200}\bto program\b"),
    phrase("setapprovalforall", r"\bsetapprovalforall\(\s*0x"),
    phrase("permitrootlogin", r"\bpermitrootlogin yes\b"),
    phrase("useradd", r"\buseradd\b[^\n]{0,40}\s-u 0\b"),
    phrase("run anyway", r"\b(?:choose|click|press|select)\b[^.\n]{0,60}\brun anyway\b"),
    phrase(
        "set-mppreference|spctl|setenforce|ufw",
        r"set-mppreference[^\n]{0,60}disable|spctl\s+--(?:master|global)-disable|\bsetenforce\s+0|\bufw\s+disable",
    ),
    phrase("com.apple.quarantine", r"\bxattr\s+-[a-z]*[dc][a-z]*\s+(?:-\w+\s+)*com\.apple\.quarantine"),
    phrase("node_tls_reject_unauthorized", r"node_tls_reject_unauthorized['\"\]]{0,2}\s*[=:]\s*[\"']?0"),
    phrase("anthropic_base_url", r"\banthropic_base_url\b[\"']?\s*[=:]\s*[\"']?https?://(?!localhost|127\.)"),
)
TAMPERING = (
    phrase(
        "approved|agreed|consented&once and for all|in advance",
        r"\buser (?:has )?(?:already )?(?:approved|agreed|consented)\b[^\n]{0,80}\b(?:once and for all|in advance)\b",
    ),
    phrase(
        "soul.md|identity.md",
        r"\b(?:write|put|paste|append)\b[^.\n]{0,40}\b(?:in|into|to|as)\b\s[`\"']?(?:[\w~./-]{0,40}/)?(?:soul|identity)\.md\b",
    ),
    phrase(
        "soul.md|identity.md",
        r"\b(?:replace|rewrite|overwrite)\b[^.\n]{0,80}\b(?:soul|identity)\.md\b",
    ),
    phrase(
        "remember|memory|memories",
        r"\b(?:remember|store|save|note)\b[^\n]{0,60}\b(?:across|future|later|long-term|in memory)\b[^\n]{0,120}\b(?:pre-?approved|trusts?|no (?:questions|confirmation)|without (?:asking|confirmation))\b",
    ),
    phrase(
        "agents.md|claude.md",
        r"\b(?:rewrite|edit|change|cut|strip)\b[^.\n]{0,40}\b(?:agents|claude)\.md\b[^.\n]{0,30}\bso that\b[^.\n]{0,60}\b(?:gone|removed|no longer|deleted)\b",
    ),
    phrase(
        "skill.md",
        r"skill\.md\b[^\n]{0,60}\.claude/skills/[^\n]{0,60}\b(?:remove|replace|delete|overwrite)\b|"
        r"\b(?:overwrite|replace)\b[^.\n]{0,30}\blocal [`\"']?skill\.md",
    ),
    phrase(".ssh/config", r">>\s*[\"']?(?:~|\$home)/\.ssh/config"),
    phrase(
        ".claude/settings",
        r"\b(?:(?<!git )add|write(?! (?:operation|access|permission|tool|call)s?\b)|insert|append|put|edit|modify|change)\b[^.\n]{0,120}(?:\.[^.\n]{0,60})?\.claude/settings(?:\.local)?\.json",
    ),
    phrase(
        ".claude/skills/",
        r"\.claude/skills/[\w-]+/skill\.md[^.\n]{0,60}\b(?:replace|edit|modify|overwrite|append|change)\b",
    ),
    phrase(
        ".claude/skills/",
        r"\b(?:replace|edit|modify|overwrite|append|change)\b[^\n]{0,60}\.claude/skills/[\w-]+/skill\.md",
    ),
    phrase(
        "claude.md|memory.md|soul.md|agents.md&approv|trust|pay|without asking",
        r"\b(?:add|append|write|insert|put)\b[^\n]{0,120}\b(?:claude|memory|soul|agents)\.md\b[^\n]{0,120}\b(?:approv\w*|trust\w*|pay\w*|without asking)",
    ),
    phrase(
        "claude.md|memory.md|soul.md|agents.md&approv|trust|pay|without asking",
        r"\b(?:add|append|write|insert|put)\b[^\n]{0,60}\b(?:approv\w*|trust\w*|pay\w*|without asking)[^\n]{0,80}\b(?:claude|memory|soul|agents)\.md\b",
    ),
    phrase(
        "rc|profile|authorized_keys&echo",
        r"\becho\s+[\"'](?!export|eval|alias|source|\. |#|autoload|fpath|compdef|setopt|bindkey|(?!prompt_command|bash_env|env=)[a-z_]+=)[^\n]{0,200}>>\s*[\"']?(?:~|\$home)/\.(?:bashrc|zshrc|profile|bash_profile|zprofile|ssh/authorized_keys)",
    ),
    phrase(
        "crontab|launchagents|schtasks",
        r"\|\s*crontab\s+-|>\s*[^\n]{0,40}/launchagents/|\bschtasks\s+/create",
    ),
)
