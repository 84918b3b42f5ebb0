"""The roof: settings, addresses, the Celery app and its timetable. It wires and decides nothing."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
