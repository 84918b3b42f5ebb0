"""The day on which each picture was taken (T33)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
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
    ]
