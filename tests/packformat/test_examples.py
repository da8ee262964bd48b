from packformat.examples import GOOD, Example, examples_in

FILES = {
    "examples/a/example.toml": b'label = "good"\nreason = "Every balance ties"\ncriterion = "tied"\n',
    "examples/a/answer.md": b"Tied.\n",
    "examples/b/deep/answer.md": b"Open.\n",
    "examples/c/example.toml": b'label = "bad"\nreason = "short"\n',
    "examples/d/example.toml": b"label = ",
    "examples/readme.md": b"They are good and bad.\n",
    "skills/examples/x.md": b"No example.\n",
}


def test_every_folder_is_an_example_with_its_own_files_by_name() -> None:
    a, b, c, d = examples_in(FILES)
    assert a == Example("a", GOOD, "Every balance ties", "tied", {"answer.md": b"Tied.\n"})
    assert a.path == "examples/a/example.toml"
    assert b == Example("b", "", "", "", {"deep/answer.md": b"Open.\n"})
    assert [one.name for one in (c, d)] == ["c", "d"]


def test_one_that_does_not_describe_itself_as_the_format_asks_says_nothing() -> None:
    assert [one.label for one in examples_in(FILES)] == [GOOD, "", "", ""]
    wrong = {"examples/a/example.toml": b'label = "bad"\nreason = ["a list of reasons"]\n'}
    assert examples_in(wrong)[0].label == ""
