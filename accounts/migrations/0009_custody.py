"""Custody of passwords, and the change of a password as a record of its own (S25, C039)."""

import django.db.models.deletion
from django.db import migrations, models

import governance.kernel.references

WHY = {"revoked": "revocation", "expired": "expiry"}


def carry_over(apps, schema_editor):
    """What was recorded on authorisations that ended becomes one change an account, with the duty that asks for it."""
    authorisation = apps.get_model("accounts", "Authorisation")
    ended = authorisation.objects.filter(status__in=WHY).exclude(scope="draft").order_by("ended_at", "pk")
    for one in ended.filter(credentials_confirmed_at__isnull=False):
        _change(
            apps,
            [one],
            status="changed",
            changed_at=one.credentials_changed_at,
            changed_by=one.credentials_changed_by,
            confirmed_at=one.credentials_confirmed_at,
            confirmed_by=one.credentials_confirmed_by,
        )
    waiting = {}
    for one in ended.filter(credentials_confirmed_at__isnull=True):
        waiting.setdefault(one.account_id, []).append(one)
    for rows in waiting.values():
        done = [one for one in rows if one.credentials_changed_at]
        last = done[-1] if len(done) == len(rows) else None
        change = _change(
            apps,
            rows,
            status="opened",
            changed_at=last and last.credentials_changed_at,
            changed_by=last and last.credentials_changed_by,
        )
        _owe(apps, change, rows)


def _change(apps, rows, **told):
    last = rows[-1]
    change = apps.get_model("accounts", "CredentialsChange").objects.create(
        organisation=last.organisation,
        account=last.account,
        why=WHY[last.status],
        created_at=last.ended_at,
        due_at=last.ended_at,
        **told,
    )
    change.gone.set({one.person_id for one in rows})
    return change


def _owe(apps, change, rows):
    """The first duty that is open asks for the change from now on; the others, for the same password, are closed."""
    duties = apps.get_model("governance", "Duty").objects.filter(
        kind="J46",
        thing_type="accounts.Authorisation",
        thing_reference__in=[one.reference for one in rows],
        closed_at__isnull=True,
    )
    first, *others = duties.order_by("due_at", "pk") or [None]
    if first:
        was = first.thing_reference
        first.thing_type, first.thing_reference = "accounts.CredentialsChange", change.reference
        first.key = first.key.replace("accounts.Authorisation", first.thing_type).replace(was, change.reference)
        first.url = f"/accounts/passwords/{change.reference}/"
        first.save()
        change.due_at = first.due_at
        change.save()
    for one in others:
        one.closed_at, one.outcome, one.next_step_at = one.opened_at, "joined", None
        one.save()


class Migration(migrations.Migration):
    """The custody record, and changes of password."""

    dependencies = [
        ("accounts", "0008_register"),
        ("governance", "0004_setting_up"),
    ]

    operations = [
        migrations.CreateModel(
            name="CredentialsChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField()),
                ("reference", governance.kernel.references.ReferenceField(prefix="PC")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("opened", "Password to be changed"),
                            ("overdue", "Password change overdue"),
                            ("changed", "Changed and confirmed"),
                        ],
                        default="opened",
                        max_length=10,
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("revocation", "An authorisation was taken away"),
                            ("expiry", "An authorisation ended"),
                            ("left", "Somebody’s time at the school ended"),
                            ("transfer", "The account was handed to other people"),
                            ("other", "Somebody else may know it"),
                        ],
                        max_length=10,
                    ),
                ),
                ("due_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField(blank=True, null=True)),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ("-created_at", "-pk"),
                "indexes": [models.Index(fields=["status", "due_at"], name="credentials_due")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["opened", "overdue", "changed"])), name="credentials_status"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("why__in", ["revocation", "expiry", "left", "transfer", "other"])),
                        name="credentials_why",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="socialaccount",
            name="access_review_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="socialaccount",
            name="last_changed_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="socialaccount",
            name="recovery_owner",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="governance.person",
            ),
        ),
        migrations.AddField(
            model_name="socialaccount",
            name="second_factor",
            field=models.CharField(
                blank=True,
                choices=[
                    ("app", "A code from an app"),
                    ("key", "A security key"),
                    ("text", "A text message"),
                    ("none", "None"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="socialaccount",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("recovery_owner__isnull", True),
                    models.Q(("recovery_owner", models.F("custodian")), _negated=True),
                    _connector="OR",
                ),
                name="account_recovered_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="socialaccount",
            constraint=models.CheckConstraint(
                condition=models.Q(("second_factor__in", ["", "app", "key", "text", "none"])), name="account_factor"
            ),
        ),
        migrations.AddField(
            model_name="credentialschange",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="credentials_changes",
                to="accounts.socialaccount",
            ),
        ),
        migrations.AddField(
            model_name="credentialschange",
            name="changed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="governance.person",
            ),
        ),
        migrations.AddField(
            model_name="credentialschange",
            name="confirmed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="governance.person",
            ),
        ),
        migrations.AddField(
            model_name="credentialschange",
            name="gone",
            field=models.ManyToManyField(blank=True, related_name="+", to="governance.person"),
        ),
        migrations.AddField(
            model_name="credentialschange",
            name="new_holders",
            field=models.ManyToManyField(blank=True, related_name="+", to="governance.person"),
        ),
        migrations.AddField(
            model_name="credentialschange",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="governance.organisation"
            ),
        ),
        migrations.AddConstraint(
            model_name="credentialschange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("changed_at__isnull", True), ("changed_by__isnull", True)),
                    models.Q(("changed_at__isnull", False), ("changed_by__isnull", False)),
                    _connector="OR",
                ),
                name="credentials_changed_pair",
            ),
        ),
        migrations.AddConstraint(
            model_name="credentialschange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        models.Q(("status", "changed"), _negated=True),
                        ("confirmed_at__isnull", True),
                        ("confirmed_by__isnull", True),
                    ),
                    models.Q(
                        models.Q(("confirmed_by", models.F("changed_by")), _negated=True),
                        ("changed_at__isnull", False),
                        ("confirmed_at__isnull", False),
                        ("confirmed_by__isnull", False),
                        ("status", "changed"),
                    ),
                    _connector="OR",
                ),
                name="credentials_confirmed_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="credentialschange",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ["opened", "overdue"])),
                fields=("account",),
                name="credentials_waiting_once",
            ),
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        migrations.RemoveConstraint(
            model_name="authorisation",
            name="authorisation_changed_pair",
        ),
        migrations.RemoveConstraint(
            model_name="authorisation",
            name="authorisation_confirmed_by_another",
        ),
        migrations.RemoveField(
            model_name="authorisation",
            name="credentials_changed_at",
        ),
        migrations.RemoveField(
            model_name="authorisation",
            name="credentials_changed_by",
        ),
        migrations.RemoveField(
            model_name="authorisation",
            name="credentials_confirmed_at",
        ),
        migrations.RemoveField(
            model_name="authorisation",
            name="credentials_confirmed_by",
        ),
    ]
