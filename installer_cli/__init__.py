"""The `ctxpack` command: what runs on the builder's machine.

Everything here counts what it imports: a command that finds nothing to do must not pay for JSON, regular
expressions or a network. Heavy modules are imported by the functions that need them, and
``tests/architecture/test_client_imports.py`` lists what each command loads.
"""

__version__ = "0.1.0"

INTERRUPTED_EXIT_CODE = 130
"""How a program ends that SIGINT has ended, to a shell: 128 and the number of the signal."""
