import subprocess
import sys

from registry.storage.base import Store
from registry.storage.current import current_store
from registry.storage.files import FileStore


def test_the_settings_name_the_store_and_it_is_made_once(store: Store) -> None:
    assert isinstance(store, FileStore)
    assert current_store() is store


def test_boto3_is_not_imported_where_a_folder_is_the_store() -> None:
    script = (
        "import django, sys; django.setup();"
        "from registry.storage.current import current_store; current_store();"
        "sys.exit('boto3' in sys.modules)"
    )
    environment = {"DJANGO_SETTINGS_MODULE": "tests.support.settings", "PYTHONPATH": "."}
    subprocess.run([sys.executable, "-c", script], check=True, env=environment)
