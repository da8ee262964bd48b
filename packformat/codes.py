"""The errors of the pack format: one row a code, raised with ``FORMAT.error(code, **values)``.

Each refusal of an archive stops a known attack or a difference between readers; the row says what was
seen, the place that raises it says which attack it stops.
"""

from __future__ import annotations

from packformat.convert_codes import CONVERT_CODES
from packformat.errors import (
    AuthorError,
    ConflictError,
    ErrorSpec,
    ErrorTable,
    IntegrityError,
    TargetError,
    UsageError,
)

_RECORD = "in an upload, leave out the folder `.ctxpack`; from a registry, report it to its operator"
_REPACK = "publish the folder with `ctxpack publish`, which packs it the one accepted way"

FORMAT = ErrorTable(
    {
        **CONVERT_CODES,
        # --- files that packs share with the user ---------------------------------------------------
        "E_SHARED_FILE": ErrorSpec(
            TargetError,
            "`{path}` cannot take up what packs bring: {reason}",
            "mend the file or move it away, and try again; nothing was changed",
        ),
        "E_CONFLICT_SERVER": ErrorSpec(
            ConflictError,
            "`{path}` has a server `{server}` already, which is another than the packs bring",
            "rename or remove one of the two; nothing was changed",
        ),
        # --- names, versions, digests ---------------------------------------------------------------
        "E_NAME": ErrorSpec(
            AuthorError,
            "`{name}` is not a pack name: {rule}",
            "use 2 to 64 small letters, digits and single hyphens, starting with a letter: `month-end-close`",
        ),
        "E_NAME_RESERVED": ErrorSpec(
            AuthorError,
            "the name `{name}` is reserved",
            "choose another `name`; this one means something to clients or to the registry itself",
        ),
        "E_VERSION": ErrorSpec(
            AuthorError,
            "`{version}` is not a version",
            "write three numbers, such as `1.4.0`, with `a1`, `b1` or `rc1` after them for a trial version",
        ),
        "E_REQUIREMENT": ErrorSpec(
            AuthorError,
            "`{specifier}` is not a version requirement: {reason}",
            "write it like `>=1.2,<2` or `^1.2`",
        ),
        "E_DIGEST_FORMAT": ErrorSpec(
            IntegrityError,
            "`{value}` is not a digest",
            "a digest is `sha256:` and 64 hexadecimal digits",
        ),
        # --- paths ----------------------------------------------------------------------------------
        "E_PATH_EMPTY": ErrorSpec(AuthorError, "entry {number} has no name", _REPACK),
        "E_PATH_ESCAPE": ErrorSpec(
            AuthorError, "`{path}` leads out of the pack", "keep every file inside the pack's folder"
        ),
        "E_PATH_NOT_CANONICAL": ErrorSpec(
            AuthorError,
            "`{path}` is not the shortest way to write this path",
            "write it as `{canonical}`{remedy}",
        ),
        "E_PATH_ABSOLUTE": ErrorSpec(
            AuthorError, "`{path}` is an absolute path", "name files from the pack's folder"
        ),
        "E_PATH_CHARS": ErrorSpec(
            AuthorError,
            "`{path}` contains {character}, which not every system can store or show",
            "rename the file with letters, digits, spaces, hyphens, dots and underscores",
        ),
        "E_PATH_WINDOWS": ErrorSpec(
            AuthorError, "`{path}` cannot exist on Windows: {reason}", "rename `{component}`"
        ),
        "E_PATH_NOT_NFC": ErrorSpec(
            AuthorError,
            "`{path}` is not in Unicode form C, so two systems would spell it differently",
            "rename the file by typing its name anew",
        ),
        "E_PATH_ENCODING": ErrorSpec(
            AuthorError, "entry {number} has a name that is not UTF-8: {bytes}", "rename the file"
        ),
        "E_PATH_LENGTH": ErrorSpec(
            AuthorError,
            "`{path}` is too long: {length} bytes where {limit} are allowed",
            "shorten the names of the file or of its folders",
        ),
        "E_PATH_DEPTH": ErrorSpec(
            AuthorError, "`{path}` is {depth} folders deep where {limit} are allowed", "flatten the folders"
        ),
        "E_PATH_COLLISION": ErrorSpec(
            AuthorError,
            "`{path}` and `{other}` are one and the same file on some systems",
            "rename one of them",
        ),
        "E_PATH_RESERVED": ErrorSpec(
            AuthorError, "`{path}` belongs to another program and cannot be part of a pack", "{remedy}"
        ),
        # --- what an archive may hold ---------------------------------------------------------------
        "E_ENTRY_LINK": ErrorSpec(
            AuthorError, "`{path}` is a link to `{target}`", "replace the link by a copy of the file"
        ),
        "E_ENTRY_TYPE": ErrorSpec(
            AuthorError, "`{path}` is not a file: {type}", "packs hold plain files only"
        ),
        "E_ENTRY_MODE": ErrorSpec(
            AuthorError,
            "`{path}` has the file mode {mode}",
            "set it to 0644, or 0755 for a program: `chmod 644 FILE`",
        ),
        "E_TOO_LARGE": ErrorSpec(
            AuthorError,
            "{what} is larger than {limit} bytes: reading stopped at {size}",
            "leave out what an agent does not need, or split the pack",
        ),
        "E_TOO_MUCH_WORK": ErrorSpec(
            AuthorError,
            "the lines at the top of pages and the files that describe parts hold more than is read of one "
            "pack: they weigh {size}, and {limit} is the most",
            "split the pack, and move long lists out of these lines into pages of their own",
        ),
        "E_TOO_MANY": ErrorSpec(
            AuthorError, "the pack holds more than {limit} files", "leave out what an agent does not need"
        ),
        "E_SIZE_MISMATCH": ErrorSpec(
            IntegrityError, "`{path}` is stated to be {stated} bytes and is not", _REPACK
        ),
        # --- archives -------------------------------------------------------------------------------
        "E_ARCHIVE_EMPTY": ErrorSpec(AuthorError, "{source} is empty ({size} bytes)", _REPACK),
        "E_ARCHIVE_TYPE": ErrorSpec(
            AuthorError,
            "{source} is not {wanted} but {found}",
            "zip the whole folder that holds `pack.toml`, use `ctxpack publish`, or send a `SKILL.md`",
        ),
        "E_ARCHIVE_TRUNCATED": ErrorSpec(
            IntegrityError, "{source} ends too early, inside {place}, after {size} bytes", "send it again"
        ),
        "E_ZIP_OVERLAP": ErrorSpec(
            AuthorError, "`{path}` and `{other}` share the same bytes of the archive", _REPACK
        ),
        "E_ZIP_DUPLICATE": ErrorSpec(AuthorError, "the archive holds `{path}` twice", _REPACK),
        "E_ZIP_MISMATCH": ErrorSpec(
            AuthorError, "the archive says two things about `{path}`: {difference}", _REPACK
        ),
        "E_ZIP_TRAILING": ErrorSpec(
            AuthorError, "{count} bytes follow the end of the archive, from offset {offset}", _REPACK
        ),
        "E_ZIP_PREFIX": ErrorSpec(
            AuthorError, "the archive begins with bytes that belong to no file: {bytes}", _REPACK
        ),
        "E_ZIP_FLAG": ErrorSpec(AuthorError, "`{path}` is stored in a way we do not read: {flag}", _REPACK),
        "E_ZIP_METHOD": ErrorSpec(
            AuthorError, "`{path}` is compressed with {method}; only store and deflate are read", _REPACK
        ),
        "E_ZIP_CRC": ErrorSpec(IntegrityError, "`{path}` is damaged: its CRC-32 is wrong", "send it again"),
        "E_TAR_EXTENSION": ErrorSpec(
            AuthorError,
            "`{path}` depends on an extended header of type {type}{says}",
            "pack it with `tar --format=ustar`, or send a zip",
        ),
        "E_TAR_HEADER": ErrorSpec(
            AuthorError, "block {block} of the archive is not a tar header: {reason}", _REPACK
        ),
        "E_NOT_CANONICAL": ErrorSpec(
            IntegrityError,
            "the archive is not in canonical form: `{path}`, {field}",
            "the registry repacks every upload; this archive did not come from one",
        ),
        # --- the record -----------------------------------------------------------------------------
        "E_RECORD_SYNTAX": ErrorSpec(
            IntegrityError, "line {line} of the archive's record cannot be read", _RECORD
        ),
        "E_FILE_HASH": ErrorSpec(
            IntegrityError,
            "`{path}` is not the file that the record lists: its digest differs",
            _RECORD,
        ),
        "E_FILE_UNLISTED": ErrorSpec(
            IntegrityError,
            "`{path}` is in the archive but not in its record",
            _RECORD,
        ),
        "E_FILE_ABSENT": ErrorSpec(
            IntegrityError,
            "`{path}` is in the record but not in the archive",
            _RECORD,
        ),
        # --- the manifest ---------------------------------------------------------------------------
        "E_MANIFEST_MISSING": ErrorSpec(
            AuthorError, "there is no `pack.toml` at the top of the pack{found}", "{remedy}"
        ),
        "E_MANIFEST_SYNTAX": ErrorSpec(
            AuthorError, "`{path}` cannot be read: {reason}", "mend the line and try again"
        ),
        "E_MANIFEST_ENCODING": ErrorSpec(
            AuthorError,
            "`{path}` is not plain UTF-8 text: {found}",
            "save the file as UTF-8 without a byte-order mark",
        ),
        "E_MANIFEST_DEPTH": ErrorSpec(AuthorError, "`{path}` nests deeper than {limit} levels", "flatten it"),
        "E_DUPLICATE_KEY": ErrorSpec(
            AuthorError, "`{path}` names `{key}` twice{where}", "keep one of the two"
        ),
        "E_SCHEMA": ErrorSpec(AuthorError, "`{path}`, {field}: {reason}", "{remedy}"),
        "E_IMPORT_SHAPE": ErrorSpec(
            AuthorError,
            "this is {found}",
            "{remedy}",
        ),
        "E_SINGLE_FILE": ErrorSpec(AuthorError, "`{path}` by itself is no pack: it {found}", "{remedy}"),
        "E_IDENTITY_MISMATCH": ErrorSpec(
            AuthorError,
            "`{path}` says {found} where `pack.toml` says {wanted}",
            "make both say the same",
        ),
        "E_DEPENDENCY_CYCLE": ErrorSpec(
            AuthorError, "the pack requires itself: {cycle}", "remove the requirement"
        ),
        "E_YAML_ALIAS": ErrorSpec(
            AuthorError,
            "`{path}` line {line} takes its value from another line (an alias)",
            "write the value out",
        ),
        "E_YAML_TAG": ErrorSpec(
            AuthorError, "`{path}` line {line} gives its value a type of its own: `{tag}`", "remove the tag"
        ),
        "E_FRONTMATTER": ErrorSpec(
            AuthorError,
            "`{path}` line {line}: {reason}",
            "begin the file with `---`, the fields, and a second `---` on a line of its own",
        ),
        "E_PATTERN": ErrorSpec(
            AuthorError,
            "`{path}`: the pattern `{pattern}` {reason}",
            "write letters, `[a-z]`, `\\d`, groups, `|`, the repeats `?`, `*`, `+`, counts in curly brackets",
        ),
        "E_SCAFFOLD": ErrorSpec(
            AuthorError,
            "`{path}` cannot be laid out: {reason}",
            "name folders and files as people do who keep their work in them",
        ),
        # --- what files hold --------------------------------------------------------------------------
        "E_TEXT_ENCODING": ErrorSpec(
            AuthorError,
            "`{path}` is not UTF-8 text: byte {byte} at offset {offset}",
            "save the file as UTF-8",
        ),
        "E_HIDDEN_TEXT": ErrorSpec(
            AuthorError,
            "`{path}` line {line} holds what a reader cannot see and an agent reads: {what}",
            "take it out, or say it where people can read it",
        ),
        "E_BIDI": ErrorSpec(
            AuthorError,
            "`{path}` line {line} holds a character that turns the direction of text: {character}",
            "take it out: what is shown is not what is read",
        ),
        "E_CONTROL_CHARS": ErrorSpec(
            AuthorError,
            "`{path}` line {line} holds a control character, which can hide text on a screen: {character}",
            "take it out; a program can write it as an escape, such as `\\033`",
        ),
        "E_PADDING": ErrorSpec(
            AuthorError,
            "`{path}` goes on in line {line}, after {count} empty {what}, where nobody looks",
            "take the empty space out",
        ),
        "E_CONTENT_BINARY": ErrorSpec(
            AuthorError,
            "`{path}` is a program that nobody can read: {type}",
            "ship the source, or name the tool that a person has to install",
        ),
        "E_CONTENT_ARCHIVE": ErrorSpec(
            AuthorError,
            "`{path}` is an archive inside the pack: {type}",
            "put the files themselves into the pack",
        ),
        "E_CONTENT_TYPE": ErrorSpec(
            AuthorError,
            "`{path}` is called {named} and is {found}",
            "give the file the ending of what it is",
        ),
        "E_CONTENT_ACTIVE": ErrorSpec(
            AuthorError,
            "the picture `{path}` can act by itself: it holds {element}",
            "save it without scripts, events and outside links",
        ),
        "E_UNDECLARED": ErrorSpec(
            AuthorError,
            "`pack.toml` does not declare a power. {sentence}: `{item}`",
            "add it to `{kind}` under `[powers]` in `pack.toml`",
        ),
        "E_PRIVILEGE": ErrorSpec(
            AuthorError,
            "`{path}` line {line} takes what only the user may give: {what}",
            "take it out: name the few tools that are needed, and tell in the README what else users may set",
        ),
        "E_REMOTE_EXEC": ErrorSpec(
            AuthorError,
            "`{path}` line {line} runs what comes from elsewhere, unseen: {what}",
            "name the tool and its version, and let the user install it",
        ),
        "E_REMOTE_RULES": ErrorSpec(
            AuthorError,
            "`{path}` line {line} has the agent follow what stands elsewhere and can change: {what}",
            "put the instructions into the pack",
        ),
        "E_LINK_SCHEME": ErrorSpec(
            AuthorError,
            "`{path}` line {line} holds a link that does more than lead to a page: {scheme}",
            "link to an https address",
        ),
        "E_SECRET": ErrorSpec(
            AuthorError,
            "`{path}` line {line} holds {kind}, which everybody who installs the pack would get",
            "withdraw it at its issuer, then write the name of an environment variable in its place",
        ),
        # --- wikis ------------------------------------------------------------------------------------
        "E_WIKI_GOLD": ErrorSpec(
            AuthorError,
            "`{path}` holds no questions that can be asked: {reason}",
            "list `questions`, each with `question` and `page`, the name of the page's file without `.md`",
        ),
        "E_FULL_TEXT": ErrorSpec(
            TargetError, "this Python's SQLite has no full-text search: {reason}", "use another Python 3"
        ),
        # --- signed documents, the lockfile, policies -----------------------------------------------
        "E_SIGNATURE": ErrorSpec(
            IntegrityError,
            "the signature of {document} does not verify ({reason})",
            "do not install from it; ask the registry's operator, or check `CTXPACK_REGISTRY`",
        ),
        "E_DOCUMENT": ErrorSpec(
            IntegrityError, "{document} cannot be read: {reason}", "report it to the registry's operator"
        ),
        "E_NEWER": ErrorSpec(
            TargetError,
            "a newer ctxpack has written `{path}`: it is of format {found}, and this one reads {known}",
            "bring ctxpack up to date: the page of any pack at your registry has the command, under "
            "*First time on this machine?*",
        ),
        "E_LOCKFILE": ErrorSpec(
            AuthorError,
            "`ctxpack.lock` cannot be read: {reason}",
            "restore it from version control, or delete it and run `ctxpack install` again",
        ),
        "E_POLICY": ErrorSpec(
            UsageError,
            "the policy `{path}` cannot be read, so nothing is allowed: {reason}",
            "mend the file, or have it mended by whoever keeps it; `ctxpack policy` shows whether it reads",
        ),
    }
)
