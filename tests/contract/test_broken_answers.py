"""Firestore's answers that break off half way: over real gRPC, from a server that hangs up."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from functions.stores import firestore
from functions.stores.documents import Unavailable
from functions.stores.firestore import FirestoreDocuments

_FOUND = 5


class _Breaking:
    """A Firestore that finds five documents, and hangs up after two of them for so many calls."""

    def __init__(self, hangups: int) -> None:
        import grpc  # type: ignore[import-untyped]

        self.hangups, self.calls, self.status = hangups, 0, grpc.StatusCode.UNAVAILABLE

    def answer(self, _request: Any, context: Any) -> Iterator[Any]:
        from google.cloud.firestore_v1.types import Document, RunQueryResponse

        self.calls += 1
        for number in range(_FOUND):
            if number == 2 and self.calls <= self.hangups:
                context.abort(self.status, "hangs up")
            name = f"projects/demo/databases/(default)/documents/things/t{number}"
            yield RunQueryResponse(document=Document(name=name), read_time={"seconds": 1})


@pytest.fixture
def breaking(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[_Breaking, FirestoreDocuments]]:
    import grpc
    from google.cloud.firestore import Client
    from google.cloud.firestore_v1.types import RunQueryRequest, RunQueryResponse

    behaviour = _Breaking(hangups=1)
    method = grpc.unary_stream_rpc_method_handler(
        behaviour.answer, RunQueryRequest.deserialize, RunQueryResponse.serialize
    )
    server = grpc.server(ThreadPoolExecutor(2))
    server.add_generic_rpc_handlers(
        [grpc.method_handlers_generic_handler("google.firestore.v1.Firestore", {"RunQuery": method})]
    )
    monkeypatch.setenv("FIRESTORE_EMULATOR_HOST", f"127.0.0.1:{server.add_insecure_port('127.0.0.1:0')}")
    server.start()
    yield behaviour, FirestoreDocuments(Client(project="demo"))
    server.stop(None)


@pytest.mark.parametrize("status", ["UNAVAILABLE", "CANCELLED", "INTERNAL"])
def test_a_query_that_breaks_off_is_asked_again_from_its_beginning(
    breaking: tuple[_Breaking, FirestoreDocuments], status: str
) -> None:
    import grpc

    behaviour, documents = breaking
    behaviour.status = grpc.StatusCode[status]
    assert [found.path for found in documents.query("things", limit=_FOUND)] == [f"things/t{n}" for n in range(_FOUND)]
    assert behaviour.calls == 2


def test_a_query_that_breaks_off_every_time_is_an_outage_and_no_bug(
    breaking: tuple[_Breaking, FirestoreDocuments], monkeypatch: pytest.MonkeyPatch
) -> None:
    behaviour, documents = breaking
    behaviour.hangups = 1_000_000
    monkeypatch.setattr(firestore, "_QUERY_SECONDS", 0.5)
    with pytest.raises(Unavailable):
        documents.query("things")
    assert behaviour.calls > 1
