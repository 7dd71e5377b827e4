"""What the simulation has found, each as the shortest scenario that shows it."""

import contextlib
import random
from datetime import timedelta

import pytest

from functions.engine import admission, edits
from functions.engine import advance as turns
from functions.engine.admission import admit
from functions.engine.engine import Limits, share_path
from functions.engine.sweep import sweep
from functions.stores.documents import Update
from schemas.job import Advance
from tests.kit.world import World
from tests.simulation.chaos import Chaos, Crash
from tests.simulation.stores import FaultyDocuments, FaultyFiles, FaultyQueues
from tests.simulation.vendors import Vendor


@pytest.fixture
def chaos():
    return Chaos(random.Random(1))


@pytest.fixture
def vendor(chaos):
    return Vendor("ann", chaos)


@pytest.fixture
def world(tmp_path, chaos, vendor):
    return World(
        tmp_path,
        limits=Limits(default_plan="enterprise"),
        providers=[vendor],
        documents=FaultyDocuments(chaos),
        files=FaultyFiles(chaos),
        queues=FaultyQueues(chaos),
    )


def test_a_function_that_stood_still_before_its_call_does_not_call(world, chaos, vendor):
    """Another claim has found that no call was made, and has made it: a second one would be paid too."""
    world.project(scenes=1)
    world.request("generate", target={"scene_id": "s1", "kind": "composition"})
    (_, message), *_ = world.queues.messages
    stood_still: list[bool] = []

    def stand_still(name, side):
        data = world.documents._documents[f"projects/p/jobs/{message['job_id']}"]
        if (name, side, data["phase"]) == ("transaction", "after", "submit") and not stood_still:
            stood_still.append(True)
            world.time += timedelta(seconds=100)
            turns.advance(world.engine, Advance.model_validate(message))

    chaos.script = stand_still
    turns.advance(world.engine, Advance.model_validate(message))
    chaos.script = None
    world.settle()
    assert stood_still
    assert set(vendor.billed.values()) == {1}
    assert world.jobs()[0].state == "completed"


@pytest.mark.parametrize("place", range(29))
def test_a_film_is_private_once_it_was_unpublished_whenever_that_was(world, chaos, place):
    """A publication that was under way made the film public again, under an id that nobody knew any more."""
    world.project(scenes=1)
    world.request("produce")
    world.settle()
    places: list[bool] = []

    def unpublish(_name, _side):
        places.append(True)
        if len(places) == 3 * place + 1:
            world.request("unpublish")

    request = world.request("publish", admitted=False)
    chaos.script = unpublish
    admit(world.engine, "p", request)
    world.drain()
    chaos.script = None
    assert len(places) > 3 * place, "the scenario is shorter than this"
    world.settle()
    public = [path for path in world.documents._documents if path.startswith("shares/")]
    known = world.documents._documents.get("projects/p/slots/share", {}).get("share_id")
    assert public == ([f"shares/{known}"] if public else [])
    assert world.read_request(request).status in {"completed", "failed", "cancelled"}


def test_what_was_published_between_two_looks_of_unpublishing_is_forgotten_too(world, monkeypatch):
    world.project(scenes=1)
    world.request("publish")
    world.settle()
    (public,) = [path for path in world.documents._documents if path.startswith("shares/")]
    looked: list[str] = []

    def publish_again(share_id):
        if not looked:
            looked.append(share_id)
            world.documents.commit([Update(public, {("title",): "Another"})])
        return share_path(share_id)

    monkeypatch.setattr(edits, "share_path", publish_again)
    world.request("unpublish")
    sweep(world.engine)
    assert looked
    assert public not in world.documents._documents


def test_a_request_that_kills_the_sweep_holds_nobody_up_and_ends(world, monkeypatch):
    """The sweep died at the same request each minute, before it came to anything else."""
    world.project("p", scenes=1)
    world.project("q", scenes=1)
    deadly = world.request("produce", "p", admitted=False)
    others = [world.request("produce", "q", admitted=False) for _ in range(3)]
    admit_well = admission.admit

    def admit_or_die(engine, project_id, request_id):
        if request_id == deadly:
            raise Crash("out of memory")
        admit_well(engine, project_id, request_id)

    monkeypatch.setattr(admission, "admit", admit_or_die)
    for _ in range(40):
        world.time += timedelta(seconds=60)
        with contextlib.suppress(Crash):
            sweep(world.engine)
        world.drain()
    assert {world.read_request(other, "q").status for other in others} == {"completed"}
    answer = world.read_request(deadly, "p")
    assert (answer.status, answer.code) == ("rejected", "internal")


def test_an_old_request_is_tried_before_it_is_given_up(world):
    """After a long outage nothing is turned down that was never tried."""
    world.project(scenes=1)
    late = world.request("produce", admitted=False)
    world.time += timedelta(hours=5)
    world.settle()
    assert world.read_request(late).status == "completed"


@pytest.mark.parametrize(("place", "code"), [("_take", "stale"), ("_run", "crashed")])
def test_a_job_that_kills_every_function_ends_and_holds_up_nobody_else(world, monkeypatch, place, code):
    """Nothing counts how often a function dies that dies before its claim, or when it gives the job up."""
    world.project("p", scenes=1)
    world.project("q", scenes=1)
    request = world.request("generate", "p", target={"scene_id": "s1", "kind": "composition"})
    (deadly,) = world.jobs("p")
    other = world.request("produce", "q")
    well = getattr(turns, place)

    def die(*arguments):
        at = next(each for each in arguments if isinstance(each, Advance | turns.Turn))
        if (at.job_id if isinstance(at, Advance) else at.job.job_id) == deadly.job_id:
            raise Crash("out of memory")
        return well(*arguments)

    monkeypatch.setattr(turns, place, die)
    for _ in range(40):
        world.time += timedelta(seconds=100)
        sweep(world.engine)
        while world.queues.messages:
            with contextlib.suppress(Crash):
                world.drain()
    assert world.read_request(other, "q").status == "completed"
    answer = world.read_request(request, "p")
    assert (answer.status, answer.code) == ("failed", code)
    assert [job.state for job in world.jobs("p")] == ["failed"]
