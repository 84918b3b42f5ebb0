"""Who hears of it where the role a duty climbs to is the person who owes it: the head's own lapse goes to the chair."""

from governance.people.roles import Role

# Whoever stands above a role, nearest first; every other role stands below the head.
ABOVE: dict[str, tuple[str, ...]] = {
    Role.HD.value: (Role.CHR.value, Role.TRU.value, Role.GOV.value),
    Role.CHR.value: (Role.TRU.value, Role.GOV.value),
    Role.TRU.value: (Role.CHR.value, Role.GOV.value),
}
BELOW_THE_HEAD = (Role.HD.value,)
# Every role to which a climb may be turned.
TURNED_TO = frozenset(role for above in ABOVE.values() for role in above) | {Role.HD.value}


def instead_of(role: str, *, asked_holds_it: bool, others_hold_it: bool) -> tuple[str, ...]:
    """Where a climb leads: to the role or, if that is the very person asked, to whoever stands above (K03).

    Nobody stands over their own lapse; a deputy of the head does not stand over the head's.
    """
    turns = asked_holds_it and (role == Role.HD.value or not others_hold_it)
    return ABOVE.get(role, BELOW_THE_HEAD) if turns else (role,)
