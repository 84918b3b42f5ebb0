"""The Celery app and the timetable: the one place that says what runs when.

Beat keeps UTC. Anything owed at a local time is a due time in a row, so a missed or doubled run loses nothing.
"""

import os
from typing import Any

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

app = Celery("gatepost")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(["governance.pages"])

TIMETABLE: dict[str, dict[str, Any]] = {
    "deliver waiting notices": {
        "task": "governance.pages.tasks.deliver_waiting_notices",
        "schedule": crontab(),
    },
    "sweep duties": {
        "task": "governance.pages.tasks.sweep_duties",
        "schedule": crontab(minute="*/5"),
    },
    "start and end deputies": {
        "task": "governance.pages.tasks.start_and_end_deputies",
        "schedule": crontab(minute="5"),
    },
    "check queued posts again": {
        "task": "posts.tasks.recheck_queued_posts",
        "schedule": crontab(minute="10"),
    },
    "ask posters to look": {
        "task": "posts.tasks.ask_posters",
        "schedule": crontab(minute="55"),
    },
    "drop stale uploads": {
        "task": "pupils.tasks.drop_stale_uploads",
        "schedule": crontab(minute="*/5"),
    },
    "drop stale files of staff": {
        "task": "governance.pages.tasks.drop_stale_staff",
        "schedule": crontab(minute="*/5"),
    },
    "look again at what went live": {
        "task": "governance.pages.tasks.look_again_at_set_up",
        "schedule": crontab(minute="45"),
    },
    "end lapsed authorisations": {
        "task": "accounts.tasks.end_lapsed_authorisations",
        "schedule": crontab(minute="5"),
    },
    "mend rights on accounts": {
        "task": "accounts.tasks.mend_rights",
        "schedule": crontab(hour="2", minute="35"),
    },
    "watch accounts": {
        "task": "accounts.tasks.watch_accounts",
        "schedule": crontab(minute="50"),
    },
    "lapse unsigned and old signatures": {
        "task": "policies.tasks.sweep_signatures",
        "schedule": crontab(minute="15"),
    },
    "open reviews and put texts in force": {
        "task": "policies.tasks.sweep_reviews",
        "schedule": crontab(minute="20"),
    },
    "expire training and ask for it": {
        "task": "policies.tasks.sweep_training",
        "schedule": crontab(minute="25"),
    },
    "plan teaching, notices and confirmations": {
        "task": "policies.tasks.sweep_teaching",
        "schedule": crontab(minute="30"),
    },
    "begin and end declarations": {
        "task": "policies.tasks.sweep_declarations",
        "schedule": crontab(minute="35"),
    },
    "heal missed withdrawals": {
        "task": "consent.tasks.heal_missed_withdrawals",
        "schedule": crontab(minute="40"),
    },
}
app.conf.beat_schedule = TIMETABLE
