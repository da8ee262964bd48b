"""Files are one noun or one verb, and functions read as a page."""

from tests.support.source import BESIDE, ROOMS, functions_of, python_files, text_of

LINES_A_FILE = 400
LINES_A_FUNCTION = 60


def test_no_file_is_longer_than_400_lines() -> None:
    lengths = {str(path): text_of(path).count("\n") for path in python_files(*ROOMS, *BESIDE)}
    assert {path: lines for path, lines in lengths.items() if lines > LINES_A_FILE} == {}


def test_no_function_is_longer_than_60_lines() -> None:
    too_long = {
        f"{path}:{function.lineno} {function.name}"
        for path in python_files(*ROOMS, *BESIDE)
        for function in functions_of(path)
        if function.end_lineno - function.lineno >= LINES_A_FUNCTION
    }
    assert too_long == set()
