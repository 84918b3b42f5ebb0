from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("consent", "0003_newer_no_stands"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="consentchange",
            index=models.Index(fields=["organisation", "-received_at", "-id"], name="change_by_org"),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_at__isnull", True), ("ended_at__gte", models.F("received_at")), _connector="OR"
                ),
                name="answer_ends_after_receipt",
            ),
        ),
    ]
