"""What an operator sees of providers in trouble."""

from datetime import UTC, datetime, timedelta

from rich.console import Console

from cli.providers import show
from functions.engine.breaker import Breaker
from functions.stores.documents import Put
from functions.stores.memory import MemoryDocuments

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


def test_those_in_trouble_are_listed_with_the_reason_and_the_next_try(capsys):
    documents, console = MemoryDocuments(), Console(width=160)
    assert show(console, documents, NOW) == 0
    assert "No provider has failed" in capsys.readouterr().out
    down = Breaker(state="open", failures=7, opened=1, until=NOW + timedelta(seconds=30), reason="503 [red]")
    for name, breaker in {"acme": down, "shaky": Breaker(failures=2, reason="504"), "well": Breaker()}.items():
        documents.commit([Put(f"breakers/{name}", breaker.model_dump())])
    assert show(console, documents, NOW) == 1
    printed = capsys.readouterr().out
    assert "in 30 s" in printed
    assert "503 [red]" in printed
    assert "at once" in printed
    assert "well" not in printed
