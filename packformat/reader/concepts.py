"""Concepts: classes of words that mean much the same for the one who reads a text for what it asks for.

A concept stands for a word whatever language it is of, so that a sentence that nobody has seen is read by what its
words have in common with others. Each line is a name and its words: small letters, ``*`` at the end for every ending.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

TABLE = """
send: send* sent upload* post posts posted posting forward* transmit* submit* mail mails mailed mailing email* e-mail* push pushes pushed relay* dispatch* deliver* publish* beacon* ping mirror* mirrored exfiltrat* ship ships stream* tweet* fax cc bcc attach* hand pass passes passed leak* sende* sendet senden gesendet versend* verschick* schick* hochladen lade übermittel* weiterleit* leite envia* envía* envío enviar* envie* envoie* envoyer envoye* transmet* transmit* transfér* téléverse* reenvía* reenvia* sube subir suba invia* inviare inoltra* carica verzend* stuur wyślij prześlij отправ* отправл* отошли* пересыл* перешл* загруз* выгруз* надішл* відправ* gönder* yolla* kirim* gửi 送信* 転送* 发送 上传 发到 传送 提交 寄给 转发 보내 전송 업로드 أرسل إرسال
copyto: copy copies copied sync syncs synced synchron* replicat* duplicate* duplicat* export* archive* archiv* backup* back save saves saved store stores stored record* kopier* speicher* sicher* copia* copie* copier guarda* sauvegard* enregistr* сохран* копи* 保存 复制 备份 コピー 저장
fetch: download* fetch* pull pulls pulled retrieve* curl wget get grab load loads loaded loading urlopen urlretrieve invoke-webrequest iwr irm http_get requests httpx herunterlad* lade descarga* télécharg* baixe* baixar scarica* скача* загрузи* 下载 ダウンロード 다운로드 certutil bitsadmin clone
run: run runs running execute* exec start starts started launch* eval source bash sh zsh powershell pwsh python python3 node npx invoke* subprocess popen system spawn sudo chmod ausführ* führe starte* ejecut* exécut* lance* lancer execut* esegui* avvia* запус* запуст* выполн* 运行 执行 启动 実行 실행
terminal: terminal console shell prompt cmd commandline paste pastes pasted konsole consola
install: install* setup pip pip3 pipx npm npx yarn pnpm brew apt apt-get gem cargo winget choco installier* instal* установ* встанов* 安装 インストール 설치 setup.exe
program: exe dmg msi pkg binary binaries executable* installer* helper agent driver codec plugin extension daemon sh script package packages module dependency dependencies prerequisite* requirement* zip tar tgz 7z rar archive programm program programa programme программ* 程序 脚本
read: read reads open opens cat collect* gather* scan scans extract* harvest* enumerat* grep find list lists look walk glob inspect dump dumps lies lese sammle sammel* lee leer recoge recopil* lis lire collecte* récup* leia ler colete legge* raccogl* прочит* чита* собер* собир* зібра* 读取 收集 查找 読み 収集 읽
write: add adds added append* write writes written insert* put puts place include* enter set füge schreib* añad* escrib* ajout* écri* adicion* escrev* aggiung* добав* запиш* пиш* 添加 写入 加入 追加 추가 fill
change: replace* change* changed swap* modify modif* edit edits edited overwrit* rewrit* rewrite alter altered alters substitut* adjust* switch* redirect* divert* amend* convert* ersetz* änder* tausch* reemplaz* cambi* sustituy* modific* remplac* chang* substitu* troque замен* измен* подмен* 替换 修改 更改 変更 置き換え 바꾸 변경
delete: delete* remove* removes erase* wipe* purge* clear clears rm unlink drop truncat* shred* destroy* history lösch* entfern* elimin* borra* supprim* efface* apag* cancella* удал* стер* очист* 删除 清除 清空 削除 삭제
disable: disable* disabl* deactivat* bypass* skip skips skipped suppress* weaken* loosen* relax* circumvent* exempt* evad* turn off switch unset kill stop stops mute muted whitelist* allowlist* exclude exclusion* ausschalt* schalte* deaktivier* umgeh* überspring* desactiv* omit* salta désactiv* contourn* ignor* desativ* disattiv* отключ* выключ* обой* обход* пропус* вимкн* 关闭 禁用 跳过 绕过 停用 無効 省略 끄 비활성 lower lowers reduce reduces
tell: tell tells telling told mention* inform* notify* notif* disclos* reveal* show shows showing shown display* say says saying announce* surface surfaces explain* bring raise report reports reported appear appears point discuss* warn alert erwähn* sag sage sagen informier* zeig* mitteil* teile verrat* menciona* mencion* informa* inform* avis* muestr* dis dire mentionn* préven* montr* signal* diga mostre* conte dire dica mostra* сообща* сообщи* говор* скаж* упомина* показыва* пока* 告诉 告知 提及 显示 说明 提示 通知 伝え 知らせ 言わ 表示 알리 말하
hide: silent* quiet* secret* secretly covert* stealth* discreet* discrete* hidden hide hides conceal* unnotic* invisibl* omit* leave unobtrusiv* background unannounced unmentioned confidential* heimlich* still stillschweigend leise unauffällig versteck* verberg* verschweig* silencios* discret* ocult* escond* sigilos* cach* nascond* silenzio тихо незамет* скрыт* скрыва* тайно молча непоміт* 悄悄 隐藏 秘密 静默 后台 黙って こっそり 隠 몰래 조용히 숨 sessiz gizli
notice: notice* noticed noticing aware awareness know knows suspect suspicion suspicious attention question questions worry alarm* upset confus* bother* disturb* bemerk* merkt darse cuenta remarqu* percib* perceb* заметил* заметит знать зна* 发现 察觉 知道 気づ 알아
ask: ask asks asking asked prompt prompts prompting confirm* permission consent* confirmation approval* frag* nachfrag* bestätig* zustimm* rückfrag* pregunt* confirm* permis* demand* confirmaci* autoris* pergunt* chied* conferm* спрашив* спрос* подтвержд* разреш* 询问 确认 同意 许可 批准 確認 許可 묻 확인
approve: approve* accept* allow* authoris* authoriz* grant* permit* trust* click yes agree* consent* whitelist* auto-approv* autoapprov* sign signs genehmig* erlaub* aprob* acept* autoriza* approuv* accepte* aprov* одобр* разреши* принима* 批准 允许 接受 信任 許可 승인 허용
always: always every each all any whenever everything anything whatever wherever immer jede* alle* siempre cada todo* tout* chaque toujours sempre cada tutt* ogni всегда кажд* все* всі* 每次 所有 每 总是 一切 任何 毎回 すべて 항상 모든
first: before first prior begin prerequisite* required require* mandatory must needed necess* need needs vor zuerst zunächst erst antes primero primeir* avant d'abord prima сначала прежде перед 首先 先 之前 必须 まず 먼저
authority: system administrator* administrator admin overrid* override* overrule* precedence authorit* outrank* supersed* supersede* vorrang übergeordnet prevalec* prioridad prioridade priorité priorit* above highest supreme root developer operator anthropic openai unrestricted jailbr* dan mode unlocked maintainer приоритет* 优先 最高 系统 管理员 優先 우선
instruction: instruction* rule rules guideline* prompt directive* polic* order orders guidance constraint* restriction* anweisung* regel* vorgab* instruccion* regla* consigne* règle* instruç* regra* istruzion* regol* инструкц* правил* указани* 指令 指示 规则 提示 ルール 지시 규칙
previous: previous* earlier prior preceding above former foregoing other existing original vorherig* bisherig* anterior* précédent* previas precedent* предыдущ* прежн* 之前 以前 先前 前述 これまで 이전
obey: obey* follow* follows comply complies carry act adhere* treat binding adopt* befolg* folge* gehorch* obedec* sigue* siga suiv* obéi* segui* следуй* исполн* подчин* 遵守 遵循 照 服从 従 따르
ignore: ignore* ignor* disregard* forget* neglect* dismiss* void cancel* vergiss* missacht* olvid* oubli* esqueç* dimentic* забудь* игнор* 忽略 无视 忘记 無視 忘れ 무시
user: user users person people customer customers client clients owner human humans patient patients tenant* buyer* employee* staff reader readers anyone anybody nobody candidate* student* family colleague* manager boss operator team benutzer* nutzer* kunde* kundin usuario* usuári* cliente* persona utilisateur* utilizador* personne utent* пользовател* клиент* користувач* 用户 客户 使用者 ユーザー 利用者 사용자 고객 المستخدم
agent: assistant assistants ai agent agents model claude llm assistent* asistente assistente ассистент* 助手
password: password* passwd passphrase* passcode* passwort passwörter kennwort* kennwörter contraseña* contrasena* mot motdepasse senha* senhas parola пароль парол* 密码 口令 パスワード 비밀번호 pin pins otp tan cvv cvc
secret: secret secrets token tokens credential* key keys api_key apikey api-key id_rsa id_ed25519 ssh gpg gnupg netrc npmrc pypirc kubeconfig keychain keyring cookie cookies env dotenv aws .env login logins logindaten zugangsdaten zugangs* schlüssel clave claves credencial* clé clés identifiant* chave chaves credenzial* chiav* ключ* учётн* учетн* токен* 密钥 凭证 令牌 钥匙 秘密鍵 鍵 トークン 키 토큰 auth session sessions jwt bearer vault shadow passwd
seed: seed mnemonic recovery twelve 24 phrase wallet wallets metamask ledger keystore billetera cartera portefeuille carteira кошел* фраз* 助记词 钱包 ウォレット 지갑 monero bitcoin ethereum crypto
personal: passport* ssn birth salary salaries medical health diagnos* address addresses phone telephone name names iban insurance ausweis* geburts* gehalt* gehält* personal private pasaporte salario dni pièce santé nascimento cpf паспорт* зарплат* 身份证 护照 工资 病历 住所 주민등록 card cards
data: conversation* transcript* chat chats history file files document* folder folders directory content contents context message messages draft drafts code repository repo repositories ledger list database table mails inbox mailbox contract contracts figures data information note notes record records attachment* clipboard screenshot* photo* recording* gespräch* datei* dokument* inhalt* verlauf nachricht* archivo* conversaci* contenido* documento* fichier* contenu* conversa* arquivo* conteúdo* файл* документ* переписк* сообщени* содержим* 文件 对话 内容 文档 记录 数据 资料 会話 履歴 ファイル 文書 파일 대화 내용
place: server servers endpoint webhook* url gist pastebin bucket telegram discord slack channel host address ftp sftp s3 mailbox collector site website page cloud drive remote external adresse dirección endereço indirizzo serveur servidor сервер* адрес* почт* 服务器 地址 邮箱 网址 サーバー 宛 서버 주소
safeguard: antivirus defender gatekeeper firewall* sandbox* permission permissions 2fa mfa two-factor signature signatures checksum* hash tls ssl certificate* verify verification selinux apparmor audit auditd quarantine protection protected review reviews reviewer* approval* captcha limit limits guard* safety safe security secure filter filters lint linter scanner test tests warning warnings log logs logging virenscan* virenschutz firewall sicherheit* prüfung* berechtigung* antivir* cortafuegos seguridad verificaci* pare-feu sécurité vérif* segurança verificação sicurezza антивирус* безопасн* защит* проверк* 杀毒 防火墙 安全 沙箱 验证 权限 审核 校验 セキュリティ 検証 検査 보안 방화벽 검증 backup backups interlock alarm alarms
money: pay pays paid payment* payments invoice* transfer* account accounts amount amounts refund* price prices fee fees commission* fund funds bank banking payroll wage wages discount* cost costs budget* cheque deposit* balance euro euros dollar* cent cents sum total totals payee* beneficiary supplier* vendor vendors überweis* rechnung* konto zahl* betrag pago* factura* cuenta* transferencia* paiement* facture* compte* virement* pagamento* fatura* conta bonifico fattur* оплат* счет* счёт* плат* перевод* 付款 账户 发票 转账 金额 银行 支払 振込 口座 請求 송금 계좌 결제 tip tips donation* donate
round: round rounded rounding split splits below under threshold* just difference differences remainder surplus skim* abrund* aufrund* redonde* arrond* arredond* округл*
persist: cron crontab launchd launchagents launchagent launchdaemons systemd systemctl schtasks startup autostart login bashrc zshrc profile bash_profile zprofile rc.local registry hook hooks githook* post-commit pre-commit post-checkout hookspath nohup disown daemon boot reboot scheduled schedule schedules minutes hourly nightly authorized_keys планировщик* автозапуск* 开机 自启 定时 計画
agentfile: claude.md agents.md memory.md soul.md skill.md settings.json settings.local.json mcp.json .mcp.json cursorrules .cursorrules .claude memory memories skills skill plugins marketplace gemini.md copilot-instructions.md config configuration
remote: page answer response reply feed returned returns contains today's latest current live remotely there today dort inhalt
encode: base64 b64 encode* encoded decode* decoded decod* hex rot13 gzip gunzip zlib marshal pickle atob btoa fromcharcode chr codecs xxd frombase64string compress* obfuscat* reverse reversed xor codier* codific* encod* кодир* 编码 解码
pipe: pipe pipes piped tee stdin nc ncat netcat socat dig nslookup
promote: recommend* promot* favour* favor* prefer* rank ranks ranking suggest* advertis* affiliate sponsor* partner partners brand link links referral praise* mention endors* empfehl* empfieh* recomiend* recommand* recomend* consigli* рекоменд* 推荐 おすすめ 추천
lie: pretend* claim claims deny denies lie lies lying invent* invented fabricat* fake faked forg* false falsely mislead* impersonat* behaupt* leugn* erfind* vorgaukel* finge* fingir miente* inventa* prétend* mens mentir finja minta fing* притвор* солг* соври* выдум* 假装 谎称 编造 伪造 虚构 偽 거짓 backdate* misstat* understate* overstate*
excuse: telemetry diagnostic* analytics statistics metrics quality improv* compliance licence license calibration activat* training partner sync support service statistik* qualität* diagnose* telemetrie estadístic* calidad qualité amélior* estatístic* qualidade диагностик* статистик* качеств* 诊断 统计 质量 改进 遥测 品質 改善 통계
teach: example examples attack* attacker* phishing malicious malware suspicious detect* incident* victim* scam* scams scammer* fraud fraudulent fraudster* lesson* exercise* threat* injection injections untrusted hostile flag flags danger* dangerous unsafe insecure vulnerab* risk risks exploit* abuse* warn* spot quote quoted bad wrong red beispiel* angriff* betrug betrüger* gefähr* verdächtig* ejemplo* ataque* fraude* estaf* exemple* attaque* arnaque* exemplo* golpe* esempi* truff* attacc* пример* атак* мошенник* опасн* 例如 攻击 诈骗 钓鱼 恶意 可疑 示例 攻撃 詐欺 例 공격 사기 예시 refuse* reject* decline* forbid* forbidden prohibit* unacceptable teach* taught learner* course glossary defender* defence defense
own: own yours chosen chose chooses choose named names wants wanted wish wishes agreed decides decide decision responsible eigen* gewünscht* selbst propio* propre* próprio* свой своего 自己 本人 本人の 자신
help: help* please kindly kind friendly courteous courtesy
dose: dose doses dosage dosing mg medication* medicine* tablet* allergy allergies contraindicat* prescri* dosis arznei* dosi доз* 剂量 投与 복용
physical: valve* pressure interlock* brake* temperature sensor* alarm* voltage fuse breaker gas smoke load machine door lock oven fridge
legal: clause clauses contract contracts liability warranty indemn* deadline* court notice statute law legal vertrag* klausel* haftung* contrato* cláusula* contrat clause* договор* 合同 条款 契約 계약
local: localhost local locally loopback machine offline lokal* localement
grade: grade grades score scores rating ratings vote votes mark marks result results applicant* candidates hiring screening
"""
"""A line for each concept."""

NEGATIONS = frozenset(
    (
        *(
            "not",
            "never",
            "no",
            "don't",
            "dont",
            "doesn't",
            "won't",
            "can't",
            "cannot",
            "without",
            "nor",
            "neither",
        ),
        *(
            "shouldn't",
            "mustn't",
            "needn't",
            "isn't",
            "aren't",
            "nothing",
            "none",
            "avoid",
            "rather",
            "instead",
        ),
        *("nicht", "nie", "niemals", "kein", "keine", "keinen", "keinem", "keiner", "ohne"),
        *("nunca", "jamás", "sin", "ni", "tampoco", "ne", "pas", "jamais", "sans", "aucun", "aucune"),
        *("não", "nao", "sem", "non", "mai", "senza", "niet", "nooit", "geen", "zonder", "nie", "bez"),
        *("не", "нет", "никогда", "без", "ни", "ані", "ніколи"),
    )
)
"""Words that turn round what follows them in their clause."""

_JOINED = re.compile("[\u2e80-\u9fff\uac00-\ud7af\u3040-\u30ff]")


_SORTED_BY = 3
"""Letters by which beginnings of words are kept apart: most words then have none to be compared with."""


_NONE = frozenset[str]()


class _Beginnings(NamedTuple):
    """Beginnings of words that have their first letters in common, and the concepts of each."""

    every: tuple[str, ...]
    concepts: Mapping[str, AbstractSet[str]]


class _Lexicon(NamedTuple):
    """Concepts of whole words, of beginnings of words, and of words in scripts without spaces.

    Beginnings stand under their first letters, as many as `_SORTED_BY` or as they have; ``ends`` are these numbers.
    """

    words: Mapping[str, AbstractSet[str]]
    beginnings: Mapping[str, _Beginnings]
    ends: tuple[int, ...]
    joined: Mapping[str, AbstractSet[str]]
    pattern: re.Pattern[str]
    """Any word of a script without spaces, the longest first."""


@cache
def _lexicon() -> _Lexicon:
    words, joined = (defaultdict[str, set[str]](set) for _ in range(2))
    beginnings = defaultdict[str, defaultdict[str, set[str]]](lambda: defaultdict(set))
    for line in TABLE.strip().splitlines():
        name, _, terms = line.partition(":")
        for term in terms.split():
            start = term.removesuffix("*")
            kind = (
                beginnings[start[:_SORTED_BY]] if start != term else joined if _JOINED.match(term) else words
            )
            kind[start].add(name)
    pattern = re.compile("|".join(sorted(joined, key=len, reverse=True)))
    sorted_out = {key: _Beginnings(tuple(starts), starts) for key, starts in beginnings.items()}
    return _Lexicon(dict(words), sorted_out, tuple(sorted(set(map(len, sorted_out)))), joined, pattern)


def concepts_of(word: str) -> tuple[str, ...]:
    """The concepts that a word in small letters stands for, in the order of their names."""
    words, beginnings, ends, *_ = _lexicon()
    found = words.get(word, _NONE)
    for end in ends:
        under = beginnings.get(word[:end])
        if under and word.startswith(under.every):
            for start, names in under.concepts.items():
                if word.startswith(start):
                    found = found | names
    return tuple(sorted(found)) if found else ()


def concepts_in(token: str) -> tuple[str, ...]:
    """The concepts of the words in a row of letters without spaces, in their order."""
    lexicon = _lexicon()
    return tuple(one for found in lexicon.pattern.findall(token) for one in sorted(lexicon.joined[found]))
