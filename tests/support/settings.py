"""The site's own settings, on data that goes with the test process and with passwords quick to hash."""

import os
import tempfile

_data = tempfile.TemporaryDirectory(prefix="ctxpack-tests-")
os.environ["CTXPACK_DATA_DIR"] = _data.name

from marketplace.settings import *  # noqa: E402,F403 - the settings under test, once they have a folder

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":  # noqa: F405 - from the settings
    # A file, as on a server: in memory, SQLite locks by other rules, and no second process could join.
    DATABASES["default"]["TEST"] = {"NAME": f"{_data.name}/test.sqlite3"}  # noqa: F405 - from the settings

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

WHITENOISE_AUTOREFRESH = True
"""A static file is looked for when it is asked for; else every client of a test looks for all."""
