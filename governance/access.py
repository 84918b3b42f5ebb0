"""What the floor itself lets people do: roles, profile, audit trail, declarations of one's own."""

from governance.people.roles import Role
from governance.permissions.floor_rows import ROWS
from governance.permissions.table import Action

__all__ = ["ACTIONS", "ROWS"]

ACTIONS = [
    Action("people.view", "M+people", "v", description="See who works here and which roles they hold"),
    Action("people.add", "M+engagements", "D", description="Add a person, their engagement and their sign-in"),
    Action("people.sign_in", "M+sign-in", "D", description="Give or move the sign-in of somebody who holds a role"),
    Action("people.end", "M+engagements", "D", description="End an engagement; every right ends with that day"),
    Action(
        "roles.grant",
        "M47",
        "A",
        last_resort=(Role.CHR,),
        bars=("subject",),
        description="Decide who holds which role",
    ),
    Action(
        "roles.grant_head",
        "M47",
        "A",
        fallback=(Role.CHR,),
        own_only_roles=(Role.HD,),
        bars=("subject",),
        description="Decide who is headteacher; never the headteacher",
    ),
    Action("roles.revoke", "M47", "A", last_resort=(Role.CHR,), description="End a role before its day"),
    Action(
        "roles.carry_out",
        "M47",
        "A",
        fallback=(Role.SYS,),
        bars=("subject",),
        description="Enter a grant that somebody else decided",
    ),
    Action("deputies.make", "M47", "A", last_resort=(Role.CHR,), description="Name a deputy for somebody who is away"),
    Action(
        "declarations.decide",
        "M35",
        "A",
        last_resort=(Role.CHR,),
        bars=("declarant", "subject", "relative"),
        description="Look at a family tie that was declared",
    ),
    Action(
        "declarations.make",
        "M35",
        "O",
        own_only_roles=tuple(Role),
        description="Declare a family tie of one's own, declare it again, end it",
    ),
    Action("declarations.view", "M35", "O", description="See a family tie that was declared"),
    # Heads of school decide about pupils on the WiFi and nothing else: the note of their cell.
    Action(
        "head_permissions.decide",
        "M36",
        "A",
        own_only_roles=(Role.HOS,),
        last_resort=(Role.CHR,),
        bars=("requester", "beneficiary"),
        description="Give or refuse the head's permission, and take it away",
    ),
    Action(
        "head_permissions.decide_pupil_wifi",
        "M36",
        "A",
        last_resort=(Role.CHR,),
        bars=("requester", "beneficiary"),
        description="Give or refuse permission for pupils on the WiFi",
    ),
    Action(
        "head_permissions.confirm_controls",
        "M36",
        "A",
        fallback=(Role.OSO,),
        own_only_roles=(Role.HD, Role.HOS),
        last_resort=(Role.HD,),
        bars=("requester", "beneficiary"),
        description="Confirm the controls for staff on the WiFi",
    ),
    Action(
        "head_permissions.confirm_security",
        "M36",
        "A",
        fallback=(Role.ICT,),
        own_only_roles=(Role.HD, Role.HOS),
        last_resort=(Role.HD,),
        bars=("requester", "beneficiary"),
        description="Confirm the security for pupils on the WiFi",
    ),
    Action(
        "head_permissions.ask", "M36", "O", own_only_roles=tuple(Role), description="Ask for the head's permission"
    ),
    Action("head_permissions.view", "M36", "O", own_only_roles=(Role.HOS,), description="See the head's permissions"),
    Action("profile.view", "M48", "V", description="Read the policy profile"),
    Action("profile.change", "M48", "A", description="Propose a change to the policy profile"),
    Action(
        "profile.approve", "M48", "A", bars=("author",), description="Approve a change that somebody else proposed"
    ),
    Action("audit.view", "M49", "v", description="Read the audit trail, restricted cases cut out"),
    Action("records.purge", "M50", "A", bars=("author",), description="Let expired records go"),
    Action(
        "organisation.change", "M+organisation", "D", description="Change the organisation, its terms and closures"
    ),
    Action("organisation.add_school", "M+schools", "D", description="Add a school to a trust or federation"),
    Action("set_up.view", "M+set-up", "V", description="See how far the setting up is"),
    Action("set_up.test_mail", "M+set-up", "D", description="Send a test message to oneself"),
    Action("set_up.go_live", "M+live", "A", description="Go live, once every task that is required is done"),
    Action("duties.view", "M+duties", "v", description="See what is waiting and what is late across the organisation"),
    Action(
        "duties.view_ladder",
        "M+ladder",
        "V",
        reaches_up=True,
        description="See when people are reminded and to whom what is late is passed up",
    ),
    Action(
        "duties.change_ladder",
        "M+ladder",
        "D",
        description="Change on which days people are reminded and what is late is passed up",
    ),
    Action("health.view", "M+health", "v", description="See whether jobs and messages go through"),
]
