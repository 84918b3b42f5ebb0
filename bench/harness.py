"""Turn and turn about: run a yardstick and the product on the same data and compare the medians."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field

Work = Callable[[], object]


@dataclass
class Ratio:
    """The product's median over the yardstick's, with both in milliseconds and the goal it is held against."""

    id: str
    what: str
    yardstick_ms: float
    product_ms: float
    goal: float

    @property
    def value(self) -> float:
        """How many times the yardstick the product takes."""
        return self.product_ms / self.yardstick_ms

    def line(self) -> str:
        """One row of the printed table."""
        verdict = "reached" if self.value <= self.goal else "MISSED"
        return (
            f"{self.id:<7} {self.what:<58} {self.yardstick_ms:>10.2f} {self.product_ms:>10.2f}"
            f" {self.value:>7.2f} {self.goal:>6.2f}  {verdict}"
        )


HEADING = f"{'id':<7} {'work':<58} {'yardstick':>10} {'product':>10} {'ratio':>7} {'goal':>6}"


@dataclass
class Bench:
    """What a measure is given: the sizes to run at, and where it leaves its ratios."""

    small: bool = False
    ratios: list[Ratio] = field(default_factory=list)

    def size(self, rows: int) -> int:
        """So many rows, or a hundredth of them where only the running is tried."""
        return max(rows // 100, 200) if self.small else rows

    def compare(
        self,
        id: str,
        what: str,
        yardstick: Work,
        product: Work,
        *,
        goal: float,
        rounds: int = 7,
        repeat: int = 1,
        before: Work = lambda: None,
    ) -> Ratio:
        """Run both in turn, `repeat` times a round, and keep the ratio of the medians; `before` each run is not timed."""
        ours: list[float] = []
        theirs: list[float] = []
        for _ in range(rounds + 1):
            before()
            theirs.append(_milliseconds(yardstick, repeat))
            before()
            ours.append(_milliseconds(product, repeat))
        # The first round warms both up and does not count.
        del ours[0], theirs[0]
        return self.keep(id, what, statistics.median(theirs), statistics.median(ours), goal)

    def keep(self, id: str, what: str, yardstick_ms: float, product_ms: float, goal: float) -> Ratio:
        """Keep and print a ratio measured elsewhere."""
        ratio = Ratio(id, what, yardstick_ms, product_ms, goal)
        self.ratios.append(ratio)
        print(ratio.line(), flush=True)
        return ratio


def _milliseconds(work: Work, repeat: int) -> float:
    """The time of one run, the mean of `repeat` of them."""
    gc.collect()
    started = time.perf_counter()
    for _ in range(repeat):
        work()
    return (time.perf_counter() - started) * 1000 / repeat
