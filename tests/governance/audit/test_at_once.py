"""Several writers at the same instant make one chain, and none of their events is lost."""

from threading import Barrier, Thread

import pytest
from django.db import connection, transaction

from governance.audit.models import AuditEvent
from governance.audit.services import record_many, verify
from tests.governance.audit.helpers import NOW, entry

WRITERS, EACH = 6, 5


@pytest.mark.clause("D01", "Perf12")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_writers_at_once_wait_for_each_other():
    start, failures = Barrier(WRITERS), []

    def write():
        start.wait()
        try:
            for _ in range(EACH):
                with transaction.atomic():
                    record_many([entry("OR-2"), entry("OR-1"), entry("OR-1", sealed=True)], now=NOW)
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [Thread(target=write) for _ in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert AuditEvent.objects.count() == WRITERS * EACH * 3
    assert verify() == []
