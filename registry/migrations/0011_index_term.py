from django.db import migrations, models


class Migration(migrations.Migration):
    """Documents expire: when each was signed is kept, to find those that are due for renewal."""

    dependencies = [("registry", "0010_people")]

    operations = [
        migrations.RenameField("indexdocument", "written_at", "signed_at"),
        migrations.AlterField("indexdocument", "signed_at", models.DateTimeField(db_index=True)),
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
