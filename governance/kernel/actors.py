"""Who acts when no person does."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SystemActor:
    """The product itself: sweeps, expiries and holds that no person asked for."""

    reference: str = "system"
    name: str = "Gatepost"

    def __str__(self) -> str:
        return self.name


SYSTEM = SystemActor()
