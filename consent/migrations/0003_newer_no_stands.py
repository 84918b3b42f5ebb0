"""A no that an older form had ended, because that was typed in later, counts again (law 2)."""

from django.db import migrations
from django.db.models import F

NEWER_FORM = "A newer form of the same person"


def put_right(apps, schema_editor):
    """Let every such no stand; a yes that was ended so stays ended, though not before the school had it."""
    too_early = apps.get_model("consent", "Answer").objects.filter(ended_at__lt=F("received_at"))
    wiped_out = too_early.filter(status="superseded", ended_because=NEWER_FORM, value="refused")
    wiped_out.update(status="refused", ended_at=None, ended_because="", ended_by_reference="")
    too_early.update(ended_at=F("received_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("consent", "0002_parent_links"),
    ]

    operations = [
        migrations.RunPython(put_right, migrations.RunPython.noop),
    ]
