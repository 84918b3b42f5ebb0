"""Reading a file that somebody brought, in a process of its own that is ended when it takes too long."""

import json
import logging
import subprocess
import sys
from hashlib import sha256
from typing import Any

from django.conf import settings

from governance.kernel.errors import Refused
from policies.rules import file_words as words
from policies.rules.files import Received, clean_name

logger = logging.getLogger("gatepost.policies")
# Of computing, and of waiting for a machine that has other work as well.
SECONDS, PATIENCE = 15, 30


def read_file(data: bytes, name: str) -> Received:
    """What the file is and says, or the sentence that says why it is not taken."""
    found = _answer(data)
    if "refused" in found:
        raise Refused(found["refused"])
    return Received(
        data=data,
        name=clean_name(name, found["kind"]),
        kind=found["kind"],
        sha256=sha256(data).hexdigest(),
        text=found["text"],
        pages=found["pages"],
    )


def _answer(data: bytes) -> dict[str, Any]:
    """What the other process says; one that dies on the way has met its bounds, one that never begins is no file's fault."""
    try:
        said = subprocess.run(  # noqa: S603  (this very Python, with words of our own)
            [sys.executable, "-m", "policies.rules.extract", str(SECONDS)],
            input=data,
            capture_output=True,
            timeout=PATIENCE,
            cwd=settings.BASE_DIR,
            env={"PYTHONDONTWRITEBYTECODE": "1"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"refused": words.TOO_SLOW}
    except OSError:
        logger.exception("Files cannot be read here: no process could be started.")
        return {"refused": words.NOT_HERE}
    if said.returncode < 0:
        return {"refused": words.TOO_SLOW}
    if said.returncode:
        # Whatever goes wrong with the file is answered: this is Python's own last word before it came to the file.
        logger.error("Files cannot be read here: %s", said.stderr.decode(errors="replace").strip().rpartition("\n")[2])
        return {"refused": words.NOT_HERE}
    answer: dict[str, Any] = json.loads(said.stdout)
    return answer
