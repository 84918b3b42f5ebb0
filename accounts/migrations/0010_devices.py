"""Each year's approval of a device, its loans and losses; what was approved before goes on for the year it is in."""

from datetime import timedelta

import django.db.models.deletion
from django.db import migrations, models
from django.utils import timezone

import governance.kernel.references
from governance.calendar.rules import add_years
from governance.kernel.dates import LONDON

ASKED_AHEAD = timedelta(days=28)


def begin_years(apps, schema_editor):
    """Nobody was asked to renew before: what was approved holds to its next yearly day that can still be asked for."""
    approval = apps.get_model("accounts", "DeviceApproval")
    today = timezone.now().astimezone(LONDON).date()
    devices = apps.get_model("accounts", "ImageDevice").objects.exclude(status__in=("requested", "refused"))
    for device in devices.filter(decided_by__isnull=False).order_by("pk"):
        starts_on = device.decided_at.astimezone(LONDON).date()
        years = 1
        while add_years(starts_on, years) <= today + ASKED_AHEAD:
            years += 1
        approval.objects.create(
            device=device,
            starts_on=starts_on,
            until=add_years(starts_on, years),
            approved_at=device.decided_at,
            approved_by=device.decided_by,
            signature=device.signature,
        )


def forget_years(apps, schema_editor):
    """Nothing to carry back: the approval itself stands on the device."""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0009_custody"),
        ("governance", "0004_setting_up"),
    ]

    operations = [
        migrations.CreateModel(
            name="DeviceApproval",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField()),
                ("until", models.DateField()),
                ("approved_at", models.DateTimeField()),
            ],
            options={
                "ordering": ("starts_on", "pk"),
            },
        ),
        migrations.CreateModel(
            name="DeviceLoan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", governance.kernel.references.ReferenceField(prefix="DL")),
                ("occasion", models.CharField(max_length=200)),
                ("due_back_on", models.DateField()),
                ("lent_at", models.DateTimeField()),
                ("condition_out", models.CharField(blank=True, max_length=200)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ended_as",
                    models.CharField(
                        blank=True,
                        choices=[("returned", "Brought back"), ("not-returned", "Never brought back: withdrawn")],
                        max_length=12,
                    ),
                ),
                ("condition_in", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "ordering": ("-lent_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="DeviceLoss",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", governance.kernel.references.ReferenceField(prefix="DX")),
                ("lost_on", models.DateField()),
                ("circumstances", models.CharField(blank=True, max_length=300)),
                ("reported_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "settled_as",
                    models.CharField(
                        blank=True, choices=[("found", "Found"), ("withdrawn", "Withdrawn")], max_length=9
                    ),
                ),
                ("found_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "verbose_name_plural": "device losses",
                "ordering": ("-reported_at", "-pk"),
            },
        ),
        migrations.RemoveConstraint(
            model_name="imagedevice",
            name="device_status",
        ),
        migrations.RemoveConstraint(
            model_name="imagedevice",
            name="device_asset_once",
        ),
        migrations.AddField(
            model_name="imagedevice",
            name="used_for",
            field=models.CharField(
                choices=[
                    ("pictures", "Taking pictures"),
                    ("parents", "Contacting parents, such as on trips"),
                    ("both", "Both"),
                ],
                default="pictures",
                max_length=8,
            ),
        ),
        migrations.AlterField(
            model_name="imagedevice",
            name="status",
            field=models.CharField(
                choices=[
                    ("requested", "Waiting for approval"),
                    ("approved", "Approved"),
                    ("on-loan", "On loan"),
                    ("withdrawn", "Withdrawn"),
                    ("refused", "Refused"),
                ],
                default="requested",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="imagedevice",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["requested", "approved", "on-loan", "withdrawn", "refused"])),
                name="device_status",
            ),
        ),
        migrations.AddConstraint(
            model_name="imagedevice",
            constraint=models.CheckConstraint(
                condition=models.Q(("used_for__in", ["pictures", "parents", "both"])), name="device_used_for"
            ),
        ),
        migrations.AddConstraint(
            model_name="imagedevice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ["requested", "approved", "on-loan"])),
                fields=("organisation", "asset_number"),
                name="device_asset_once",
            ),
        ),
        migrations.AddField(
            model_name="deviceapproval",
            name="approved_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="governance.person"
            ),
        ),
        migrations.AddField(
            model_name="deviceapproval",
            name="device",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="approvals", to="accounts.imagedevice"
            ),
        ),
        migrations.AddField(
            model_name="deviceapproval",
            name="signature",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="governance.signature",
            ),
        ),
        migrations.AddField(
            model_name="deviceloan",
            name="borrower",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="governance.person"
            ),
        ),
        migrations.AddField(
            model_name="deviceloan",
            name="device",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="loans", to="accounts.imagedevice"
            ),
        ),
        migrations.AddField(
            model_name="deviceloan",
            name="ended_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="governance.person",
            ),
        ),
        migrations.AddField(
            model_name="deviceloan",
            name="lent_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="governance.person"
            ),
        ),
        migrations.AddField(
            model_name="deviceloan",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="governance.organisation"
            ),
        ),
        migrations.AddField(
            model_name="deviceloss",
            name="device",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="losses", to="accounts.imagedevice"
            ),
        ),
        migrations.AddField(
            model_name="deviceloss",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="governance.organisation"
            ),
        ),
        migrations.AddField(
            model_name="deviceloss",
            name="reported_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="governance.person"
            ),
        ),
        migrations.AddField(
            model_name="deviceloss",
            name="settled_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="governance.person",
            ),
        ),
        migrations.AddConstraint(
            model_name="deviceapproval",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__gte", models.F("starts_on"))), name="device_approval_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="deviceapproval",
            constraint=models.UniqueConstraint(fields=("device", "until"), name="device_approval_once_a_year"),
        ),
        migrations.AddIndex(
            model_name="deviceloan",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", True)), fields=["borrower"], name="device_loan_by_borrower"
            ),
        ),
        migrations.AddConstraint(
            model_name="deviceloan",
            constraint=models.CheckConstraint(
                condition=models.Q(("occasion", ""), _negated=True), name="device_loan_says_what_for"
            ),
        ),
        migrations.AddConstraint(
            model_name="deviceloan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("condition_in", ""), ("ended_as", ""), ("ended_at__isnull", True), ("ended_by__isnull", True)
                    ),
                    models.Q(
                        ("ended_as__in", ["returned", "not-returned"]),
                        ("ended_at__isnull", False),
                        ("ended_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="device_loan_ended_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="deviceloan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)), fields=("device",), name="device_loan_open_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="deviceloss",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("settled_as", ""), ("settled_at__isnull", True), ("settled_by__isnull", True)),
                    models.Q(
                        ("settled_as__in", ["found", "withdrawn"]),
                        ("settled_at__isnull", False),
                        ("settled_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="device_loss_settled_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="deviceloss",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("found_on__gte", models.F("lost_on")), ("settled_as", "found")),
                    models.Q(models.Q(("settled_as", "found"), _negated=True), ("found_on__isnull", True)),
                    _connector="OR",
                ),
                name="device_loss_found_on",
            ),
        ),
        migrations.AddConstraint(
            model_name="deviceloss",
            constraint=models.UniqueConstraint(
                condition=models.Q(("settled_at__isnull", True)), fields=("device",), name="device_loss_open_once"
            ),
        ),
        migrations.RunPython(begin_years, forget_years),
    ]
