"""A cancel request that is delivered twice, or cut short: everything ends all the same, and it is answered once."""

import pytest

from functions.engine import edits, requests
from functions.engine.admission import admit
from functions.engine.commit import cancel_jobs
from tests.kit.world import World


@pytest.fixture
def world(tmp_path):
    world = World(tmp_path)
    world.project(scenes=4)
    return world


def _everything_has_ended(world, produce, cancel):
    assert world.read_request(produce).status == "cancelled"
    answer = world.read_request(cancel)
    assert (answer.status, answer.code) == ("completed", None)
    assert {job.state for job in world.jobs()} == {"cancelled"}
    assert world.read().status == "draft"
    world.settle()
    assert {job.state for job in world.jobs()} == {"cancelled"}


def test_a_second_delivery_while_the_first_is_at_it_changes_nothing(world, monkeypatch):
    produce = world.request("produce")
    cancel = world.request("cancel", options={"request_id": produce}, admitted=False)
    close = requests.close
    nested: list[bool] = []

    def twice(*arguments, **options):
        answered = close(*arguments, **options)
        if not nested:
            nested.append(True)
            admit(world.engine, "p", cancel)
        return answered

    monkeypatch.setattr(requests, "close", twice)
    admit(world.engine, "p", cancel)
    _everything_has_ended(world, produce, cancel)


@pytest.mark.parametrize("named", [True, False])
def test_what_was_cut_short_is_done_by_the_next_delivery(world, monkeypatch, named):
    produce = world.request("produce")
    cancel = world.request("cancel", options={"request_id": produce} if named else {}, admitted=False)

    def breaks(engine, jobs, reason):
        cancel_jobs(engine, jobs[:5], reason)
        raise ConnectionError

    with monkeypatch.context() as patch:
        patch.setattr(edits, "cancel_jobs", breaks)
        with pytest.raises(ConnectionError):
            admit(world.engine, "p", cancel)
    admit(world.engine, "p", cancel)
    _everything_has_ended(world, produce, cancel)
