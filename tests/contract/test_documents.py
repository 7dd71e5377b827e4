"""The document store's contract: the same tests for Firestore (on its emulator) and for the in-memory one."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from functions.stores import documents as d
from functions.stores.memory import MemoryDocuments


@pytest.fixture(params=["memory", "firestore"])
def store(request):
    if request.param == "memory":
        yield MemoryDocuments()
        return
    endpoints = request.getfixturevalue("firestore_endpoints")
    from google.auth.credentials import AnonymousCredentials
    from google.cloud import firestore

    from functions.stores.firestore import FirestoreDocuments

    class Client(firestore.Client):
        def __init__(self):
            super().__init__(project=f"demo-{request.node.name[:12].rstrip('[_')}".replace("_", "-").lower(),
                             credentials=AnonymousCredentials())  # fmt: skip
            self._emulator_host = endpoints["firestore"]

    client = Client()
    for snapshot in [*client.collection("things").stream(), *client.collection_group("parts").stream()]:
        snapshot.reference.delete()
    yield FirestoreDocuments(client)


def test_create_once_and_read_back(store):
    data = {"a": 1, "when": datetime(2026, 11, 21, tzinfo=UTC), "list": ["x"], "map": {"k": None}}
    store.commit([d.Create("things/a", data)])
    assert store.get("things/a") == data
    with pytest.raises(d.AlreadyExists):
        store.commit([d.Create("things/a", {}), d.Put("things/b", {})])
    assert store.get("things/b") is None, "a batch is all or nothing"


def test_update_needs_the_document_and_fails_whole(store):
    store.commit([d.Put("things/a", {"n": 1})])
    with pytest.raises(d.NotFound):
        store.commit([d.Update("things/a", {("n",): 2}), d.Update("things/gone", {("n",): 2})])
    assert store.get("things/a") == {"n": 1}


def test_field_paths_reach_only_their_field_whatever_the_ids_are(store):
    store.commit([d.Put("things/a", {"scenes": {"s1": {"x": 1, "y": 1}, "s.2": {"x": 1}}})])
    fields: dict[d.FieldPath, int] = {("scenes", "s1", "x"): 2, ("scenes", "s.2", "x"): 3, ("scenes", "new", "x"): 4}
    store.commit([d.Update("things/a", fields)])
    assert store.get("things/a") == {"scenes": {"s1": {"x": 2, "y": 1}, "s.2": {"x": 3}, "new": {"x": 4}}}
    store.commit([d.Update("things/a", {("scenes", "s1", "y"): d.DELETE})])
    assert store.get("things/a")["scenes"]["s1"] == {"x": 2}


def test_array_unions_and_removals_are_idempotent(store):
    store.commit([d.Put("things/a", {"needs": ["x", "y"]})])
    for _ in range(2):
        store.commit([d.Update("things/a", {("needs",): d.ArrayRemove(("x",))})])
        store.commit([d.Update("things/a", {("more",): d.ArrayUnion(("z",))})])
    assert store.get("things/a") == {"needs": ["y"], "more": ["z"]}


def test_queries_filter_order_limit_and_reach_into_groups(store):
    for number in range(5):
        state = "queued" if number % 2 == 0 else "done"
        store.commit([d.Put(f"things/t{number % 2}/parts/p{number}", {"n": 9 - number, "state": state, "needs": []})])
    store.commit([d.Put("things/t0/parts/p9", {"n": 0, "state": "queued", "needs": ["x"]})])
    found = store.query("parts", [("state", "==", "queued"), ("needs", "==", [])], order_by="n", limit=2, group=True)
    assert [(s.id, s.data["n"]) for s in found] == [("p4", 5), ("p2", 7)]
    left = store.query("parts", [("n", ">=", 5), ("state", "not-in", ["done", "lost"])], order_by="n", group=True)
    assert [s.id for s in left] == ["p4", "p2", "p0"]
    assert len(store.query("things/t1/parts")) == 2
    assert [s.id for s in store.query("things/t1/parts", [("n", "<=", 6)])] == ["p3"]


def test_a_query_sees_every_change_made_since_the_last(store):
    def queued():
        found = store.query("things", [("state", "==", "queued"), ("needs", "==", ["x"])])
        grouped = store.query("things", [("state", "in", ["queued", "held"])], group=True)
        return [s.id for s in found], [s.id for s in grouped]

    assert queued() == ([], [])
    store.commit([d.Put(f"things/t{n}", {"state": "queued", "needs": ["x"]}) for n in range(4)])
    assert queued() == (["t0", "t1", "t2", "t3"],) * 2
    store.commit([
        d.Update("things/t0", {("state",): "done"}),
        d.Update("things/t1", {("needs",): d.ArrayUnion(("y",))}),
        d.Update("things/t2", {("state",): d.DELETE}),
    ])  # fmt: skip
    assert queued() == (["t3"], ["t1", "t3"])
    store.commit([d.Delete("things/t1"), d.Put("things/t2", {"state": "held", "needs": ["z"]})])
    assert queued() == (["t3"], ["t2", "t3"])


def test_a_range_comes_in_its_own_order_and_without_documents_that_lack_the_field(store):
    store.commit([d.Put(f"things/t{n}", {"n": value} if value else {}) for n, value in enumerate([3, 1, None, 2])])
    assert [s.data["n"] for s in store.query("things", [("n", ">=", 1)])] == [1, 2, 3]
    assert [s.id for s in store.query("things")] == ["t0", "t1", "t2", "t3"]


def test_what_is_handed_out_is_the_callers_own(store):
    written = {"map": {"list": [{"k": 1}]}}
    store.commit([d.Put("things/a", written)])
    written["map"]["list"].append({"k": 2})
    for read in (store.get("things/a"), store.query("things")[0].data, store.get_all(["things/a"])["things/a"]):
        read["map"]["list"][0]["k"] = 9
    assert store.get("things/a") == {"map": {"list": [{"k": 1}]}}


def test_a_transaction_sees_nothing_of_a_body_that_raises(store):
    store.commit([d.Put("things/a", {"n": 1})])

    def body(transaction):
        transaction.write(d.Update("things/a", {("n",): 2}))
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        store.transact(body)
    assert store.get("things/a") == {"n": 1}


def test_concurrent_transactions_lose_no_update(store):
    store.commit([d.Put("things/a", {"n": 0})])
    faults = []

    def add():
        def body(transaction):
            value = transaction.get("things/a")["n"]
            transaction.write(d.Update("things/a", {("n",): value + 1}))

        for _ in range(5):
            for _attempt in range(20):
                try:
                    store.transact(body)
                    break
                except d.Contention as error:
                    faults.append(error)

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.get("things/a") == {"n": 20}


def test_a_document_over_one_mebibyte_is_refused(store):
    with pytest.raises(d.TooLarge):
        store.commit([d.Put("things/a", {"text": "x" * 1_100_000})])
    assert store.get("things/a") is None


def test_a_list_in_a_list_is_no_value(store):
    with pytest.raises(d.TooLarge):
        store.commit([d.Put("things/a", {"rows": [[1, 2], [3, 4]]})])
    assert store.get("things/a") is None


def test_an_empty_commit_is_nothing(store):
    store.commit([])


def test_seven_hundred_writes_fit_into_one_commit(store):
    """A film of a hundred scenes is admitted in one commit."""
    store.commit([d.Create(f"things/t{number}", {"n": number}) for number in range(700)])
    assert len(store.query("things")) == 700


def test_what_is_done_is_counted(store):
    counted = d.Usage()
    token = d.usage.set(counted)
    store.commit([d.Put("things/a", {"n": 1})])
    store.get_all(["things/a", "things/b"])
    store.transact(lambda t: t.write(d.Update("things/a", {("n",): 2})))
    d.usage.reset(token)
    assert (counted.commits, counted.reads) == (2, 2)


def test_a_document_that_many_swap_at_once_keeps_every_change(store):
    def add(_number):
        def body(data):
            count = data.get("n", 0)
            return {"n": count + 1}, count

        return [store.swap("things/shared", body) for _ in range(5)]

    with ThreadPoolExecutor(4) as pool:
        seen = [count for counts in pool.map(add, range(4)) for count in counts]
    assert store.get("things/shared") == {"n": 20}
    assert sorted(seen) == list(range(20))


def test_a_transaction_runs_again_when_what_it_only_read_has_changed(store):
    store.commit([d.Put("things/read", {"n": 1}), d.Put("things/empty", {}), d.Put("things/a", {"n": 0, "old": 1})])
    runs: list[int] = []

    def body(transaction):
        found = transaction.get_all(["things/read", "things/empty", "things/gone", "things/a"])
        runs.append(found["things/read"]["n"])
        if len(runs) == 1:
            store.commit([d.Update("things/read", {("n",): 2})])
        transaction.write(d.Put("things/a", {"n": found["things/read"]["n"]}))

    store.transact(body)
    assert runs == [1, 2]
    assert store.get("things/a") == {"n": 2}, "a put leaves nothing of what was there"
    assert (store.get("things/read"), store.get("things/empty")) == ({"n": 2}, {})
    assert store.get("things/gone") is None


def test_a_transaction_runs_again_when_what_it_missed_was_made_and_the_other_way_round(store):
    store.commit([d.Put("things/there", {"n": 1})])
    runs: list[set[str]] = []

    def body(transaction):
        found = transaction.get_all(["things/new", "things/there"])
        runs.append(set(found))
        if len(runs) == 1:
            store.commit([d.Create("things/new", {"n": 5}), d.Delete("things/there")])
        transaction.write(d.Put("things/new", {"n": 6}))
        if "things/there" in found:
            transaction.write(d.Update("things/there", {("n",): 2}))

    store.transact(body)
    assert runs == [{"things/there"}, {"things/new"}]
    assert (store.get("things/new"), store.get("things/there")) == ({"n": 6}, None)


def test_what_a_transaction_writes_blindly_answers_as_a_commit_does(store):
    store.commit([d.Put("things/a", {"n": 1}), d.Put("things/other", {})])

    def writing(*writes):
        def body(transaction):
            transaction.get("things/a")
            transaction.write(d.Update("things/a", {("n",): 2}), *writes)

        return body

    with pytest.raises(d.NotFound):
        store.transact(writing(d.Update("things/gone", {("n",): 2})))
    with pytest.raises(d.AlreadyExists):
        store.transact(writing(d.Create("things/other", {})))
    assert store.get("things/a") == {"n": 1}
    store.transact(writing(d.Put("things/b", {}), d.Update("things/a", {("list",): d.ArrayUnion(("x",))})))
    assert store.get("things/a") == {"n": 2, "list": ["x"]}
