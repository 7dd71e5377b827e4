"""The circuit breaker: when it opens, whom it lets through, and what a job does that meets it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from functions.engine.breaker import Breaker, Guarded, Resting, accepted, entered, failed
from functions.engine.engine import Limits
from functions.providers.provider import ProviderBusy, ProviderRefused, ProviderUnclear, Submitted, Work
from functions.stores.documents import Put, Unavailable
from tests.kit.world import Ledger, World

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


def _opened(times=1):
    breaker = Breaker()
    now = NOW
    for _ in range(4):
        breaker = failed(breaker, now, "503")
    for _ in range(times):
        breaker = failed(breaker, now, "503")
        now = breaker.until or now
        breaker = entered(breaker, now) or breaker
    return breaker, now


def test_opens_at_the_fifth_failure_in_a_row():
    breaker = Breaker()
    for number in range(1, 5):
        breaker = failed(breaker, NOW, "503")
        assert (breaker.state, breaker.failures) == ("closed", number)
    breaker = failed(breaker, NOW, "503")
    assert (breaker.state, breaker.reason, breaker.until) == ("open", "503", NOW + timedelta(seconds=30))


def test_lets_one_trial_through_when_its_pause_is_over():
    breaker, now = _opened()
    assert breaker.state == "half_open"
    assert entered(breaker, now + timedelta(seconds=119)) is None
    assert entered(breaker, now + timedelta(seconds=120)) is not None  # the trial was lost with its function


def test_every_trial_that_fails_doubles_the_pause_up_to_a_limit():
    pauses = []
    for times in range(1, 8):
        breaker, now = _opened(times)
        again = failed(breaker, now, "503")
        pauses.append((again.until - now).total_seconds())
    assert pauses == [60, 120, 240, 300, 300, 300, 300]


def test_a_call_that_was_under_way_when_it_opened_prolongs_nothing():
    breaker = Breaker(state="open", failures=5, opened=1, until=NOW, reason="503")
    assert failed(breaker, NOW + timedelta(seconds=9), "504").until == NOW


def _call(guarded):
    work = Work("image", "j1-0", {}, {}, {}, Path(), lambda _share: None)
    return guarded.make(work)


class Moody(Ledger):
    """A vendor that fails as told."""

    def __init__(self, name="moody"):
        super().__init__(name)
        self.error = None
        self.asked = 0

    def make(self, work):
        self.asked += 1
        if self.error is not None:
            raise self.error
        return super().make(work)


def _remember(world, provider, breaker):
    world.documents.commit([Put(f"breakers/{provider}", breaker.model_dump())])


def _state(world, name="moody"):
    return Breaker(**(world.documents.get(f"breakers/{name}") or {}))


def test_a_provider_that_is_down_is_left_alone_and_then_tried_by_one(tmp_path):
    vendor = Moody()
    vendor.error = ProviderBusy("busy", "503")
    world = World(tmp_path, providers=[vendor])
    world.project(scenes=12)
    world.request("produce")
    world.drain()
    asked = vendor.asked
    assert _state(world).state == "open"
    assert asked < 12, "some jobs met the open breaker"
    world.time += timedelta(seconds=10)
    world.wake_all()
    waiting = [job for job in world.jobs() if job.error_code == "provider_down"]
    assert waiting
    assert "503" in str(waiting[0].error_message)
    assert "pause" in str(waiting[0].error_message)

    vendor.error = None
    world.settle()
    assert _state(world) == Breaker()
    assert {job.state for job in world.jobs()} == {"completed"}
    assert set(vendor.billed.values()) == {1}


def test_where_another_provider_is_up_nobody_waits_for_the_one_that_is_down(tmp_path):
    down, good = Moody("down"), Ledger("good")
    down.error = ProviderBusy("busy", "503")
    world = World(tmp_path, providers=[down, good])
    until = world.time + timedelta(hours=1)
    _remember(world, "down", Breaker(state="open", failures=5, opened=1, until=until, reason="503"))
    world.project(scenes=2)
    world.request("produce")
    world.drain()
    assert down.asked == 0
    assert {job.state for job in world.jobs()} == {"completed"}
    assert {job.provider for job in world.jobs() if job.kind == "image"} == {"good"}


def test_a_refusal_is_an_answer_and_closes_it(tmp_path):
    world = World(tmp_path, providers=[vendor := Moody()])
    _remember(world, "moody", Breaker(failures=4))
    vendor.error = ProviderRefused("no", "Not this.")
    guarded = Guarded(world.engine, vendor)
    guarded.enter()
    with pytest.raises(ProviderRefused):
        _call(guarded)
    assert _state(world) == Breaker()


def test_silence_counts_and_an_unwritable_note_does_not_hide_the_answer(tmp_path, monkeypatch):
    world = World(tmp_path, providers=[vendor := Moody()])
    vendor.error = ProviderUnclear("no_answer", "No answer.")
    guarded = Guarded(world.engine, vendor)
    guarded.enter()
    with pytest.raises(ProviderUnclear):
        _call(guarded)
    assert _state(world).failures == 1

    def down(*_arguments):
        raise Unavailable("down")

    monkeypatch.setattr(world.documents, "swap", down)
    with pytest.raises(ProviderUnclear):
        _call(guarded)
    assert world.events[-1][0] == "breaker_failed"


def test_who_takes_orders_and_makes_nothing_is_left_alone_until_something_comes(tmp_path):
    slow, good = Moody("slow"), Ledger("good")
    slow.slow = True
    made = Moody.check

    def never(work, ticket):
        return Submitted(ticket, 60.0)

    slow.check = never  # type: ignore[method-assign]
    world = World(
        tmp_path,
        providers=[slow, good],
        limits=Limits(default_plan="enterprise", in_flight_per_provider={"slow": 1}),
    )
    world.project(scenes=8)
    request = world.request("produce")
    world.settle(rounds=120)
    assert world.read_request(request).status == "completed"
    assert slow.asked <= 3, "it has a place for one, and half an hour for each"
    assert _state(world, "slow").state in {"open", "half_open"}
    late = [job for job in world.jobs() if job.error_code == "provider_too_slow" or job.degraded]
    assert late
    assert {job.provider for job in world.jobs() if job.kind == "audio"} <= {"good", "placeholder"}

    slow.check = lambda work, ticket: made(slow, work, ticket)  # type: ignore[method-assign]
    world.time += timedelta(minutes=10)
    world.request("produce")
    world.settle()
    assert _state(world, "slow") == Breaker()


def test_an_order_that_is_taken_ends_no_trial():
    breaker, now = _opened()
    taken = accepted(breaker, now)
    assert (taken.state, taken.until) == ("half_open", now + timedelta(seconds=300))
    assert entered(taken, now + timedelta(seconds=299)) is None
    assert accepted(Breaker(failures=4, reason="503"), now) == Breaker()


def test_a_healthy_provider_costs_no_writes(tmp_path):
    world = World(tmp_path)
    world.project(scenes=2)
    world.request("produce")
    world.drain()
    assert not [path for path in world.documents._documents if path.startswith("breakers/")]


def test_of_many_only_one_makes_the_trial(tmp_path):
    world = World(tmp_path, providers=[vendor := Moody()])
    _remember(world, "moody", Breaker(state="open", failures=5, opened=1, until=world.time, reason="503"))
    Guarded(world.engine, vendor).enter()
    for _ in range(3):
        with pytest.raises(Resting) as refused:
            Guarded(world.engine, vendor).enter()
        assert (refused.value.retry_after or 0) >= 5
