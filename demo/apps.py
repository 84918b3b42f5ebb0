"""The demonstration: invented schools to walk around in; installed only by the demonstration's settings."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Above every other room, and never part of a school's own installation."""

    name = "demo"
