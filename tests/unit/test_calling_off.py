"""What is cancelled here is cancelled at the provider too: even if it is down at first, or the call was on its way."""

from datetime import timedelta

from functions.engine.sweep import sweep
from functions.providers.provider import ProviderUnclear
from tests.kit.world import Ledger, World


class Deaf(Ledger):
    """A slow vendor that may not answer when it is told to stop."""

    def __init__(self):
        super().__init__("deaf")
        self.slow = True
        self.hears = False
        self.told: list[str] = []
        self.mute = False

    def make(self, work):
        answer = super().make(work)
        if self.mute:
            raise ProviderUnclear("no_answer", "No answer came.")
        return answer

    def cancel(self, ticket):
        self.told.append(ticket)
        if not self.hears:
            raise ConnectionError("down")
        super().cancel(ticket)


def _sweep(world, seconds):
    world.time += timedelta(seconds=seconds)
    sweep(world.engine)


def test_a_provider_that_does_not_answer_is_told_again_until_it_does(tmp_path):
    world = World(tmp_path, providers=[vendor := Deaf()])
    world.project(scenes=2)
    world.request("produce")
    world.drain()
    handed_in = set(vendor.tickets)
    assert handed_in
    world.request("cancel")
    assert set(vendor.told) == handed_in
    waiting = [job for job in world.jobs() if job.call_off]
    assert {job.provider_job_id for job in waiting} == handed_in
    assert {job.possibly_billed for job in waiting} == {("deaf",)}

    vendor.hears = True
    _sweep(world, 60)
    assert vendor.tickets == {}
    told = len(vendor.told)
    _sweep(world, 60)
    assert len(vendor.told) == told
    assert not [job for job in world.jobs() if job.call_off]


def test_one_that_never_answers_is_given_up(tmp_path):
    world = World(tmp_path, providers=[vendor := Deaf()])
    world.project(scenes=1)
    world.request("produce")
    world.drain()
    world.request("cancel")
    _sweep(world, world.engine.limits.age_seconds + 1)
    told = len(vendor.told)
    _sweep(world, 60)
    assert len(vendor.told) == told


def test_a_call_that_was_never_confirmed_is_looked_up_and_stopped(tmp_path):
    world = World(tmp_path, providers=[vendor := Deaf()])
    vendor.mute = vendor.hears = True
    world.project(scenes=1)
    world.request("produce")
    world.drain()
    assert vendor.tickets
    world.request("cancel")
    assert vendor.told == [], "nobody knows its ticket yet"
    _sweep(world, 61)
    assert vendor.told
    assert vendor.tickets == {}


def test_what_no_provider_had_needs_no_telling(tmp_path):
    world = World(tmp_path)
    world.project(scenes=2)
    world.request("produce")
    world.request("cancel")
    assert {(job.state, job.call_off, job.possibly_billed) for job in world.jobs()} == {("cancelled", False, ())}


def test_a_long_film_is_cancelled_in_few_commits(tmp_path, monkeypatch):
    world = World(tmp_path)
    world.project(scenes=40)
    world.request("produce")
    apply, commits = world.documents._apply, []

    def counted(writes):
        commits.append(len(writes))
        apply(writes)

    monkeypatch.setattr(world.documents, "_apply", counted)
    world.request("cancel")
    jobs = world.jobs()
    assert len(jobs) > 250
    assert {job.state for job in jobs} == {"cancelled"}
    assert len(commits) < 30
    assert max(commits) <= 500


def test_jobs_that_others_write_to_are_cancelled_in_smaller_lots(tmp_path, monkeypatch):
    world = World(tmp_path)
    world.project(scenes=10)
    world.request("produce")
    transact, lots = world.documents.transact, []

    def met(body):
        def with_others(transaction):
            result = body(transaction)
            if len(transaction.writes) > 1:
                lots.append(len(transaction.writes))
            if len(transaction.seen) > 20:
                world.documents._versions[next(iter(transaction.seen))] += 1
            return result

        return transact(with_others)

    monkeypatch.setattr(world.documents, "transact", met)
    world.request("cancel")
    jobs = world.jobs()
    assert {job.state for job in jobs} == {"cancelled"}
    assert max(lots) > 20
    assert len(lots) < len(jobs)
    assert any(event == "cancelled_in_halves" for event, _ in world.events)
