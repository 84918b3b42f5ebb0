"""The door through which the floors above hear that a pupil's consent has changed."""

from governance.workflow.events import Event

# Sent inside the transaction of the change with pupil_id, change_reference, received_at and now.
consent_changed = Event("consent.changed")
