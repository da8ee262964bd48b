"""The WSGI application that every web server runs: the edge, Django behind it, and the background thread."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings")

_django = get_wsgi_application()

from registry.edge.application import Edge  # noqa: E402 - models can be imported only once Django is set up
from registry.worker import start_worker  # noqa: E402 - for the same reason

application = Edge(_django)
worker = start_worker()
