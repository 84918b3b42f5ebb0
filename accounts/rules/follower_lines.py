"""Reading a pasted list of handles: one a line, each with who it is believed to be after a comma (F15)."""

from dataclasses import dataclass

from accounts.rules.addresses import clean_handle

MOST_LINES, LONGEST_HANDLE, LONGEST_NAME = 50, 100, 200
NOTHING = "Write at least one handle."
TOO_MANY = f"Write at most {MOST_LINES} lines at once."
NO_HANDLE = "Line {number} has no handle before the comma."
LONG_HANDLE = f"The handle in line {{number}} is longer than {LONGEST_HANDLE} letters."
LONG_NAME = f"What follows the comma in line {{number}} is longer than {LONGEST_NAME} letters."
TWICE = "Line {number} says {handle} again."


@dataclass(frozen=True)
class Line:
    """One handle as it was written, and who it is believed to be."""

    handle: str
    identity: str = ""

    @property
    def key(self) -> str:
        """The handle as it is compared."""
        return clean_handle(self.handle)


def read_lines(text: str) -> tuple[list[Line], list[str]]:
    """The lines, and everything that is wrong with any of them at once; empty lines are passed over."""
    written = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if not written or len(written) > MOST_LINES:
        return [], [TOO_MANY if written else NOTHING]
    lines: list[Line] = []
    faults: list[str] = []
    seen: set[str] = set()
    for number, words in written:
        line = _read(words)
        if fault := _fault(line, seen):
            faults.append(fault.format(number=number, handle=line.handle[:LONGEST_HANDLE]))
        seen.add(line.key)
        lines.append(line)
    return lines, faults


def _read(words: str) -> Line:
    handle, _, identity = words.partition(",")
    return Line(handle.strip().lstrip("@").strip("/").strip(), " ".join(identity.split()))


def _fault(line: Line, seen: set[str]) -> str:
    if not line.key:
        return NO_HANDLE
    if len(line.handle) > LONGEST_HANDLE:
        return LONG_HANDLE
    if len(line.identity) > LONGEST_NAME:
        return LONG_NAME
    return TWICE if line.key in seen else ""
