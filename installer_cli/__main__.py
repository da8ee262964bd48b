"""``python -m installer_cli``: the same program as the ``ctxpack`` script."""

import sys

from installer_cli.main import start

sys.exit(start())
