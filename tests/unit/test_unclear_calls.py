"""A paid call whose answer was lost: looked up before it is sent again, and never sent again where it cannot be."""

from functions.providers.provider import Made, ProviderUnclear, Submitted, Work
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


def test_a_call_without_an_answer_that_cannot_be_looked_up_is_parked(tmp_path):
    ledger = LostAnswers()
    ledger.can_find = False
    world = World(tmp_path, providers=[ledger])
    world.project(scenes=1)
    world.request("produce")
    world.settle()
    parked = [job for job in world.jobs() if job.phase == "submit_unknown"]
    assert {job.kind for job in parked} == {"composition", "music"}  # the scene goes no further
    assert all(job.error_message and "paid twice" in job.error_message for job in parked)
    assert set(world.ledger.billed.values()) == {1}
