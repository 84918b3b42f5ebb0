"""Whether the product is alive, and whether it is ready; never how much of anything it holds (D06)."""

import logging
from collections.abc import Callable
from functools import cache

from celery import current_app
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from governance.duties.selectors import late_jobs
from governance.pages.access import public

logger = logging.getLogger("gatepost.health")


@public
@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return HttpResponse("alive", content_type="text/plain")


@public
@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """The database answers and is up to date; a broker or a job that is away is told, and stops no page."""
    needed = {"database": _works(_database), "migrations": _works(_migrations)}
    told = {"broker": _works(_broker), "jobs": _works(_jobs)}
    is_ready = all(needed.values())
    words = {name: "ok" if works else "not ok" for name, works in (needed | told).items()}
    return JsonResponse({"ready": is_ready, **words}, status=200 if is_ready else 503)


def _works(ask: Callable[[], object]) -> bool:
    try:
        return bool(ask())
    except Exception as failure:
        logger.warning("%s: %s", ask.__name__, type(failure).__name__)
        return False


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def _migrations() -> bool:
    return _applied() or (_applied.cache_clear() or False)  # type: ignore[func-returns-value]


@cache
def _applied() -> bool:
    """Whether every migration has been applied; once true it stays true for this process."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _broker() -> bool:
    with current_app.connection_for_write() as broker:
        broker.ensure_connection(max_retries=0, timeout=1)
        return True


def _jobs() -> bool:
    return not late_jobs(timezone.now())
