"""How long the platform takes to load us, beside an app with the same kinds of trigger and nothing behind them."""

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_RUNS = 9
_BARE = """
from firebase_functions import firestore_fn, https_fn, pubsub_fn, scheduler_fn, tasks_fn

@firestore_fn.on_document_created(document="a/{b}")
def requested(event): ...

@pubsub_fn.on_message_published(topic="light")
def advance_light(event): ...

@pubsub_fn.on_message_published(topic="media")
def advance_media(event): ...

@tasks_fn.on_task_dispatched()
def wake(request): ...

@scheduler_fn.on_schedule(schedule="every 1 minutes")
def sweep(event): ...

@https_fn.on_request()
def share(request): ...

@https_fn.on_request()
def api(request): ...
"""


def measure() -> dict[str, float]:
    """Median seconds of CPU to import a bare app, pydantic and `main`, each in a fresh process; runs interleaved."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "bare.py").write_text(_BARE)
        samples: dict[str, list[float]] = {"bare": [], "pydantic": [], "main": []}
        for _ in range(_RUNS):
            for name, found in samples.items():
                found.append(_seconds(name, [folder, str(ROOT)]))
    return {name: statistics.median(found) for name, found in samples.items()}


def _seconds(module: str, path: list[str]) -> float:
    code = f"import time; start = time.process_time(); import {module}; print(time.process_time() - start)"
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path)},
        capture_output=True,
        text=True,
        check=True,
        cwd=path[0],
    )
    return float(done.stdout)
