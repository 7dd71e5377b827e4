"""Firestore as a document store."""

import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from functions.stores import documents as d

if TYPE_CHECKING:
    from google.cloud.firestore import Client

T = TypeVar("T")
_ATTEMPTS = 12
_SWAPS = 30


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
        return self._read(list(paths))

    def commit(self, writes: Sequence[d.Write]) -> None:
        if not writes:
            return
        batch = self._client.batch()
        self._fill(batch, writes)
        with _errors(writes[0].path):
            batch.commit()
        d.count(commits=1)

    def transact(self, body: Callable[[d.Transaction], T]) -> T:
        from google.cloud import firestore

        @firestore.transactional
        def attempt(transaction: Any) -> T:
            view = _FirestoreTransaction(self, transaction)
            result = body(view)
            self._fill(transaction, view.writes)
            wrote.append(bool(view.writes))
            return result

        wrote: list[bool] = []
        with _errors("transaction"):
            result: T = attempt(self._client.transaction(max_attempts=_ATTEMPTS))
        if wrote[-1]:
            d.count(commits=1)
        return result

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
            snapshots = [d.Snapshot(s.reference.path, s.to_dict()) for s in found.stream()]
        d.count(queries=1, reads=max(1, len(snapshots)))
        return snapshots

    def _read(self, paths: list[str], transaction: Any = None) -> dict[str, d.Data]:
        if not paths:
            return {}
        references = [self._client.document(p) for p in paths]
        with _errors(paths[0]):
            snapshots = list(self._client.get_all(references, transaction=transaction))
        d.count(reads=len(paths))
        return {s.reference.path: s.to_dict() or {} for s in snapshots if s.exists}

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
    def __init__(self, store: FirestoreDocuments, transaction: Any) -> None:
        super().__init__()
        self._store, self._transaction = store, transaction

    def get(self, path: str) -> d.Data | None:
        return self.get_all([path]).get(path)

    def get_all(self, paths: Iterable[str]) -> dict[str, d.Data]:
        return self._store._read(list(paths), self._transaction)


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
    """Turn the client's errors into ours; a transaction that gives up raises ValueError there."""
    from google.api_core import exceptions as g

    try:
        yield
    except g.AlreadyExists as error:
        raise d.AlreadyExists(what) from error
    except g.NotFound as error:
        raise d.NotFound(what) from error
    except g.InvalidArgument as error:
        raise d.TooLarge(f"{what}: {error.message}") from error
    except g.Aborted as error:
        raise d.Contention(what) from error
    except (g.ServerError, g.RetryError, g.TooManyRequests) as error:
        raise d.Unavailable(f"{what}: {type(error).__name__}") from error
    except ValueError as error:
        if "Failed to commit transaction" in str(error):
            raise d.Contention(what) from error
        raise
