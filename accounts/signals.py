"""What the app tells the floors above: each event carries keys and the time, and is sent inside the transaction."""

from governance.workflow.events import Event

# account_id, now: an account went live, was suspended or came back; its queued posts are looked at again (S04).
account_changed = Event("accounts.account_changed")
# person_id, account_id, now: what a person may do with an account may have changed, either way.
authorisation_changed = Event("accounts.authorisation_changed")
