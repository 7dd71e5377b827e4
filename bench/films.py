"""A whole film through the real suite, as a person runs it: cold, warm, again without a change."""

import json
import os
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rich.console import Console

from cli.briefs import read_brief
from cli.filming import film, produce_again, running_suite
from cli.frontend import Frontend, sign_in

ROOT = Path(__file__).resolve().parents[1]
BRIEF = ROOT / "examples" / "lighthouse.yaml"


def run(folder: Path, environment: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Run `./reel film` with a suite of its own; gives its report, and the wall seconds with the suite's start."""
    started = time.monotonic()
    subprocess.run(  # noqa: S603
        [str(ROOT / "reel"), "film", str(BRIEF), "--out", str(folder)],
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        check=True,
        stdout=subprocess.DEVNULL,
    )
    report: dict[str, Any] = json.loads((folder / "report.json").read_text())
    return {**report, "wall": time.monotonic() - started}


def cold_and_warm() -> dict[str, dict[str, Any]]:
    """Make the example film twice: with no compiled Python anywhere, then with everything in place."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = {"PYTHONPYCACHEPREFIX": str(Path(folder, "bytecode"))}
        cold = run(Path(folder, "cold"), fresh)
        warm = run(Path(folder, "warm"))
    return {"cold": cold, "warm": warm}


def again() -> dict[str, dict[str, Any]]:
    """Make the film in a suite that stays up, then produce it again unchanged, and with one scene edited."""
    quiet = Console(quiet=True)
    results = {}
    with tempfile.TemporaryDirectory() as name, running_suite(quiet) as suite:
        folder = Path(name, "film")
        film(suite, quiet, read_brief(BRIEF), folder)
        project = json.loads((folder / "project.json").read_text())["id"]
        frontend = Frontend(suite.endpoints, sign_in(suite.endpoints))
        edits: dict[str, dict[str, str]] = {
            "unchanged": {},
            "one narration": {"narration": "There were always two of them, and one bowl."},
            "one description": {"description": "The keeper and his dog on the rocks at dawn, gulls in the sky."},
        }
        for what, fields in edits.items():
            if fields:
                frontend.edit_scene(project, "s2", **fields)
            started = time.monotonic()
            produce_again(suite, quiet, project, folder)
            report = json.loads((folder / "report.json").read_text())
            results[what] = {**report, "wall": time.monotonic() - started}
    return results
