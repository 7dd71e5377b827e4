"""What a vendor charges for is never ordered twice, whatever becomes of its file: real HTTP, the real engine."""

import dataclasses
import io
from datetime import timedelta

import pytest
from PIL import Image

from functions.engine.engine import Limits
from functions.engine.sweep import sweep
from functions.providers.fetching import Bounds
from functions.providers.provider import ResultUnusable
from functions.providers.scripted import Scripted
from functions.steps.step import provide
from tests.kit.scripted_server import Product, Script, ScriptedServer
from tests.kit.world import Ledger, World

MARK = "width"
"""Every call for a picture says how wide it is to be."""
QUICK = Bounds(1_000_000, connect_seconds=1, read_seconds=0.4, total_seconds=0.6)


def picture(_inputs):
    file = io.BytesIO()
    Image.new("RGB", (32, 32), (200, 40, 40)).save(file, "png")
    return Product(file.getvalue(), ".png", "image/png")


class Studio:
    """A world whose pictures come from a vendor."""

    def __init__(self, tmp_path, server):
        self.server = server
        vendor = Scripted(server.url, timeout=0.5, bounds=QUICK)
        limits = Limits(default_plan="enterprise")
        self.world = World(tmp_path, providers=[Ledger(), vendor], limits=limits)
        chains = {"*": ("ledger",), "image": ("scripted", "ledger")}
        steps = dict(self.world.engine.steps)
        steps["image"] = dataclasses.replace(steps["image"], run=provide)
        self.world.engine = dataclasses.replace(self.world.engine, chains=chains, steps=steps)

    def produce(self, script):
        self.server.script(script)
        self.world.project(scenes=1)
        self.request = self.world.request("produce")
        self.world.settle(rounds=120)
        return self.image

    @property
    def image(self):
        (job,) = [job for job in self.world.jobs() if job.kind == "image"]
        return job

    @property
    def bills(self):
        return list(self.server.bills(MARK).values())

    def stored(self, job):
        return {info.path: info for info in self.world.files.list("projects/p/scenes/s1/image/")}[job.files[-1].path]


@pytest.fixture
def studio(tmp_path):
    with ScriptedServer() as server:
        yield Studio(tmp_path, server)


def script(**fields):
    return Script(MARK, "image", picture, **fields)


def assert_made(studio, job):
    """It came in the end, as the vendor made it, ordered and paid once."""
    assert (job.state, job.provider, job.degraded, job.error_code) == ("completed", "scripted", None, None)
    assert studio.bills == [1]
    assert job.cost_usd == pytest.approx(0.04)
    assert job.possibly_billed == ()
    assert studio.stored(job).content_type == "image/png"
    assert studio.world.read_request(studio.request).status == "completed"


@pytest.mark.parametrize("fault", ["expired", "truncated", "overlong", "short", "page", "slow", "hang", "inside"])
def test_a_bad_file_is_asked_for_again_and_not_made_again(studio, fault):
    job = studio.produce(script(faults=(fault, fault)))
    assert_made(studio, job)
    looks = [call for call in studio.server.of(MARK) if call.method == "GET"]
    assert len(looks) == 3
    asked = [seen for _, seen in studio.server.fetches]
    assert asked == ([None] if fault == "inside" else [fault, fault, None])


def test_a_file_that_is_not_what_the_vendor_says(studio):
    assert_made(studio, studio.produce(script(faults=("other",), hashed=True)))
    assert [seen for _, seen in studio.server.fetches] == ["other", None]


def test_while_it_waits_for_a_good_file_the_ticket_stays(studio):
    studio.server.script(script(faults=("expired",) * 3))
    studio.world.project(scenes=1)
    studio.world.request("produce")
    while studio.image.error_code is None:
        studio.world.drain()
        studio.world.wake_all()
    job = studio.image
    assert (job.state, job.phase, job.error_code) == ("processing", "wait", "file_expired")
    assert job.provider_job_id == "t1"
    assert "not there any more" in str(job.error_message)


def test_the_first_of_two_results_is_taken_and_noted(studio):
    job = studio.produce(script(results=2))
    assert_made(studio, job)
    assert "2 results" in job.facts["note"]
    assert len(studio.server.fetches) == 1


@pytest.mark.parametrize("lost", [{"silent": 1}, {"late": 1}])
def test_an_order_whose_answer_came_too_late_is_found_and_taken_over(studio, lost):
    assert_made(studio, studio.produce(script(**lost)))
    assert len([call for call in studio.server.of(MARK) if call.method == "POST"]) == 1


def test_a_success_found_after_the_time_was_up_is_taken_at_its_price(studio):
    studio.server.script(script(working=1))
    studio.world.project(scenes=1)
    studio.request = studio.world.request("produce")
    while studio.image.provider_job_id is None:
        studio.world.drain()
    studio.world.queues.tasks.clear()
    studio.world.time += timedelta(seconds=studio.world.engine.limits.patience("image") + 600)
    studio.server._taken["t1"].looks = 1  # the vendor has finished while nobody looked
    sweep(studio.world.engine)
    studio.world.settle()
    assert_made(studio, studio.image)


@pytest.mark.parametrize("fault", ["expired", "page"])
def test_a_file_that_never_comes_ends_honestly(studio, fault):
    job = studio.produce(script(always=fault))
    assert studio.bills == [1], "what was paid once is not ordered again, here or elsewhere"
    assert (job.state, job.provider) == ("completed", "placeholder")
    assert job.degraded is not None
    assert job.degraded.startswith("It was made, but its file cannot be used")
    assert job.degraded.endswith("scripted charges 0.04 USD for it.")
    assert job.possibly_billed == ("scripted",)
    assert job.cost_usd == pytest.approx(0.04)
    assert studio.world.ledger.billed.keys().isdisjoint({job.call_id, f"{job.job_id}-1"})
    scene = studio.world.read().scenes["s1"]
    assert scene.assets.placeholders["image"] == job.degraded
    assert studio.world.read_request(studio.request).status == "completed"
    waited = (job.ended_at - job.started_at).total_seconds()
    assert waited >= studio.world.engine.limits.patience("image")


def test_a_cancelled_job_whose_file_had_not_come_yet_says_what_it_cost(studio):
    studio.server.script(script(always="expired"))
    studio.world.project(scenes=1)
    studio.world.request("produce")
    while studio.image.error_code is None:
        studio.world.drain()
        studio.world.wake_all()
    studio.world.request("cancel")
    job = studio.image
    assert (job.state, job.possibly_billed) == ("cancelled", ("scripted",))
    assert job.cost_usd == pytest.approx(0.04)


def test_a_result_that_has_become_a_refusal_says_what_it_cost(studio, monkeypatch):
    look = ScriptedServer._look

    def forgets(server, taken):
        answer = look(server, taken)
        if taken.looks < 2:
            return answer
        return {"state": "failed", "code": "data_removed", "message": "The result was removed after an hour."}

    monkeypatch.setattr(ScriptedServer, "_look", forgets)
    job = studio.produce(script(always="expired"))
    assert (job.state, job.provider) == ("completed", "ledger")
    assert studio.bills == [1]
    assert job.cost_usd == pytest.approx(0.04)


def test_a_file_that_comes_only_when_asked_for_anew_is_taken_over_and_booked_once(studio):
    first = studio.produce(script(always="expired"))
    assert first.degraded is not None
    studio.server._taken["t1"].script = script()
    again = studio.world.request("produce")
    studio.world.settle(rounds=120)
    (second,) = [job for job in studio.world.jobs() if job.kind == "image" and job.run == 1]
    assert (second.state, second.provider, second.degraded) == ("completed", "scripted", None)
    assert studio.bills == [1]
    assert first.cost_usd + second.cost_usd == pytest.approx(0.04)
    assert second.possibly_billed == ()
    assert studio.world.read_request(again).status == "completed"


def test_a_paid_answer_that_held_a_bad_file_is_not_bought_again_where_it_cannot_be_looked_up(tmp_path):
    class AtOnce(Ledger):
        """Answers with the file itself, and the file is no good."""

        can_find = False

        def make(self, work):
            self.billed[work.call_id] += 1
            raise ResultUnusable("file_wrong_type", "It was made, but its file cannot be used.", cost_usd=0.5)

    vendor = AtOnce("vendor")
    world = World(tmp_path, providers=[vendor, Ledger("other")])
    world.project(scenes=1)
    request = world.request("produce")
    world.settle(rounds=120)
    bought = [job for job in world.jobs() if job.call_id.endswith("-2") and job.kind in vendor.kinds]
    assert {job.kind for job in bought} == {"composition", "image", "audio", "video", "music"}
    assert set(vendor.billed.values()) == {1}
    assert not world.ledgers[1].billed
    assert all(job.degraded and job.cost_usd == 0.5 and job.possibly_billed == ("vendor",) for job in bought)
    assert world.read_request(request).status == "completed"
