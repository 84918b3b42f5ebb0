"""Who may do what about comments, abuse, concerns, cases, breaches and complaints (M18, M20-M27, M37-M39, M46)."""

from governance.people.roles import Role
from governance.permissions.table import Action
from incidents.access import cases, day

ROWS = [*day.ROWS, *cases.ROWS]

ACTIONS = [
    Action("monitoring.check", "M18", "D", description="Check an account, reply to what was said there"),
    Action("monitoring.view", "M18", "v", description="See what was checked and answered"),
    Action("abuse.log", "M20", "D", description="Log an abusive comment"),
    Action("abuse.view", "M20", "V", bars=("subject",), description="Read the abuse log"),
    Action(
        "abuse.handle",
        "M21",
        "D",
        bars=("subject",),
        description="Remove a comment or block its writer on an own account",
    ),
    Action("concerns.report", "M22", "D", description="Report a concern"),
    Action(
        "concerns.decide_staff",
        "M23",
        "A",
        bars=("subject", "requester", "decider"),
        description="Decide a concern about staff",
    ),
    Action("concerns.view_staff", "M23", "v", bars=("subject",), description="See a concern about staff"),
    Action(
        "concerns.decide_head",
        "M24",
        "A",
        bars=("subject", "requester", "decider"),
        description="Decide a concern about the head",
    ),
    Action("concerns.view_head", "M24", "v", bars=("subject",), description="See a concern about the head"),
    Action(
        "concerns.decide_pupil",
        "M25",
        "A",
        bars=("subject", "parent", "relative"),
        description="Decide a concern about a pupil",
    ),
    Action(
        "concerns.view_pupil",
        "M25",
        "v",
        bars=("subject", "parent", "relative"),
        description="See a concern about a pupil",
    ),
    Action(
        "disclosures.decide",
        "M26",
        "A",
        bars=("subject", "parent", "relative"),
        description="Act on a disclosure of abuse",
    ),
    Action(
        "disclosures.view", "M26", "v", bars=("subject", "parent", "relative"), description="See a disclosure of abuse"
    ),
    Action(
        "police.decide",
        "M27",
        "A",
        last_resort=(Role.CHR,),
        bars=("subject", "parent", "relative"),
        description="Decide whether to tell the police",
    ),
    Action(
        "ladder.decide",
        "M37",
        "A",
        bars=("subject", "parent", "relative"),
        description="Decide a meeting, restriction or letter",
    ),
    Action("ladder.carry_out", "M37", "D", bars=("subject",), description="Write and send what was decided"),
    Action(
        "complaints.decide",
        "M38",
        "A",
        bars=("requester", "decider", "subject"),
        description="Answer a complaint about the policy",
    ),
    Action("breaches.report", "M39", "D", description="Report that data may have been lost or seen"),
    Action("breaches.decide", "M39", "A", fallback=(Role.DPO,), bars=("subject",), description="Handle a data breach"),
    Action("breaches.view", "M39", "v", bars=("subject",), description="See the breach register"),
    Action("journalists.log", "M46", "D", description="Log that a journalist made contact"),
    Action("journalists.decide", "M46", "A", description="Answer a journalist"),
]
