"""A reference of another tree, or a field that no form asks for, changes nothing that it should not (Hostile1, Hostile3)."""

import random
from functools import cache
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models

from governance.organisations.models import Organisation
from governance.people.models import Person
from tests.access_table import Row
from tests.consent.factories import WordingFactory
from tests.crowd import Crowd, taken_back
from tests.hostile.fields import SENDS, allowed, asked
from tests.pupils.factories import ContactFactory, PupilFactory, SchoolClassFactory
from tests.turns import by_turns

pytestmark = pytest.mark.django_db
EVERY_FORM = pytest.mark.parametrize("row", by_turns(SENDS), ids=lambda row: row.name)
OURS = {"governance", "pupils", "policies", "accounts", "consent", "posts"}


def of(place: Organisation, person: Person) -> dict[str, list[Any]]:
    """Every row that belongs to the organisation or names the person."""
    keys = {Organisation: place.pk, Person: person.pk}
    found = {}
    with connection.cursor() as cursor:
        for label, related, statement in _pointing():
            cursor.execute(statement, [keys[related]])
            found[label] = cursor.fetchall()
    return found


@cache
def _pointing() -> list[tuple[str, Any, str]]:
    """Each column of ours that names an organisation or a person, with what reads its rows."""
    quote = connection.ops.quote_name
    found = []
    for model in apps.get_models():
        if model._meta.app_label not in OURS:
            continue
        for field in model._meta.concrete_fields:
            if field.related_model in (Organisation, Person):
                table, column = quote(model._meta.db_table), quote(field.column)
                statement = f"SELECT * FROM {table} WHERE {column} = %s ORDER BY {quote(model._meta.pk.column)}"
                found.append((f"{model._meta.label}.{field.name}", field.related_model, statement))
    return found


def names_of(crowd: Crowd) -> list[str]:
    """What a form could be told of the other tree."""
    there = crowd.world.elsewhere
    things = [
        there,
        crowd.world.stranger,
        PupilFactory(organisation=there),
        ContactFactory(organisation=there),
        SchoolClassFactory(organisation=there),
        WordingFactory(organisation=there),
    ]
    return [thing.reference for thing in things] + [str(thing.pk) for thing in things[:3]]


def some_of(fields: dict[str, str], row: str) -> list[str]:
    """Six of them by turns: what is common to a form's fields is not asked of twenty."""
    return random.Random(row).sample(sorted(fields), min(6, len(fields)))


@EVERY_FORM
def test_a_form_that_names_another_school_reaches_nothing_there(row: Row, crowd: Crowd) -> None:
    with taken_back():
        theirs = names_of(crowd)
        address, names = asked(row, crowd, row.kwargs(crowd))
        before = of(crowd.world.elsewhere, crowd.world.stranger)
        fields = names or {"organisation": ""}
        for other in theirs if settings.FULL else random.Random(row.name).sample(theirs, min(2, len(theirs))):
            crowd.send(allowed(row, "POST"), "POST", address, dict.fromkeys(fields, other))
        for field in fields if settings.FULL else some_of(fields, row.name):
            crowd.send(allowed(row, "POST"), "POST", address, {**fields, field: theirs[0]})

        assert of(crowd.world.elsewhere, crowd.world.stranger) == before


def valid_people(crowd: Crowd) -> dict[str, Any]:
    """Somebody new."""
    day = {"starts_on_day": 1, "starts_on_month": 9, "starts_on_year": 2026}
    name = {"given_name": "Marigold", "family_name": "Pennyworth"}
    return {**name, **day, "organisation": crowd.world.school.reference, "kind": "volunteer"}


VALID: dict[str, Any] = {
    "governance:create_person": valid_people,
    "governance:change_person": lambda crowd: {
        "given_name": "Marigold",
        "family_name": "Pennyworth",
        "email": "marigold@harbour.example",
    },
    "governance:revoke_role": lambda crowd: {"because": "They asked"},
    "policies:create_document": lambda crowd: {
        "organisation": crowd.world.school.reference,
        "kind": "terms",
        "title": "Terms",
    },
    "policies:write_version": lambda crowd: {"text": "Be kind.", "material": "on"},
    "accounts:withdraw_application": lambda crowd: {"reason": "Not needed"},
    "accounts:suspend_account": lambda crowd: {"reason": "It was hacked"},
    "accounts:revoke_authorisation": lambda crowd: {"reason": "They left"},
    "posts:start_post": lambda crowd: {"organisation": crowd.world.school.reference},
    "posts:ask_changes": lambda crowd: {"version": 1, "reason": "Shorter, please"},
    "posts:hold_post": lambda crowd: {"reason": "Wait"},
    "posts:reopen_takedown": lambda crowd: {"reason": "It is back"},
}


def everything(crowd: Crowd) -> dict[str, Any]:
    """Every field of every model of ours, as somebody would send it who wants more than the form gives."""
    wanted: dict[str, Any] = {}
    for model in apps.get_models():
        if model._meta.app_label in OURS:
            for field in model._meta.concrete_fields:
                wanted |= {field.name: _bait(field, crowd), field.attname: _bait(field, crowd)}
    return wanted


def _bait(field: models.Field, crowd: Crowd) -> Any:
    if field.related_model is Organisation:
        return crowd.world.elsewhere.pk
    if field.related_model is Person:
        return crowd.world.stranger.pk
    if field.choices:
        return list(field.choices)[-1][0]
    return "2030-01-01" if isinstance(field, models.DateField) else "1"


def written(before: dict[str, set[str]], old: dict[type[models.Model], set[int]]) -> dict[str, list[str]]:
    """What was added or changed since, without numbers, times and what is drawn by lot."""
    after = rows(old)
    return {label: sorted(after[label] - before[label]) for label in after if after[label] != before[label]}


def rows(old: dict[type[models.Model], set[int]]) -> dict[str, set[str]]:
    """Every row of ours; which new row another one is about is not told, for its number is drawn by lot."""
    found = {}
    for model in apps.get_models():
        if model._meta.app_label in OURS:
            keep = [field for field in model._meta.concrete_fields if not _by_lot(field)]
            kept = model._base_manager.values_list(*(field.attname for field in keep))
            found[model._meta.label] = {
                repr([_known(field, value, old) for field, value in zip(keep, row, strict=True)]) for row in kept
            }
    return found


def numbers() -> dict[type[models.Model], set[int]]:
    """The rows there are."""
    return {model: set(model._base_manager.values_list("pk", flat=True)) for model in apps.get_models()}


def _known(field: models.Field, value: Any, old: dict[type[models.Model], set[int]]) -> Any:
    return "new" if field.related_model and value is not None and value not in old[field.related_model] else value


def _by_lot(field: models.Field) -> bool:
    drawn = ("reference", "key", "hash", "digest", "claim", "facts", "previous", "url", "subject", "number")
    return field.primary_key or isinstance(field, models.DateTimeField) or any(word in field.name for word in drawn)


@pytest.mark.parametrize("row", [row for row in SENDS if row.name in VALID], ids=lambda row: row.name)
def test_fields_that_no_form_asks_for_change_nothing(row: Row, crowd: Crowd) -> None:
    with taken_back():
        address, names = asked(row, crowd, row.kwargs(crowd))
        said, name = VALID[row.name](crowd), allowed(row, "POST")
        old = numbers()
        before, outcomes = rows(old), []
        for extra in ({}, {key: value for key, value in everything(crowd).items() if key not in {*names, *said}}):
            with taken_back():
                answer = crowd.send(name, "POST", address, {**extra, **said})
                outcomes.append((answer.status_code, written(before, old)))

    plain, greedy = outcomes
    assert plain[0] == 302
    assert plain[1] != {}
    assert greedy == plain
