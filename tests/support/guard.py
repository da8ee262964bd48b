"""Run a program for exactly as long as its starter lives.

`python guard.py SIGNAL USER PROGRAM [ARGUMENT…]` starts the program (as USER, or as oneself for `-`) and
waits for its own standard input to close. That happens when the starter closes it or is itself killed, so
however a test run ends, no engine outlives it. The program then gets SIGNAL and 10 seconds.
"""

import pwd
import select
import signal
import subprocess
import sys

GRACE_SECONDS = 10
POLL_SECONDS = 0.2


def main(signal_name: str, user: str, *command: str) -> int:
    as_user = {} if user == "-" else {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": ()}
    program = subprocess.Popen(command, stdin=subprocess.DEVNULL, **as_user)
    while program.poll() is None:
        if select.select([sys.stdin], [], [], POLL_SECONDS)[0]:
            return end(program, signal.Signals[signal_name])
    return program.returncode


def end(program: subprocess.Popen[bytes], polite: signal.Signals) -> int:
    program.send_signal(polite)
    try:
        return program.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        program.kill()
        return program.wait()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
