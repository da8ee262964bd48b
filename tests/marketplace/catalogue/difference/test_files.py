from marketplace.catalogue.difference.files import MOST_BYTES, file_changes, text_changes
from registry.models import Release, User
from tests.support.registry import published


def test_added_removed_changed_and_merely_runnable_files_are_told_apart() -> None:
    before = Release(files=[["a", "d1", 1, False], ["b", "d2", 1, False], ["c", "d3", 1, False]])
    after = Release(files=[["b", "d9", 1, False], ["c", "d3", 1, True], ["d", "d4", 1, False]])
    assert [(one.path, one.what) for one in file_changes(before, after)] == [
        ("a", "removed"),
        ("b", "changed"),
        ("c", "mode"),
        ("d", "added"),
    ]


def test_what_is_no_text_or_too_large_is_named_but_not_compared(ada: User) -> None:
    before = published(ada, "month-end", "1.0.0", extra={"a.bin": b"\0one", "b.txt": b"x"}).release
    extra = {"a.bin": b"\0two", "b.txt": b"x" * (MOST_BYTES + 1)}
    after = published(ada, "month-end", "1.1.0", extra=extra).release
    changes = file_changes(before, after)
    texts = {one.change.path: one.lines for one in text_changes(before, after, changes)}
    assert texts["a.bin"] is None
    assert texts["b.txt"] is None
    assert texts["pack.toml"]
    assert text_changes(before, after, changes) == text_changes(before, after, changes)
