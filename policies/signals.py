"""What the app tells the floors above: each event carries keys and the time, and is sent inside the transaction."""

from governance.workflow.events import Event

# version_id, document_kind, organisation_id, now: a version was published; the one before is replaced.
version_published = Event("policies.version_published")
# person_id, document_kind, now: a signature was given, replaced, excused or ran out.
signature_changed = Event("policies.signature_changed")
# person_id, course_id, now: a training record came to count, or stopped counting.
training_changed = Event("policies.training_changed")
