"""The user client itself: listeners, transactions and counts obey the rules as plain reads do."""

import queue
import threading
import time
from typing import Any

import grpc  # type: ignore[import-untyped]
import pytest
from google.cloud import firestore
from google.cloud.firestore import FieldFilter

from cli.user_client import submit_request
from tests.rules.world import OWNER, World, ask, denied, edit, lay_project, new_request

PATIENCE_SECONDS = 20


def test_the_owners_listener_sees_every_change(world: World) -> None:
    project = lay_project(world, "p1")
    seen: queue.Queue[str] = queue.Queue()
    watch = project.on_snapshot(lambda documents, changes, when: seen.put(documents[0].get("name")))
    try:
        assert seen.get(timeout=PATIENCE_SECONDS) == "Lantern"
        project.update(edit(name="Two lanterns"))
        assert seen.get(timeout=PATIENCE_SECONDS) == "Two lanterns"
        world.server.document("projects/p1").update({"name": "From the server"})
        assert seen.get(timeout=PATIENCE_SECONDS) == "From the server"
    finally:
        watch.unsubscribe()


def test_the_owner_listens_to_a_query(world: World) -> None:
    lay_project(world, "p1")
    seen: queue.Queue[list[str]] = queue.Queue()
    mine = world.owner.collection("projects").where(filter=FieldFilter("user_id", "==", OWNER))
    watch = mine.on_snapshot(lambda documents, changes, when: seen.put([d.id for d in documents]))
    try:
        assert seen.get(timeout=PATIENCE_SECONDS) == ["p1"]
        lay_project(world, "p2")
        assert seen.get(timeout=PATIENCE_SECONDS) == ["p1", "p2"]
    finally:
        watch.unsubscribe()


@pytest.mark.parametrize("who", ["stranger", "signed_out"])
def test_others_listen_in_vain(world: World, who: str, caplog: pytest.LogCaptureFixture) -> None:
    lay_project(world, "p1")
    seen: list[Any] = []
    client: firestore.Client = getattr(world, who)
    watch = client.document("projects/p1").on_snapshot(lambda documents, changes, when: seen.append(documents))
    until = time.monotonic() + PATIENCE_SECONDS
    while watch.is_active and time.monotonic() < until:
        time.sleep(0.05)
    assert not watch.is_active
    assert f"Error {grpc.StatusCode.PERMISSION_DENIED.value[0]}:" in caplog.text
    assert seen == []


def test_transactions_and_counts_are_the_users(world: World) -> None:
    lay_project(world, "p1")

    def rename(client: firestore.Client) -> None:
        project = client.document("projects/p1")

        @firestore.transactional
        def write(transaction: firestore.Transaction) -> None:
            revision = project.get(transaction=transaction).get("revision")
            transaction.update(project, edit(revision=revision + 1, name="Renamed"))

        write(client.transaction())

    denied(rename, world.stranger)
    rename(world.owner)
    mine = world.owner.collection("projects").where(filter=FieldFilter("user_id", "==", OWNER))
    assert mine.count().get()[0][0].value == 1  # type: ignore[call-arg, index]
    denied(world.stranger.collection("projects").count().get)


def test_requests_at_the_same_time_are_all_counted(world: World) -> None:
    lay_project(world, "p1")
    failures: list[Exception] = []

    def submit(number: int) -> None:
        try:
            submit_request(world.owner, OWNER, "p1", f"r{number}", "produce")
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=submit, args=(number,)) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert world.owner.document(f"rates/{OWNER}").get().get("count") == 5


def test_submitting_twice_under_one_id_makes_one_request(world: World) -> None:
    lay_project(world, "p1")
    submit_request(world.owner, OWNER, "p1", "r1", "produce")
    denied(submit_request, world.owner, OWNER, "p1", "r1", "produce")
    ask(world.owner, "p1/r2", new_request())
    assert len(list(world.owner.collection("projects/p1/requests").stream())) == 2
