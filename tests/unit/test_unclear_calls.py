"""A paid call whose answer was lost: looked up before it is sent again, and never sent again where it cannot be."""

from functions.providers.provider import Made, ProviderRefused, ProviderUnclear, Submitted, Work
from tests.kit.world import Ledger, World


class LostAnswers(Ledger):
    """Takes and bills each call, and loses its first answer."""

    def make(self, work: Work) -> Made | Submitted:
        first = not self.billed[work.call_id]
        self.slow = True
        answer = super().make(work)
        if first:
            raise ProviderUnclear("no_answer", "No answer came.")
        return answer


def test_a_call_without_an_answer_is_looked_up_and_billed_once(tmp_path):
    world = World(tmp_path, providers=[LostAnswers()])
    world.project(scenes=1)
    request = world.request("produce")
    world.settle()
    assert world.read_request(request).status == "completed"
    assert set(world.ledger.billed.values()) == {1}


def test_where_a_call_cannot_be_looked_up_a_placeholder_takes_its_place_and_nothing_is_sent_again(tmp_path):
    ledger = LostAnswers()
    ledger.can_find = False
    world = World(tmp_path, providers=[ledger])
    world.project(scenes=1)
    request = world.request("produce")
    world.settle()
    assert world.read_request(request).status == "completed"
    bought = [job for job in world.jobs() if job.kind in ledger.kinds and job.state == "completed"]
    assert {job.kind for job in bought} == {"composition", "image", "audio", "video", "music"}
    assert {job.possibly_billed for job in bought} == {("ledger",)}
    assert all(job.degraded and "paid twice" in job.degraded for job in bought)
    assert set(world.ledger.billed.values()) == {1}


class TooSlow(Ledger):
    """Takes calls and finishes them when told, however long that takes."""

    def __init__(self) -> None:
        super().__init__("too_slow")
        self.slow, self.done, self.forgets = True, False, False

    def check(self, work: Work, ticket: str) -> Made | Submitted:
        if self.forgets and ticket.startswith(f"{self.first}-"):
            raise ProviderRefused("cancelled", "This was cancelled.")
        return super().check(work, ticket) if self.done else Submitted(ticket, 600.0)

    def cancel(self, ticket: str) -> None:
        """It cannot stop what it has begun."""

    @property
    def first(self) -> str:
        return next(iter(self.billed)).rsplit("-", 1)[0]


def _given_up(tmp_path):
    """A music that was not made in time, and is paid for all the same."""
    vendor = TooSlow()
    world = World(tmp_path, providers=[vendor])
    world.project(scenes=1)
    request = world.request("generate", target={"kind": "music"})
    world.settle()
    assert world.read_request(request).status == "completed"
    [job] = world.jobs()
    assert job.degraded
    [purchase] = job.unsettled
    assert (purchase.provider, purchase.ticket) == ("too_slow", purchase.call_id)
    return world, vendor


def test_what_came_too_late_is_taken_up_by_the_next_request_and_paid_once(tmp_path):
    world, vendor = _given_up(tmp_path)
    vendor.done = True
    request = world.request("generate", target={"kind": "music"})
    world.settle()
    assert world.read_request(request).status == "completed"
    made = next(job for job in world.jobs() if not job.degraded)
    assert (made.state, made.provider, made.run) == ("completed", "too_slow", 1)
    assert sum(vendor.billed.values()) == 1


def test_what_has_come_to_nothing_is_bought_again_from_the_first_provider(tmp_path):
    world, vendor = _given_up(tmp_path)
    vendor.done = vendor.forgets = True
    request = world.request("generate", target={"kind": "music"})
    world.settle()
    assert world.read_request(request).status == "completed"
    made = next(job for job in world.jobs() if not job.degraded)
    assert (made.provider, made.provider_index, made.earlier) == ("too_slow", 0, ())
    assert vendor.billed == {f"{vendor.first}-0": 1, f"{made.job_id}-0": 1}


def test_what_is_given_up_again_stays_on_record_under_its_first_name(tmp_path):
    world, vendor = _given_up(tmp_path)
    request = world.request("generate", target={"kind": "music"})
    world.settle()
    assert world.read_request(request).status == "completed"
    assert {purchase.call_id for job in world.jobs() for purchase in job.unsettled} == {f"{vendor.first}-0"}
    assert sum(vendor.billed.values()) == 1


def test_a_call_that_nobody_confirmed_is_looked_up_by_its_first_name(tmp_path):
    ledger = LostAnswers()
    ledger.can_find = False
    world = World(tmp_path, providers=[ledger])
    world.project(scenes=1)
    world.request("generate", target={"kind": "music"})
    world.settle()
    assert [job.possibly_billed for job in world.jobs()] == [("ledger",)]
    ledger.can_find = True
    world.request("generate", target={"kind": "music"})
    world.settle()
    assert [bool(job.degraded) for job in sorted(world.jobs(), key=lambda job: job.run)] == [True, False]
    assert sum(ledger.billed.values()) == 1
