"""The door through which the floors above hear of the register."""

from governance.workflow.events import Event

# Sent inside the transaction of a load, for pupils added to a register that held pupils already: organisation_id,
# pupil_ids and now. The first load of a school is its whole roll and tells nobody.
pupils_joined = Event("pupils.joined")
