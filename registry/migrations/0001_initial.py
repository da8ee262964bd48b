import uuid

import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="Collection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=64, unique=True)),
                ("title", models.CharField(max_length=100)),
                ("summary", models.CharField(max_length=300)),
                (
                    "position",
                    models.PositiveSmallIntegerField(default=0, help_text="Lower ones are shown first"),
                ),
            ],
            options={
                "ordering": ("position", "title"),
            },
        ),
        migrations.CreateModel(
            name="DownloadSeen",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(db_index=True)),
                ("mark", models.CharField(max_length=32, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="KeyChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "old_key",
                    models.CharField(
                        help_text="The id of the key that was given up", max_length=64, unique=True
                    ),
                ),
                ("new_key", models.CharField(max_length=64, unique=True)),
                ("document", models.BinaryField(blank=True)),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("settled", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="OutboxEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "task",
                    models.CharField(
                        choices=[
                            ("validate_submission", "Validate Submission"),
                            ("write_index", "Write Index"),
                            ("write_root", "Write Root"),
                            ("renew_index", "Renew Index"),
                            ("notify", "Notify"),
                            ("sweep_drafts", "Sweep Drafts"),
                            ("forget_draft", "Forget Draft"),
                            ("read_document", "Read Document"),
                            ("forget_unused", "Forget Unused"),
                            ("send_recaps", "Send Recaps"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "subject",
                    models.CharField(
                        blank=True,
                        help_text="Id of a submission, draft or document, or name of a pack",
                        max_length=64,
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("due_at", models.DateTimeField(db_index=True)),
                ("failures", models.PositiveIntegerField(default=0)),
            ],
            options={
                "verbose_name_plural": "outbox entries",
            },
        ),
        migrations.CreateModel(
            name="Pack",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "visibility",
                    models.CharField(
                        choices=[("public", "Public"), ("private", "Private")], default="public", max_length=7
                    ),
                ),
                ("latest_version", models.CharField(blank=True, max_length=64)),
                ("summary", models.CharField(blank=True, max_length=300)),
                ("keywords", models.JSONField(default=list)),
                ("professions", models.JSONField(default=list)),
                (
                    "merit",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="Evidence that it works, from 0 to 100; breaks ties in search"
                    ),
                ),
                (
                    "verifiable",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="How many of 100 criteria a program decides; lists can be ordered by it",
                    ),
                ),
                (
                    "indexed_as",
                    models.CharField(
                        blank=True,
                        help_text="Which release is in the search index, made by which rules",
                        max_length=80,
                    ),
                ),
                ("updated_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="pack_has_name"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchTerm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=60, unique=True)),
                ("packs", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=40, unique=True)),
                ("stem", models.CharField(max_length=40)),
            ],
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "A user with that username already exists."},
                        help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                        max_length=150,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="username",
                    ),
                ),
                ("first_name", models.CharField(blank=True, max_length=150, verbose_name="first name")),
                ("last_name", models.CharField(blank=True, max_length=150, verbose_name="last name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="email address")),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                (
                    "date_joined",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="date joined"),
                ),
                ("wants_mail", models.BooleanField(default=True)),
                ("wants_advisories", models.BooleanField(default=False)),
                (
                    "news",
                    models.CharField(
                        choices=[("at once", "At Once"), ("weekly", "Weekly"), ("never", "Never")],
                        default="at once",
                        max_length=7,
                    ),
                ),
                (
                    "recap_due",
                    models.DateTimeField(
                        db_index=True,
                        editable=False,
                        help_text="When the next recap is sent, if one is",
                        null=True,
                    ),
                ),
                (
                    "recap_from",
                    models.DateTimeField(
                        editable=False,
                        help_text="What happened before was told, or by itself",
                        null=True,
                    ),
                ),
                (
                    "refused_address",
                    models.EmailField(
                        blank=True,
                        editable=False,
                        help_text="At which nobody gets mail, as the mail server said",
                        max_length=254,
                    ),
                ),
                ("closed_at", models.DateTimeField(editable=False, null=True)),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "user",
                "verbose_name_plural": "users",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("recap_due__isnull", True), ("recap_from__isnull", True)),
                            models.Q(
                                ("news", "weekly"),
                                ("recap_due__isnull", False),
                                ("recap_from__isnull", False),
                                ("wants_mail", True),
                            ),
                            _connector="OR",
                        ),
                        name="recaps_are_chosen",
                    )
                ],
            },
            managers=[
                ("objects", django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                (
                    "hint",
                    models.CharField(help_text="How the token begins, to tell it from others", max_length=12),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("scopes", models.JSONField()),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("expires_at", models.DateTimeField()),
                ("last_used_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="api_tokens",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "visitor",
                    models.CharField(blank=True, help_text="Digest of the key of a browser", max_length=64),
                ),
                ("content", models.JSONField(default=dict)),
                ("revision", models.PositiveIntegerField(default=1)),
                (
                    "items_made",
                    models.PositiveIntegerField(default=0, help_text="So that no item's id is used twice"),
                ),
                (
                    "continues",
                    models.CharField(
                        blank=True, help_text="The pack whose next version this is", max_length=64
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("saved_at", models.DateTimeField()),
                ("deleted_at", models.DateTimeField(help_text="Can be taken back for some days", null=True)),
                (
                    "editors",
                    models.ManyToManyField(related_name="shared_drafts", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="drafts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["owner", "-saved_at"], name="draft_newest_first"),
                    models.Index(
                        condition=models.Q(("owner__isnull", True)),
                        fields=["saved_at"],
                        name="draft_of_nobody_oldest",
                    ),
                    models.Index(
                        condition=models.Q(("deleted_at__isnull", False)),
                        fields=["deleted_at"],
                        name="draft_taken_away_oldest",
                    ),
                    models.Index(
                        condition=models.Q(("visitor", ""), _negated=True),
                        fields=["visitor"],
                        name="draft_by_visitor",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("owner__isnull", False),
                            models.Q(("visitor", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="draft_belongs_to_somebody",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DraftComment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("text", models.CharField(max_length=2000)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="registry.draft",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="DraftLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "digest",
                    models.CharField(help_text="Of the secret in the address", max_length=64, unique=True),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="links", to="registry.draft"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="EvalKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_key",
                    models.CharField(help_text="The raw Ed25519 key in base64", max_length=44, unique=True),
                ),
                ("key_id", models.CharField(help_text="What documents call it", max_length=64)),
                ("since", models.DateTimeField(auto_now_add=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="eval_keys",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("owner", "Owner"), ("maintainer", "Maintainer"), ("member", "Member")],
                        default="member",
                        max_length=10,
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CollectionItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("why", models.CharField(blank=True, max_length=200)),
                (
                    "collection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="registry.collection",
                    ),
                ),
                (
                    "pack",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="registry.pack"
                    ),
                ),
            ],
            options={
                "ordering": ("position", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("collection", "pack"), name="pack_once_in_a_collection")
                ],
            },
        ),
        migrations.AddField(
            model_name="collection",
            name="packs",
            field=models.ManyToManyField(
                related_name="collections", through="registry.CollectionItem", to="registry.pack"
            ),
        ),
        migrations.CreateModel(
            name="Advisory",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "severity",
                    models.CharField(
                        choices=[
                            ("critical", "Critical"),
                            ("high", "High"),
                            ("moderate", "Moderate"),
                            ("low", "Low"),
                        ],
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(help_text="What is wrong, in one line", max_length=150)),
                (
                    "text",
                    models.TextField(
                        help_text="What happens, to whom, and how one can tell", max_length=4000
                    ),
                ),
                ("advice", models.CharField(help_text="What to do now", max_length=300)),
                (
                    "since",
                    models.CharField(
                        blank=True, help_text="First version concerned; empty for all", max_length=64
                    ),
                ),
                (
                    "fixed",
                    models.CharField(
                        blank=True, help_text="First version that is right again, if any", max_length=64
                    ),
                ),
                ("by_staff", models.BooleanField(default=False)),
                ("published_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "withdrawal",
                    models.CharField(blank=True, help_text="Why it was withdrawn", max_length=300),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pack",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="advisories",
                        to="registry.pack",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "advisories",
                "indexes": [models.Index(fields=["pack", "withdrawn_at"], name="advisory_by_pack")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawal", ""),
                                ("withdrawn_at__isnull", True),
                                ("withdrawn_by__isnull", True),
                            ),
                            models.Q(
                                ("withdrawn_at__isnull", False),
                                ("withdrawn_by__isnull", False),
                                models.Q(("withdrawal", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="withdrawal_says_who_when_why",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PackFacet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("facet", models.CharField(max_length=12)),
                ("value", models.CharField(max_length=60)),
                (
                    "pack",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="facets", to="registry.pack"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["facet", "value", "pack"], name="packs_by_facet_value")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("pack", "facet", "value"), name="facet_value_once_for_a_pack"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Publisher",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("handle", models.CharField(max_length=64, unique=True)),
                ("display_name", models.CharField(max_length=120)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "members",
                    models.ManyToManyField(
                        related_name="publishers", through="registry.Membership", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("handle", ""), _negated=True), name="publisher_has_handle"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="pack",
            name="publisher",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="packs", to="registry.publisher"
            ),
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "event",
                    models.CharField(
                        help_text="Such as `publish:12`; told to each person once", max_length=64
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("text", models.TextField(blank=True)),
                ("path", models.CharField(help_text="Where it leads to on the site", max_length=300)),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("read_at", models.DateTimeField(null=True)),
                ("mailed_at", models.DateTimeField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "private_to",
                    models.ForeignKey(
                        help_text="Whose members alone may still read it",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="registry.publisher",
                    ),
                ),
                (
                    "guests_of",
                    models.ForeignKey(
                        help_text="Whose guests may still read it too",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="registry.pack",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["user", "-at"], name="notice_newest_first")],
                "constraints": [models.UniqueConstraint(fields=("user", "event"), name="told_once")],
            },
        ),
        migrations.AddField(
            model_name="membership",
            name="publisher",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="memberships",
                to="registry.publisher",
            ),
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("owner", "Owner"), ("maintainer", "Maintainer"), ("member", "Member")],
                        max_length=10,
                    ),
                ),
                ("invited_at", models.DateTimeField(auto_now_add=True)),
                (
                    "invited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "publisher",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="registry.publisher",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("publisher", "user"), name="one_invitation_at_a_time")
                ],
            },
        ),
        migrations.CreateModel(
            name="Grant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(max_length=100)),
                ("until", models.DateField(help_text="The last day, in UTC; empty for good", null=True)),
                ("granted_at", models.DateTimeField(auto_now_add=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "granted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pack",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="grants", to="registry.pack"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="grants",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("pack", "reference"), name="one_grant_for_a_reference"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("user__isnull", False), ("ended_at__isnull", False), _connector="OR"
                        ),
                        name="open_grant_is_somebodys",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IndexDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="`root`, or `packs/` and the name of a pack", max_length=80, unique=True
                    ),
                ),
                ("serial", models.PositiveBigIntegerField()),
                ("etag", models.CharField(max_length=40)),
                ("body", models.BinaryField()),
                (
                    "requires",
                    models.TextField(
                        blank=True, help_text="Names that any of the releases requires, joined by blanks"
                    ),
                ),
                ("signed_at", models.DateTimeField(db_index=True)),
                ("mirrored_serial", models.PositiveBigIntegerField(default=0)),
                (
                    "private_to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.publisher",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("removed_at", models.DateTimeField(null=True)),
                ("removal", models.CharField(blank=True, help_text="Why it was removed", max_length=500)),
                ("text", models.TextField(max_length=2000)),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pack",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
                        to="registry.pack",
                    ),
                ),
                (
                    "removed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["pack", "-asked_at"], name="question_newest_first")],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("removed_at", models.DateTimeField(null=True)),
                ("removal", models.CharField(blank=True, help_text="Why it was removed", max_length=500)),
                ("text", models.TextField(max_length=4000)),
                ("by_publisher", models.BooleanField(default=False)),
                ("given_at", models.DateTimeField(auto_now_add=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "removed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="registry.question",
                    ),
                ),
            ],
            options={
                "ordering": ("given_at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.CharField(max_length=64)),
                (
                    "sort_key",
                    models.CharField(
                        help_text="Orders versions as text; pre-releases before their release", max_length=80
                    ),
                ),
                ("is_prerelease", models.BooleanField(default=False)),
                (
                    "archive_digest",
                    models.CharField(help_text="Digest of the canonical archive", max_length=71),
                ),
                (
                    "tree_digest",
                    models.CharField(
                        help_text="Digest of the record: every path, digest, size and mode", max_length=71
                    ),
                ),
                ("size", models.PositiveIntegerField(help_text="Bytes of the archive")),
                ("unpacked_size", models.PositiveIntegerField(help_text="Bytes of all files together")),
                ("file_count", models.PositiveIntegerField()),
                ("summary", models.CharField(max_length=300)),
                ("licence", models.CharField(blank=True, max_length=120)),
                ("manifest", models.JSONField()),
                ("files", models.JSONField(help_text="Rows of the record: path, digest, size, executable")),
                ("readme", models.TextField(blank=True)),
                (
                    "powers",
                    models.JSONField(default=dict, help_text="What the pack can do, computed from its bytes"),
                ),
                (
                    "tokens",
                    models.JSONField(
                        default=dict, help_text="What the pack costs an agent, in tokens: always and on use"
                    ),
                ),
                (
                    "badges",
                    models.JSONField(
                        default=dict,
                        help_text="What it earned, computed from its bytes: each badge with its counts",
                    ),
                ),
                (
                    "criteria",
                    models.PositiveSmallIntegerField(default=0, help_text="Sentences that hold of good work"),
                ),
                (
                    "by_program",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="How many of its criteria a program decides, and no person has to",
                    ),
                ),
                (
                    "retrieval",
                    models.JSONField(
                        default=list,
                        help_text="Of each wiki: gold questions that find their page, and all; asked here",
                    ),
                ),
                (
                    "made_from",
                    models.ForeignKey(
                        help_text="The original that the manifest names, confirmed when this was published",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="variants",
                        to="registry.release",
                    ),
                ),
                ("published_at", models.DateTimeField()),
                ("yanked_at", models.DateTimeField(null=True)),
                ("yank_reason", models.CharField(blank=True, max_length=300)),
                (
                    "yanked_by_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Whether they were of the staff then, and not of the publisher",
                    ),
                ),
                (
                    "pack",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="releases",
                        to="registry.pack",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "yanked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["archive_digest"], name="release_by_archive"),
                    models.Index(fields=["-published_at", "-id"], name="releases_newest_first"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("pack", "version"), name="version_used_once"),
                    models.UniqueConstraint(fields=("pack", "sort_key"), name="version_ordered_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("yank_reason", ""),
                                ("yanked_at__isnull", True),
                                ("yanked_by__isnull", True),
                                ("yanked_by_staff", False),
                            ),
                            models.Q(
                                ("yanked_at__isnull", False),
                                ("yanked_by__isnull", False),
                                models.Q(("yank_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="yank_says_who_when_why",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="pack",
            name="latest",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="registry.release",
            ),
        ),
        migrations.CreateModel(
            name="DownloadDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("count", models.PositiveIntegerField(default=0)),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="download_days",
                        to="registry.release",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["day", "release"], name="downloads_by_day")],
                "constraints": [
                    models.UniqueConstraint(fields=("release", "day"), name="one_count_for_a_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="Component",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=16)),
                ("name", models.CharField(max_length=100)),
                ("path", models.CharField(max_length=200)),
                ("summary", models.TextField(blank=True)),
                (
                    "archive_digest",
                    models.CharField(
                        blank=True,
                        help_text="Digest of a skill's own archive, for clients that take one skill",
                        max_length=71,
                    ),
                ),
                (
                    "tokens_always",
                    models.PositiveIntegerField(default=0, help_text="Tokens it costs in every session"),
                ),
                (
                    "tokens_on_use",
                    models.PositiveIntegerField(default=0, help_text="Tokens it costs on top when used"),
                ),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="components",
                        to="registry.release",
                    ),
                ),
            ],
            options={
                "ordering": ("kind", "name", "path"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("release", "kind", "path"), name="component_once_in_a_release"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Attestation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("document", models.BinaryField(help_text="The signed bytes, as they were sent")),
                ("digest", models.CharField(help_text="Digest of the document", max_length=71, unique=True)),
                (
                    "by_publisher",
                    models.BooleanField(help_text="Whether its sender was a member of the publisher then"),
                ),
                ("verdict", models.CharField(help_text="`met` or `not met`", max_length=10)),
                (
                    "agent",
                    models.CharField(
                        help_text="The command, or the recording that was replayed", max_length=300
                    ),
                ),
                (
                    "model_names",
                    models.JSONField(default=list, help_text="The models that the agent's program named"),
                ),
                (
                    "replayed",
                    models.BooleanField(
                        help_text="Whether recorded runs were played back, and no agent worked"
                    ),
                ),
                (
                    "need",
                    models.CharField(
                        help_text="Whether `all` runs of a case must be met, or `any`", max_length=3
                    ),
                ),
                ("repeat", models.PositiveIntegerField(help_text="How often each case was run")),
                ("cases", models.JSONField(help_text="The names of the cases that were run")),
                ("runs", models.PositiveIntegerField()),
                (
                    "arms",
                    models.JSONField(
                        help_text="What came of it with the pack, and without it where that was run"
                    ),
                ),
                (
                    "difference",
                    models.JSONField(help_text="With less without, and its 95 % interval", null=True),
                ),
                ("not_judged", models.PositiveIntegerField(help_text="Criteria that were left to a judge")),
                (
                    "judges",
                    models.JSONField(
                        default=list, help_text="The commands that judged, and the models that answered"
                    ),
                ),
                (
                    "rubrics",
                    models.JSONField(default=list, help_text="What judges said by each rubric, counted"),
                ),
                (
                    "agreement",
                    models.JSONField(
                        help_text="Of pairs of judges' votes on criteria, how many say the same"
                    ),
                ),
                (
                    "against",
                    models.CharField(
                        blank=True,
                        help_text="With what runs were compared: `without` or `recorded`",
                        max_length=8,
                    ),
                ),
                (
                    "comparison",
                    models.JSONField(help_text="What judges said of pairs of runs, counted", null=True),
                ),
                ("usd", models.FloatField(help_text="US dollars, as the agent's program said")),
                ("ran_at", models.DateTimeField()),
                ("signed_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(auto_now_add=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("hidden_at", models.DateTimeField(null=True)),
                ("hidden_reason", models.CharField(blank=True, max_length=300)),
                (
                    "hidden_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attestations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attestations",
                        to="registry.evalkey",
                    ),
                ),
                (
                    "pack",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attestations",
                        to="registry.pack",
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attestations",
                        to="registry.release",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["release", "-sent_at"], name="attestation_newest_first")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("hidden_at__isnull", True),
                                ("hidden_by__isnull", True),
                                ("hidden_reason", ""),
                            ),
                            models.Q(
                                ("hidden_at__isnull", False),
                                ("hidden_by__isnull", False),
                                models.Q(("hidden_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="hidden_attestation_says_who_and_why",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Requirement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(db_index=True, max_length=64)),
                ("specifier", models.CharField(blank=True, max_length=200)),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requirements",
                        to="registry.release",
                    ),
                ),
            ],
            options={
                "ordering": ("name",),
                "constraints": [
                    models.UniqueConstraint(fields=("release", "name"), name="requirement_once_in_a_release")
                ],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("removed_at", models.DateTimeField(null=True)),
                ("removal", models.CharField(blank=True, help_text="Why it was removed", max_length=500)),
                ("role", models.CharField(help_text="What the reviewer does for a living", max_length=80)),
                (
                    "verdict",
                    models.CharField(
                        choices=[("works", "Works"), ("with care", "With Care"), ("fails", "Fails")],
                        max_length=10,
                    ),
                ),
                (
                    "text",
                    models.TextField(help_text="What was done with it, and what came of it", max_length=4000),
                ),
                ("written_at", models.DateTimeField(auto_now=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reviews",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pack",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="registry.pack",
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="registry.release",
                    ),
                ),
                (
                    "removed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["pack", "-written_at"], name="review_newest_first")],
                "constraints": [
                    models.UniqueConstraint(fields=("release", "author"), name="one_review_of_a_version")
                ],
            },
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("impact", models.PositiveSmallIntegerField()),
                (
                    "pack",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="postings",
                        to="registry.pack",
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="registry.searchterm",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["term", "-impact", "pack"], name="posting_strongest_first")],
                "constraints": [
                    models.UniqueConstraint(fields=("term", "pack"), name="posting_once_for_a_pack")
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchGram",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("gram", models.CharField(max_length=8)),
                (
                    "word",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="grams",
                        to="registry.searchword",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("gram", "word"), name="gram_once_in_a_word")],
            },
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("upload_digest", models.CharField(max_length=71)),
                ("upload_size", models.PositiveIntegerField(help_text="Bytes of the upload")),
                ("received_at", models.DateTimeField(auto_now_add=True)),
                (
                    "private",
                    models.BooleanField(default=False, help_text="Whether a new pack is to be private"),
                ),
                (
                    "evidence",
                    models.TextField(
                        blank=True,
                        help_text="What shows that whoever a persona is of agreed; for the staff",
                        max_length=8000,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("queued", "Queued"),
                            ("validating", "Validating"),
                            ("published", "Published"),
                            ("rejected", "Rejected"),
                            ("held", "Held"),
                            ("failed", "Failed"),
                            ("superseded", "Superseded"),
                        ],
                        default="queued",
                        max_length=10,
                    ),
                ),
                (
                    "attempt",
                    models.PositiveIntegerField(
                        default=0, help_text="Counts leases: tells a late worker apart"
                    ),
                ),
                (
                    "tries",
                    models.PositiveIntegerField(
                        default=0, help_text="Leases since it was last queued by a person"
                    ),
                ),
                ("claimed_until", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                ("pack_name", models.CharField(blank=True, max_length=64)),
                ("version", models.CharField(blank=True, max_length=64)),
                (
                    "failure",
                    models.CharField(
                        blank=True,
                        help_text="Code of the fault, ours, that ended a failed one",
                        max_length=64,
                    ),
                ),
                (
                    "publisher",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submissions",
                        to="registry.publisher",
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submissions",
                        to="registry.release",
                    ),
                ),
                (
                    "submitter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submissions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "superseded_by",
                    models.ForeignKey(
                        help_text="The later one of its owner's to which it gave way",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supersedes",
                        to="registry.submission",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["publisher", "-received_at"], name="submission_newest_first"),
                    models.Index(
                        condition=models.Q(("status", "held")),
                        fields=["received_at"],
                        name="submission_held_oldest",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("publisher", "upload_digest", "private"), name="same_bytes_same_submission"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("release__isnull", False),
                            _connector="OR",
                        ),
                        name="published_names_its_release",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "superseded"), ("superseded_by__isnull", True), _connector="XOR"
                        ),
                        name="superseded_names_what_by",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="draft",
            name="submission",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="drafts",
                to="registry.submission",
            ),
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[("approved", "Approved"), ("refused", "Refused")], max_length=10
                    ),
                ),
                ("reason", models.CharField(help_text="Shown to the submitter", max_length=500)),
                (
                    "holds",
                    models.JSONField(
                        help_text="Rule, path, line and message of each hold that was decided on"
                    ),
                ),
                ("decided_at", models.DateTimeField(auto_now_add=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="registry.submission",
                    ),
                ),
            ],
            options={
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="Appeal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.TextField(max_length=4000)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "Open"), ("upheld", "Upheld"), ("dismissed", "Dismissed")],
                        default="open",
                        max_length=10,
                    ),
                ),
                (
                    "reason",
                    models.CharField(blank=True, help_text="Shown to whoever appealed", max_length=500),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "answer",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="appeal",
                        to="registry.answer",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="appeals",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "question",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="appeal",
                        to="registry.question",
                    ),
                ),
                (
                    "release",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appeal",
                        to="registry.release",
                    ),
                ),
                (
                    "review",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="appeal",
                        to="registry.review",
                    ),
                ),
                (
                    "submission",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appeal",
                        to="registry.submission",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["status", "made_at"], name="appeal_oldest_first")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer__isnull", True),
                                ("question__isnull", True),
                                ("release__isnull", True),
                                ("review__isnull", True),
                                ("submission__isnull", False),
                            ),
                            models.Q(
                                ("answer__isnull", True),
                                ("question__isnull", True),
                                ("release__isnull", False),
                                ("review__isnull", True),
                                ("submission__isnull", True),
                            ),
                            models.Q(
                                ("answer__isnull", True),
                                ("question__isnull", True),
                                ("release__isnull", True),
                                ("review__isnull", False),
                                ("submission__isnull", True),
                            ),
                            models.Q(
                                ("answer__isnull", True),
                                ("question__isnull", False),
                                ("release__isnull", True),
                                ("review__isnull", True),
                                ("submission__isnull", True),
                            ),
                            models.Q(
                                ("answer__isnull", False),
                                ("question__isnull", True),
                                ("release__isnull", True),
                                ("review__isnull", True),
                                ("submission__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="appeal_about_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_by", None), ("status", "open")),
                            models.Q(("decided_by__isnull", False), models.Q(("reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="answered_appeal_says_by_whom",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Subscription",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateTimeField(auto_now_add=True)),
                (
                    "pack",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="subscriptions",
                        to="registry.pack",
                    ),
                ),
                (
                    "publisher",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="subscriptions",
                        to="registry.publisher",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="subscriptions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("pack__isnull", True), ("publisher__isnull", True), _connector="XOR"
                        ),
                        name="follows_one_thing",
                    ),
                    models.UniqueConstraint(fields=("user", "pack"), name="follows_a_pack_once"),
                    models.UniqueConstraint(fields=("user", "publisher"), name="follows_a_publisher_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ValidationReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[("accepted", "Accepted"), ("held", "Held"), ("rejected", "Rejected")],
                        max_length=10,
                    ),
                ),
                ("ruleset", models.CharField(help_text="Which set of rules judged", max_length=64)),
                ("digest", models.CharField(help_text="Digest of the bytes that were judged", max_length=71)),
                ("not_checked", models.JSONField(default=list)),
                (
                    "ignored",
                    models.JSONField(default=list, help_text="Rules that the manifest asked to be left out"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "submission",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="report",
                        to="registry.submission",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("rule", models.CharField(max_length=100)),
                (
                    "code",
                    models.CharField(blank=True, help_text="The error code behind it, if any", max_length=64),
                ),
                (
                    "severity",
                    models.CharField(
                        choices=[
                            ("error", "Error"),
                            ("hold", "Hold"),
                            ("warning", "Warning"),
                            ("hint", "Hint"),
                        ],
                        max_length=10,
                    ),
                ),
                ("path", models.CharField(blank=True, max_length=300)),
                (
                    "line",
                    models.PositiveIntegerField(default=0, help_text="Counted from 1; 0 is the whole file"),
                ),
                ("message", models.TextField()),
                ("fix", models.TextField(blank=True)),
                (
                    "edit",
                    models.JSONField(
                        help_text="The change that answers it, where a program can make it", null=True
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="findings",
                        to="registry.validationreport",
                    ),
                ),
            ],
            options={
                "ordering": ("position",),
                "constraints": [
                    models.UniqueConstraint(fields=("report", "position"), name="finding_once_in_a_report")
                ],
            },
        ),
        migrations.CreateModel(
            name="Wish",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "words",
                    models.CharField(help_text="As they were typed, folded", max_length=200, unique=True),
                ),
                ("wished_at", models.DateTimeField(auto_now_add=True)),
                ("voters", models.ManyToManyField(related_name="wishes", to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("action", models.CharField(max_length=50)),
                (
                    "subject",
                    models.CharField(
                        help_text="Such as `pack:accounting-close` or `token:12`", max_length=200
                    ),
                ),
                ("data", models.JSONField(default=dict)),
                (
                    "actor",
                    models.ForeignKey(
                        help_text="Empty for what the registry does by itself",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "audit entries",
                "indexes": [models.Index(fields=["subject", "-at"], name="audit_by_subject")],
            },
        ),
        migrations.CreateModel(
            name="DraftDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "attempt",
                    models.PositiveIntegerField(
                        default=0, help_text="Counts leases: tells a late worker apart"
                    ),
                ),
                (
                    "tries",
                    models.PositiveIntegerField(
                        default=0, help_text="Leases since it was last queued by a person"
                    ),
                ),
                ("claimed_until", models.DateTimeField(null=True)),
                (
                    "part",
                    models.CharField(
                        choices=[("documents", "Documents"), ("data", "Data")],
                        default="documents",
                        max_length=10,
                    ),
                ),
                ("filename", models.CharField(max_length=200)),
                ("digest", models.CharField(blank=True, max_length=71)),
                ("size", models.PositiveIntegerField()),
                ("brought_at", models.DateTimeField(auto_now_add=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("reading", "Reading"),
                            ("read", "Read"),
                            ("refused", "Refused"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                (
                    "failure",
                    models.JSONField(help_text="Why it could not be read: code, message and hint", null=True),
                ),
                (
                    "item",
                    models.CharField(
                        blank=True, help_text="The answer that it became, or the first", max_length=20
                    ),
                ),
                (
                    "tables",
                    models.PositiveIntegerField(default=0, help_text="Sources of data that it became"),
                ),
                (
                    "losses",
                    models.JSONField(
                        default=list, help_text="Each with its kind, its place, and words for it"
                    ),
                ),
                (
                    "facsimile",
                    models.CharField(
                        blank=True, help_text="Digest of what is shown of the original", max_length=71
                    ),
                ),
                (
                    "looked_at",
                    models.DateTimeField(
                        help_text="When an author said that the text looks right", null=True
                    ),
                ),
                (
                    "brought_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="brought",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="documents",
                        to="registry.draft",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("item", ""), _negated=True),
                        fields=("draft", "item"),
                        name="one_document_an_answer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status", "read"), ("item", ""), _connector="XOR"),
                        name="what_was_read_is_an_answer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "refused"), ("failure__isnull", True), _connector="XOR"
                        ),
                        name="what_was_refused_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DraftFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.CharField(max_length=200)),
                ("digest", models.CharField(max_length=71)),
                ("size", models.PositiveIntegerField()),
                ("executable", models.BooleanField(default=False)),
                (
                    "set_aside",
                    models.BooleanField(default=False, help_text="An answer writes this file for now"),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="files", to="registry.draft"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("draft", "path"), name="draft_path_stands_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="DraftRevision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("content", models.JSONField()),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="revisions",
                        to="registry.draft",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("draft", "number"), name="one_revision_a_number")
                ],
            },
        ),
        migrations.CreateModel(
            name="LessonAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "visitor",
                    models.CharField(blank=True, help_text="Digest of the key of a browser", max_length=64),
                ),
                ("exercise", models.CharField(max_length=20)),
                (
                    "content",
                    models.JSONField(help_text="Answers as a draft has them, and what was ticked"),
                ),
                (
                    "passed_at",
                    models.DateTimeField(help_text="When it was right for the first time", null=True),
                ),
                ("saved_at", models.DateTimeField()),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lesson_answers",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("owner__isnull", True)),
                        fields=["saved_at"],
                        name="lesson_of_nobody_oldest",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("owner__isnull", False),
                            models.Q(("visitor", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="lesson_answer_belongs_to_somebody",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("visitor", ""), _negated=True),
                        fields=("visitor", "exercise"),
                        name="lesson_by_visitor",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Complaint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.CharField(blank=True, max_length=64)),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("harmful", "Harmful"),
                            ("wrong", "Wrong"),
                            ("rights", "Rights"),
                            ("private", "Private"),
                            ("consent", "Consent"),
                            ("other", "Other"),
                        ],
                        max_length=10,
                    ),
                ),
                ("text", models.TextField(max_length=4000)),
                (
                    "contact",
                    models.EmailField(blank=True, help_text="Where to answer, if anywhere", max_length=254),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "Open"), ("upheld", "Upheld"), ("dismissed", "Dismissed")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("answer", models.CharField(blank=True, max_length=500)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="complaints",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pack",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complaints",
                        to="registry.pack",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["status", "made_at"], name="complaint_oldest_first")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_by", None), ("status", "open")),
                            models.Q(("answered_by__isnull", False), models.Q(("answer", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="answered_complaint_says_by_whom",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ModelAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("question", models.CharField(max_length=71)),
                ("reader", models.CharField(max_length=200)),
                ("answer", models.TextField(help_text="As it came: never shown as anything but text")),
                ("asked_at", models.DateTimeField(auto_now_add=True, db_index=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("question", "reader"), name="one_answer_to_a_question")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(fields=("publisher", "user"), name="one_role_for_a_publisher"),
        ),
        migrations.AddIndex(
            model_name="pack",
            index=models.Index(
                condition=models.Q(("latest__isnull", False)),
                fields=["-updated_at", "name", "visibility"],
                name="pack_newest_first",
            ),
        ),
        migrations.AddIndex(
            model_name="pack",
            index=models.Index(
                condition=models.Q(("latest__isnull", False)),
                fields=["-verifiable", "-updated_at", "name", "visibility"],
                name="pack_most_verifiable_first",
            ),
        ),
    ]
