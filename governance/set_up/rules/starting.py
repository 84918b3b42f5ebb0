"""What it takes to begin: the names, the domain and the first people."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from governance.people.roles import Role

_DOMAIN = re.compile(r"^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$")
_EMAIL = re.compile(r"^[^@\s,;:<>\"()]+@[^@\s,;:<>\"()]+\.[^@\s,;:<>\"().]+$")
NAME_LENGTH = 200
EMAIL_LENGTH = 254
PERSON_NAME_LENGTH = 100


@dataclass(frozen=True)
class Newcomer:
    """One of the first people, with the roles they begin with."""

    given_name: str
    family_name: str
    email: str
    roles: tuple[Role, ...]


def tidy_domain(text: str) -> str:
    """A domain as it is kept, whether or not somebody typed the @ before it."""
    return text.strip().lower().removeprefix("@")


def tidy_domains(lines: Iterable[str]) -> list[str]:
    """Each domain once, in the order they were typed; empty lines are left out."""
    return list(dict.fromkeys(domain for domain in map(tidy_domain, lines) if domain))


def domain_refused(domains: Iterable[str]) -> list[str]:
    """Which of these are no domains."""
    return [
        f"“{one[:60]}” is not an e-mail domain. Write what stands after the @."
        for one in domains
        if not _DOMAIN.match(one)
    ]


def name_refused(name: str) -> list[str]:
    """Why an organisation cannot have this name."""
    if not name.strip():
        return ["Give the name of the organisation."]
    return [f"The name can have at most {NAME_LENGTH} letters."] if len(name) > NAME_LENGTH else []


def is_email(text: str) -> bool:
    """Whether this can be an address at all."""
    return bool(_EMAIL.match(text)) and len(text) <= EMAIL_LENGTH


def people_refused(people: Sequence[Newcomer]) -> list[str]:
    """Why these cannot be the first people: something is missing, or one person would sit in two seats (T69)."""
    reasons = [reason for one in people for reason in _person_refused(one)]
    addresses = [one.email.lower() for one in people]
    if len(set(addresses)) < len(addresses):
        reasons.append("The first person and the governor have to be two people, each with an address of their own.")
    return reasons


def _person_refused(one: Newcomer) -> Iterable[str]:
    if not one.given_name.strip() or not one.family_name.strip():
        yield "Give a first name and a family name for each of the first people."
    if max(len(one.given_name), len(one.family_name)) > PERSON_NAME_LENGTH:
        yield f"A name can have at most {PERSON_NAME_LENGTH} letters."
    if not is_email(one.email):
        yield f"“{one.email[:60]}” is not an e-mail address."
