"""Who may ask for what, and how often."""

from datetime import UTC, datetime, timedelta
from typing import Any, get_args

import pytest

from cli.user_client import submit_request
from schemas import limits
from schemas.project import ExportFormat, Kind
from schemas.request import OPTIONS, RequestKind
from tests.rules.world import (
    NOW,
    OWNER,
    STRANGER,
    World,
    ask,
    denied,
    edit,
    lay_project,
    new_project,
    new_request,
    without,
)

VALID_OPTIONS: dict[str, Any] = {
    "set_scenes": {"scenes": [{"title": "One", "duration_seconds": 4}]},
    "reorder": {"scene_ids": ["s2", "s1"]},
    "cancel": {"request_id": "r0"},
    "export": {"formats": ["webm", "mp4_480"]},
}


@pytest.mark.parametrize("kind", get_args(RequestKind))
def test_every_kind_can_be_asked_for(world: World, kind: str) -> None:
    lay_project(world, "p1")
    ask(world.owner, "p1/r1", new_request(kind, options=VALID_OPTIONS.get(kind, {})))
    assert world.owner.document("projects/p1/requests/r1").get().get("kind") == kind


def test_the_rules_know_the_options_of_the_schema(world: World) -> None:
    assert set(VALID_OPTIONS) == set(OPTIONS)
    for kind, model in OPTIONS.items():
        assert set(VALID_OPTIONS[kind]) == set(model.model_fields)
        model.model_validate(VALID_OPTIONS[kind])
    lay_project(world, "p1")
    for kind in get_args(RequestKind):
        for other, options in VALID_OPTIONS.items():
            if other != kind:
                denied(ask, world.owner, "p1/r1", new_request(kind, options=options))


@pytest.mark.parametrize("options", [{"formats": []}, {"formats": ["avi"]}, {"formats": "webm"}, {"formats": [7]}, {}])
def test_an_export_names_known_formats(world: World, options: dict[str, Any]) -> None:
    lay_project(world, "p1")
    denied(ask, world.owner, "p1/r1", new_request("export", options=options))
    for number, name in enumerate(get_args(ExportFormat)):
        ask(world.owner, f"p1/r{number + 2}", new_request("export", options={"formats": [name]}))


@pytest.mark.parametrize("kind", get_args(Kind))
def test_every_kind_can_be_a_target(world: World, kind: str) -> None:
    lay_project(world, "p1")
    ask(world.owner, "p1/r1", new_request("generate", target={"scene_id": "s1", "kind": kind}))


@pytest.mark.parametrize("key", ["kind", "created_by", "created_at", "status"])
def test_what_a_request_must_say(world: World, key: str) -> None:
    lay_project(world, "p1")
    denied(ask, world.owner, "p1/r1", without(new_request(), key))
    ask(world.owner, "p1/r1", without(without(new_request(), "target"), "options"))


def test_only_the_owner_reads_and_asks(world: World) -> None:
    lay_project(world, "p1")
    ask(world.owner, "p1/r1", new_request())
    assert [found.id for found in world.owner.collection("projects/p1/requests").stream()] == ["r1"]
    for client in (world.stranger, world.signed_out):
        denied(client.document("projects/p1/requests/r1").get)
        denied(list, client.collection("projects/p1/requests").stream())
        denied(list, client.collection_group("requests").stream())
    denied(list, world.owner.collection_group("requests").stream())
    denied(ask, world.stranger, "p1/r2", new_request(created_by=STRANGER), uid=STRANGER)
    denied(ask, world.stranger, "p1/r2", new_request(created_by=OWNER), uid=STRANGER)


def test_nobody_asks_signed_out_or_for_no_project(world: World) -> None:
    lay_project(world, "p1")
    rate = {"window": NOW, "count": 1, "last_request": "p1/r1"}
    denied(ask, world.signed_out, "p1/r1", new_request(), rate=rate)
    denied(ask, world.owner, "p9/r1", new_request())


def test_a_project_and_its_first_request_come_in_one_batch(world: World) -> None:
    batch = world.owner.batch()
    batch.create(world.owner.document("projects/p1"), new_project("p1"))
    batch.create(world.owner.document("projects/p1/requests/r1"), new_request())
    batch.create(world.owner.document(f"rates/{OWNER}"), {"window": NOW, "count": 1, "last_request": "p1/r1"})
    batch.commit()
    assert world.owner.document("projects/p1/requests/r1").get().exists


def test_a_request_is_final(world: World) -> None:
    lay_project(world, "p1")
    ask(world.owner, "p1/r1", new_request())
    request = world.owner.document("projects/p1/requests/r1")
    for client in (world.owner, world.stranger, world.signed_out):
        mine = client.document(request.path)
        denied(mine.update, {"status": "completed"})
        denied(mine.update, {"options": {"scenes": []}})
        denied(mine.set, new_request("publish"))
        denied(mine.delete)
    assert request.get().get("status") == "pending"


def test_an_answer_cannot_be_forged(world: World) -> None:
    lay_project(world, "p1")
    forged = ["code", "message", "suggested_action", "outcome", "updated_at", "cost", "anything"]
    for name in forged:
        denied(ask, world.owner, "p1/r1", {**new_request(), name: {}})
    for status in ("accepted", "rejected", "completed", "failed", "cancelled", "", None, 1):
        denied(ask, world.owner, "p1/r1", new_request(status=status))
    ask(world.owner, "p1/r1", new_request())


# --- The rate --------------------------------------------------------------------------------------------------


def test_a_request_needs_a_bump_of_its_own(world: World) -> None:
    lay_project(world, "p1")
    lay_project(world, "p2")
    denied(ask, world.owner, "p1/r1", new_request(), rate={})
    ask(world.owner, "p1/r1", new_request())
    denied(ask, world.owner, "p1/r2", new_request(), rate={})
    denied(ask, world.owner, "p2/r1", new_request(), rate={})

    window = world.owner.document(f"rates/{OWNER}").get().get("window")
    for named in ("p1/r1", "p1/r3", "p2/r2", "r2", "p1/r2/x", "", 2, None):
        rate = {"window": window, "count": 2, "last_request": named}
        denied(ask, world.owner, "p1/r2", new_request(), rate=rate)
    ask(world.owner, "p1/r2", new_request(), rate={"window": window, "count": 2, "last_request": "p1/r2"})


def test_one_bump_serves_one_request_of_a_batch(world: World) -> None:
    lay_project(world, "p1")
    lay_project(world, "p2")
    for places in (("p1/requests/r1", "p1/requests/r2"), ("p1/requests/r1", "p2/requests/r1")):
        batch = world.owner.batch()
        for place in places:
            batch.create(world.owner.document(f"projects/{place}"), new_request())
        batch.set(world.owner.document(f"rates/{OWNER}"), {"window": NOW, "count": 1, "last_request": "p1/r1"})
        denied(batch.commit)


def test_a_bump_written_beforehand_serves_nothing(world: World) -> None:
    lay_project(world, "p1")
    rate = world.owner.document(f"rates/{OWNER}")
    rate.set({"window": NOW, "count": 1, "last_request": "p1/r1"})
    denied(ask, world.owner, "p1/r1", new_request(), rate={})
    denied(ask, world.owner, "p1/r1", new_request())
    ask(world.owner, "p1/r2", new_request())


def test_so_many_a_minute_and_no_more(world: World) -> None:
    lay_project(world, "p1")
    for number in range(limits.REQUESTS_PER_MINUTE):
        submit_request(world.owner, OWNER, "p1", f"r{number}", "produce")
    denied(submit_request, world.owner, OWNER, "p1", "r_more", "produce")
    assert len(list(world.owner.collection("projects/p1/requests").stream())) == limits.REQUESTS_PER_MINUTE

    earlier = datetime.now(UTC) - timedelta(seconds=61)
    world.server.document(f"rates/{OWNER}").update({"window": earlier})
    submit_request(world.owner, OWNER, "p1", "r_more", "produce")
    assert world.owner.document(f"rates/{OWNER}").get().get("count") == 1


@pytest.mark.parametrize(
    ("age", "count", "window", "next_count"),
    [
        (5, 3, NOW, 1),  # a window does not start again early
        (5, 3, NOW, 4),
        (5, 3, None, 3),  # and counts by one
        (5, 3, None, 2),
        (5, 3, None, 5),
        (5, 3, None, 4.0),
        (5, 3, None, "4"),
        (5, limits.REQUESTS_PER_MINUTE, None, limits.REQUESTS_PER_MINUTE + 1),
        (61, 3, None, 4),  # one that is over does not go on
        (61, 3, NOW, 2),
        (61, 3, NOW, 0),
        (61, 3, NOW, -1000),
        (61, 3, datetime(2020, 1, 1, tzinfo=UTC), 1),
        (61, 3, datetime(2100, 1, 1, tzinfo=UTC), 1),
    ],
)
def test_a_rate_moves_one_way(world: World, age: int, count: int, window: Any, next_count: Any) -> None:
    lay_project(world, "p1")
    before = {"window": datetime.now(UTC) - timedelta(seconds=age), "count": count, "last_request": "p1/r0"}
    world.server.document(f"rates/{OWNER}").set(before)
    rate = {"window": before["window"] if window is None else window, "count": next_count, "last_request": "p1/r1"}
    denied(ask, world.owner, "p1/r1", new_request(), rate=rate)


@pytest.mark.parametrize(
    "change", [{"count": 2}, {"count": 0}, {"window": datetime.now(UTC)}, {"extra": 1}, {"last_request": 1}]
)
def test_a_first_rate_has_one_shape(world: World, change: dict[str, Any]) -> None:
    lay_project(world, "p1")
    first = {"window": NOW, "count": 1, "last_request": "p1/r1"}
    denied(ask, world.owner, "p1/r1", new_request(), rate={**first, **change})
    ask(world.owner, "p1/r1", new_request(), rate=first)


def test_a_rate_is_ones_own_and_stays(world: World) -> None:
    lay_project(world, "p1")
    ask(world.owner, "p1/r1", new_request())
    theirs = world.stranger.document(f"rates/{OWNER}")
    denied(theirs.get)
    denied(theirs.set, {"window": NOW, "count": 1, "last_request": "p1/r1"})
    denied(world.owner.document(f"rates/{OWNER}").delete)
    denied(world.signed_out.document(f"rates/{OWNER}").get)
    denied(list, world.owner.collection("rates").stream())
    assert world.owner.document(f"rates/{OWNER}").get().get("last_request") == "p1/r1"


def test_edits_need_no_rate(world: World) -> None:
    lay_project(world, "p1").update(edit(name="Free"))
