"""One run of atheris over one target: `python -m tests.fuzz.engine TARGET FOLDER… -libfuzzer_option=…`."""

import sys

import atheris

with atheris.instrument_imports(include=["packformat"]):
    from tests.fuzz.targets import try_one


def main() -> None:
    """Hand over to the fuzzer, which ends the process."""
    name, *words = sys.argv[1:]
    atheris.Setup([sys.argv[0], *words], lambda data: try_one(name, data))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
