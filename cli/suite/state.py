"""What a running suite leaves in its folder, so that another process can find and stop it."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

_FILE = "suite.json"


def suites_folder(root: Path) -> Path:
    """Where the suites of a checkout keep their state: hidden, so that the functions emulator does not watch it."""
    return root / ".reel" / "suites"


@dataclass(frozen=True)
class SuiteState:
    """A suite that was started.

    Attributes:
        pid: the CLI's process id, which is also the id of its process group.
        started: the CLI's start time, as `processes.Process.started`.
        ports: what listens where.
        detached: process id and start time of the emulators that lead process groups of their own.
        functions: the names of the loaded functions.
    """

    pid: int
    started: str
    ports: dict[str, int]
    detached: tuple[tuple[int, str], ...] = ()
    functions: tuple[str, ...] = ()

    def write(self, folder: Path) -> None:
        """Write to the suite's folder, replacing what was there in one step."""
        partial = folder / f"{_FILE}.partial"
        partial.write_text(json.dumps(asdict(self), indent=2) + "\n")
        partial.replace(folder / _FILE)

    @classmethod
    def read(cls, folder: Path) -> Self | None:
        """What is written in a suite's folder, or None where nothing is."""
        path = folder / _FILE
        if not path.is_file():
            return None
        facts = json.loads(path.read_text())
        return cls(
            pid=facts["pid"],
            started=facts["started"],
            ports=facts["ports"],
            detached=tuple((pid, started) for pid, started in facts["detached"]),
            functions=tuple(facts["functions"]),
        )
