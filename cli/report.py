"""The report of a film: what each step took and by whom, and what it cost in Firestore and in invocations."""

import json
import re
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

_INVOCATION = re.compile(r'\{.*"message": "invocation".*\}')
_COUNTED = ("commits", "reads", "queries", "publishes")


class LogCosts:
    """What the functions' own log lines say they cost, from one moment on."""

    def __init__(self, log: Path) -> None:
        self._log = log
        self._start = log.stat().st_size if log.exists() else 0

    def read(self) -> dict[str, Any]:
        """Sum up since the beginning: invocations by function, commits, reads, queries, publishes."""
        totals, invocations, seconds = Counter[str](), Counter[str](), Counter[str]()
        with self._log.open("rb") as file:
            file.seek(self._start)
            for line in file.read().decode(errors="replace").splitlines():
                found = _INVOCATION.search(line)
                if found is None:
                    continue
                entry = json.loads(found.group(0))
                invocations[entry["function"]] += 1
                seconds[entry["function"]] += entry["seconds"]
                totals.update({name: entry[name] for name in _COUNTED if entry["function"] != "sweep"})
        return {
            "function_invocations": dict(invocations),
            "function_seconds": {name: round(value, 1) for name, value in seconds.items()},
            "firestore_commits": totals["commits"],
            "firestore_reads": totals["reads"],
            "firestore_queries": totals["queries"],
            "pubsub_messages": totals["publishes"],
        }


def step_rows(jobs: list[dict[str, Any]], since: datetime) -> list[dict[str, Any]]:
    """One row a job: kind, scene, seconds, provider, and whether it was there before this request."""
    return [
        {
            "kind": job["kind"],
            "scene": job.get("scene_id"),
            "state": job["state"],
            "seconds": round(job["seconds"], 2),
            "started_at": job.get("started_at"),
            "ended_at": job.get("ended_at"),
            "provider": job.get("provider"),
            "cached": job["created_at"] < since,
            "placeholder": job.get("degraded"),
            "cost_usd": job["cost_usd"],
            "error": job.get("error_message"),
        }
        for job in sorted(jobs, key=lambda job: job["ended_at"] or job["updated_at"])
    ]
