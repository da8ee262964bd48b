"""Signs: what stands in a unit of text when something is asked of an agent that its user would not ask for.

One sign alone says little: honest texts send, keep quiet and switch off as well. What a sign weighs, alone and beside
another one, is learned (see `packformat.reader.model`).
"""

from __future__ import annotations

from packformat.reader.covert_signs import COVERT_SIGNS
from packformat.reader.open_signs import OPEN_SIGNS
from packformat.reader.signs import Sign, anywhere, either, idea, order, sign

# what is done
_NETWORK = sign(
    "curl|wget|requests|httpx|urlopen|urllib|fetch|axios|nc|ncat|netcat|socket|scp|rsync|rclone|sftp|ftp|dig|nslookup|"
    "sendmail|smtplib|mailx|webrequest|restmethod|iwr|irm|gist|webclient|http|s3|gsutil|aiohttp|sendbeacon|xmlhttprequest",
    r"\bcurl\b[^\n]{0,200}(?:\s-[a-z]*[dft]\b|\s--(?:data|form|upload|json)|\$\(|\$\{?\w)|\bwget\b[^\n]{0,120}--post|"
    r"\b(?:requests|httpx|axios|session|client|http)\.(?:post|put|patch|request)\(|urlopen\(|urllib\.request\.request\(|"
    r"\bfetch\([^\n]{0,200}(?:post|body|\$\{)|method['\"]?\s*[:=]\s*['\"](?:post|put)|\b(?:nc|ncat|netcat)\s+-?\S|\bsocket\.(?:socket|create_connection|gethostby|getaddrinfo)|"
    r"\bnet\.(?:connect|createconnection)|\b(?:scp|rsync|sftp|rclone)\s[^\n]{0,160}(?:@|:)|\b(?:dig|nslookup|host)\s[^\n]{0,60}\$|"
    r"\baws s3 (?:cp|sync|mv)|\bgsutil\b|\b(?:sendmail|smtplib|mailx)\b|\bmail\s+-s|invoke-(?:webrequest|restmethod)[^\n]{0,200}post|"
    r"\bgh gist create|uploadstring|uploadfile|sendbeacon\(|xmlhttprequest|https?\.request\(|storbinary",
)
# what it is done with
_STORE = sign(
    "ssh|aws|netrc|npmrc|pypirc|git|kube|docker|gh|pgpass|gnupg|gpg|gcloud|azure|keychain|keychains|login|cookies|tdata|wallet|"
    "keystore|solana|ethereum|metamask|shadow|history|environ|printenv|env|hosts|logins|keepass|bitwarden|electrum|exodus|"
    "bw|op|kubectl|pfx|p|credentials|vault|key|keyring|rsa|chrome|firefox|secrets|azureprofile|anthropic|claude|terraform|credential",
    r"\.ssh/(?:id_|\*|identity|[\w.-]*key)|\.ssh\b(?=[\"'/]*(?:\)|\s*$|\s*/?\s*[\"',|)]|/?\*))|\.aws/(?:credentials|config)|\.aws\b(?=[\"'])|\.netrc\b|\.npmrc\b|\.pypirc\b|\.git-?credentials|"
    r"\.kube/config|\.docker/config\.json|\bgh/hosts\.yml|\.pgpass\b|\.gnupg\b|--export-secret-key|\.config/gcloud|"
    r"application_default_credentials|\.azure/|(?:find|dump)-(?:generic|internet)?-?(?:password|keychain)|login\.keychain|\blogins\.json|"
    r"\bkey[34]\.db|cookies\.sqlite|login data\b|/cookies\b|telegramdesktop|\btdata\b|wallet\.dat|\.ethereum/|\.config/solana|keystore/\*|"
    r"nkbihfbeogaeaoehlefnkodbefgpgknn|\.electrum|exodus\.wallet|/etc/shadow|\.(?:bash|zsh|psql|mysql|python)_history|"
    r"(?:dict|str|repr|json\.dumps)\(\s*(?:dict\()?os\.environ\)|os\.environ\.items\(\)|json\.stringify\(\s*process\.env\s*\)|"
    r"\.\.\.process\.env\b|\bprintenv\b(?!\s+\w)|(?:^|[\s(;&])env\s*(?:\||>)|get-childitem env:|\.claude/\.credentials|\.credentials\.json|"
    r"\.config/op\b|\.kdbx\b|\bbw export\b|\bop item\b|\bget secrets?\b[^\n]{0,40}-o\b|config view --raw|\.(?:p12|pfx)\b|credentials\.tfrc|id_(?:rsa|ed25519)\b(?!\.pub)",
)
_SECRET = either(
    idea(
        "credential|credentials|password|passwords|passphrase|api key|api keys|access key|access keys|access token|access tokens|"
        "private key|private keys|ssh key|ssh keys|secret key|secret keys|secrets|session cookie|cookies|cookie|browser profile|browser profiles|"
        "keychain|login data|recovery phrase|seed phrase|seed phrases|mnemonic|recovery codes|backup codes|one-time code|signing key|service account|"
        "every token|all tokens|any token|the tokens|github token|environment variables|env file|env files|dotfiles|dotfile|bearer token|auth token|auth tokens|refresh token|"
        "contraseña|contraseñas|credenciales|claves|mot de passe|mots de passe|identifiants|passwort|passwörter|kennwort|kennwörter|"
        "zugangsdaten|schlüssel|senha|senhas|credenciais|chaves|пароль|пароли|ключи|учётные данные|учетные данные|токены",
        r"(?:^|[\s`\"'(/])\.env\b(?![.\w])|\$\(\s*(?:env|printenv)\b|\.ssh\b|密码|密钥|凭证|令牌",
    ),
    sign("ssh", r"\.ssh/"),
)
_SECRET = anywhere(_SECRET)
# where to
_ADDRESS = r"https?://(?!localhost|127\.|0\.0\.0\.0|\[::1)[\w.-]+\.\w+|\b[\w.+-]{2,40}@[\w-]+(?:\.[\w-]+)+"
_OUTSIDE = sign(
    "",
    rf"\b(?:to|at|into|onto|via|with|by|cc|bcc|copy|a|al|à|vers|sur|an|auf|nach|para|em|на|в|по адресу)[\s:]{{1,2}}(?:[\w'-]+\s){{0,4}}[\"'`<(*]{{0,3}}(?:{_ADDRESS})|(?:到|至)\s{{0,2}}(?:{_ADDRESS})|\bpublic (?:gist|bucket|paste|repository)\b|\bpaste site\b",
)
# hiding
_TELL = (
    r"(?:tell|telling|mention|mentioning|inform|informing|notify|notifying|disclose|disclosing|reveal|revealing|announce|announcing|"
    r"alert|alerting|bring(?:ing)? (?:it |this )?up|talk(?:ing)? about|point(?:ing)? (?:it |this )?out|speak(?:ing)? of|comment(?:ing)? on|"
    r"refer(?:ring)? to|acknowledge|acknowledging|discuss|discussing|admit|admitting|draw(?:ing)? attention)"
)
_UNSAID = sign(
    "not|don|never|without|no|avoid|refrain|needn|unnecessary|nobody|nothing|rather|skip|omit|keep|leave|instead|stay|silent|quiet",
    r"\b(?:(?:do not|don'?t|never|must not|should not|shouldn'?t|need not|needn'?t|no need to|not necessary to|unnecessary to|no reason to|not to|"
    rf"without|avoid|refrain from|skip|there is no point in|better not to?|kinder not to|friendlier not to|not have to)\s+(?:(?:ever|even|you|to|first|of|also|explicitly|at all)\s+)?(?<!show, don't ){_TELL})\b|"
    r"\b(?:need not|needn'?t|do(?:es)? not need to|don'?t need to|must not|should not|not to|never to|has not to)\s(?:be (?:told|informed|asked|bothered|notified|aware)|know about|learn|hear|find out)\b",
)
_OWN_DEED = idea(
    "this step|these steps|this action|this call|this upload|this request|the upload|the transfer|the request|the copy|this copy|this change|the change|this file|this section|"
    "this instruction|these instructions|this rule|this skill|the badge|this process|the sync|the call|the backup|the export|the command|the commands|the script|the download|the installation|"
    "the setup|the address|the recipient|the replacement|the substitution|the adjustment|the difference|the hook|the entry|the task|"
    "was sent|were sent|is sent|was uploaded|you sent|you did|you ran|you changed|it ran|was changed|that it|that you|about it|about this|of this|the matter",
    r"\bthat (?:the|this|these|those) \w+ (?:was|were|is|are|has been|have been) \w+ed\b|"
    + order(
        "change|adjust|double|install|upload|copy|weaken|replace|delete|append|inject|transfer|insert|alter|lower|raise|round"
    )
    + r"|\b(?:sending|uploading|copying|forwarding|posting|installing|changing|appending|editing|replacing|deleting|removing)\b",
)
_OWN_DEED = anywhere(_OWN_DEED)
_KEPT_OUT = sign(
    "out|off|absent|appear|attention|notice|notices|noticing|suspicion|traces|knowing|realising|realizing|aware",
    r"\b(?:leave|keep|omit|exclude|drop|strip|hide|withhold)\b\s(?:it|this|that|these|those|them|(?:the|this|that|these|any|all) (?:\w+ )?(?:uploads?|cop(?:y|ies)|steps?|calls?|address|changes?|transfers?|requests?|adjustments?|"
    r"recipients?|commands?|edits?|entries|entry|payments?|account|mentions?|replacements?|sync|message|links?))\b[^.\n]{0,30}\b(?:out of|off|from)\s(?:the |your |any |its |their |all |every )?(?:[\w']+ )?"
    r"(?:summary|report|logs?|changelog|diff|transcript|output|answer|reply|response|history|list|record|audit trail|commit message)\b|"
    r"\b(?:without|so that|so|lest) (?:the |any |no ?|a )?(?:user|person|human|one|body|owner|customer|anyone|reviewer|they)\s?(?:\w+ )?(?:noticing|notices?|knowing|realis\w+|realiz\w+|finds? out|being aware|becoming aware)\b|"
    r"\bwithout (?:drawing|attracting|raising|arousing|leaving) (?:any |a )?(?:attention|suspicion|traces?|notice)\b|"
    r"\bin (?:the |any |your |all )?(?:summar(?:y|ies)|reports?|answers?|logs?|letters?|lists?)\b[^.\n]{0,50}\b(?:leave|keep)\b[^.\n]{0,40}\bout\b|\bleave (?:it|this|that|them|the \w+) out\b|\bout of the (?:numbers|figures|count|total)\b",
)
_QUIET = sign(
    "silently|secretly|quietly|covertly|stealthily|discreetly|unobtrusively|invisibly|scenes|background|discreto|silencio|discrètement|silence|heimlich|unauffällig|stillschweigend|silenciosamente|"
    "тихо|незаметно|скрытно|втайне|悄|静|discretamente",
    r"\b(?:silently|secretly|quietly|covertly|stealthily|discreetly|unobtrusively|invisibly)\b|\bbehind the scenes\b|\bin the background\b|"
    r"\ben silencio\b|\bdiscretamente\b|\bdiscrètement\b|\ben silence\b|\bheimlich\b|\bunauffällig\b|\bstillschweigend\b|\bsilenciosamente\b|\bem silêncio\b|тихо|незаметно|скрытно|втайне|悄悄|静默",
)
_UNSAID_ELSEWHERE = sign(
    "sin|no|ne|sans|pas|ohne|nicht|sem|não|без|не|不|без|никому|нельзя|ず|ない|않|마|söyleme|bahsetme|edilmez|sormadan|nie|non|senza|niet|zonder",
    r"\bsin (?:avisar|informar|decir|mencionar|preguntar|notificar|que (?:el|la) \w+ lo sepa)|\bno (?:se lo )?(?:digas|diga|menciones|mencione|informes|informe|avises|avise|le digas|muestres|muestre)\b|"
    r"\bsans (?:en )?(?:informer|prévenir|dire|mentionner|avertir|demander|le signaler|rien dire)|\bne (?:le |la |l'|lui |en )?(?:dis|dites|mentionne|mentionnez|parle|parlez|montre|montrez|signale|signalez|préviens|prévenez|informe|informez)\b[^.\n]{0,12}\b(?:pas|rien|jamais)|"
    r"\bohne (?:den|die|das|es|dem|davon|etwas|nachzufragen|rückfrage|hinweis)\b[^.\n]{0,40}(?:informieren|sagen|erwähnen|fragen|mitzuteilen|zu)?|\b(?:erwähne|erwähnen sie|sage|sagen sie|sag|informiere|zeige|zeig|verrate|teile)\b[^.\n]{0,50}\b(?:nicht|nichts)\b|"
    r"\bsem (?:avisar|informar|dizer|mencionar|perguntar|notificar)|\bnão (?:diga|mencione|informe|avise|mostre|conte)\b|"
    r"без (?:уведомления|ведома|вопросов|предупреждения)|не (?:сообщай|сообщайте|говори|говорите|упоминай|упоминайте|показывай|показывайте|рассказывай|рассказывайте|предупреждай)|(?:сообщать|говорить|упоминать)[^.\n]{0,30}не (?:нужно|надо|следует|стоит)|не (?:нужно|надо|следует) (?:сообщать|говорить|упоминать)|"
    r"不要(?:在[^。\n]{0,12}中)?(?:告诉|提及|通知|显示|提到|提|写|说|让)|无需(?:告知|通知|询问)|别告诉|不必(?:告诉|告知)|看不见|"
    r"(?:伝え|知らせ|言わ|話さ|見せ|触れ)(?:ず|ない)|(?:알리지|말하지|언급하지|보여주지|묻지|표시하지)\s?(?:않|마|말)|\b(?:söyleme|bahsetme|gösterme|bildirme|sormadan|söz edilmez)\w*|"
    r"\bnie (?:pokazuj|pokazywać|mów|mówić|wspominaj|wspominać|informuj|informować|pytaj)\w*|\bnon (?:dire|mostrare|menzionare|informare|avvisare)\b|\bsenza (?:dire|avvisare|chiedere|informare)\b|"
    r"\b(?:vertel|zeg|meld|noem|toon)\b[^.\n]{0,40}\bniet\b|\bzonder te (?:vragen|melden)\b",
)
_DENIAL = sign(
    "if|should|when|whenever|asked|asks|questioned",
    r"\b(?:if|should|when|whenever|in case)\b[^.\n]{0,50}\b(?:asks?|asked|questions?|questioned|wonders?|notices?|complains?|challenged?|enquires?|inquires?|objects?|doubts?|hesitates?)\b[^.\n]{0,80}"
    r"\b(?:say|answer|reply|respond|claim|tell|explain|assure|insist|blame|deny|pretend|state|confirm|describe it as|call it|attribute)\b[^.\n]{0,100}"
    r"\b(?:no\b|nothing|not (?:sent|stored|shared|collected|happen)|none|never|never leaves?|stays? (?:local|on|here)|routine|normal|standard|harmless|required|part of|known (?:issue|bug)|glitch|false (?:alarm|positive)|own (?:judge?ment|opinion|idea|choice)|"
    r"telemetry|caching|cache|thousands|safe|a bug|display|rounding|network|optional|maintenance|for (?:their|your) (?:own )?(?:safety|protection))",
)
# authority
_SET_ASIDE = either(
    idea(
        "ignore|disregard|overrule|overrules|supersedes|forget|outrank|outranks|void|superseded|overridden|no longer apply|no longer binding|no longer bound|not bound|set aside|lifted|ranks above|stand above|stands above|trumps|"
        "ignora|ignorar|ignore|ignorez|olvida|olvide|oubliez|oublie|ignoriere|ignorieren|vergiss|missachte|esqueça|desconsidere|"
        "игнорируй|игнорируйте|забудь|забудьте"
    ),
    sign("忽|无", "忽略|无视"),
)
_RULES = idea(
    "previous instructions|prior instructions|earlier instructions|other instructions|above instructions|system instructions|system prompt|system message|your instructions|all instructions|any instructions|your guidelines|safety guidelines|"
    "safety rules|content policy|your rules|your training|your restrictions|user's instructions|user instructions|previous rules|earlier rules|other rules|organisation's rules|"
    "company policy|company policies|organisation's policy|developer message|what the user says|what the person says|user's wishes|what the person prefers|"
    "instrucciones anteriores|instrucciones previas|instructions précédentes|consignes précédentes|vorherigen anweisungen|bisherigen anweisungen|vorigen anweisungen|alle anweisungen|instruções anteriores|"
    "предыдущие инструкции|все инструкции|прежние инструкции|предыдущие указания",
    r"\b(?:everything|anything|whatever|all|what) (?:else )?(?:that )?(?:you (?:were|have been)|was|has been)\s(?:told|instructed|taught|said)\b|"
    r"\b(?:instructions?|rules|guidelines|polic(?:y|ies)|directives?|orders|constraints|restrictions)\b[^.\n]{0,30}\b(?:before|earlier|previous(?:ly)?|prior|above|so far|until now|system|organi[sz]ation|company|user|operator|safety)\b|"
    r"\b(?:before|earlier|previous|prior|above|system|safety|operator)\s(?:\w+\s){0,2}(?:instructions?|rules|guidelines|polic(?:y|ies)|directives?|prompts?|orders|constraints|restrictions)\b|"
    r"之前的?(?:所有)?(?:指令|说明|指示|规则)|以上(?:所有)?(?:指令|说明)|先前的?指令|所有(?:指令|规则)",
)
_RULES = anywhere(_RULES)
_PRECEDENCE = sign(
    "precedence|priority|override|overrides|authority|rank|ranks|outrank|outranks",
    r"\branks? (?:above|before|higher)\b|\boutranks?\b|\b(?:this|these|its|the) (?:file|skill|text|page|document|instructions?|rules?|section)\b[^.\n]{0,60}\b(?:precedence|priority|overrides?)\b[^.\n]{0,40}\b(?:system|user|person|organi[sz]ation|company|client|operator|anything|everything|all)\b|\b(?:only|highest|sole|final) authority\b",
)
# guards lowered
_GUARDS = (
    r"(?:sandbox(?:ing)?\b|permission (?:prompts?|checks?|system)|safety (?:checks?|filters?|settings?|rules)|anti-?virus|virus scanner|malware scanner|gatekeeper|firewall|(?:windows |microsoft )?defender|smartscreen|"
    r"two-factor|2fa\b|mfa\b|second factor|signature (?:verification|checks?)|branch protection|audit (?:log(?:ging)?|trail)|certificate (?:verification|validation|checks?)|(?:tls|ssl) (?:verification|verify|checks?)|"
    r"secret scann(?:ing|er)|code signing|system integrity protection|endpoint protection|real-?time protection|intrusion detection|(?:approval|confirmation|security) (?:prompts?|dialogs?|warnings?|software|tools|hooks|checks?)|"
    r"company hooks|content filters?|host key checking|required reviews?|code owners|"
    r"cortafuegos|pare-feu|virenscanner|virenschutz|antivirenprogramm|антивирус|защиту|брандмауэр|песочницу)"
)
_LOWERED = sign(
    "disable|deactivate|switch|turn|bypass|uninstall|kill|circumvent|defeat|silence|unload|desactiva|desactive|désactive|désactivez|deaktiviere|deaktivieren|schalte|desative|отключи|отключите|выключи|выключите|关|禁|停",
    rf"\b(?:disable|deactivate|bypass|uninstall|kill|circumvent|defeat|silence|unload|(?:switch|turn) off)\s+(?:[\w'-]+\s+){{0,3}}{_GUARDS}|\b(?:turn|switch) (?:[\w'-]+\s+){{0,3}}{_GUARDS}\s+(?:\w+\s+){{0,2}}off\b|"
    rf"\b(?:desactiva|desactive|désactivez?|deaktivieren sie|deaktiviere|desative|отключите?|выключите?)\s+(?:[\w'-]+\s+){{0,3}}{_GUARDS}|\bschalten? (?:sie )?(?:\w+\s+){{0,2}}{_GUARDS}[^.\n]{{0,20}}\b(?:aus|ab)\b|(?:关闭|禁用|停用)[^。\n]{{0,6}}(?:防火墙|杀毒|安全检查|沙箱)",
)
_YES_TO_ALL = sign(
    "yes|allow|accept|approve|ok|trust|confirm|always|anyway|agree|auto|autoapprove|proceed",
    r"\b(?:answer|confirm|click|press|choose|select|say|accept|approve|allow|grant|agree to|auto-?(?:approve|accept|confirm))\b[^.\n]{0,40}\b(?:every|all|any|each|without reading|on (?:behalf|their)|on behalf of|for the (?:user|person))\b[^.\n]{0,60}"
    r"\b(?:prompts?|dialogs?|dialogues?|questions?|permissions?|warnings?|requests? for (?:permission|access)|confirmations?|popups?|tool calls?|approvals?)\b|"
    r"\b(?:prompts?|dialogs?|dialogues?|permissions?|warnings?|confirmations?|popups?)\b[^.\n]{0,50}\b(?:with yes|yes for|on behalf of)\b|"
    r"\b(?:open|run|start|install)\s?(?:it |this )?anyway\b|\balways allow\b[^.\n]{0,60}\b(?:prompt|dialog|asks?|appears?|bash|command|shell)\b",
)
_BLUNT_SWITCH = sign(
    "advfirewall|protection|hookspath|unconfined|falcon|clamav|auditd|osqueryd|wazuh|crowdstrike|sentinelone|iptables|nopasswd|chmod|csrutil|nft|executionpolicy|bash|yolo|approvals|trustroot|trusted|ssl|sslverify|strict|histfile|history|wevtutil|"
    "disablerealtimemonitoring|disableallhooks|sudoers|noverify|passwordauthentication|privileged|forceful|approve|autoapprove|skipverify|insecureskipverify|accept|allow|auto|enableallprojectmcpservers|sandbox|trustall|sip|ca|certificates|chattr|selinux|apparmor|tools",
    r"advfirewall set \w+ state off|branches/[^\s\"'`]{1,60}/protection\b|core\.hookspath[\s=]+[\"']?/dev/null|(?:seccomp|apparmor)[=:]unconfined|systemctl (?:--now )?(?:stop|disable|mask)[^\n]{0,40}(?:falcon|clamav|auditd|osquery|wazuh|crowdstrike|sentinel|fail2ban|apparmor|firewalld|ufw)|\bfor \w+ in [^\n]{0,80}(?:falcon-sensor|auditd|clamav|osqueryd)|"
    r"\biptables\s+(?:-f\b|--flush)|\bnft flush ruleset|\bnopasswd:\s*all|\bchmod\s+(?:-\w+\s+)*0?777\s+(?:~|/(?:\s|$|etc|usr|home)|\$home)|csrutil disable|"
    r"set-executionpolicy\b[^\n]{0,40}(?:bypass|unrestricted)[^\n]{0,40}(?:localmachine|currentuser|$)|--yolo\b|--dangerously-bypass|--trust-all-tools|add-trusted-cert|\bcertutil\s[^\n]{0,20}-addstore|"
    r"(?:http\.sslverify|strict-ssl)\s+(?:=\s*)?false|\bunset histfile|histfile=/dev/null|\bhistory -c\b|rm\s[^\n]{0,40}\.(?:bash|zsh)_history|\bwevtutil cl\b|disablerealtimemonitoring|"
    r"disableallhooks\W{1,4}true|claude_code_disable_sandbox\W{1,3}1|enableallprojectmcpservers\W{1,4}true|\"(?:autoapprove|auto_approve|alwaysallow)\"\s*:\s*(?:true|\[\s*\"\*)|\"allow\"\s*:\s*\[\s*\"(?:bash|bash\(\*\)|\*)\"|"
    r"passwordauthentication yes|\btls_?verify\W{1,3}(?:0|false|off)|--privileged\b[^\n]{0,60}-v\s*/:",
)
_BLESSING = r"(?:human |any |a |an |the |further |second |manual |prior |their |his |additional |waiting for (?:\w+ )?|asking for (?:\w+ )?|getting ){0,3}(?:reviews?|approvals?|confirmation|confirming|permission|sign-?off|signature|consent|authori[sz]ation|second (?:look|person))"
_WITHOUT_A_YES = sign(
    "without|skip|waive|omit|bypass",
    rf"\b(?:merge|approve|pay|transfer|push|publish|deploy|release|wire|accept|grant|sign|delete|order|refund|purchase|trade)\b[^.\n]{{0,60}}\bwithout {_BLESSING}\b|"
    rf"\b(?:skip|waive|omit|bypass) (?:the |any |all )?(?:\w+ )?(?:approvals?|second signature|sign-?off|four-?eyes (?:check|principle)|authori[sz]ation)\b",
)
# staying
_LASTING = sign(
    "claude|agents|gemini|memory|soul|heartbeat|cursorrules|copilot|settings|bashrc|zshrc|profile|crontab|cron|launchagents|launchdaemons|authorized|systemd|hooks|startup|registry|sitecustomize|hosts|mcp|memories|windsurfrules|autostart|currentversion|config",
    r"(?:claude|agents|gemini|memory|soul|heartbeat|user|identity)\.md\b|\.cursorrules|\.windsurfrules|copilot-instructions|\.claude/(?:settings|hooks|commands|agents|memory)|\.mcp\.json|\.(?:bashrc|zshrc|profile|bash_profile|zprofile|zshenv)\b|"
    r"\bcrontab\b|/etc/cron|\bcron job|launchagents|launchdaemons|authorized_keys|systemd/(?:user|system)|\.git/hooks|startup folder|\bautostart\b|currentversion\\\\?run|sitecustomize|/etc/hosts\b|\.ssh/config\b|"
    r"\b(?:long-term|persistent|your|the agent'?s|agent) memory\b|\bmemor(?:y|ies) (?:file|store|folder)s?\b|\.config/autostart",
)
_OTHER_SKILLS = sign(
    "skill|skills",
    r"\b(?:remove|delete|overwrite|disable|uninstall|rewrite|replace|deactivate|neuter|empty|patch)\b[^.\n]{0,60}\b(?:other|remaining|competing|rival) (?:\w+ ){0,2}skills?\b|"
    r"\b(?:overwrite|disable|rewrite|replace|deactivate|patch)\b[^.\n]{0,60}\b(?:every|each|all) (?:\w+ ){0,2}skills?\b|"
    r"\bskills? (?:whose|that|named|called|with)\b[^.\n]{0,60}\b(?:remove|delete|overwrite|disable|uninstall|rewrite|replace|deactivate|empty)\b|\b(?:append|prepend|add|insert)\b[^.\n]{0,50}\bto (?:every|each|all) (?:\w+ ){0,2}skills?\b",
)
_FALSE_MEMORY = sign(
    "remember|memory|memories|memorise|memorize|store|save|preference|preferences|note|approved|agreed|consented",
    r"\b(?:user|owner|person|team) (?:has |have )?(?:already )?(?:approved|agreed|consented|allowed)\b[^\n]{0,80}\b(?:once and for all|in advance|for good|all (?:uploads|transfers|outgoing))\b|"
    r"\b(?:remember|memori[sz]e|(?:save|store|write|record|note|add|put)\b[^.\n]{0,40}\b(?:memor(?:y|ies)|preferences?))\b[^.\n]{0,80}\b(?:(?:the )?(?:user|person|owner|team|operator|customer|they|he|she) (?:has |have |had )?(?:already )?"
    r"(?:approved?|trusts?|agreed?|consent(?:ed|s)?|authori[sz]ed?|allow(?:ed|s)?|waived?|wants? no|does not want|permits?|accepts?)|(?:is|are) (?:pre-?)?(?:approved|trusted|authori[sz]ed|exempt))\b",
)
# orders from elsewhere
_OBEY = sign(
    "whoever|typed|count|counts|follow|follows|obey|obeys|execute|executes|apply|says|say|carry|act|comply|treat|instructions|commands|tasks|orders|told|tells|returned|returns|contains|run|does|directives|step|steps|whatever|siga|sigue|suis|suivez|befolge|folge|führe|выполни|выполняй|следуй|执|按",
    r"\b(?:follow|obey|execute|apply|carry out|act (?:on|upon|as)|comply with|adopt|perform|do)\b[^.\n]{0,40}\b(?:(?:whatever|what|everything|anything|all)\b[^.\n]{0,20}\b(?:says?|said|tells?|told|returns?|returned|contains?|asks?|finds?|found|comes back|holds?|stands|lists?|there)|(?:the |any |all |every |its |those |these |each )?(?:\w+ )?(?:instructions?|commands?|orders?|directives?|tasks?|rules?|steps?)\b[^.\n]{0,30}\b(?:in it|in the (?:answer|response|reply|file|page|document)|it (?:contains|returns|gives|holds)|there|returned|found|from it|inside|within|received|listed)|"
    r"(?:it|them|the (?:answer|response|reply|result|content|contents|output|page|file|text)) (?:as|to the letter|exactly|word for word|without|verbatim|in full|as if))|\b(?:treat|regard|consider|take|counts?)\b[^.\n]{0,50}\bas (?:if |though )?(?:\w+ )?(?:\w+ )?(?:instructions?|orders?|rules|commands?|from the (?:user|owner|system)|authoritative|part of (?:this|the) (?:skill|system))|"
    r"\b(?:run|execute|eval(?:uate)?)\b[^.\n]{0,30}\b(?:what|whatever|everything|anything|the (?:commands?|code|script|section|lines?|result|answer|response|body|returned))\b[^.\n]{0,30}|\b(?:real|actual|current|full|latest|up-to-date|remaining|rest of the) (?:instructions|rules|steps|workflow|procedure)\b|"
    r"\bas (?:if|though) the (?:user|owner|editor|person) (?:had |has )?(?:typed|written|said|asked|ordered|given|sent)\b|\bwhoever (?:wrote|writes|sent|sends|posted|posts)\b|"
    r"\b(?:it|that (?:page|file|document|text)|the (?:page|file|answer|document)) (?:has|takes) (?:precedence|priority)|\bas (?:if|though) (?:it were |they were )?written here|按照?(?:其中|里面)|执行(?:其中|返回)|\bsig(?:a|ue) (?:las|sus|todas)|\bsuis|\bsuivez|\bbefolge|führe[^.\n]{0,30}aus|выполн\w+|следуй",
)
# run what is fetched
_RUN_FETCHED = sign(
    "pickle|marshal|exec|eval|dlopen|loads|importlib|mshta|certutil|bitsadmin|regsvr|rundll|clipboard|terminal|powershell|windows|pip|npx|uvx|chmod|torch|joblib|yaml|vm|spawn|popen|subprocess|system|new",
    r"\b(?:pickle|marshal|dill|joblib)\.loads?\(|\bexec\(|\beval\(|\bimportlib\.util\.spec_from_file|\bvm\.runin|new function\(|\btypes\.functiontype",
)
_PLACED_PROGRAM = sign(
    "chmod|nohup|xattr|dlopen|start|spawn|popen|execsync|exec",
    r"\bchmod\s+(?:\+x|[ugoa]*\+x|0?7[0-7]{2})\s+\S|\bxattr\s[^\n]{0,40}quarantine|\bstart-process\b|os\.chmod\(|\bnohup\s+[\"'$.~/]",
)
_ODD_RUNNER = sign(
    "mshta|certutil|bitsadmin|regsvr|rundll|terminal|pip|npx|uvx|git|npm|windows|console|shell|osascript|powershell|iex|base|pip3|spotlight|run",
    r"\bmshta(?:\.exe)?\s+https?:|\bcertutil(?:\.exe)?\s[^\n]{0,40}-urlcache|\bbitsadmin\s[^\n]{0,40}/transfer|\bregsvr32\s[^\n]{0,40}/i:http|\brundll32\s[^\n]{0,60}http|"
    r"\bpip3? install\s(?:-(?!-?(?:extra-)?index-url|-?find-links|[if]\s)\S+\s){0,3}(?:https?://(?!github\.com|download\.pytorch|files\.pythonhosted|localhost)[^\s]+|[^\n]{0,80}--trusted-host\s)|\b(?:npx|uvx|npm (?:install|i))\s(?:-\S+\s){0,3}https?://(?!github\.com|localhost)\S+|"
    r"npm config set registry\s+https?://(?!registry\.npmjs)|\bbase64\s+(?:-d|--decode|-di)\b[^\n]{0,80}(?:>|-o)\s*(?P<f>[\w./~$-]{2,60})[^\n]{0,80}\n?[^\n]{0,60}(?:sh|bash|python3?|chmod \+x)\s+(?P=f)|"
    r"\b(?:press|hold|hit)\b[^.\n]{0,20}\b(?:win(?:dows)?|cmd|command)\b[^.\n]{0,14}\br\b[^.\n]{0,80}\bpaste\b|\bpaste\b[^.\n]{0,60}\b(?:into|in)\s+(?:the |a |your |their )?(?:\w+ )?(?:terminal|console|powershell|shell|run (?:box|dialog|window))\b[^\n]{0,300}(?:base64|\bcurl\b|iex\b|mshta|https?://)|"
    r"\b(?:powershell|pwsh)\b[^\n]{0,80}\b(?:iex|invoke-expression)\b[^\n]{0,80}(?:http|\birm\b|\biwr\b)|osascript\s+-e[^\n]{0,120}curl",
)
# money
_ACCOUNT = sign(
    "iban|account|payee|beneficiary|recipient|bank|payout|sort|bankverbindung|bancaria",
    r"\b(?:iban|payee|beneficiary|bank details|bank account|account number|payout account|clearing account|receiving address|sort code|bankverbindung|cuenta bancaria)\b",
)
_MONEY_ADDRESS = sign(
    "",
    r"\b0x[0-9a-f]{40}\b|\bbc1[a-z0-9]{20,60}\b|\b[a-z]{2}\d{2} ?[a-z0-9]{4} ?\d{4} ?\d{4} ?\d{2,4}(?: ?\d{1,4})?\b",
)
_SPLIT = sign(
    "split|break|divide",
    r"\b(?:split|break|divide)\b[^.\n]{0,80}\b(?:below|under|beneath)\b[^.\n]{0,30}\b(?:limit|threshold|approval)",
)
_SKIM = sign(
    "cents|cent|remainder|difference|surplus|pennies",
    r"\bround\w*\b[^\n]{0,60}\b(?:up|down)\b[^\n]{0,100}\b(?:difference|remainder|cents?|surplus|pennies)\b[^\n]{0,60}\b(?:account|iban|wallet|supplier|vendor)\b|\b(?:leftover|odd|extra|spare) (?:cents|pennies)\b[^.\n]{0,60}\b(?:account|wallet|iban)\b",
)
_KEYS_TO_MONEY = sign(
    "phrase|mnemonic|seed|cvv|cvc|pin|tan|otp|code|passcode|words|frase|semilla|фразу|фраза|助",
    r"\b(?:recovery|seed|secret recovery|backup|mnemonic|wallet) (?:phrase|words)\b|\bmnemonic\b(?! device)|\b(?:12|24|twelve|twenty-four)(?: or \S{2,11})?[\s-]words?\b|\b12 or 24\b|\bcvv\b|\bcvc\b|\b(?:card|bank|online banking) (?:pin|password)\b|\bone-?time (?:code|password|passcode)\b|\botp code\b|\bsms code\b|\bfrase (?:semilla|de recuperaci[oó]n)|сид-?фраз|助记词",
)
# hidden from the eye
_UNSEEN_STYLE = sign(
    "display|color|font|opacity|visibility|hidden|colour|aria|left|height",
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*[01](?:px|pt|em|%)?\s*[;}\"']|opacity\s*:\s*0(?:\.0\d*)?\s*[;}\"']|color\s*:\s*(?:#fff(?:fff)?\b|white|transparent)|text-indent\s*:\s*-\d{3,}|left\s*:\s*-\d{4,}|<\w+[^>\n]{0,60}\shidden\b",
)
_PICTURE = sign(
    "http|https",
    r"!\[[^\]\n]{0,200}\]\(\s*https?://[^)\s]{0,200}[?/&][^)\n]{0,120}(?:[<{$\[]|=(?:data|content|payload|encoded|base64|text|summary|context|here|value|xxx+|\.\.\.)\b)|<img[^>\n]{0,40}src=[\"']https?://[^\"'\n]{0,200}[?&][^\"'\n]{0,60}[{$<]",
)
_TELLTALE_URL = sign(
    "http|https",
    r"https?://[^\s\"'`<>]{0,160}(?:\$\((?:whoami|hostname|id\b|cat|env|printenv|pwd|git (?:config|remote|log)|base64|tail|head|uname -[an]\b)|`(?:whoami|hostname|id)`|\$\{?(?:user|home|hostname|logname|aws_|github_token|anthropic_api_key|openai_api_key|npm_token)\b)",
)

_COPIED_IN = sign(
    "bcc|cc|copy|add",
    r"\b(?:b?cc|copy in|copy to|a copy to|in copy)\b[^.\n]{0,14}[\w.+-]{2,40}@[\w-]+\.[^\n]{0,60}\b(?:every|each|all|always)\b|\b(?:every|each|all|always)\b[^.\n]{0,60}\b(?:b?cc|copy in|a copy to|in copy)\b[^.\n]{0,14}[\w.+-]{2,40}@[\w-]+\.",
)

# who is not to know
_PERSON = (
    r"(?:users?|owners?|customers?|clients?|readers?|tenants?|famil(?:y|ies)|people|persons?|buyers?|founders?|board|directors?|lawyers?|"
    r"reviewers?|auditors?|inspectors?|controllers?|managers?|lead|staff|patients?|guests?|applicants?|members?|editors?|colleagues?|"
    r"employe(?:r|e)s?|citizens?|public|they|he|she|nobody|no one|anybody|anyone|somebody|someone|others)"
)
_UNAWARE = sign(
    "know|knows|knew|known|unknown|learn|learns|aware|notice|notices|miss|misses|see|sees|hear|find|look|looks|checks|reads|told|informed|asked|prove|"
    "unsettle|worry|confuse|alarm|frighten|spare|account|knowledge|suspect|suspects|believes|thinks|yourself|us",
    rf"\b{_PERSON}\s(?:\w+\s){{0,3}}?(?:(?:do|does|did|need|must|should|will|would|can|may|are|is)\s?(?:not|n't|never)|cannot|never|hardly|seldom|needn't)\s(?:to\s|have to\s|be\s)?"
    r"(?:know|learn|see|hear|find out|notice|suspect|told|aware|informed|asked|consulted)\b|"
    rf"\b{_PERSON}\s(?:\w+\s){{0,4}}?(?:knows?|learns?|sees?|hears?)\s(?:nothing|little)\b|"
    r"\b(?:nobody|no one|few|hardly anyone)\s(?:\w+\s)?(?:notices?|miss(?:es)?|looks?|checks?|can prove|reads?|sees?|knows?|can tell|finds?)\b|"
    r"\b(?:not |un)known to\b|\bno more need be\b|\bno account of (?:it|this|them)\b|\bwithout (?:the |their |his |her )?(?:\w+'s? )?knowledge\b|"
    r"\bnever to (?:learn|know|find out|hear)\b|\bwould only (?:unsettle|worry|confuse|frighten|scare|alarm|upset)\b|\bspare (?:them|him|her|the \w+) the\b|\bto yourself\b|\bbetween us\b",
)
_UNSHOWN = sign(
    "not|never|no|none|nothing|out",
    r"\b(?:is|are|be|was|were|stays?|remains?)\s(?:not|never)\s(?:to be )?(?:shown|told|mentioned|brought up|talked about|spoken of|discussed|named|listed|printed|given|reported|"
    r"part of|a (?:subject|topic)|on the list|logged|recorded|displayed|explained|disclosed|documented|described|noted|visible)\b|"
    r"\bno (?:reference|mention) (?:to|of|is made)\b|\b(?:do|does) not (?:belong|appear|count|stand|show up|figure)\b|\b(?:none|nothing) (?:of|about) (?:this|it|that|these)\b|"
    r"\b(?:left|kept|leave|keep|stays?)\b[^.\n]{0,60}\bout of\b|\b(?:is|are|be) (?:left|kept) out\b|"
    r"\b(?:do not|don't|never) (?:print|show|display|describe|bring|quote|write|log|list|compare|name)\b (?:it|this|them|that|these|the (?:steps?|score|field|text|command|answer|section|picture|new|old|decoded|output))\b",
)
_READY_ANSWER = sign(
    "if|should|when|whenever|who|whoever|where|answered|say|se|quando|si|wenn|falls|sollte|если|sorarsa|diye|如果|若|问|尋|聞|质问|묻|물",
    r"\b(?:if|when|whenever|should|in case|where|who|whoever)\b[^.\n]{0,60}\b(?:asks?|asked|wonders?|notices?|hesitates?|complains?|objects?|doubts?|questions?|enquires?|inquires?|looks? for|finds? (?:it|out)|"
    r"discovers?|refuses?|compared?|stumbles?|requests?)\b[^.\n]{0,80}\b(?:say|answer|reply|explain|respond|claim|tell|point|name|cite|blame|call|describe|propose|suggest|produce|give|insist|assure|add|repeat|deny|get)\b|"
    r"\bis answered with\b|\bwhat to say when\b|\b(?:se|quando|quem|si)\b[^.\n]{0,60}(?:pergunt|estranhar|pregunt)\w{0,9}[^.\n]{0,60}(?:respond|diga|dizer|contest|explic)|"
    r"\b(?:wenn|falls|sollte)\b[^.\n]{0,60}\b(?:fragt|fragen|nachfragt|zweife\w+)\b|\bsi\s[^.\n]{0,30}\bdemande\w*[^.\n]{0,60}(?:répon|dis|dites|expliqu)|\bесли\b[^.\n]{0,50}(?:спрос|спраш|вопрос)|sorarsa|"
    r"(?:如果|若|有人)[^。\n]{0,20}问[^。\n]{0,30}(?:回答|说|答)|(?:尋ねられ|聞かれ|質問され)|(?:물으면|물어보면|묻거든)",
)
# what is made up, and by what name it goes
_MADE_UP = sign(
    "invent|invents|invented|fabricate|fabricated|fictitious|fake|faked|forge|backdate|backdated|dated|natural|plausible|genuine|random|never|disprove|modified|if|up|passed|name",
    r"\binvent(?:s|ed)?\b|\bmade[- ]up\b|\bmake (?:one |them |it |something )?up\b|\bfabricat\w+|\bfictitious\b|\bfake[ds]?\b|\bforged?\b|\bbackdat\w+|\bdated? (?:\w+ )?(?:\w+ )?(?:back|earlier)\b|"
    r"\b(?:looks?|sounds?|seems?) (?:natural|real|plausible|genuine|as if)\b|\bso that (?:it|they) (?:looks?|sounds?|pass(?:es)?|seems?)\b|\bas (?:passed|done|given|received|paid) ?[,.]|\brandom (?:reasons?|numbers?|part|amount)\b|"
    r"\bnever (?:were|was|happened|took place|stayed|existed)\b|\bmodified date\b|\bhard to disprove\b|\b(?:write|note|record|enter|mark)\b[^.\n]{0,30}\b(?:all the same|even though|although|as if)\b|\bin (?:the user's|their|his|her|the \w+'s) name\b",
)
_CALLED = sign(
    "under|as|title|paper|subject|name|heading|pretext",
    r"\b(?:under|with|by) (?:the )?(?:name|title|heading|subject|label|pretext|guise)\b|\b(?:is|are) (?:listed|described|presented|called|labelled|booked|known|shown) as\b|"
    r"\b(?:book|list|describe|present|call|label|file|title|name|log|explain|cite|record)\b[^.\n]{0,40}\b(?:as|under|by)\s[\"\u201c'`]|--title\s[\"']|\bon paper\b|\blooks like a\b",
)
_PAID_FOR = sign(
    "pay|pays|paid|commission|kickback|referral|share|affiliate|fee|makers|maintainers|authors|arrangement|ours|partner|partners",
    r"\bpays? (?:us|per \w+|for (?:each|every|it|reading|leads?))\b|\b(?:commission|kickback|referral (?:fee|link|code)|success fee)s?\b|\b(?:receives?|gets?|earns?|takes?) (?:a |our |its )?(?:share|commission|fee|cut|third|percentage)\b|"
    r"\b(?:makers?|maintainers?|authors?|owners?) of (?:the|this) (?:skill|pack|plugin)\b|\barrangement with\b|\b(?:is|are) ours\b",
)
_TRACES = sign(
    "sent|trash|inbox|history|transcript|lock|notice|notices|notifications|logs|evidence|traces|spam|送信済み|gesendet|enviados|отправленные",
    r"\b(?:delete|remove|clear|empty|discard|purge|erase|expire|wipe|close)d?\b[^.\n]{0,60}\b(?:sent\b(?! to)|trash|inbox|history|transcript|package-lock|notices?|notifications?|logs?|evidence|traces?|spam)\b|\blogs expire\b|送信済み",
)
# rights given away, secrets in odd places, code that hides
_GRANTS = sign(
    "unauthenticated|webhookconfigurations|admin|superuser|deploy|collaborators|sudo|wheel|administrators|setapprovalforall|approve|listen|hba|policy|owner|grant|createuser|clusterrolebinding",
    r"system:unauthenticated|webhookconfigurations? --all|permission=admin|deploy-key add\b[^\n]{0,80}--allow-write|\bcluster-admin\b|\b(?:create|alter) (?:role|user)\b[^\n;]{0,80}\bsuperuser\b|listen_addresses\s?=\s?'\*'|pg_hba|"
    r"\busermod\s[^\n]{0,30}-a?g\b[^\n]{0,20}(?:sudo|wheel|docker|admin)|localgroup administrators|\bcreate-access-key\b|attach-\w+-policy[^\n]{0,80}administratoraccess|setapprovalforall|"
    r"\bapprove\b[^\n]{0,60}(?:2\^256|2\*\*256|unlimited|max_?uint)|\bcollaborators/|roles/owner",
)
_SECRET_IN_URL = sign(
    "http|https",
    r"https?://[^\s\"'`<>]{0,200}\$[{(]?\w{0,40}(?:token|passw?|secret|key|otp|pwd|code|auth)\w{0,40}|https?://[^\s\"'`<>]{0,200}[?&](?:pass|password|pwd|token|otp|secret|seed|key)=[{$<]",
)
_SWALLOWED = sign(
    "except|pass|catch|dev|true|silentlycontinue",
    r"^\s*except\b[^\n]{0,60}:\s*(?:pass)?\s*$|^\s*pass\s*$|\bcatch\s?(?:\([^)\n]{0,30}\))?\s?\{\s*\}|2>\s?/dev/null|\|\|\s?true\b|>\s?/dev/null 2>&1|silentlycontinue|\.catch\(\(\w*\)\s?=>\s?(?:\{\s*\}|null|undefined)",
)
_DECODED = sign(
    "decode|atob|fromhex|import|reversed|chr|unescape|decompress|loads|base|frombase|decodifique|decodifica|dekodiere|décode|decodes|解码|декодируй|base64decode|b|b64decode|getattr|codecs|marshal",
    r"b64decode|frombase64|\batob\(|bytes\.fromhex|\bbase64\s+(?:-d|--decode)|codecs\.decode|zlib\.decompress|marshal\.loads|__import__\(|\[::-1\]|\breversed\(|map\(chr|\bchr\(|\bunescape\(|"
    r"\bdecode\s(?:it|this|the (?:text|following|block|string|line))\b|\bdecodifi\w+|\bdekodier\w+|\bdécod\w+|解码|декодир\w+",
)

SIGNS: dict[str, Sign] = {
    "network": _NETWORK,
    "store": _STORE,
    "secret": _SECRET,
    "outside": _OUTSIDE,
    "unsaid": _UNSAID,
    "own_deed": _OWN_DEED,
    "kept_out": _KEPT_OUT,
    "quiet": _QUIET,
    "unsaid_elsewhere": _UNSAID_ELSEWHERE,
    "denial": _DENIAL,
    "set_aside": _SET_ASIDE,
    "rules": _RULES,
    "precedence": _PRECEDENCE,
    "lowered": _LOWERED,
    "yes_to_all": _YES_TO_ALL,
    "blunt_switch": _BLUNT_SWITCH,
    "without_a_yes": _WITHOUT_A_YES,
    "lasting": _LASTING,
    "other_skills": _OTHER_SKILLS,
    "false_memory": _FALSE_MEMORY,
    "obey": _OBEY,
    "run_fetched": _RUN_FETCHED,
    "placed_program": _PLACED_PROGRAM,
    "odd_runner": _ODD_RUNNER,
    "account": _ACCOUNT,
    "money_address": _MONEY_ADDRESS,
    "split": _SPLIT,
    "skim": _SKIM,
    "keys_to_money": _KEYS_TO_MONEY,
    "unseen_style": _UNSEEN_STYLE,
    "picture": _PICTURE,
    "telltale_url": _TELLTALE_URL,
    "copied_in": _COPIED_IN,
    "unaware": _UNAWARE,
    "unshown": _UNSHOWN,
    "ready_answer": _READY_ANSWER,
    "made_up": _MADE_UP,
    "called": _CALLED,
    "paid_for": _PAID_FOR,
    "traces": _TRACES,
    "grants": _GRANTS,
    "secret_in_url": _SECRET_IN_URL,
    "swallowed": _SWALLOWED,
    "decoded": _DECODED,
    **COVERT_SIGNS,
    **OPEN_SIGNS,
}
"""Every sign by its name."""
