import pytest

from packformat.powers.traces import command_traces, hosts_in, places_in, program_traces


def found(text: str) -> dict[str, list[str]]:
    items: dict[str, list[str]] = {}
    for power in sorted(program_traces(text, "x.py")):
        items.setdefault(power.kind, []).append(power.item)
    return items


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ('urlopen("https://API.Acme.dev:8443/v1")', {"api.acme.dev"}),
        ("curl https://ada:secret@acme.dev/x", {"acme.dev"}),
        ("wss://live.acme.dev http://localhost:8000", {"live.acme.dev", "localhost"}),
        ("http://10.0.0.7/x", {"10.0.0.7"}),
        ("https://www.w3.org/2000/svg http://schemas.openxmlformats.org/x", set()),
        ("https://example.com https://api.example.org https://x.invalid", set()),
        ("https://${HOST}/x https://{host}/y https://api.{region}.dev", set()),
        ("ada@acme.dev acme.dev/x", set()),
    ],
)
def test_hosts_are_those_of_addresses(text: str, hosts: set[str]) -> None:
    assert hosts_in(text) == hosts


@pytest.mark.parametrize(
    "text",
    [
        'os.environ["ACME_KEY"]',
        "os.environ.get('ACME_KEY', '')",
        'os.getenv( "ACME_KEY")',
        "process.env.ACME_KEY",
        'process.env["ACME_KEY"]'.replace("process.env[", "env["),
        'Deno.env.get("ACME_KEY")',
        "import.meta.env.ACME_KEY",
        'ENV["ACME_KEY"]',
        'ENV.fetch("ACME_KEY")',
        'env::var("ACME_KEY")',
        'os.Getenv("ACME_KEY")',
        "$env:ACME_KEY",
        "const { ACME_KEY, PATH: road } = process.env;",
        "const {\n  ACME_KEY = '',\n} = import.meta.env",
    ],
)
def test_a_program_that_asks_for_a_variable_is_found_in_many_languages(text: str) -> None:
    assert found(text) == {"secrets": ["ACME_KEY"]}


def test_variables_of_every_session_tell_nothing() -> None:
    assert (
        found('os.environ["HOME"] process.env.PATH os.getenv("LC_ALL") os.environ["CLAUDE_PROJECT_DIR"]')
        == {}
    )


def test_what_only_looks_like_the_environment_is_none() -> None:
    assert found('config.env.NAME environment("X") sevenv["x y"] app.env:NAME') == {}
    assert found("spawn(tool, { env: process.env }); const { A } = app.env; x = process.env") == {}


def test_in_a_shell_a_name_is_the_environments_unless_the_text_sets_it() -> None:
    text = "KEY_FILE=x\nfor ITEM in a b; do echo $ITEM $KEY_FILE ${ACME_KEY:-none} $1 $lower; done\n"
    text += "read -r LINE; $LINE"
    items = [power.item for power in command_traces(text, "x.sh") if power.kind == "secrets"]
    assert items == ["ACME_KEY"]
    assert found(text) == {}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("open('~/.ssh/id_rsa')", {"~/.ssh/id_rsa"}),
        ("cat $HOME/.netrc ${HOME}/.aws/credentials", {"~/.netrc", "~/.aws/credentials"}),
        ('Path.home() / ".config"', {"~/.config"}),
        ('path.join(os.homedir(), ".npmrc")', {"~/.npmrc"}),
        ("x = Path.home()", {"~/"}),
        ('open("/etc/passwd")', {"/etc/passwd"}),
        ("Read(//etc/hosts)", {"/etc/hosts"}),
        ("${CLAUDE_PLUGIN_ROOT}/../other/SKILL.md", {"${CLAUDE_PLUGIN_ROOT}/../other/SKILL.md"}),
        ("a/etc/x ~user /tmp/x https://x.dev/etc/x #!/usr/bin/env python3 a~/b", set()),
    ],
)
def test_files_elsewhere_are_found(text: str, places: set[str]) -> None:
    assert places_in(text) == places


def test_a_line_that_is_nothing_but_a_comment_is_passed_over() -> None:
    assert found("# see https://acme.dev\n  // https://acme.dev\nx = 1  # https://trailing.dev\n") == {
        "hosts": ["trailing.dev"]
    }


def test_a_shebang_is_not_a_comment() -> None:
    assert found("#!/usr/local/bin/tool\n") == {}


def secrets_of_a_shell(text: str) -> list[str]:
    return [power.item for power in command_traces(text, "x.sh") if power.kind == "secrets"]


@pytest.mark.parametrize(
    "text",
    [
        "read -r ONE TWO REST; echo ${REST}",
        "local one two; printf -v two x; echo ${two}",
        "declare -a rows kept; echo ${kept}",
        'A="a b" B=$A run; echo ${B}',
        "if true; then NAME=x; fi; echo ${NAME}",
        "run() { NAME=x; }; echo ${NAME}",
        "cat <<-END\nSo it is.\n\tEND\nNAME=x\necho ${NAME}",
        "run <<END\nNAME=x\nEND\necho ${NAME}",
        "COUNT=$(grep -c x y); COUNT=${COUNT:-0}; echo ${COUNT}",
        'DIR=""\nDIR="${DIR:-docs}"\necho ${DIR}',
        "case $1 in\n  fix|plan) NAME=x ;;\n  *) NAME=y ;;\nesac\necho ${NAME}",
    ],
)
def test_what_a_shell_sets_itself_is_not_the_environments(text: str) -> None:
    assert secrets_of_a_shell(text) == []


@pytest.mark.parametrize(
    "text",
    [
        'echo "start it with ACME_KEY=1"; echo ${ACME_KEY:-0}',
        'ACME_KEY="${ACME_KEY:-none}"\necho $ACME_KEY',
        "export ACME_KEY=${ACME_KEY:?}; echo $ACME_KEY",
        "ACME_KEY=${ACME_KEY:-none}\nACME_KEY=$(trim $ACME_KEY)\necho $ACME_KEY",
        "echo ${ACME_KEY=none}",
        'echo "read ACME_KEY from there"; echo $ACME_KEY',
        "for name in $ACME_KEY; do echo $name $ACME_KEY; done",
        "cat >&2 <<'END'\nexport ACME_KEY=yours\nEND\necho ${ACME_KEY:-}",
    ],
)
def test_what_only_reads_as_if_it_were_set_is_the_environments(text: str) -> None:
    assert secrets_of_a_shell(text) == ["ACME_KEY"]


def test_a_table_that_is_called_env_is_not_the_environment() -> None:
    assert found('env["network"] = "none"') == {}
    assert found('process.env["acme_key"] os.environ["acme_id"]') == {"secrets": ["acme_id", "acme_key"]}


def test_dots_for_any_path_lead_nowhere() -> None:
    assert found("${CLAUDE_PLUGIN_ROOT}/... and ${CLAUDE_PLUGIN_ROOT}/../x ${CLAUDE_PLUGIN_ROOT}/..") == {
        "files": ["${CLAUDE_PLUGIN_ROOT}/..", "${CLAUDE_PLUGIN_ROOT}/../x"]
    }
