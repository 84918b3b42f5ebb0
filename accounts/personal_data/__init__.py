"""What this app holds about people, for the record of processing."""

from accounts.personal_data import accounts, devices, leavers

PERSONAL_DATA = [*accounts.PERSONAL_DATA, *devices.PERSONAL_DATA, *leavers.PERSONAL_DATA]
