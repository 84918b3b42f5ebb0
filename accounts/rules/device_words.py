"""What is signed when a device is approved or renewed: one statement that lists every condition, ticked once (F16, J56)."""

from dataclasses import dataclass
from datetime import date

from governance.kernel.dates import long_date

CONDITIONS = (
    "it belongs to the school or trust, and carries its number",
    "it works, and it locks by itself",
    "pictures nobody needs any more are deleted from it",
    "only those who should use it can open it",
)


@dataclass(frozen=True)
class DeviceWords:
    """The statement about one device, and the last day for which it is signed."""

    reference: str
    device: str
    used_for: str
    until: date
    conditions: tuple[str, ...] = CONDITIONS

    @property
    def opening(self) -> str:
        """What stands above the conditions."""
        return (
            f"I approve {self.reference}, {self.device}, for use by the school until {long_date(self.until)}: "
            f"{self.used_for}. I have looked at it, and"
        )

    @property
    def statement(self) -> str:
        """The whole as it is signed."""
        return f"{self.opening}: " + "; ".join(self.conditions) + "."
