"""The ruling said a second time, slowly and otherwise: one list of objections, each its own sentence of the policy."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def permitted(facts, use, on: date, now: datetime) -> tuple[bool, set[str]]:
    """Whether the pupil may be shown, and the conditions if so, worked out by asking each person one by one."""
    starts = datetime(on.year, on.month, on.day, tzinfo=LONDON)
    at = now if now.astimezone(LONDON).date() == on else starts
    if not facts.known or facts.regime == "no-people-images":
        return False, set()
    if facts.regime == "no-identifiable" and use.identifiable:
        return False, set()
    if (facts.joined_on or date.min) > on or (facts.left_on or date.max) < on:
        return False, set()
    for starts_on, ends_on, lifted_at in facts.bars:
        day = starts_on
        while day <= min(ends_on or on, on):
            if day == on and not (lifted_at and lifted_at <= at):
                return False, set()
            day += timedelta(days=1)
    conditions, yes_from = set(), set()
    people = {a.person_key for a in facts.answers} | {w.person_key for w in facts.wishes}
    for person in people:
        verdict, standing, asked = _position(person, facts, use, at)
        if verdict == "no":
            return False, set()
        if verdict == "yes":
            yes_from.add(standing)
        conditions |= asked
    if facts.regime == "no-identifiable":
        return True, conditions
    wanted = {"responsible", "pupil"} if facts.who_must == "parent-and-pupil" else {"responsible"}
    return wanted <= yes_from, conditions


def _position(person, facts, use, at):
    """What one person's position comes to: "yes", "no" or "silent", in what standing, and with which conditions."""
    asked, yes, standing, said = set(), False, "", []
    for answer in facts.answers:
        same_place = answer.channel == use.channel and (
            use.channel != "account" or answer.account_id == use.account_id
        )
        if answer.person_key == person and answer.kind == use.kind and same_place:
            said.append(answer)
    for answer in said:
        if answer.effective_from <= at and (answer.ended_at is None or at < answer.ended_at):
            if answer.value == "refused":
                return "no", answer.standing, set()
            asked_again = facts.regime_since and facts.regime_since > answer.effective_from
            if answer.regime == facts.regime and not asked_again:
                yes, standing = True, answer.standing
                asked |= {answer.conditions} - {""}
    for wish in facts.wishes:
        if wish.person_key != person or not _reaches(wish, use, facts.academic_year) or wish.received_at > at:
            continue
        if wish.settled_at and wish.settled_at <= at:
            continue
        later = [
            a
            for a in said
            if _followed(a.received_at, wish.received_at) and a.effective_from <= at and a.status != "invalidated"
        ]
        if later and wish.standing != "objector":
            continue
        if not wish.conditions:
            return "no", wish.standing, set()
        asked.add(wish.conditions)
    return ("yes" if yes else "silent"), standing, asked


def _followed(answer, wish):
    """Whether the answer came after the wish; a wish kept at midnight came at some hour of that day, perhaps its last."""
    letter, form = wish.astimezone(LONDON), answer.astimezone(LONDON)
    if (letter.hour, letter.minute, letter.second, letter.microsecond) == (0, 0, 0, 0):
        return form.date() > letter.date()
    return answer > wish


def _reaches(wish, use, year):
    years = {wish.academic_year} if wish.this_year_only else {wish.academic_year, wish.academic_year + 1}
    if year not in years or (wish.kinds and use.kind not in wish.kinds):
        return False
    places = {("account", pk) for pk in wish.account_ids}
    for channel in wish.channels:
        if channel == "account" and wish.account_ids:
            continue
        places.add((channel, None))
    mine = {(use.channel, None), (use.channel, use.account_id)}
    return not places or bool(places & mine)
