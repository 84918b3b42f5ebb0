"""The day on which each picture was taken (T33), and that posters looked at what is up (J54)."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0004_setting_up"),
        ("posts", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="media",
            name="camera_day",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="media",
            name="taken_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name="OwnPostLook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("looked_at", models.DateTimeField()),
                (
                    "looked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="governance.person"
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="looks", to="posts.target"
                    ),
                ),
            ],
            options={
                "ordering": ("-looked_at", "-pk"),
            },
        ),
    ]
