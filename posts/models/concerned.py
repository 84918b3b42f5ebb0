"""Who is concerned by a post, in one statement written out: permission is asked several times a request (Perf7)."""

from functools import cache

from django.db import connection

from accounts.models import Authorisation
from accounts.rules.authorisations import IN_FORCE, PUBLISHING
from pupils.models import Contact, Responsibility


def concerned_by(post_id: int) -> dict[str, set[int]]:
    """Who changed the post, the staff whose own child is shown, and those authorised on one of its accounts (K03, K05)."""
    found: dict[str, set[int]] = {"editor": set(), "parent": set(), "poster": set()}
    with connection.cursor() as cursor:
        cursor.execute(_statement(), [post_id, post_id, post_id, *IN_FORCE, *PUBLISHING])
        for kind, person_id in cursor.fetchall():
            found[kind].add(person_id)
    return found


@cache
def _statement() -> str:
    responsibility, contact, authorisation = (
        model._meta.db_table for model in (Responsibility, Contact, Authorisation)
    )
    statuses, scopes = (", ".join(["%s"] * len(names)) for names in (IN_FORCE, PUBLISHING))
    return f"""
SELECT 'editor', e.person_id FROM posts_post_editors e WHERE e.post_id = %s
UNION
SELECT 'parent', c.person_id FROM posts_shown s
JOIN {responsibility} r ON r.pupil_id = s.pupil_id
JOIN {contact} c ON c.id = r.contact_id
WHERE s.post_id = %s AND c.person_id IS NOT NULL
UNION
SELECT 'poster', a.person_id FROM posts_target t
JOIN {authorisation} a ON a.account_id = t.account_id
WHERE t.post_id = %s AND a.status IN ({statuses}) AND a.scope IN ({scopes})
"""  # noqa: S608 - our own names
