"""Reads of consent: the rulings, the places they are about, and the record behind them."""

from consent.selectors.lists import ClassView, class_view, do_not_show
from consent.selectors.places import Place, accounts_of, places_of, wording_in_force, wordings_of
from consent.selectors.records import (
    PupilRecord,
    bar_of,
    change_for,
    changes_for,
    objections_of,
    record_of,
    request_behind,
    request_for,
)
from consent.selectors.rulings import facts_of, rulings

__all__ = [
    "ClassView",
    "Place",
    "PupilRecord",
    "accounts_of",
    "bar_of",
    "change_for",
    "changes_for",
    "class_view",
    "do_not_show",
    "facts_of",
    "objections_of",
    "places_of",
    "record_of",
    "request_behind",
    "request_for",
    "rulings",
    "wording_in_force",
    "wordings_of",
]
