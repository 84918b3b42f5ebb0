"""The main navigation: the door through which each app adds its entry."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from governance.permissions.standing import Standing


@dataclass(frozen=True)
class Item:
    """An entry, shown to those who may do its action somewhere; without an action, to everybody signed in."""

    label: str
    url_name: str
    action: str = ""
    order: int = 100


@dataclass(frozen=True)
class Entry:
    """An entry as the page shows it."""

    text: str
    url: str
    current: bool


_items: dict[str, Item] = {}


def declare(*items: Item) -> None:
    """Add entries; called from `AppConfig.ready()`, once however often."""
    _items.update({item.url_name: item for item in items})


def entries_for(standing: Standing, path: str) -> list[Entry]:
    """The entries of one person, in order; the longest address that leads to this page is the current one."""
    shown = [
        (item, url)
        for item in every()
        if (not item.action or standing.organisation_ids(item.action)) and (url := address_of(item))
    ]
    within = [url for _, url in shown if path == url or (url != "/" and path.startswith(url))]
    current = max(within, key=len, default="")
    return [Entry(item.label, url, url == current) for item, url in shown]


def every() -> list[Item]:
    """All declared entries, in order."""
    return sorted(_items.values(), key=lambda item: (item.order, item.label))


def address_of(item: Item) -> str:
    """Where the entry leads; one that leads nowhere is left out and breaks no page (a test fails instead)."""
    try:
        return reverse(item.url_name)
    except NoReverseMatch:
        return ""
