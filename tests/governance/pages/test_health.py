"""Alive, ready, and the technical page; nothing restricted shows in any of them."""

import pytest
from django.test import Client
from django.utils import timezone

from governance.duties.services import mark_run
from governance.pages import health
from tests.governance.notices.factories import NoticeFactory


def away():
    raise ConnectionError("secret@broker")


def test_being_alive_asks_the_database_nothing():
    answer = Client().get("/healthz")

    assert (answer.status_code, answer.content) == (200, b"alive")


@pytest.mark.django_db
def test_ready_when_the_database_answers_and_is_up_to_date(monkeypatch):
    monkeypatch.setattr(health, "_broker", lambda: True)

    answer = Client().get("/readyz")

    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "database": "ok", "migrations": "ok", "broker": "ok", "jobs": "ok"}


@pytest.mark.django_db
def test_a_broker_that_is_away_is_told_and_stops_nothing(monkeypatch):
    monkeypatch.setattr(health, "_broker", away)

    answer = Client().get("/readyz")

    assert (answer.status_code, answer.json()["broker"]) == (200, "not ok")
    assert "secret" not in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("part", ["_database", "_migrations"])
def test_not_ready_without_its_database(monkeypatch, part):
    monkeypatch.setattr(health, "_broker", lambda: True)
    monkeypatch.setattr(health, part, away)

    answer = Client().get("/readyz")

    assert (answer.status_code, answer.json()["ready"]) == (503, False)


@pytest.mark.django_db
def test_migrations_are_asked_about_again_until_they_are_applied(monkeypatch):
    health._applied.cache_clear()
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda *args: ["one more"])
    before = health._migrations()
    monkeypatch.undo()

    assert (before, health._migrations()) == (False, True)


def test_the_technical_page_is_for_those_who_look_after_it(spx, client_for):
    codes = {name: client_for(person).get("/technical/").status_code for name, person in spx.everyone().items()}

    assert {name for name, code in codes.items() if code == 200} >= {"tech", "head"}
    assert codes["teacher"] == 403


def test_the_technical_page_names_stopped_jobs_and_lost_messages(spx, client_for):
    mark_run("sweep_duties", now=timezone.now() - timezone.timedelta(hours=3))
    notice = NoticeFactory(person=spx.com, organisation=spx.school, given_up=True)

    text = client_for(spx.tech).get("/technical/").content.decode()

    assert "Sweep duties" in text
    assert notice.reference in text
    assert notice.subject not in text


@pytest.mark.clause("D06")
def test_the_technical_page_shows_no_restricted_message_and_none_of_another_school(spx, client_for):
    sealed = NoticeFactory(person=spx.dsl, organisation=spx.school, given_up=True, sealed=True)
    theirs = NoticeFactory(person=spx.stranger, organisation=spx.elsewhere, given_up=True)

    text = client_for(spx.tech).get("/technical/").content.decode()

    assert sealed.reference not in text
    assert theirs.reference not in text
