"""The document store as the engine sees it: conditional writes, transactions and a few queries.

`functions.stores.firestore` is Firestore; `functions.stores.memory` is a supported implementation for tests and
simulation. Both pass tests/contract/test_documents.py.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

T = TypeVar("T")
Data = dict[str, Any]
FieldPath = tuple[str, ...]


class StoreError(Exception):
    """What a document store answers instead of a result."""


class NotFound(StoreError):
    """An update named a document that is not there."""


class AlreadyExists(StoreError):
    """A create named a document that is there."""


class Contention(StoreError):
    """A transaction lost against others too often; the caller may try again later."""


class TooLarge(StoreError):
    """The document would outgrow its limit, or a value is not storable."""


class Unavailable(StoreError):
    """The store did not answer; whether a write happened is unknown."""


@dataclass(frozen=True)
class ArrayUnion:
    """Add values to an array field, each once."""

    values: tuple[Any, ...]


@dataclass(frozen=True)
class ArrayRemove:
    """Remove values from an array field."""

    values: tuple[Any, ...]


def value_at(data: Any, path: FieldPath) -> Any:
    """The value of a field; None where there is none."""
    for name in path:
        data = data.get(name) if isinstance(data, dict) else None
    return data


class _DeleteField:
    """Remove the field."""


DELETE = _DeleteField()


@dataclass(frozen=True)
class Create:
    """Write a document that must not exist."""

    path: str
    data: Data


@dataclass(frozen=True)
class Put:
    """Write a whole document, whatever was there."""

    path: str
    data: Data


@dataclass(frozen=True)
class Update:
    """Change fields of a document that must exist; keys are field paths, so ids need no quoting."""

    path: str
    fields: Mapping[FieldPath, Any]


@dataclass(frozen=True)
class Delete:
    """Remove a document, if it is there."""

    path: str


Write = Create | Put | Update | Delete


@dataclass(frozen=True)
class Snapshot:
    """A document that a query found."""

    path: str
    data: Data

    @property
    def id(self) -> str:
        """The last part of the path."""
        return self.path.rsplit("/", 1)[-1]


class Transaction(Protocol):
    """Reads first, then writes, all or nothing."""

    def get(self, path: str) -> Data | None:
        """Read a document; None when it does not exist."""

    def get_all(self, paths: Iterable[str]) -> dict[str, Data]:
        """Read several; missing ones are left out."""

    def write(self, *writes: Write) -> None:
        """Add writes to the commit."""


class Documents(Protocol):
    """A store of documents by path."""

    def get(self, path: str) -> Data | None:
        """Read a document; None when it does not exist."""

    def get_all(self, paths: Iterable[str]) -> dict[str, Data]:
        """Read several; missing ones are left out."""

    def commit(self, writes: Sequence[Write]) -> None:
        """Write all or nothing. NotFound, AlreadyExists, TooLarge or Unavailable."""

    def transact(self, body: Callable[[Transaction], T]) -> T:
        """Run a transaction; the body may run several times. Contention when it keeps losing."""

    def swap(self, path: str, body: Callable[[Data], tuple[Data, T]]) -> T:
        """Change one document that many write at once, without holding a lock: read, decide, write if unchanged.

        The body is given the document ({} when there is none) and gives the new one and a result; it may run several
        times. Contention when it keeps losing.
        """

    def query(
        self,
        collection: str,
        where: Sequence[tuple[str, str, Any]] = (),
        *,
        order_by: str | None = None,
        limit: int | None = None,
        group: bool = False,
    ) -> list[Snapshot]:
        """Find documents of a collection, or of all collections of that name with `group`."""


@dataclass
class Usage:
    """What one invocation cost in Firestore terms."""

    commits: int = 0
    reads: int = 0
    queries: int = 0
    publishes: int = 0


usage: ContextVar[Usage] = ContextVar("usage")


def count(**amounts: int) -> None:
    """Add to the current invocation's usage, where one is being counted."""
    current = usage.get(None)
    if current is not None:
        for name, amount in amounts.items():
            setattr(current, name, getattr(current, name) + amount)


@dataclass
class Buffered:
    """Writes a transaction body has asked for; shared by the implementations."""

    writes: list[Write] = field(default_factory=list)

    def write(self, *writes: Write) -> None:
        """Add writes to the commit."""
        self.writes.extend(writes)
