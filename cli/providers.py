"""`reel providers`: which providers have failed of late, and are given a pause."""

from datetime import datetime

from rich.console import Console
from rich.table import Table

from functions.engine.breaker import Breaker
from functions.stores.documents import Documents


def show(console: Console, documents: Documents, now: datetime) -> int:
    """List the providers that have failed since they last answered; gives how many are given a pause."""
    troubled = {found.id: Breaker.model_validate(found.data) for found in documents.query("breakers")}
    troubled = {name: breaker for name, breaker in troubled.items() if breaker != Breaker()}
    if not troubled:
        console.print("No provider has failed since it last answered.")
        return 0
    table = Table("provider", "breaker", "failures in a row", "next try", "last failure")
    for name, breaker in sorted(troubled.items()):
        table.add_row(name, breaker.state, str(breaker.failures), _when(breaker, now), breaker.reason or "")
    console.print(table, markup=False)
    return sum(breaker.state != "closed" for breaker in troubled.values())


def _when(breaker: Breaker, now: datetime) -> str:
    if breaker.state == "closed":
        return "at once"
    if breaker.state == "half_open":
        return "under way"
    seconds = (breaker.until - now).total_seconds() if breaker.until else 0.0
    return f"in {seconds:.0f} s" if seconds > 0 else "with the next job"
