"""`manage.py start_organisation`: the first organisation of an installation, and its first people, invited to sign in."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from governance.kernel.errors import Refused
from governance.organisations.models import Organisation
from governance.people.models import User
from governance.people.roles import Role
from governance.people.sign_in import password_page
from governance.set_up.rules.starting import Newcomer
from governance.set_up.services import Started, start_organisation

FIRST = {Organisation.Kind.TRUST.value: (Role.TRU,)}
# What is asked for where it was not given; the governor may be left out, and entered later by somebody technical.
QUESTIONS = {
    "kind": "Is it a trust, a federation or a school? ",
    "name": "What is it called? ",
    "domain": "What stands after the @ in official e-mail addresses? ",
    "given_name": "First name of the head, or of a trust's officer: ",
    "family_name": "Their family name: ",
    "email": "Their e-mail address: ",
}
GOVERNOR = {
    "governor_given_name": "First name of a governor, who decides about the head (empty: none yet): ",
    "governor_family_name": "Their family name: ",
    "governor_email": "Their e-mail address: ",
}
NO_GOVERNOR = "No governor is entered yet. Somebody has to be before the policy can be agreed and anybody goes live."


class Command(BaseCommand):
    """Asks for what is missing; running it twice makes nothing twice."""

    help = "Start a trust, a federation or a school with its first people, who are invited to choose a password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Everything may be given, for scripts; with --no-input nothing is asked."""
        for name in (*QUESTIONS, *GOVERNOR):
            parser.add_argument(f"--{name.replace('_', '-')}")
        parser.add_argument("--no-input", action="store_true", help="ask nothing; refuse if something is missing")
        parser.add_argument(
            "--show-links",
            action="store_true",
            help="print the links to choose a password, where mail does not work yet",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it, and say what was made."""
        said = self._asked(options)
        try:
            started = start_organisation(
                name=said["name"],
                kind=said["kind"].strip().lower(),
                domain=said["domain"],
                people=_people(said),
                now=timezone.now(),
            )
        except Refused as refusal:
            raise CommandError("\n".join(refusal.reasons)) from refusal
        self._tell(started, said, options)

    def _asked(self, options: dict[str, Any]) -> dict[str, str]:
        """What was given, and the answers to what was not."""
        said = {name: options[name] or "" for name in (*QUESTIONS, *GOVERNOR)}
        for name, question in {} if options["no_input"] else QUESTIONS.items():
            said[name] = said[name] or input(question)
        for name, question in {} if options["no_input"] else GOVERNOR.items():
            if name == "governor_given_name" or said["governor_given_name"]:
                said[name] = said[name] or input(question)
        return said

    def _tell(self, started: Started, said: dict[str, str], options: dict[str, Any]) -> None:
        for what in started.made:
            self.stdout.write(f"Made: {what}")
        if not started.made:
            self.stdout.write(f"{started.organisation.name} is here already. Nothing was changed.")
        if not said["governor_email"]:
            self.stdout.write(NO_GOVERNOR)
        for person in started.people if options["show_links"] else ():
            user = User.objects.get(person=person)
            if not user.last_login:
                self.stdout.write(f"{person.name} chooses a password at {settings.SITE_URL}{password_page(user)}")
        self.stdout.write(f"Go on at {settings.SITE_URL}/set-up/{started.organisation.reference}/")


def _people(said: dict[str, str]) -> list[Newcomer]:
    """The head or the trust officer, and the governor if one is named."""
    roles = FIRST.get(said["kind"].strip().lower(), (Role.HD,))
    people = [Newcomer(said["given_name"], said["family_name"], said["email"], roles)]
    given, family, email = (said[name] for name in GOVERNOR)
    return people + ([Newcomer(given, family, email, (Role.GOV,))] if given or family or email else [])
