"""`make bench`: prints the figures that the documentation promises."""

import os
import platform
from typing import Any

from rich.console import Console
from rich.table import Table

from bench import films, imports

_console = Console()


def main() -> None:
    """Measure and print."""
    _console.print(f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}", highlight=False)
    _print_imports(imports.measure())
    table = Table(
        "example film", "wall s", "of it film s", "jobs", "commits", "a job", "reads", "invocations", "messages"
    )
    for what, report in films.cold_and_warm().items():
        _add(table, f"{what}, with the suite's start", report)
    for what, report in films.again().items():
        _add(table, f"again: {what}", report)
    _console.print(table)


def _print_imports(found: dict[str, float]) -> None:
    table = Table("import, CPU seconds (median of 9)", "s")
    for name, seconds in found.items():
        table.add_row(name, f"{seconds:.3f}")
    table.add_row("main less bare and pydantic", f"{found['main'] - found['bare'] - found['pydantic']:+.3f}")
    table.add_row("main / bare", f"{found['main'] / found['bare']:.2f}")
    _console.print(table)


def _add(table: Table, what: str, report: dict[str, Any]) -> None:
    costs = report["costs"]
    made = [row for row in report["steps"] if not row["cached"]]
    table.add_row(
        what,
        f"{report['wall']:.0f}",
        f"{report['seconds']:.0f}",
        str(len(made)),
        str(costs["firestore_commits"]),
        f"{costs['firestore_commits'] / len(made):.1f}" if made else "",
        str(costs["firestore_reads"]),
        str(sum(costs["function_invocations"].values())),
        str(costs["pubsub_messages"]),
    )


main()
