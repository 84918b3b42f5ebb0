"""What this app holds about people, for the record of processing."""

from accounts.personal_data import accounts, devices

PERSONAL_DATA = [*accounts.PERSONAL_DATA, *devices.PERSONAL_DATA]
