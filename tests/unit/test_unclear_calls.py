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
