"""Names of entries that no pack may hold."""

from tests.packformat.hostile.case import named, two, with_entry
from tests.support.packing import ZipEntry

PATHS = [
    named("parent at the start", "../evil.md", "E_PATH_ESCAPE", "../evil.md"),
    named(
        "parent that leaves after a folder", "skills/../../evil.md", "E_PATH_ESCAPE", "skills/../../evil.md"
    ),
    named("parent that stays inside", "skills/x/../SKILL.md", "E_PATH_NOT_CANONICAL", "skills/x/../SKILL.md"),
    named("absolute", "/etc/ctx-test.md", "E_PATH_ABSOLUTE", "/etc/ctx-test.md"),
    named("Windows drive with a slash", "C:/x.md", "E_PATH_CHARS", "C:/x.md", "`:`", "U+003A"),
    named("Windows drive without a slash", "C:x.md", "E_PATH_CHARS", "C:x.md", "`:`"),
    named("backslash", "skills\\x\\SKILL.md", "E_PATH_CHARS", "skills\\x\\SKILL.md", "U+005C"),
    named("parent with backslashes", "..\\..\\evil.md", "E_PATH_CHARS", "..\\..\\evil.md"),
    named("double slash", "skills//SKILL.md", "E_PATH_NOT_CANONICAL", "skills//SKILL.md"),
    named("dot at the start", "./notes.md", "E_PATH_NOT_CANONICAL", "./notes.md", "`notes.md`", "FOLDER`"),
    named("dot inside", "skills/./SKILL.md", "E_PATH_NOT_CANONICAL", "skills/./SKILL.md"),
    named("empty name", "", "E_PATH_EMPTY", "entry 1"),
    named("line break", "a\nb.md", "E_PATH_CHARS", "a\\u000ab.md", "U+000A"),
    named("NUL", "a.md\0.sh", "E_PATH_CHARS", "a.md\\u0000.sh", "U+0000"),
    named("folder with a trailing dot", "notes./a.md", "E_PATH_WINDOWS", "notes./a.md"),
    named("file with a trailing dot", "a.md.", "E_PATH_WINDOWS", "a.md."),
    named("file with a trailing space", "a.md ", "E_PATH_WINDOWS", "a.md "),
    named("folder with a leading space", " a/b.md", "E_PATH_WINDOWS", " a/b.md"),
    named("device with an extension", "references/CON.md", "E_PATH_WINDOWS", "references/CON.md"),
    named("device", "aux", "E_PATH_WINDOWS", "aux"),
    named("alternate stream", "SKILL.md:hidden", "E_PATH_CHARS", "SKILL.md:hidden"),
    *(
        named(f"character {char}", f"a{char}b.md", "E_PATH_CHARS", f"`{char}`", f"U+{ord(char):04X}")
        for char in '<>|?*"`~'
    ),
    two("names equal but for case", "README.md", "readme.md"),
    two("folders equal but for case", "Notes/a.md", "notes/b.md", "Notes/", "notes/"),
    two("one name in two Unicode forms", "caf\u00e9.md", "cafe\u0301.md"),
    named("decomposed letters", "cafe\u0301.md", "E_PATH_NOT_NFC", "cafe\u0301.md"),
    two("compatible letters", "\ufb01le.md", "file.md"),
    named("not UTF-8", b"\xff\xfe.md", "E_PATH_ENCODING", "ff fe 2e 6d 64"),
    with_entry(
        "not UTF-8 and not said to be", ZipEntry(b"\xff\xfe.md", flags=0), "E_PATH_ENCODING", "ff fe 2e 6d 64"
    ),
    named("component of 256 bytes", "a" * 256, "E_PATH_LENGTH", "256", "200"),
    named("component of 101 bytes", "a" * 101, "E_PATH_LENGTH", "101", "100"),
    named("component of two-byte letters", "é" * 51, "E_PATH_LENGTH", "102", "100"),
    named("path of 201 bytes", "/".join(["a" * 50] * 3 + ["b" * 48]), "E_PATH_LENGTH", "201", "200"),
    named("eleven folders", "/".join("abcdefghijkl"), "E_PATH_DEPTH", "11", "10"),
    two("file and folder of one name", "a", "a/b.md", "`a`", "`a/`"),
    two("file and folder of one name but for case", "A", "a/b.md", "`A`", "`a/`"),
    named("right-to-left override", "invoice\u202egpj.md", "E_PATH_CHARS", "U+202E"),
    named("zero-width space", "SKILL\u200b.md", "E_PATH_CHARS", "U+200B"),
    named("variation selector", "SKILL\ufe0f.md", "E_PATH_CHARS", "U+FE0F"),
    named("letter that shows nothing", "SKILL\u3164.md", "E_PATH_CHARS", "U+3164"),
    named("hook of version control", ".git/hooks/pre-commit", "E_PATH_RESERVED", ".git/hooks/pre-commit"),
    *(
        named(
            f"version control disguised as {name!r}", f"{name}/config", "E_PATH_RESERVED", f"{shown}/config"
        )
        for name, shown in ((".GIT",) * 2, ("git~1",) * 2, (".git\u200c", ".git\\u200c"), (".git.",) * 2)
    ),
    named("version control below a folder", "a/.git/config", "E_PATH_RESERVED", "a/.git/config"),
    named(
        "agent settings",
        ".claude/settings.json",
        "E_PATH_RESERVED",
        ".claude/settings.json",
        "hooks/hooks.json",
    ),
    named("our own folder", ".ctxpack/receipts", "E_PATH_RESERVED", ".ctxpack/receipts"),
    named("home", "~/.bashrc", "E_PATH_CHARS", "~/.bashrc"),
]
