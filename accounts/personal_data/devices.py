"""What is held about people with the school's own devices, for the record of processing."""

from typing import Any

PERSONAL_DATA: list[dict[str, Any]] = [
    {
        "model": "accounts.ImageDevice",
        "fields": ("requested_by", "decided_by", "withdrawn_by"),
        "whose": "Staff",
        "why": "To show who approved a device before it took a picture (C074, C185)",
    },
    {
        "model": "accounts.DeviceApproval",
        "fields": ("approved_by",),
        "whose": "Staff who approve devices",
        "why": "To hold a picture against the approval of the day it was taken (C074, T33)",
    },
    {
        "model": "accounts.DeviceLoan",
        "fields": ("borrower", "occasion", "lent_by", "ended_by"),
        "whose": "Staff and volunteers who borrow a device",
        "why": "To know who has a device of the school's, and to get it back (C186)",
    },
    {
        "model": "accounts.DeviceLoss",
        "fields": ("reported_by", "circumstances", "settled_by", "mistaken_because"),
        "whose": "Staff",
        "why": "To stop the use of a device nobody can find (C074, S21)",
    },
]
