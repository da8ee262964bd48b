"""What a document can be refused for that is to become readable text: rows of `packformat.codes`."""

from __future__ import annotations

from packformat.errors import AuthorError, ErrorSpec, UsageError

CONVERT_CODES = {
    "E_CONVERT_TYPE": ErrorSpec(
        AuthorError,
        "`{name}` is no document that can be read",
        "open it in the program that made it and save it as one of these: {known}",
    ),
    "E_CONVERT_BROKEN": ErrorSpec(
        AuthorError,
        "this is not {what} that can be read: {reason}",
        "open it in the program that made it and save it again",
    ),
    "E_CONVERT_OLD": ErrorSpec(
        AuthorError,
        "this is not {what} of today but one of the formats before 2007",
        "open it and save it in the current format (.docx, .xlsx, .pptx)",
    ),
    "E_CONVERT_PASSWORD": ErrorSpec(
        AuthorError, "{what} is locked with a password", "save a copy without the password"
    ),
    "E_CONVERT_MACROS": ErrorSpec(
        AuthorError,
        "the document holds a program (`{part}`)",
        "save a copy without macros (.docx, .xlsx, .pptx)",
    ),
    "E_CONVERT_HOSTILE": ErrorSpec(
        AuthorError,
        "the document is not read, for the safety of those who would: {reason}",
        "if you made it yourself, save a copy from the program you wrote it with",
    ),
    "E_CONVERT_EXPORT": ErrorSpec(
        AuthorError,
        "the zip is no export that can be read: it holds neither Slack's channels nor ClickUp's tasks",
        "choose the zip that Slack gave you, or put the CSV file that ClickUp gave you into one; "
        "take documents out of a zip and choose them one by one",
    ),
    "E_CONVERT_LARGE": ErrorSpec(
        AuthorError,
        "the document holds more than {most} {of}: more than can be read in the time that one is given",
        "split it, by chapter or by year, or keep only what an agent needs, and choose that",
    ),
    "E_CONVERT_EMPTY": ErrorSpec(AuthorError, "{what} holds no text", "choose a document that does"),
    "E_CONVERT_SCANNED": ErrorSpec(
        AuthorError,
        "the PDF holds pictures of pages and no text ({pages} pages)",
        "run text recognition (OCR) on it, or find the document that it was scanned from",
    ),
    "E_CONVERT_LIMIT": ErrorSpec(
        AuthorError,
        "the document needs more {limit} than a conversion is given",
        "split it, or leave out what an agent does not need",
    ),
    "E_CONVERT_LIBRARY": ErrorSpec(
        UsageError,
        "documents of the kind {suffix} cannot be read here: `{library}` is not installed",
        "in the environment that ctxpack is in, "
        "run `pip install defusedxml mammoth openpyxl pypdfium2 python-pptx`",
    ),
}
