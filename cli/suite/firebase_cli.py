"""Finds the pinned Firebase CLI, or installs it once into the user's cache."""

import fcntl
import json
import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cli.suite.errors import SuiteError

OLDEST_NODE = 20
_PROGRESS_SECONDS = 15.0

Tell = Callable[[str], None]
"""Takes one line for the person at the terminal."""


@dataclass(frozen=True)
class FirebaseCli:
    """An installed Firebase CLI.

    Attributes:
        package: the folder of the npm package `firebase-tools`.
        origin: where it comes from, in words.
    """

    package: Path
    origin: str

    @property
    def program(self) -> Path:
        """The script to run with node."""
        return self.package / "lib" / "bin" / "firebase.js"


def pinned_version(manifest_folder: Path) -> str:
    """The exact version of firebase-tools that `package.json` in `manifest_folder` asks for."""
    manifest = json.loads((manifest_folder / "package.json").read_text())
    return str(manifest["dependencies"]["firebase-tools"])


def cache_folder() -> Path:
    """Where what is installed once for all checkouts lives: `$XDG_CACHE_HOME/reelwright` or `~/.cache/reelwright`."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "reelwright"


def find_or_install(manifest_folder: Path, tell: Tell) -> FirebaseCli:
    """The CLI in the pinned version: the cache's, else an installed one of that very version, else a fresh one.

    Args:
        manifest_folder: holds package.json and package-lock.json.
        tell: is told what takes long.

    Raises:
        SuiteError: Node is missing or too old, or npm fails.
    """
    require_node()
    version = pinned_version(manifest_folder)
    home = cache_folder() / f"firebase-tools-{version}"
    package = home / "node_modules" / "firebase-tools"
    if (package / "package.json").is_file():
        return FirebaseCli(package, f"Firebase CLI {version} from the cache")
    on_path = _on_path(version)
    if on_path is not None:
        return FirebaseCli(on_path, f"the installed Firebase CLI {version}")
    with _one_at_a_time(home.with_name(f"{home.name}.lock"), tell):
        if not (package / "package.json").is_file():  # else another process has installed it while we waited
            _install(manifest_folder, home, version, tell)
    return FirebaseCli(package, f"Firebase CLI {version}, freshly installed")


def require_node() -> None:
    """Check for Node.js.

    Raises:
        SuiteError: it is missing or too old.
    """
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        raise SuiteError(
            f"The emulators need Node.js {OLDEST_NODE} or later with npm, and it is not on PATH: install it."
        )
    text = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v(\d+)", text)
    if found is None or int(found[1]) < OLDEST_NODE:
        raise SuiteError(
            f"The emulators need Node.js {OLDEST_NODE} or later, and {node} is {text.strip() or 'broken'}: "
            "install a newer one."
        )


def _on_path(version: str) -> Path | None:
    found = shutil.which("firebase")
    if found is None:
        return None
    for folder in Path(found).resolve().parents:
        manifest = folder / "package.json"
        if manifest.is_file():
            facts = json.loads(manifest.read_text())
            return folder if (facts.get("name"), facts.get("version")) == ("firebase-tools", version) else None
    return None


def _install(manifest_folder: Path, home: Path, version: str, tell: Tell) -> None:
    home.parent.mkdir(parents=True, exist_ok=True)
    partial = Path(tempfile.mkdtemp(prefix=f"{home.name}.partial-", dir=home.parent))
    try:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(manifest_folder / name, partial / name)
        tell(f"Installing the Firebase CLI {version} (about 310 MB, once; 1 to 5 minutes) ...")
        _npm_ci(partial, tell)
        partial.rename(home)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _npm_ci(folder: Path, tell: Tell) -> None:
    started = time.monotonic()
    command = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--omit=dev", "--loglevel=error"]
    with tempfile.TemporaryFile(mode="w+") as output:
        process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        try:
            while True:
                try:
                    code = process.wait(timeout=_PROGRESS_SECONDS)
                    break
                except subprocess.TimeoutExpired:
                    tell(f"  ... still installing the Firebase CLI ({time.monotonic() - started:.0f} s)")
        finally:
            process.kill()
            process.wait()
        if code != 0:
            output.seek(0)
            last = output.read().strip().splitlines()[-12:]
            raise SuiteError(
                "npm could not install the Firebase CLI; it said:\n" + "\n".join(f"  {line}" for line in last)
            )
    tell(f"The Firebase CLI is installed ({time.monotonic() - started:.0f} s).")


@contextmanager
def _one_at_a_time(lock: Path, tell: Tell) -> Iterator[None]:
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            tell("Another process is installing the Firebase CLI; waiting for it ...")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
