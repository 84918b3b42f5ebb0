"""Sentences said in more than one place, kept once."""

NOT_YOURS = "Only whoever wrote a post sends it for approval. Take the draft over first, or ask its author."
NOT_YOURS_TO_ABANDON = "Only whoever wrote a post gives it up. Take the draft over first, or ask its author."
NOT_EDITABLE = "This post cannot be changed as it stands. If it waits for approval, the approver can ask for changes."
CHANGED_MEANWHILE = "Somebody else has changed this post since you opened it. Open it again and look at what they did."
TICK_FIRST = "Tick the statement above the button first."
NO_TIME_IN_PAST = "Choose a time that is still to come."
NOT_APPROVED_NOW = "Only an approved post can be published."
PICTURES_AT_MOST = 10
TOO_MANY_PICTURES = f"A post holds {PICTURES_AT_MOST} pictures at most. Take one out first."
ALREADY_OUT = "This account already has its link."
BEING_TAKEN_DOWN = (
    "Somebody has asked for this post to come down from this account. If it is out, take it off there now."
)
NOT_OUT = "This post is not on that account."
NOT_IN_PACK = "Open the copy pack first: it checks everything once more."
WITHDRAWN_WHILE_OPEN = "If you have already put this on the platform, take it down now."
MAY_NOT_BE_SHOWN = "Somebody in this post may no longer be shown, or only on another condition. It needs another look."
