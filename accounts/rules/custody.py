"""Who keeps an account's password and how it is secured; never the password itself (C039, P18, T42)."""

from datetime import date

from django.db import models

from accounts.rules.accounts import Store


class SecondFactor(models.TextChoices):
    """What the platform asks for besides the password."""

    APP = "app", "A code from an app"
    KEY = "key", "A security key"
    TEXT = "text", "A text message"
    NONE = "none", "None"


NO_SECOND_FACTOR = "No second factor protects this account: whoever learns the password gets in."
# Where the school's answer to P18 lets a password be kept; the first is where a record starts from.
STORES: dict[str, tuple[Store, ...]] = {
    "network": (Store.NETWORK,),
    "officer": (Store.OFFICER, Store.MANAGER, Store.SAFE),
    "custodian": (Store.MANAGER, Store.NETWORK, Store.SAFE, Store.OFFICER),
}


def stores_for(kept: str) -> tuple[Store, ...]:
    """The places that the school's answer allows (P18)."""
    return STORES[kept]


def store_to_start_from(kept: str) -> str:
    """Where a record starts from; nowhere in particular where each account has a custodian of its own (P18)."""
    return "" if kept == "custodian" else STORES[kept][0]


def custody_refused(
    *, custodian: int, recovery_owner: int, store: str, kept: str, changed_on: date, review_on: date, today: date
) -> list[str]:
    """Everything that is wrong with a custody record, at once."""
    checks = (
        (custodian == recovery_owner, "Whoever recovers the account must be another person than the custodian."),
        (store not in stores_for(kept), "The school’s policy does not let passwords be kept there."),
        (changed_on > today, "The password cannot have been changed on a day that is still to come."),
        (review_on <= today, "Choose a day after today for the next review of access."),
    )
    return [sentence for wrong, sentence in checks if wrong]
