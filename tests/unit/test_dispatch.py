"""The dispatcher: one job a scene in flight, whatever its size; a job that finds its scene busy blocks nobody."""

from collections import Counter
from datetime import timedelta

from functions.engine.advance import advance
from functions.engine.dispatch import FLIGHTS_PATH, Flights
from functions.engine.engine import Limits
from functions.engine.sweep import sweep
from functions.providers.provider import Made, ProviderRefused, Submitted, Work
from schemas.job import Advance
from tests.kit.world import Ledger, World


def _in_flight(world: World) -> list[str]:
    return list(Flights(**(world.engine.documents.get(FLIGHTS_PATH) or {})).in_flight)


def test_no_message_is_sent_to_a_scene_that_is_busy_with_a_job_of_another_size(tmp_path):
    world = World(tmp_path)
    world.project(scenes=3)
    world.request("produce")
    delivered = 0
    while world.queues.messages:
        slots = {job.job_id: job.slot for job in world.jobs()}
        sent = Counter(slots[message["job_id"]] for _, message in world.queues.messages)
        assert max(sent.values()) == 1
        _, message = world.queues.messages.pop(0)
        advance(world.engine, Advance(**message))
        delivered += 1
    assert delivered == len(world.jobs())
    assert {job.state for job in world.jobs()} == {"completed"}
    assert [event for event, _ in world.events if event == "not_claimed"] == []


def test_a_scene_that_waits_for_a_provider_is_sent_nothing_and_takes_no_place_in_flight(tmp_path):
    world = World(tmp_path, providers=[Ledger()])
    world.ledger.slow = True
    world.project(scenes=1)
    world.request("produce")
    world.drain()
    assert [event for event, _ in world.events if event == "not_claimed"] == []
    assert {job.phase for job in world.jobs() if job.state == "processing"} == {"wait"}
    assert _in_flight(world) == []
    world.settle()
    assert {job.state for job in world.jobs()} == {"completed"}
    assert max(world.ledger.billed.values()) == 1


def test_the_next_provider_of_a_chain_is_asked_in_the_same_turn(tmp_path):
    first, second = Ledger("first"), Ledger("second")
    first.refuse = lambda work: work.kind == "image"
    world = World(tmp_path, providers=[first, second])
    world.project(scenes=2)
    world.request("produce")
    delivered = world.drain()
    assert delivered == len(world.jobs())
    assert world.queues.tasks == {}
    providers = {job.provider for job in world.jobs() if job.kind == "image"}
    assert providers == {"second"}
    assert sum(second.billed.values()) == 2


def test_whoever_sees_a_request_end_finds_the_project_ready(tmp_path, monkeypatch):
    world = World(tmp_path)
    world.project(scenes=2)
    request = world.request("produce")
    transact = world.documents.transact
    seen: list[str] = []

    def watched(body):
        result = transact(body)
        if not seen and world.read_request(request).status == "completed":
            seen.append(world.read().status)
        return result

    monkeypatch.setattr(world.documents, "transact", watched)
    world.settle()
    assert seen == ["ready"]


class Counting(Ledger):
    """A slow vendor that counts how many of its calls are open."""

    def __init__(self, name: str = "counting") -> None:
        super().__init__(name)
        self.slow = True
        self.most = 0

    def make(self, work: Work) -> Made | Submitted:
        answer = super().make(work)
        self.most = max(self.most, len(self.tickets))
        return answer

    def check(self, work: Work, ticket: str) -> Made | Submitted:
        if self.tickets.pop(ticket, None) is None:
            raise ProviderRefused("cancelled", "This was cancelled.")
        return super().check(work, ticket)


def test_a_provider_with_a_limit_never_has_more_jobs_than_that_however_long_it_takes(tmp_path):
    vendor = Counting()
    world = World(
        tmp_path,
        providers=[vendor],
        limits=Limits(default_plan="enterprise", in_flight_per_provider={"counting": 3}),
    )
    world.project(scenes=8)
    request = world.request("produce")
    world.settle()
    assert world.read_request(request).status == "completed"
    assert vendor.most == 3
    assert sum(vendor.billed.values()) == 8 * 4 + 1
    flights = Flights(**(world.engine.documents.get(FLIGHTS_PATH) or {}))
    assert (flights.in_flight, flights.at_providers) == ({}, {})


def test_the_limit_of_the_next_provider_holds_for_those_that_the_first_hands_on(tmp_path):
    first, vendor = Ledger("first"), Counting()
    first.refuse = lambda _work: True
    world = World(
        tmp_path,
        providers=[first, vendor],
        limits=Limits(default_plan="enterprise", in_flight_per_provider={"counting": 2}),
    )
    world.project(scenes=6)
    world.request("produce")
    world.settle()
    assert vendor.most == 2
    assert {job.state for job in world.jobs()} == {"completed"}


def test_a_place_at_a_provider_is_free_again_when_its_job_is_cancelled_or_its_function_was_lost(tmp_path):
    vendor = Counting()
    world = World(
        tmp_path,
        providers=[vendor],
        limits=Limits(default_plan="enterprise", in_flight_per_provider={"counting": 2}),
    )
    world.project(scenes=5)
    world.request("produce")
    world.drain()
    assert len(vendor.tickets) == 2
    world.request("cancel")
    assert vendor.tickets == {}
    world.request("produce")
    world.queues.messages.clear()
    world.time += timedelta(seconds=120)
    sweep(world.engine)
    world.drain()
    assert len(vendor.tickets) == 2
    world.settle()
    assert world.made()["image"] == 5
    assert vendor.most == 2
