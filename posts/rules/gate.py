"""The gate: everything that stands between a post and the world, all at once (law 1, D05, D17)."""

from collections.abc import Iterator

from posts.rules.facts import Facts, Finding, MediaFacts

NO_PEOPLE = "no-people-images"
NO_IDENTIFIABLE = "no-identifiable"


def findings(facts: Facts) -> list[Finding]:
    """Every reason at once, in the order of the page; an empty list opens the gate."""
    return [
        *_wording(facts),
        *_targets(facts),
        *_pictures(facts),
        *_people(facts),
        *(Finding(part, sentence) for part, sentence in facts.naming),
        *_sensitive(facts),
        *_unchanged(facts),
    ]


def _wording(facts: Facts) -> Iterator[Finding]:
    """Something to say, of a kind the policy lists, and the checklist ticked (C060, C061)."""
    if not facts.text.strip():
        yield Finding("text", "Write what the post says.")
    if facts.category not in facts.categories:
        yield Finding("category", "Choose what the post is for, from the school's list.")
    if not facts.checklist_ticked:
        yield Finding("checklist_ticked", "Read the checklist and tick it.")


def _targets(facts: Facts) -> Iterator[Finding]:
    """At least one account, each of them ready, and people who may post there (C037, T37)."""
    if not facts.targets:
        yield Finding("targets", "Choose at least one account.")
    for target in facts.targets:
        yield from (Finding("targets", f"{target.name}: {why}") for why in target.obstacles)


def _pictures(facts: Facts) -> Iterator[Finding]:
    """Words for those who cannot see, and the school's own devices on the day of the picture (C074, P46, T33)."""
    for picture in facts.media:
        if not picture.alternative_text.strip():
            yield Finding(f"alt_{picture.reference}", f"Picture {picture.position} needs alternative text.")
        if picture.needs_device:
            if picture.day_obstacle:
                yield Finding(f"taken_{picture.reference}", f"Picture {picture.position}: {picture.day_obstacle}")
            yield from (
                Finding(f"device_{picture.reference}", f"Picture {picture.position}: {why}")
                for why in picture.device_obstacles
            )


def _people(facts: Facts) -> Iterator[Finding]:
    """Who is shown, and whether they may be (C075, C093, T25); nothing is asked where no picture shows anybody."""
    showing = [picture for picture in facts.media if picture.shows_people]
    if facts.regime == NO_PEOPLE and (showing or (facts.media and facts.pupils)):
        yield Finding("media", "This school's policy allows no pictures of people. Take them out.")
    elif facts.media:
        yield from _rulings(facts)
        yield from _said(facts, showing)
        if showing and (facts.pupils or facts.regime == NO_IDENTIFIABLE):
            yield from _counted(facts, showing)


def _rulings(facts: Facts) -> Iterator[Finding]:
    """A pupil who may not be shown, without a word about why (T17); on one account only where the others may (T48)."""
    names = {target.key: target.name for target in facts.targets}
    for pupil in facts.pupils:
        refused = [names[key] for key in pupil.refused_on if key in names]
        if len(refused) == len(names) and refused:
            yield Finding(f"pupil_{pupil.reference}", f"{pupil.name} may not be shown in this post.")
        else:
            yield from (
                Finding(f"pupil_{pupil.reference}", f"{pupil.name} may not be shown on {name}.") for name in refused
            )
        if pupil.conditions and not pupil.conditions_met and not refused:
            asked = "; ".join(pupil.conditions)
            yield Finding(f"pupil_{pupil.reference}", f"{pupil.name}: tick that the condition is kept ({asked}).")


def _said(facts: Facts, showing: list[MediaFacts]) -> Iterator[Finding]:
    """Either the pupils shown or the statement that none can be identified; where none ever may be, the statement.

    There the pupils in a picture are ticked all the same: one who must not be shown is not shown unrecognisably (Q37).
    """
    if facts.regime == NO_IDENTIFIABLE:
        if (showing or facts.pupils) and not facts.no_identifiable:
            yield Finding(
                "no_identifiable",
                "This school shows no pupil who can be identified. Say that none can be, or take the pictures out.",
            )
    elif facts.no_identifiable and facts.pupils:
        yield Finding("pupils", "You ticked pupils and said that no pupil can be identified: only one can be true.")
    elif showing and not (facts.no_identifiable or facts.pupils):
        yield Finding("pupils", "Tick the pupils shown, or say that no pupil can be identified.")


def _counted(facts: Facts, showing: list[MediaFacts]) -> Iterator[Finding]:
    """Nobody is in a picture who is not ticked (T25)."""
    for picture in showing:
        if picture.pupils_visible is None:
            yield Finding(
                f"visible_{picture.reference}", f"Picture {picture.position}: say how many pupils can be seen."
            )
        elif picture.pupils_visible > len(facts.pupils):
            yield Finding(
                f"visible_{picture.reference}",
                f"Picture {picture.position} shows {picture.pupils_visible} pupils and {len(facts.pupils)} are ticked:"
                " somebody unknown is in it.",
            )


def _sensitive(facts: Facts) -> Iterator[Finding]:
    """Special needs, health, family: never, or only with express extra consent and without saying who it is (P48, Q35)."""
    if not facts.sensitive:
        return
    if not facts.sensitive_allowed:
        yield Finding("sensitive", "This school never posts something sensitive about a pupil. Take it out.")
        return
    if not facts.extra_consent.strip():
        yield Finding("extra_consent", "Say where the express extra consent is recorded.")
    if facts.pupils:
        yield Finding("sensitive", "A post with something sensitive about a pupil must not show who it is.")


def _unchanged(facts: Facts) -> Iterator[Finding]:
    """What goes out is what was approved, to the letter (C058, T34)."""
    if facts.approved_hash and facts.approved_hash != facts.content_hash:
        yield Finding("text", "This has changed since it was approved. It needs a fresh approval.")
