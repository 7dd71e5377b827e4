"""The engine in the corners that a review found: crashes, vendors that never end, races, what is gone meanwhile."""

import dataclasses
from datetime import timedelta

import pytest

from functions.engine import acceptance, after, life, planning, view
from functions.engine.admission import admit
from functions.engine.advance import advance
from functions.engine.engine import Limits, Slot
from functions.engine.sweep import sweep
from functions.providers.provider import ProviderUnclear, Submitted
from functions.steps.step import StepFailed
from functions.stores.documents import Create, Delete, Unavailable, Update
from schemas.job import Advance
from tests.kit.world import Ledger, World


class Died(BaseException):
    """The process is gone."""


@pytest.fixture
def world(tmp_path):
    return World(tmp_path)


def _write(world, **fields):
    world.documents.commit([Update("projects/p", {tuple(k.split("__")): v for k, v in fields.items()})])


def _job(world, kind, scene_id="s1"):
    return next(job for job in world.jobs() if job.kind == kind and job.scene_id in {scene_id, None})


def _deliver(world, job):
    advance(world.engine, Advance(project_id="p", job_id=job.job_id))


def _with_step(world, kind, **fields):
    world.engine.steps[kind] = dataclasses.replace(world.engine.steps[kind], **fields)


def _pass_sweeps(world, count, seconds=61):
    for _ in range(count):
        world.time += timedelta(seconds=seconds)
        sweep(world.engine)
        world.drain()
        world.wake_all()


class TestMoney:
    def test_the_intent_is_written_down_before_the_call(self, world):
        phases = []
        make = world.ledger.make

        def watched(work):
            phases.append(next((j.phase, j.provider) for j in world.jobs() if work.call_id.startswith(j.job_id)))
            return make(work)

        world.ledger.make = watched
        world.project(scenes=1)
        world.request("produce")
        world.drain(3)
        assert set(phases) == {("submit", "ledger")}

    def test_nothing_is_bought_when_the_intent_cannot_be_written(self, world, monkeypatch):
        world.project(scenes=1)
        world.request("produce")

        def down(*_arguments, **_options):
            raise Unavailable("down")

        with monkeypatch.context() as patch:
            patch.setattr(life, "submit", down)
            world.drain()
        assert world.ledger.billed == {}
        world.settle()
        assert set(world.ledger.billed.values()) == {1}

    def test_what_was_bought_and_stored_before_a_crash_is_not_bought_again(self, world, monkeypatch):
        world.ledger.can_find = False
        world.project(scenes=1)
        request = world.request("produce")
        finish = life.finish

        def dies(*_arguments, **_options):
            raise Died

        monkeypatch.setattr(life, "finish", dies)
        while world.queues.messages:
            message = Advance(**world.queues.messages.pop(0)[1])
            with pytest.raises(Died):
                advance(world.engine, message)
        monkeypatch.setattr(life, "finish", finish)
        _pass_sweeps(world, 20)
        assert world.read_request(request).status == "completed"
        assert set(world.ledger.billed.values()) == {1}
        assert all(not job.degraded and not job.possibly_billed for job in world.jobs())

    def test_a_lookup_that_fails_is_no_leave_to_buy_again(self, tmp_path):
        class Forgetful(Ledger):
            def make(self, work):
                super().make(work)
                self.tickets[work.call_id] = work
                raise ProviderUnclear("no_answer", "No answer came.")

            def find(self, work):
                self.asked = getattr(self, "asked", 0) + 1
                if self.asked < 6:
                    raise ConnectionError("down")
                return super().find(work)

        world = World(tmp_path, providers=[Forgetful()])
        world.project(scenes=1)
        world.request("produce")
        _pass_sweeps(world, 40)
        assert {job.state for job in world.jobs()} == {"completed"}
        assert set(world.ledger.billed.values()) == {1}

    def test_a_provider_that_never_ends_is_given_up_once_and_recorded(self, tmp_path):
        class Endless(Ledger):
            def make(self, work):
                self.billed[work.call_id] += 1
                return Submitted(work.call_id, 30.0)

            def check(self, work, ticket):
                return Submitted(ticket, 30.0)

        world = World(tmp_path, providers=[Endless()], limits=Limits(age_seconds=300, default_plan="enterprise"))
        world.project(scenes=1)
        request = world.request("produce")
        _pass_sweeps(world, 60)
        assert world.read_request(request).status == "completed"
        bought = [job for job in world.jobs() if job.kind in world.ledger.kinds and job.state == "completed"]
        assert {job.possibly_billed for job in bought} == {("ledger",)}
        assert all(job.degraded for job in bought)
        assert set(world.ledger.billed.values()) == {1}

    def test_who_has_the_work_is_asked_for_it_whatever_the_chain_says_now(self, tmp_path):
        first, second = Ledger("first"), Ledger("second")
        first.slow = second.slow = True
        world = World(tmp_path, providers=[first, second])
        world.project(scenes=1)
        request = world.request("produce")
        world.drain()
        world.engine = dataclasses.replace(world.engine, chains={"*": ("second",)})
        waiting = set(first.billed)
        world.settle()
        assert world.read_request(request).status == "completed"
        asked = {f"{job.job_id}-0": job.provider for job in world.jobs()}
        assert {asked[call] for call in waiting} == {"first"}
        assert not waiting & set(second.billed)

    def test_work_at_a_provider_that_is_gone_is_recorded_and_stood_in_for(self, tmp_path):
        first, second = Ledger("first"), Ledger("second")
        first.slow = True
        world = World(tmp_path, providers=[first, second])
        world.project(scenes=1)
        request = world.request("produce")
        world.drain()
        waiting = {call.split("-")[0] for call in first.billed}
        world.engine = dataclasses.replace(world.engine, chains={"*": ("second",)}, providers={"second": second})
        world.settle()
        assert world.read_request(request).status == "completed"
        lost = [job for job in world.jobs() if job.job_id in waiting]
        assert lost and all(job.possibly_billed == ("first",) and job.degraded for job in lost)

    def test_an_order_that_comes_back_after_the_cancellation_is_called_off(self, world):
        world.ledger.slow = True
        make, called_off = world.ledger.make, list[str]()
        world.ledger.cancel = called_off.append

        def cancelled_meanwhile(work):
            answer = make(work)
            if not called_off and work.kind == "composition":
                world.request("cancel")
            return answer

        world.ledger.make = cancelled_meanwhile
        world.project(scenes=1)
        world.request("produce")
        world.drain()
        assert len(called_off) >= 1
        assert _job(world, "composition").state == "cancelled"


class TestTime:
    def test_a_step_that_kills_its_function_ends_in_a_failure_that_can_be_seen(self, world):
        def dies(_context):
            raise Died

        _with_step(world, "captions", run=dies)
        world.project(scenes=1)
        request = world.request("produce")
        for _ in range(60):
            world.time += timedelta(seconds=61)
            sweep(world.engine)
            while world.queues.messages:
                try:
                    advance(world.engine, Advance(**world.queues.messages.pop(0)[1]))
                except Died:
                    continue
        job = _job(world, "captions")
        assert (job.state, job.error_code) == ("failed", "crashed")
        assert world.read_request(request).status == "failed"
        assert {job.state for job in world.jobs()} <= {"completed", "failed", "cancelled"}

    def test_the_heart_of_a_step_that_hangs_stops_and_its_lease_runs_out(self, tmp_path):
        import threading

        from functions.engine.heart import Heart

        world = World(tmp_path, limits=Limits(turn_seconds={"light": 0.0, "media": 0.0}, default_plan="enterprise"))
        world.project(scenes=1)
        world.request("produce")
        heart = Heart(world.engine, world.jobs()[0], 0.2)
        heart.report(0.5)
        beating = threading.Thread(target=heart._beat, args=(threading.Event(),), daemon=True)
        beating.start()
        beating.join(timeout=10)
        assert not beating.is_alive()
        assert all(job.progress == 0 for job in world.jobs())

    @pytest.mark.parametrize("state", ["queued", "processing"])
    def test_a_job_that_cannot_be_read_holds_up_nobody(self, world, state):
        world.project(scenes=1)
        request = world.request("produce", admitted=False)
        old, name = world.time - timedelta(hours=1), "j" + "f" * 31
        broken = {"state": state, "size": "media", "needs": [], "turn": 0, "next_at": old, "view_pending": True}
        world.documents.commit([Create(f"projects/q/jobs/{name}", broken)])
        world.time += timedelta(seconds=21)
        sweep(world.engine)
        world.drain()
        assert world.read_request(request).status == "completed"
        complaints = {f["path"] for e, f in world.events if e in {"sweep_failed", "job_reading_failed"}}
        assert complaints == {f"projects/q/jobs/{name}"}
        advance(world.engine, Advance(project_id="q", job_id=name))
        assert [path for path in world.documents._documents if path.startswith("dead_letters/")]

    def test_a_request_that_can_never_be_admitted_is_rejected_in_the_end(self, world, monkeypatch):
        def broken(*_arguments, **_options):
            raise KeyError("x")

        monkeypatch.setattr(acceptance, "next_turns", broken)
        world.project(scenes=1)
        request = world.request("produce", admitted=False)
        _pass_sweeps(world, 2)
        assert world.read_request(request).status == "pending"
        _pass_sweeps(world, 40)
        assert (world.read_request(request).status, world.read_request(request).code) == ("rejected", "internal")


class TestRaces:
    def test_an_end_that_was_not_followed_up_is_followed_up_by_the_next_delivery(self, world, monkeypatch):
        world.project(scenes=1)
        request = world.request("produce")
        settle = planning.settle

        def dies(*_arguments):
            raise Died

        with monkeypatch.context() as patch:
            patch.setattr(planning, "settle", dies)
            with pytest.raises(Died):
                while world.queues.messages:
                    _, message = world.queues.messages[0]
                    advance(world.engine, Advance(**message))
                    del world.queues.messages[0]
        assert settle is planning.settle
        world.drain()
        assert world.read_request(request).status == "completed"

    def test_a_failure_that_its_dependents_never_heard_of_reaches_them(self, world, monkeypatch):
        def fails(_context):
            raise StepFailed("no_words", "No words.")

        _with_step(world, "captions", run=fails)
        world.project(scenes=1)
        request = world.request("produce")
        with monkeypatch.context() as patch:
            patch.setattr(after, "ended", lambda *_arguments: ())
            world.drain()
        assert _job(world, "captions").state == "failed"
        assert _job(world, "segment").state == "queued"
        _pass_sweeps(world, 3)
        assert {j.state for j in world.jobs() if j.kind in {"segment", "film"}} == {"cancelled"}
        assert (world.read_request(request).status, world.read_request(request).code) == ("failed", "no_words")

    def test_two_retakes_at_once_are_two_takes(self, world, monkeypatch):
        world.project(scenes=1)
        world.request("produce")
        world.settle()
        first = world.request("retake", target={"scene_id": "s1", "kind": "image"}, admitted=False)
        second = world.request("retake", target={"scene_id": "s1", "kind": "image"}, admitted=False)
        accept, nested = acceptance._Acceptance.commit, list[bool]()

        def overtaken(self, transaction):
            if not nested:
                nested.append(True)
                admit(world.engine, "p", second)
            return accept(self, transaction)

        monkeypatch.setattr(acceptance._Acceptance, "commit", overtaken)
        admit(world.engine, "p", first)
        world.settle()
        assert world.made()["image"] == 3
        assert world.read().scenes["s1"].takes_made == {"image": 2}
        assert Slot(**world.documents.get("projects/p/slots/scene:s1")).takes == {"image": 2}

    def test_a_film_of_an_older_request_does_not_take_the_view_from_a_newer_one(self, world):
        world.project(scenes=2)
        world.request("produce")
        world.drain(2)
        _write(world, scenes__s1__description="Newer.")
        newer = world.request("produce")
        world.settle()
        assert world.read_request(newer).status == "completed"
        shown = world.read().scenes["s1"].assets.image_path
        newest = max((j for j in world.jobs() if j.kind == "image" and j.scene_id == "s1"), key=lambda j: j.sequence)
        assert shown == newest.files[-1].path

    def test_a_request_for_one_kind_does_not_hide_the_others_of_the_scene(self, world):
        world.project(scenes=1)
        world.request("produce")
        world.request("generate", target={"scene_id": "s1", "kind": "composition"})
        world.settle()
        assets = world.read().scenes["s1"].assets
        assert assets.audio_path and assets.video_path and assets.captions_path and assets.segment_path

    def test_counts_do_not_grow_when_a_request_is_planned_again(self, world):
        world.ledger.refuse = lambda work: work.kind == "image"
        world.project(scenes=2)
        request = world.request("produce")
        world.settle()
        outcome = world.read_request(request).outcome
        assert outcome and outcome.reused == 0
        assert outcome.jobs == len(world.jobs())


class TestContent:
    def test_deleting_a_scene_ends_the_request_that_was_making_it(self, world):
        world.project(scenes=2)
        request = world.request("produce")
        world.drain(3)
        world.request("delete_scene", target={"scene_id": "s2"})
        assert world.read_request(request).status == "cancelled"
        world.settle()
        assert {job.state for job in world.jobs()} == {"completed", "cancelled"}

    def test_a_storyboard_request_writes_the_scenes(self, world):
        world.project(scenes=0)
        request = world.request("storyboard")
        world.settle()
        assert world.read_request(request).status == "completed"
        assert [scene.id for scene in world.read().film_scenes()] == ["s1", "s2", "s3", "s4"]
        again = world.read_request(world.request("storyboard"))
        assert (again.status, again.code) == ("rejected", "scenes_exist")

    def test_scenes_after_deleted_ones_get_ids_of_their_own(self, world):
        world.project(scenes=2)
        for scene_id in ("s1", "s2"):
            world.request("delete_scene", target={"scene_id": scene_id})
        request = world.request("produce")
        world.settle()
        project = world.read()
        assert world.read_request(request).status == "completed"
        assert [scene.id for scene in project.film_scenes()] == ["s3", "s4", "s5", "s6"]
        assert project.scenes["s1"].deleted and project.scenes["s2"].deleted

    def test_scenes_that_came_meanwhile_are_not_mixed_with_the_storyboards(self, world):
        world.project(scenes=0)
        request = world.request("produce")
        world.request("set_scenes", options={"scenes": [{"title": "Mine"}]})
        world.settle()
        answer = world.read_request(request)
        assert (answer.status, answer.code) == ("failed", "scenes_exist")
        assert [scene.title for scene in world.read().film_scenes()] == ["Mine"]

    def test_a_mood_that_was_chosen_meanwhile_is_used(self, world):
        world.project(scenes=1, mood=False)
        world.request("produce")
        mine = {"id": "mine", "name": "Mine", "color_palette": ["#000000", "#ffffff"], "mood_keywords": ["noir"]}
        _write(world, storyboard__selected_mood=mine)
        world.settle()
        assert world.read().film.video_path
        assert {job.inputs["mood"]["id"] for job in world.jobs() if job.kind == "composition"} == {"mine"}

    def test_too_many_scenes_are_rejected_however_they_came(self, world):
        world.project(scenes=101)
        answer = world.read_request(world.request("produce"))
        assert (answer.status, answer.code) == ("rejected", "too_many_scenes")

    def test_a_project_without_room_is_an_answer(self, world):
        world.project(scenes=2)
        _write(world, description="x" * 2000, storyboard__title="t")
        room = 1_048_576 - world.documents._sizes["projects/p"]
        composition = {
            "description": "x" * (room - 200),
            "styling": "",
            "animation": "",
            "generated_at": world.time,
        }
        world.documents.commit([Update("projects/p", {("scenes", "s1", "composition"): composition})])
        answer = world.read_request(world.request("produce"))
        assert (answer.status, answer.code) == ("rejected", "project_too_large")
        assert world.jobs() == []

    def test_generating_a_transition_is_an_answer(self, world):
        world.project(scenes=2)
        answer = world.read_request(world.request("generate", target={"kind": "transition"}))
        assert (answer.status, answer.code) == ("rejected", "invalid_target")

    def test_the_quota_counts_a_request_once_though_its_first_stage_was_there(self, world):
        world.project(scenes=1, mood=False)
        world.request("moods")
        world.settle()
        assert world.documents.get("usage/ann")["requests"] == 1
        world.request("produce")
        world.settle()
        assert world.documents.get("usage/ann")["requests"] == 2

    @pytest.mark.parametrize("steps", [0, 3, 7])
    def test_a_project_that_is_gone_leaves_nothing_at_work(self, world, steps):
        world.project(scenes=2)
        request = world.request("produce")
        world.drain(steps)
        world.documents.commit([Delete("projects/p")])
        _pass_sweeps(world, 12)
        assert {job.state for job in world.jobs()} <= {"completed", "cancelled", "failed"}
        assert not any(job.view_pending for job in world.jobs())
        assert world.read_request(request).status in {"failed", "cancelled", "completed"}

    def test_unpublishing_while_it_is_published_leaves_no_share(self, world):
        world.project(scenes=1)
        world.request("produce")
        world.settle()
        publish = world.request("publish")
        world.request("unpublish")
        world.settle()
        assert world.read_request(publish).status == "cancelled"
        assert not [path for path in world.documents._documents if path.startswith("shares/")]
        assert world.read().publication.share_id is None

    def test_a_view_that_found_no_room_is_shown_in_full_later(self, world, monkeypatch):
        world.project(scenes=1)
        world.request("produce")
        whole = view.finished_view
        shown: list[str] = []

        def too_much(job, slot, steps):
            fields = whole(job, slot, steps)
            if job.kind == "composition" and not shown:
                return {**fields, ("description",): "x" * 1_100_000}
            return fields

        with monkeypatch.context() as patch:
            patch.setattr(view, "finished_view", too_much)
            world.drain()
        assert world.read().scenes["s1"].assets.composition_path is None
        world.settle()
        assert world.read().scenes["s1"].assets.composition_path
        assert not any(job.view_pending for job in world.jobs())


def test_a_scene_of_several_jobs_costs_no_more_commits_than_it_has_to(world):
    from functions.stores.documents import Usage, usage

    def spent(scenes, project_id):
        world.project(project_id, scenes=scenes)
        counted = Usage()
        token = usage.set(counted)
        world.request("produce", project_id)
        world.settle()
        usage.reset(token)
        return counted, len(world.jobs(project_id))

    few, jobs_few = spent(3, "few")
    many, jobs_many = spent(12, "many")
    assert many.commits / jobs_many < 1.1 * few.commits / jobs_few, "the cost of a job does not grow with the film"
    assert few.commits <= 5 * jobs_few
