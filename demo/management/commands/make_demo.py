"""`manage.py make_demo`: fills an empty database with the demonstration, once."""

from datetime import datetime
from random import Random
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from demo.data.accounts import make_estate
from demo.data.asked import make_asked
from demo.data.consents import make_consents
from demo.data.declared import make_declared
from demo.data.pending import make_pending
from demo.data.people import make_people
from demo.data.posts import make_posts
from demo.data.register import make_registers
from demo.data.reviews import make_reviews
from demo.data.teaching import make_teaching
from demo.data.watched import make_watched
from demo.data.world import make_trees
from governance.kernel.models import Installation
from governance.organisations.models import Organisation
from policies.services.signature_sweeps import follow_the_profile

SEED = 20261121


class Command(BaseCommand):
    """The invented schools, their year, and today's work for every role."""

    help = "Fills an empty database with the demonstration. A database that has it already is left alone."

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse a database with somebody else's data in it; do nothing where the demonstration is already."""
        if Installation.objects.filter(is_demo=True).exists():
            self.stdout.write("The demonstration data are already there.")
            return
        if Organisation.objects.exists():
            raise CommandError("This database holds an organisation already. The demonstration wants an empty one.")
        with transaction.atomic():
            make(Random(SEED), timezone.now())
        self.stdout.write("The demonstration data are made.")


def make(random: Random, now: datetime) -> None:
    """Everything, from the ground up, with dates relative to that moment."""
    now = now.replace(second=0, microsecond=0)
    Installation.objects.create(pk=1, is_demo=True, made_at=now)
    made = make_trees(now)
    cast = make_people(made, random, now)
    registers = make_registers(made, random, now)
    estate = make_estate(made, cast, now)
    office = {register.school.pk: cast[name, "office"] for name, register in registers.items()}
    make_consents(registers.values(), estate.accounts, office, random, now)
    make_posts(registers.values(), cast, estate, random, now)
    make_watched(made, cast, estate, now)
    make_pending(made, registers, cast, estate, now)
    make_asked(made, cast, estate, now)
    make_reviews(made, cast, now)
    make_teaching(registers, cast, now)
    make_declared(made, registers, cast, now)
    # What was signed stands for a year or for good, as each tree's own policy has it (P71).
    follow_the_profile(now)
