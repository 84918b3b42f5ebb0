"""Who fills in a school's contacts in its trust's text, and who asks and answers about the policy (C007, C017)."""

from governance.people.roles import Role
from governance.permissions.table import Action, Row

ROWS = [
    Row("M+contacts", "Fill in a school's contacts in a text of the trust", HD="D", HOS="D", SLT="D", OFF="D"),
    Row("M+question", "Answer a question about the policy", HD="A", CHR="A for HD's own"),
]

ACTIONS = [
    Action(
        "policies.fill_contacts", "M+contacts", "D", description="Fill in a school's contacts in a text of the trust"
    ),
    Action("policies.ask_question", "M42", "D", reaches_up=True, description="Ask the head about the policy"),
    Action(
        "policies.answer_question",
        "M+question",
        "A",
        last_resort=(Role.CHR,),
        bars=("requester",),
        description="Answer a question about the policy, and show the answer to everybody",
    ),
]
