"""The registry's errors: one row a code, raised with ``ERRORS.error(code, **values)``.

docs/API.md lists them for callers; `registry.problems` says which HTTP status each becomes.
"""

from packformat.errors import (
    ConflictError,
    ErrorSpec,
    ErrorTable,
    NotFoundError,
    PermissionDeniedError,
    RegistryError,
    UsageError,
)

_LOGIN = "make a token on the site and run `ctxpack login --with-token`"
_CHOOSE = "choose another"
_SIGN = "`ctxpack eval attest REPORT --send`"
_OPERATOR = "try again in a minute; if it stays, tell the registry's operator"

ERRORS = ErrorTable(
    {
        # --- the request ----------------------------------------------------------------------------
        "E_REQUEST": ErrorSpec(UsageError, "the request cannot be read: {reason}", "see `/api/docs/`"),
        "E_FIELD": ErrorSpec(UsageError, "`{field}`: {reason}", "see `/api/docs/`"),
        "E_ROUTE_UNKNOWN": ErrorSpec(NotFoundError, "there is nothing at `{path}`", "see `/api/docs/`"),
        "E_METHOD": ErrorSpec(UsageError, "`{method}` is not possible here", "use {allowed}"),
        "E_MEDIA_TYPE": ErrorSpec(
            UsageError, "the request's content type `{found}` is not read here", "send {wanted}"
        ),
        "E_NOT_ACCEPTABLE": ErrorSpec(
            UsageError,
            "the request accepts no JSON, which the answer is",
            "accept `application/json`",
        ),
        "E_UPLOAD_TOO_LARGE": ErrorSpec(
            UsageError,
            "the request is larger than {limit} bytes",
            "leave out what an agent does not need, or split the pack",
        ),
        "E_RANGE": ErrorSpec(UsageError, "the archive has no bytes {range}", "it has {size} bytes"),
        "E_TOO_MANY_FILES": ErrorSpec(
            UsageError, "at most {most} files can come at once", "bring them in several goes"
        ),
        "E_TOO_MANY_REQUESTS": ErrorSpec(
            UsageError, "too many requests for now", "wait {seconds} seconds and try again"
        ),
        # --- who asks -------------------------------------------------------------------------------
        "E_TOKEN_MISSING": ErrorSpec(PermissionDeniedError, "this needs a token and none was sent", _LOGIN),
        "E_TOKEN_INVALID": ErrorSpec(
            PermissionDeniedError,
            "the token is not one of this registry's",
            "check for a copying mistake",
        ),
        "E_TOKEN_EXPIRED": ErrorSpec(PermissionDeniedError, "the token expired on {when}", _LOGIN),
        "E_TOKEN_REVOKED": ErrorSpec(PermissionDeniedError, "the token was revoked on {when}", _LOGIN),
        "E_TOKEN_SCOPE": ErrorSpec(
            PermissionDeniedError, "the token may not {scope}", "make one with the scope `{scope}`"
        ),
        "E_ACCOUNT_INACTIVE": ErrorSpec(
            PermissionDeniedError, "the token's account is not active", "ask the registry's operator"
        ),
        "E_NOT_MEMBER": ErrorSpec(
            PermissionDeniedError,
            "you are not a member of the publisher `{publisher}`",
            "ask one of its owners to add you",
        ),
        "E_NOT_STAFF": ErrorSpec(
            PermissionDeniedError,
            "this is for those who run the registry",
            "ask the registry's operator",
        ),
        "E_OWN_MATTER": ErrorSpec(
            PermissionDeniedError,
            "this is about you or a publisher of yours, and nobody decides in their own matter",
            "leave it to somebody else of the staff",
        ),
        "E_ADVISORY_OF_STAFF": ErrorSpec(
            PermissionDeniedError,
            "`{advisory}` is the staff's, and only they change it",
            "write to the registry's operator, and say what is wrong with it",
        ),
        "E_YANK_OF_STAFF": ErrorSpec(
            PermissionDeniedError,
            "the staff withdrew `{pack}` {version}, and only they take that back",
            "appeal against it: the notification about it leads there",
        ),
        "E_NO_PUBLISHER": ErrorSpec(
            PermissionDeniedError,
            "you are not a member of any publisher",
            "create one on the site, or ask an owner to add you",
        ),
        "E_PUBLISHER_AMBIGUOUS": ErrorSpec(
            UsageError,
            "you are a member of several publishers: {publishers}",
            "name one in the field `publisher`",
        ),
        "E_ROLE": ErrorSpec(
            PermissionDeniedError,
            "as {role} of `{publisher}` you may not do this",
            "ask one of its owners",
        ),
        "E_LAST_OWNER": ErrorSpec(
            ConflictError,
            "the publisher `{publisher}` would be left without an owner",
            "make somebody else an owner first",
        ),
        "E_REMOVED": ErrorSpec(
            ConflictError,
            "the staff removed your review of `{pack}` {version}",
            "appeal against it: the notification about it leads there",
        ),
        "E_OWN_PACK": ErrorSpec(
            PermissionDeniedError,
            "`{pack}` is a pack of yours, and nobody reviews their own",
            "ask somebody who uses it",
        ),
        # --- what is asked for ----------------------------------------------------------------------
        "E_PUBLISHER_UNKNOWN": ErrorSpec(
            NotFoundError, "there is no publisher `{publisher}`", "check the spelling of its handle"
        ),
        "E_PACK_ABSENT": ErrorSpec(
            NotFoundError,
            "there is no pack `{pack}`",
            "use `ctxpack search`; a private pack is shown to a token of one of its readers alone",
        ),
        "E_RELEASE_ABSENT": ErrorSpec(
            NotFoundError, "`{pack}` has no version {version}", "see `/api/v1/packs/{pack}` for those it has"
        ),
        "E_VARIANT_LICENCE": ErrorSpec(
            PermissionDeniedError,
            "the licence of `{pack}`, {licence}, lets nobody else change it and share that",
            "ask its publisher `{publisher}`, or install it and keep what you add beside it",
        ),
        "E_VARIANT_PRIVATE": ErrorSpec(
            PermissionDeniedError,
            "`{pack}` is private, and a variant would name it to whoever reads that",
            "ask its publisher `{publisher}`, or install it and keep what you add beside it",
        ),
        "E_ORIGINAL_ABSENT": ErrorSpec(
            NotFoundError,
            "`{pack}` was not made from a pack that can be seen here",
            "`ctxpack search` finds others",
        ),
        "E_ORIGINAL_CURRENT": ErrorSpec(
            ConflictError,
            "`{pack}` has everything of `{original}` up to its newest version, {version}",
            "you are told when there is a newer one",
        ),
        "E_SUBMISSION_ABSENT": ErrorSpec(
            NotFoundError, "there is no submission `{submission}` of yours", "submit the archive again"
        ),
        "E_NOT_HELD": ErrorSpec(
            ConflictError,
            "the submission `{submission}` does not wait for a person: it is {status}",
            "look at it again; somebody may have decided already",
        ),
        "E_NOTHING_TO_MEND": ErrorSpec(
            ConflictError,
            "no change that a program could make is left for the submission `{submission}`",
            "make the changes in your own files, and upload them again",
        ),
        "E_MADE_FROM_ANSWERS": ErrorSpec(
            ConflictError,
            "the files of the submission `{submission}` are made from answers, which would undo the change",
            "change the answers of the draft `{draft}`, and publish it again",
        ),
        "E_SUPERSEDED": ErrorSpec(
            ConflictError,
            "the submission `{submission}` has given way to `{later}`",
            "go on with the later one",
        ),
        "E_ADVISORY_ABSENT": ErrorSpec(
            NotFoundError, "there is no advisory `{advisory}`", "see `/advisories` for those there are"
        ),
        "E_QUESTION_ABSENT": ErrorSpec(
            NotFoundError, "there is no question {question}", "see the pack's page"
        ),
        "E_SAID_ABSENT": ErrorSpec(NotFoundError, "there is no {kind} {number}", "see the pack's page"),
        "E_APPEAL_NOTHING": ErrorSpec(
            NotFoundError,
            "nothing was decided against a {kind} `{key}` of yours",
            "see your notifications for what was",
        ),
        "E_APPEAL_ABSENT": ErrorSpec(
            NotFoundError,
            "there is no open appeal {appeal}",
            "somebody may have answered it: see the queue",
        ),
        "E_COMPLAINT_ABSENT": ErrorSpec(
            NotFoundError,
            "there is no open complaint {complaint}",
            "somebody may have answered it: see the queue",
        ),
        "E_INVITATION_ABSENT": ErrorSpec(
            NotFoundError, "you have no invitation {invitation}", "see your account"
        ),
        "E_ATTESTATION_ABSENT": ErrorSpec(
            NotFoundError, "there is no result {attestation}", "see the results on the pack's page"
        ),
        "E_WISH_ABSENT": ErrorSpec(NotFoundError, "there is no request {wish}", "see `/requests`"),
        "E_TOKEN_ABSENT": ErrorSpec(NotFoundError, "you have no token {token}", "see your account"),
        "E_DRAFT_ABSENT": ErrorSpec(
            NotFoundError,
            "there is no draft `{draft}` of yours",
            "sign in with the account, or use the browser, in which you wrote it",
        ),
        "E_DRAFT_REVISION_ABSENT": ErrorSpec(
            NotFoundError,
            "what was taken out in revision {revision} is kept no longer",
            "type it again; the newest hundred changes can be taken back",
        ),
        "E_DRAFT_DOCUMENT_ABSENT": ErrorSpec(
            NotFoundError,
            "the draft has no document {document}",
            "ask for the draft's documents: whoever writes it too may have taken this one out",
        ),
        "E_EXERCISE_ABSENT": ErrorSpec(
            NotFoundError, "the lesson has no exercise `{exercise}`", "see `/lesson` for those there are"
        ),
        "E_DRAFT_LINK_ABSENT": ErrorSpec(
            NotFoundError, "this link leads nowhere, or its time is over", "ask whoever sent it for a new one"
        ),
        # --- signed results of evals ----------------------------------------------------------------
        "E_ATTESTATION": ErrorSpec(
            UsageError, "the result cannot be taken: {reason}", "sign the report anew: " + _SIGN
        ),
        "E_ATTESTATION_TO": ErrorSpec(
            UsageError,
            "the result is signed for {found}, and this is the account `{account}` at {registry}",
            "sign and send it in one step: " + _SIGN,
        ),
        "E_ATTESTATION_ABOUT": ErrorSpec(
            UsageError,
            "the result is about {found}, not about `{pack}` {version} as it was published ({archive})",
            "install that version and run its evals: `ctxpack eval run {pack} --out REPORT`",
        ),
        "E_ATTESTATION_CASES": ErrorSpec(
            UsageError, "`{pack}` {version} has no eval case `{case}`", "run the cases of that version"
        ),
        "E_ATTESTATION_TIME": ErrorSpec(
            UsageError,
            "the result says that it was run at {ran_at} and signed at {signed_at}, and it is {now} here",
            "look at your machine's clock, and sign anew: " + _SIGN,
        ),
        "E_ATTESTATION_KEY": ErrorSpec(
            PermissionDeniedError,
            "the key {key} belongs to another account",
            "move the file `eval-key` out of ctxpack's folder: the next signature makes a key of your own",
        ),
        "E_ATTESTATION_WITHDRAWN": ErrorSpec(
            ConflictError, "this very result was withdrawn or hidden", "sign a new run's report: " + _SIGN
        ),
        "E_ATTESTATION_MANY": ErrorSpec(
            ConflictError,
            "you have {limit} results of `{pack}` {version} here already",
            "withdraw one of them on the pack's page",
        ),
        # --- wishes that clash ----------------------------------------------------------------------
        "E_ADVISORY_WITHDRAWN": ErrorSpec(
            ConflictError, "`{advisory}` is withdrawn, and stays as it is", "publish a new one"
        ),
        "E_PUBLIC_FOR_EVER": ErrorSpec(
            ConflictError,
            "`{pack}` is public, and what was public cannot be made private",
            "yank its versions, and publish what is to be private under another name",
        ),
        "E_GRANT_ABSENT": ErrorSpec(
            NotFoundError, "you read no private pack `{pack}` as a guest", "see your account"
        ),
        "E_GRANT_PUBLIC": ErrorSpec(
            ConflictError, "`{pack}` is public: nobody has to be let in", "send its address to whoever asks"
        ),
        "E_GRANT_OTHER": ErrorSpec(
            ConflictError,
            "`{reference}` is the grant of another account or day on `{pack}`",
            "give each grant a reference of its own, such as the number of an invoice",
        ),
        "E_REQUIRES_PRIVATE": ErrorSpec(
            ConflictError,
            "`{pack}` requires `{requirement}`, which is private",
            "make that one public first, or publish this one anew under another name",
        ),
        "E_MADE_FROM_PRIVATE": ErrorSpec(
            ConflictError,
            "`{pack}` says that it was made from `{original}`, which is private",
            "make that one public first, or publish this one anew, without `made-from`, under another name",
        ),
        "E_APPEALED": ErrorSpec(
            ConflictError,
            "there was an appeal about this {kind} already",
            "its answer is final; write to the registry's operator about anything new",
        ),
        "E_HANDLE": ErrorSpec(UsageError, "`{handle}` cannot be a handle: {reason}", _CHOOSE),
        "E_HANDLE_TAKEN": ErrorSpec(ConflictError, "the handle `{handle}` is taken", _CHOOSE),
        "E_DRAFT_CONTENT": ErrorSpec(UsageError, "the answers cannot be kept: {reason}", "shorten them"),
        "E_DRAFT_CONFLICT": ErrorSpec(
            ConflictError,
            "the draft has revision {revision} by now, and you had read {base}",
            "read it again, put your changes into what is there, and send that with its revision",
        ),
        "E_DRAFT_TOO_LARGE": ErrorSpec(
            UsageError,
            "the answers and documents together are too long",
            "leave out what an agent does not need, or make two packs of it",
        ),
        "E_EXERCISE_TOO_LARGE": ErrorSpec(
            UsageError,
            "what stands in this exercise is too long: {length} characters, at most {limit}",
            "write it shorter, as an agent reads all of it",
        ),
        "E_DRAFT_ROOM": ErrorSpec(
            UsageError,
            "more than {limit} MB are kept already for people at your address who have not signed in",
            "sign in, or make an account: what is yours has room of its own",
        ),
        "E_DRAFT_UNREAD": ErrorSpec(
            UsageError,
            "{most} documents of the draft wait already, or could not be read",
            "wait until they are read, and take out what cannot be",
        ),
        "E_DRAFT_READING": ErrorSpec(
            ConflictError,
            "{count} of the draft's documents are still being read, so what they hold is not in it yet",
            "try again in a minute, or take them out",
        ),
        "E_DRAFT_DOCUMENT_READ": ErrorSpec(
            ConflictError,
            "the document is read: its text is the answer `{item}`",
            "take that answer out; it can be put back",
        ),
        "E_DRAFT_DOCUMENT_FAILED": ErrorSpec(
            RegistryError,
            "it was tried {tries} times, and the registry failed each time; the document itself may be fine",
            "try again later, or write down yourself what stands in it",
        ),
        "E_DRAFT_UNFINISHED": ErrorSpec(
            UsageError, "{count} answers are missing", "go through them on the page that shows all answers"
        ),
        "E_DRAFT_VERSION": ErrorSpec(
            UsageError,
            "so much changed since {since} that this must be version {version} or later",
            "change the version number where all answers are shown",
        ),
        "E_DRAFT_TABLE": ErrorSpec(
            UsageError,
            "there is no table in the document",
            "bring a table whose first row names its columns, or write the columns down",
        ),
        "E_DRAFT_FOLDERS": ErrorSpec(
            UsageError,
            "there are no folders to be read in the file",
            "bring a zip of a folder that holds folders, or write the folders down",
        ),
        "E_DRAFT_EDITOR": ErrorSpec(
            UsageError, "`{name}` cannot be added: {reason}", "check the user name with the person"
        ),
        "E_SCOPE_UNKNOWN": ErrorSpec(UsageError, "there is no scope `{scope}`", "choose of {scopes}"),
        # --- the registry itself --------------------------------------------------------------------
        "E_INTERNAL": ErrorSpec(RegistryError, "the registry failed to answer", _OPERATOR),
        "E_STORE_ABSENT": ErrorSpec(RegistryError, "the store has no `{key}`", _OPERATOR),
        "E_STORE_MISMATCH": ErrorSpec(
            RegistryError, "the store gave other bytes for `{key}` than were put into it", _OPERATOR
        ),
        "E_STORE_UNAVAILABLE": ErrorSpec(
            RegistryError, "the store could not {verb} `{key}`: {reason}", _OPERATOR
        ),
        "E_VALIDATION_FAILED": ErrorSpec(
            RegistryError,
            "the submission could not be validated after several tries",
            "submit the same archive again; if it fails again, tell the registry's operator",
        ),
        "E_RELEASE_RACE": ErrorSpec(
            ConflictError,
            "another submission took `{pack}` {version} in this moment",
            "wait: it is validated again by itself",
        ),
        "E_SIGNING_KEY": ErrorSpec(
            RegistryError,
            "the signing key `{path}` cannot be used: {reason}",
            "restore it from the backup; where it is lost or was stolen: `manage.py rotate_key --stolen`",
        ),
        "E_PORT_IN_USE": ErrorSpec(
            UsageError,
            "cannot listen on {host}:{port}: {reason}",
            "stop the program that listens there, or choose another port with `--port`",
        ),
        "E_CLIENT_WHEEL": ErrorSpec(
            UsageError,
            "`CTXPACK_CLIENT_WHEEL` names no wheel of `ctxpack`: `{place}`: {reason}",
            "name the file that `python -m build --wheel` makes, or its folder; or set nothing",
        ),
    }
)
