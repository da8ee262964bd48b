from datetime import UTC, datetime

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def make_due(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Let the next round of work sign every document anew: those of before say nothing of their expiry."""
    apps.get_model("registry", "IndexDocument").objects.update(signed_at=datetime.fromtimestamp(0, UTC))


class Migration(migrations.Migration):
    """Documents expire: when each was signed is kept, to find those that are due for renewal."""

    dependencies = [("registry", "0010_people")]

    operations = [
        migrations.RenameField("indexdocument", "written_at", "signed_at"),
        migrations.AlterField("indexdocument", "signed_at", models.DateTimeField(db_index=True)),
        migrations.RunPython(make_due, migrations.RunPython.noop),
        migrations.AlterField(
            "outboxentry",
            "task",
            models.CharField(
                max_length=30,
                choices=[
                    ("validate_submission", "Validate Submission"),
                    ("write_index", "Write Index"),
                    ("write_root", "Write Root"),
                    ("renew_index", "Renew Index"),
                    ("notify", "Notify"),
                ],
            ),
        ),
    ]
