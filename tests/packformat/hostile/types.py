"""Entries that are no plain files."""

from tests.packformat.hostile.case import with_entry
from tests.support.packing import ZipEntry

TYPES = [
    with_entry("link", ZipEntry(b"b.md", b"a.md", mode=0o120777), "E_ENTRY_LINK", "b.md", "a.md"),
    with_entry(
        "link in a zip that says it is from MS-DOS",
        ZipEntry(b"b.md", b"/etc/hostname", mode=0o120777, maker=20),
        "E_ENTRY_LINK",
        "b.md",
        "/etc/hostname",
    ),
    with_entry("device node", ZipEntry(b"d", mode=0o020644), "E_ENTRY_TYPE", "`d`"),
    with_entry("set-user-id", ZipEntry(b"d", mode=0o104755), "E_ENTRY_MODE", "`d`", "4755"),
    with_entry("set-group-id", ZipEntry(b"d", mode=0o102755), "E_ENTRY_MODE", "`d`", "2755"),
    with_entry("sticky", ZipEntry(b"d", mode=0o101777), "E_ENTRY_MODE", "`d`", "1777"),
    with_entry("folder with data", ZipEntry(b"d/", b"x" * 100, mode=0), "E_ENTRY_TYPE", "d/"),
    with_entry("folder by name, file by mode", ZipEntry(b"d/"), "E_ENTRY_TYPE", "d/"),
    with_entry("folder by mode, file by name", ZipEntry(b"d", mode=0o040755), "E_ENTRY_TYPE", "`d`"),
]
