"""Perf1, Perf2, Perf14 and Perf16: pages beside the least a page can be."""

from dataclasses import replace

from bench.harness import Bench
from bench.measures.start import SITES, database_url
from bench.population import LEAN, cookie_of, fill_pupils, person, trust
from bench.sites import Site, in_turn, serving
from governance.people.roles import Role
from governance.permissions.selectors import standing_of
from pupils.models import Pupil

IDS = ("Perf1", "Perf2", "Perf14", "Perf16")
REGISTER = "/pupils/"
CHEAPEST = "/notices/"


def measure(bench: Bench) -> None:
    """An officer of one school reads its register; the lean site reads the same rows."""
    fill_pupils(bench)
    officer = person(Role.OFF, "school")
    school = trust()[1][0]
    _scope(bench, officer, school.pk)
    cookie, lean_cookie, url = cookie_of(officer), cookie_of(officer, backend=LEAN), database_url()
    (_, lean_wsgi, lean_settings), (_, wsgi, settings) = SITES
    with serving(lean_wsgi, lean_settings, url, lean_cookie) as lean, serving(wsgi, settings, url, cookie) as product:
        first = in_turn((lean, f"/list?school={school.pk}"), (product, REGISTER))
        bench.keep("Perf1", f"register page, 50 of {Pupil.objects.count():,}", *first, 2.0)
        bench.keep("Perf16", "cheapest signed-in page", *in_turn((lean, "/hello"), (product, CHEAPEST)), 1.5)
        rows = Pupil.objects.filter(organisation=school).count()
        last = _last(product)
        bench.keep(
            "Perf2", f"last page of {rows:,} against the first", *in_turn((product, REGISTER), (product, last)), 1.1
        )
        _growth(bench, product, rows)


def _scope(bench: Bench, officer: object, school: int) -> None:
    """Perf14: the first fifty rows this person may see, against the same rows by school alone."""
    from django.utils import timezone

    def plain() -> list[object]:
        return list(Pupil.objects.filter(organisation_id=school).order_by("family_name", "given_name", "id")[:50])

    def scoped() -> list[object]:
        standing = standing_of(officer, timezone.now(), fresh=True)
        places = standing.organisation_ids("pupils.list")
        return list(Pupil.objects.filter(organisation_id__in=places).order_by("family_name", "given_name", "id")[:50])

    bench.compare("Perf14", "first 50 rows this person may see", plain, scoped, goal=1.5, rounds=9, repeat=20)


def _last(product: Site) -> str:
    """The address of the last page, found by following the pager as a person would."""
    address, following = REGISTER, True
    while following:
        body = product.get(address)[1].decode()
        marker = body.find('rel="next"')
        following = marker >= 0
        if following:
            link = body[body.rfind("<a", 0, marker) : body.find(">", marker)]
            address = REGISTER + link.split('href="')[1].split('"')[0].replace("&amp;", "&").removeprefix(REGISTER)
    return address


def _growth(bench: Bench, product: Site, rows: int) -> None:
    """The register of a school with few pupils, whose page is as long, against that of one with half of them all."""
    small = trust()[1][2]
    few = Pupil.objects.filter(organisation=small).count()
    cookie = cookie_of(person(Role.OFF, "small school"))
    other = replace(product, cookie=cookie)
    pages = in_turn((other, REGISTER), (product, REGISTER))
    bench.keep("Perf2", f"first page of {rows:,} against that of {few:,}", *pages, 1.1)
