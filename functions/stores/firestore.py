"""Firestore as a document store."""

import random
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from functions.stores import documents as d

if TYPE_CHECKING:
    from google.cloud.firestore import Client

T = TypeVar("T")
_ATTEMPTS = 30
_SWAPS = 30
_QUERY_SECONDS = 60.0
"""How long a query is asked again while Firestore does not answer."""
_NO_FIELD = ("there_is_no_such_field",)
"""Removing it changes nothing, but on a condition."""


class FirestoreDocuments:
    """Documents in Firestore. The client is given, so that nothing connects at import."""

    def __init__(self, client: "Client") -> None:
        self._client = client

    def get(self, path: str) -> d.Data | None:
        with _errors(path):
            snapshot = self._client.document(path).get()
        d.count(reads=1)
        return snapshot.to_dict() if snapshot.exists else None

    def get_all(self, paths: Iterable[str]) -> dict[str, d.Data]:
        return {s.reference.path: s.to_dict() or {} for s in self._read(list(paths)) if s.exists}

    def commit(self, writes: Sequence[d.Write]) -> None:
        if not writes:
            return
        batch = self._client.batch()
        self._fill(batch, writes)
        with _errors(writes[0].path):
            batch.commit()
        d.count(commits=1)

    def transact(self, body: Callable[[d.Transaction], T]) -> T:
        """Read, decide, and write if all that was read is as it was; else again.

        Firestore's own transactions lock what they read. On the emulator a few of them that meet hold each other up for
        25 s, and sixteen stopped everything; so this is optimistic, as Firestore's own clients for browsers are.
        """
        for attempt in range(_ATTEMPTS):
            transaction = _FirestoreTransaction(self)
            result = body(transaction)
            if not transaction.writes:
                return result
            try:
                self._commit_guarded(transaction)
            except d.Contention:
                time.sleep(random.uniform(0.01, 0.05) * (attempt + 1))
                continue
            return result
        raise d.Contention("the transaction lost against others too often")

    def _commit_guarded(self, transaction: "_FirestoreTransaction") -> None:
        """Write all or nothing; Contention when something that was read has changed."""
        batch, unguarded = self._client.batch(), dict(transaction.seen)
        for write in transaction.writes:
            self._fill_guarded(batch, write, unguarded.pop(write.path, None))
        for path, snapshot in unguarded.items():
            self._guard(batch, path, snapshot)
        path = transaction.writes[0].path
        try:
            with _errors(path):
                batch.commit()
        except (d.NotFound, d.AlreadyExists) as error:
            if self._has_changed(transaction.seen):
                raise d.Contention(path) from error
            raise
        d.count(commits=1)

    def _fill_guarded(self, batch: Any, write: d.Write, seen: Any) -> None:
        """Add a write to a batch, on condition that its document is as it was seen, if it was."""
        if seen is None or isinstance(write, d.Create):
            self._fill(batch, [write])
            return
        reference = seen.reference
        if not seen.exists:
            if isinstance(write, d.Put):
                batch.create(reference, write.data)
            elif isinstance(write, d.Update):
                raise d.NotFound(write.path)
            return
        unchanged = self._client.write_option(last_update_time=seen.update_time)
        match write:
            case d.Put(_, data):
                gone = {(name,): d.DELETE for name in seen.to_dict() if name not in data}
                fields = {(name,): value for name, value in data.items()} | gone
                batch.update(reference, dict(_native_fields(fields.items())), option=unchanged)
            case d.Update(_, fields):
                batch.update(reference, dict(_native_fields(fields.items())), option=unchanged)
            case d.Delete():
                batch.delete(reference, option=unchanged)

    def _guard(self, batch: Any, path: str, seen: Any) -> None:
        """Have a commit fail if a document, which it does not change, is not as it was seen."""
        if not seen.exists:
            batch.delete(seen.reference, option=self._client.write_option(exists=False))
            return
        no_change = dict(_native_fields([(_NO_FIELD, d.DELETE)]))
        batch.update(seen.reference, no_change, option=self._client.write_option(last_update_time=seen.update_time))

    def _has_changed(self, seen: Mapping[str, Any]) -> bool:
        with _errors("transaction"):
            now = list(self._client.get_all([snapshot.reference for snapshot in seen.values()]))
        d.count(reads=len(now))
        return any(seen[each.reference.path].update_time != each.update_time for each in now)

    def swap(self, path: str, body: Callable[[d.Data], tuple[d.Data, T]]) -> T:
        from google.api_core import exceptions as g

        reference = self._client.document(path)
        for attempt in range(_SWAPS):
            with _errors(path):
                snapshot = reference.get()
            d.count(reads=1)
            before = snapshot.to_dict() or {}
            after, result = body(before)
            if after == before:
                return result
            try:
                if snapshot.exists:
                    reference.update(after, option=self._client.write_option(last_update_time=snapshot.update_time))
                else:
                    reference.create(after)
            except (g.FailedPrecondition, g.Aborted, g.AlreadyExists, g.NotFound):
                time.sleep(random.uniform(0.01, 0.05) * (attempt + 1))
                continue
            d.count(commits=1)
            return result
        raise d.Contention(path)

    def query(
        self,
        collection: str,
        where: Sequence[tuple[str, str, Any]] = (),
        *,
        order_by: str | None = None,
        limit: int | None = None,
        group: bool = False,
    ) -> list[d.Snapshot]:
        from google.cloud.firestore import FieldFilter

        found: Any = self._client.collection_group(collection) if group else self._client.collection(collection)
        for name, op, value in where:
            found = found.where(filter=FieldFilter(name, op, value))
        if order_by is not None:
            found = found.order_by(order_by)
        if limit is not None:
            found = found.limit(limit)
        with _errors(collection):
            snapshots = [d.Snapshot(s.reference.path, s.to_dict()) for s in _listed(found)]
        d.count(queries=1, reads=max(1, len(snapshots)))
        return snapshots

    def _read(self, paths: list[str]) -> list[Any]:
        if not paths:
            return []
        with _errors(paths[0]):
            snapshots = list(self._client.get_all([self._client.document(path) for path in paths]))
        d.count(reads=len(paths))
        return snapshots

    def _fill(self, batch: Any, writes: Sequence[d.Write]) -> None:
        for write in writes:
            reference = self._client.document(write.path)
            match write:
                case d.Create(_, data):
                    batch.create(reference, data)
                case d.Put(_, data):
                    batch.set(reference, data)
                case d.Update(_, fields):
                    batch.update(reference, dict(_native_fields(fields.items())))
                case d.Delete():
                    batch.delete(reference)


class _FirestoreTransaction(d.Buffered):
    """Remembers how each document was when it was first read."""

    def __init__(self, store: FirestoreDocuments) -> None:
        super().__init__()
        self._store = store
        self.seen: dict[str, Any] = {}

    def get(self, path: str) -> d.Data | None:
        return self.get_all([path]).get(path)

    def get_all(self, paths: Iterable[str]) -> dict[str, d.Data]:
        wanted = list(paths)
        for snapshot in self._store._read([path for path in wanted if path not in self.seen]):
            self.seen[snapshot.reference.path] = snapshot
        return {path: self.seen[path].to_dict() or {} for path in wanted if self.seen[path].exists}


def _listed(query: Any) -> list[Any]:
    """All that a query finds; where the answer breaks off, from its beginning again.

    The client's own retry looks for its settings where the transport does not have them, and raises AttributeError.
    """
    from google.api_core import exceptions as g
    from google.api_core.retry import Retry, if_exception_type

    broken = if_exception_type(g.ServiceUnavailable, g.InternalServerError, g.DeadlineExceeded, g.Cancelled)
    once = Retry(predicate=lambda _error: False)
    again: Retry = Retry(predicate=broken, initial=0.1, maximum=5.0, timeout=_QUERY_SECONDS)
    found: list[Any] = again(lambda: list(query.stream(retry=once)))()
    return found


def _native_fields(fields: Iterable[tuple[d.FieldPath, Any]]) -> Iterator[tuple[str, Any]]:
    from google.cloud import firestore
    from google.cloud.firestore_v1.field_path import FieldPath

    for path, value in fields:
        native = value
        if value is d.DELETE:
            native = firestore.DELETE_FIELD
        elif isinstance(value, d.ArrayUnion):
            native = firestore.ArrayUnion(list(value.values))
        elif isinstance(value, d.ArrayRemove):
            native = firestore.ArrayRemove(list(value.values))
        yield FieldPath(*path).to_api_repr(), native


@contextmanager
def _errors(what: str) -> Iterator[None]:
    """Turn the client's errors into ours."""
    from google.api_core import exceptions as g

    try:
        yield
    except g.AlreadyExists as error:
        raise d.AlreadyExists(what) from error
    except g.NotFound as error:
        raise d.NotFound(what) from error
    except g.InvalidArgument as error:
        raise d.TooLarge(f"{what}: {error.message}") from error
    except (g.Aborted, g.FailedPrecondition) as error:
        raise d.Contention(what) from error
    except (g.ServerError, g.RetryError, g.TooManyRequests, g.Cancelled) as error:  # we never cancel: it hung up
        raise d.Unavailable(f"{what}: {type(error).__name__}") from error
