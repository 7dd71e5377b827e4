"""`reel reconcile`: an operator's view of what disagrees with Storage, and the putting right."""

import json
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table

from functions.engine.engine import Engine
from functions.engine.reconciling import reconcile
from schemas.reconcile import Reconciliation

_REASONS = 5


@dataclass
class Result:
    """What came of it: the reports, why some projects could not be reconciled, and those there was no time for."""

    reports: list[Reconciliation] = field(default_factory=list)
    failures: dict[str, str] = field(default_factory=dict)
    unvisited: list[str] = field(default_factory=list)

    def exit_code(self, *, dry_run: bool) -> int:
        """For cron: 0 all agree now, 1 a dry run found what does not, 2 some could not be reconciled or not in time."""
        if self.failures or self.unvisited:
            return 2
        return int(dry_run and any(report.action != "none" for report in self.reports))


def run(engine: Engine, ids: Iterable[str], console: Console, *, dry_run: bool, seconds: float) -> Result:
    """Reconcile projects one after the other, as long as there is time; none is begun after that."""
    result, begun = Result(), time.monotonic()
    with console.status("") as status:
        for project_id in ids:
            if time.monotonic() - begun > seconds:
                result.unvisited.append(project_id)
                continue
            status.update(f"{len(result.reports) + len(result.failures)} done, {project_id} ...")
            try:
                result.reports.append(reconcile(engine, project_id, dry_run=dry_run))
            except Exception as error:  # one project must not keep the others from being put right
                result.failures[project_id] = f"{type(error).__name__}: {error}"
    return result


def print_table(result: Result, console: Console, *, dry_run: bool) -> None:
    """Print what was found, a line a project; below it, what was changed and why."""
    table = Table("project", "status", "claimed", "verified", "missing", "would change" if dry_run else "changed")
    for report in result.reports:
        before, now = report.original_status, report.corrected_status
        clips = (report.claimed_clips, report.verified_clips, report.missing_clips)
        status = now if before == now else f"{before} → {now}"
        table.add_row(report.project_id, status, *map(str, clips), str(len(report.corrections) or "nothing"))
    console.print(table)
    for report in result.reports:
        for line in _reasons(report):
            console.print(f"{report.project_id}  {line}", markup=False, highlight=False, soft_wrap=True)
    for project_id, reason in result.failures.items():
        console.print(f"{project_id}: {reason}", style="red", markup=False, highlight=False, soft_wrap=True)
    if result.unvisited:
        console.print(f"Out of time: {len(result.unvisited)} projects were not looked at.", style="yellow")


def _reasons(report: Reconciliation) -> Iterator[str]:
    for correction in report.corrections[:_REASONS]:
        yield f"{correction.where}: {correction.reason}"
    if len(report.corrections) > _REASONS:
        yield f"and {len(report.corrections) - _REASONS} more: see --json"
    for flawed in report.flawed_files[:_REASONS]:
        yield f"{flawed.path}: {flawed.reason}"


def print_json(result: Result) -> None:
    """Print everything as one JSON object."""
    reports = [report.model_dump(mode="json") for report in result.reports]
    print(json.dumps({"reports": reports, "failures": result.failures, "unvisited": result.unvisited}, indent=1))
