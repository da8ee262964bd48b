"""One document on the standard input, one JSON document on the standard output, within limits."""

import gc
import resource
import sys

from packformat.convert import program


def _limit() -> None:
    memory = program.memory(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (program.ADDRESSES, program.ADDRESSES))
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (program.PROCESSOR_SECONDS, program.PROCESSOR_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (program.LARGEST_FILE, program.LARGEST_FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


_limit()
gc.disable()  # libraries make millions of objects that are all needed to the end, which is soon
program.forbid_the_world()
program.answer(sys.argv[1:], sys.stdin.buffer, sys.stdout.buffer)
