"""`manage.py verify_audit`: prove that the audit trail is as it was recorded, or name the first broken link."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from governance.audit.models import AuditHead
from governance.audit.services import verify


class Command(BaseCommand):
    """Walks every chain and exits with 1 when a link does not hold (D01)."""

    help = "Prove that no audit event was changed, added or removed. Exits with 1 and names the link where one was."

    def add_arguments(self, parser: CommandParser) -> None:
        """One organisation may be named; without a name every chain is walked."""
        parser.add_argument("organisation", nargs="?", help="the reference of one organisation, or 'installation'")

    def handle(self, *args: Any, organisation: str | None = None, **options: Any) -> None:
        """Print what was found."""
        breaks = verify(organisation)
        for found in breaks:
            self.stderr.write(f"Broken: {found}")
        if breaks:
            sys.exit(1)
        heads = (
            AuditHead.objects.all()
            if organisation is None
            else AuditHead.objects.filter(organisation_reference=organisation)
        )
        self.stdout.write(f"The audit trail is whole: {sum(head.number for head in heads)} events.")
