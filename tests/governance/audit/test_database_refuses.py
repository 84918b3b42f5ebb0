"""The database itself refuses to change what was recorded, whoever asks and however."""

import pytest
from django.db import DatabaseError, connection, transaction

from governance.audit.models import AuditEvent, AuditHead
from governance.profile.models import ProfileVersion
from tests.factories import ProfileVersionFactory
from tests.governance.audit.helpers import fill, raw

pytestmark = [pytest.mark.clause("D01"), pytest.mark.django_db]

WAYS = {
    "save an event": lambda: AuditEvent.objects.first().save(),
    "delete an event": lambda: AuditEvent.objects.first().delete(),
    "update events": lambda: AuditEvent.objects.update(action="tampered"),
    "delete events": lambda: AuditEvent.objects.all().delete(),
    "raw update": lambda: raw("UPDATE governance_auditevent SET action = 'tampered'"),
    "raw delete": lambda: raw("DELETE FROM governance_auditevent"),
    "delete a head": lambda: AuditHead.objects.first().delete(),
    "raw delete of heads": lambda: raw("DELETE FROM governance_audithead"),
    "move a head back": lambda: AuditHead.objects.update(number=1),
    "leave a head where it is": lambda: AuditHead.objects.update(hash="0" * 64),
    "give a head to another": lambda: AuditHead.objects.update(number=9, organisation_reference="OR-2"),
}
if connection.vendor == "postgresql":
    WAYS["truncate events"] = lambda: raw("TRUNCATE governance_auditevent")
    WAYS["truncate heads"] = lambda: raw("TRUNCATE governance_audithead")


@pytest.mark.parametrize("way", WAYS)
def test_the_trail_cannot_be_changed(way):
    fill(3)
    before = list(AuditEvent.objects.values_list()), list(AuditHead.objects.values_list())

    with pytest.raises(DatabaseError, match=r"never changed or removed|only moves forward"), transaction.atomic():
        WAYS[way]()

    assert (list(AuditEvent.objects.values_list()), list(AuditHead.objects.values_list())) == before


@pytest.mark.clause("D10")
@pytest.mark.parametrize("way", ["update", "delete"])
def test_an_approved_profile_version_cannot_be_edited(way):
    version = ProfileVersionFactory()
    rows = ProfileVersion.objects.filter(pk=version.pk)

    with pytest.raises(DatabaseError, match="never edited"), transaction.atomic():
        rows.update(values={"P26": 1}) if way == "update" else rows.delete()

    assert rows.get().values == version.values
