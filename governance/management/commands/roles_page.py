"""Write `docs/roles.md` from the table of roles and actions."""

from argparse import ArgumentParser
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand

from governance.permissions.page import Chapter, page


def chapters() -> Iterator[Chapter]:
    """What each installed app declares, from the floor up."""
    for config in reversed(list(apps.get_app_configs())):
        if find_spec(f"{config.name}.access") and not config.name.startswith(("django.", "allauth")):
            declared = import_module(f"{config.name}.access")
            if hasattr(declared, "ROWS"):
                yield Chapter(config.name, tuple(declared.ROWS), tuple(declared.ACTIONS))


class Command(BaseCommand):
    """One page of roles and actions, for people to read."""

    help = "Write docs/roles.md, the one page of roles and actions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--print` shows the page and writes nothing."""
        parser.add_argument("--print", action="store_true", dest="only_print")

    def handle(self, *args: Any, only_print: bool, **options: Any) -> str:
        """Make the page and put it where it belongs."""
        made = page(chapters())
        if not only_print:
            Path(settings.BASE_DIR, "docs", "roles.md").write_text(made)
            return "docs/roles.md is up to date."
        return made
