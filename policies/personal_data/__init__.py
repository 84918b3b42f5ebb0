"""What this app holds about people, for the record of processing."""

from policies.personal_data import conduct, documents, teaching

PERSONAL_DATA = [*documents.PERSONAL_DATA, *teaching.PERSONAL_DATA, *conduct.PERSONAL_DATA]
