"""Promise the search index of every pack that was published before there was one."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone


def promise_indexing(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    OutboxEntry = apps.get_model("registry", "OutboxEntry")
    Pack = apps.get_model("registry", "Pack")
    for name in Pack.objects.values_list("name", flat=True).iterator():
        OutboxEntry.objects.get_or_create(
            task="write_index", subject=name, defaults={"due_at": timezone.now()}
        )


class Migration(migrations.Migration):
    dependencies = [("registry", "0004_search_index")]

    operations = [migrations.RunPython(promise_indexing, migrations.RunPython.noop)]
