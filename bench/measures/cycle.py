"""Perf7: a post with a picture is submitted, approved and published over HTTP, beside two locked changes with a chained log."""

from collections.abc import Callable
from datetime import datetime
from statistics import median

from django.db import connection

from bench.harness import Bench
from bench.measures.start import database_url
from bench.population import cookie_of
from bench.sites import Site, serving
from governance.people.models import Person
from posts.models import Media, Post
from tests.fixtures import make_world
from tests.posts.desk import Desk, make_desk

IDS = ("Perf7",)
# A minute before the server's clock, so that nothing lies in its future.
BEFORE = datetime.fromisoformat("2026-10-05T09:59:00+00:00")
ROUNDS = 40
TOKEN = "t" * 32


def measure(bench: Bench) -> None:
    """The same number of each, in turn."""
    desk = make_desk(make_world(), BEFORE)
    posts = [desk.draft(picture=True) for _ in range(4 if bench.small else ROUNDS)]
    _make_lean_tables(len(posts))
    author, approver = (_cookie(person) for person in (desk.author, desk.approver))
    times: tuple[list[float], list[float]] = ([], [])
    with (
        serving("bench.lean.wsgi:application", "bench.lean.settings", database_url(), author) as lean,
        serving("bench.monday:application", "bench.settings", database_url(), author) as product,
    ):
        for number, post in enumerate(posts, start=1):
            times[0].append(sum(lean.milliseconds_to_send(f"/{step}/{number}", {}) for step in ("submit", "approve")))
            times[1].append(sum(send() for send in _cycle(product, desk, post, author, approver)))
    # The first of each warms the servers up and does not count.
    bench.keep("Perf7", "submit, approve and publish, four POSTs", median(times[0][1:]), median(times[1][1:]), 3)
    unpublished = Post.objects.filter(pk__in=[post.pk for post in posts]).exclude(status="published").count()
    if unpublished:
        raise RuntimeError(f"{unpublished} posts were not published: what was measured is a refusal")


def _cycle(site: Site, desk: Desk, post: Post, author: str, approver: str) -> list[Callable[[], float]]:
    """The four forms that people send."""

    def send(cookie: str, page: str, form: dict[str, object]) -> Callable[[], float]:
        said = {**form, "csrfmiddlewaretoken": TOKEN}
        return lambda: site.milliseconds_to_send(f"/posts/{post.reference}/{page}/", said, cookie)

    return [
        send(author, "edit", {**_typed(desk, post), "press": "submit"}),
        send(approver, "approve", {"version": 1, "ticked": "on"}),
        send(author, "copy-pack/open", {}),
        send(author, "publish", {"account": desk.account.reference, "link": desk.link()}),
    ]


def _typed(desk: Desk, post: Post) -> dict[str, object]:
    """The draft as its form sends it."""
    picture = Media.objects.get(post=post).reference
    return {
        "edition": Post.objects.get(pk=post.pk).edition,
        "text": desk.plain.text,
        "category": desk.plain.category,
        "accounts": desk.account.reference,
        "checklist_ticked": "on",
        "pupils": desk.pupil.reference,
        f"kind_{picture}": "photo",
        f"alt_{picture}": "A child holding a marrow",
        f"visible_{picture}": 1,
        f"device_{picture}": desk.device.pk,
        f"taken_{picture}_day": desk.now.day,
        f"taken_{picture}_month": desk.now.month,
        f"taken_{picture}_year": desk.now.year,
        f"place_{picture}": 1,
    }


def _cookie(person: Person) -> str:
    return f"{cookie_of(person, BEFORE)}; csrftoken={TOKEN}"


def _make_lean_tables(rows: int) -> None:
    """What the lean cycle changes, and its log."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_thing (id integer PRIMARY KEY, status varchar(20) NOT NULL)")
        cursor.execute("CREATE TABLE bench_log (id integer PRIMARY KEY, said text NOT NULL, hash char(64) NOT NULL)")
        cursor.execute("INSERT INTO bench_log VALUES (0, 'start', %s)", ["0" * 64])
        cursor.executemany("INSERT INTO bench_thing VALUES (%s, 'draft')", [[n] for n in range(1, rows + 1)])
