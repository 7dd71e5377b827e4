"""What a job costs in Firestore's terms: the same in a film of ten scenes and in one of a hundred."""

import time
from itertools import pairwise
from typing import Any

import pytest

from functions.engine.engine import Limits
from functions.providers.provider import Made, Work
from functions.stores.documents import Usage, usage
from schemas.job import Size
from tests.kit.world import World, text_file
from tests.load import stage as on
from tests.load.conftest import FULL
from tests.load.hall import Hall, Vendor
from tests.load.stage import Stage, on_stage

KINDS = 7
"""Jobs that each scene adds to a film."""
SIZES = (10, 40, 100) if FULL else (5, 15)


class AtOnce(Vendor):
    """Answers at once; its function is busy until then."""

    def make(self, work: Work) -> Made:
        return text_file(work.folder, work.kind, work.inputs)


def _counted(call: Any) -> dict[str, int]:
    counted = Usage()
    token = usage.set(counted)
    try:
        call()
    finally:
        usage.reset(token)
    return vars(counted)


def test_a_job_costs_the_same_however_many_scenes_there_are(tmp_path: Any, figure: Any) -> None:
    costs: dict[int, dict[str, float]] = {}
    for scenes in (10, 40, 100):
        world = World(tmp_path)
        world.project(scenes=scenes)
        request = world.request("produce")
        spent = _counted(world.settle)
        jobs = len(world.jobs())
        assert world.read_request(request).status == "completed"
        assert jobs == KINDS * scenes + 2
        costs[scenes] = {what: amount / jobs for what, amount in spent.items()}
    for what in ("commits", "reads", "queries"):
        figure(f"{what} a job, films of 10 / 40 / 100 scenes", " / ".join(f"{costs[n][what]:.1f}" for n in costs))
    assert costs[100]["commits"] <= 1.02 * costs[10]["commits"]
    assert costs[100]["queries"] <= 1.25 * costs[10]["queries"]
    assert costs[100]["reads"] <= 1.1 * costs[40]["reads"]
    assert costs[100]["reads"] <= 1.5 * costs[10]["reads"]  # windows on what waits fill up, and no more than that


def test_admitting_and_cancelling_a_hundred_scenes_takes_a_few_commits(tmp_path: Any, figure: Any) -> None:
    world = World(tmp_path)
    world.project(scenes=100)
    admitted = _counted(lambda: world.request("produce"))
    cancelled = _counted(lambda: world.request("cancel"))
    jobs = world.jobs()
    figure("a film of 100 scenes: commits to admit, to cancel", f"{admitted['commits']}, {cancelled['commits']}")
    assert {job.state for job in jobs} == {"cancelled"}
    assert admitted["commits"] <= 3
    assert cancelled["commits"] <= len(jobs) / 25
    assert cancelled["reads"] <= 4 * len(jobs)


def test_the_progress_that_functions_may_write_keeps_to_the_budget_of_their_project(tmp_path: Any, figure: Any) -> None:
    busy = {"composition": 3, "image": 8, "video": 60, "audio": 4, "captions": 1, "segment": 10, "transition": 3}
    limits = Limits(default_plan="enterprise", unclaimed_seconds=1e6)
    hall = Hall(tmp_path, limits=limits, vendors=[AtOnce("vendor", seconds={})], busy=busy)
    hall.film(0, "film", user="ann", scenes=100)
    hall.run()
    spans = [(end - begin, rate) for (begin, rate), (end, _) in pairwise(hall.progress)]
    mean = sum(seconds * rate for seconds, rate in spans) / sum(seconds for seconds, _ in spans)
    figure("progress writes handed out, 100 scenes: mean, most", f"{mean:.2f}/s, {max(r for _, r in spans):.2f}/s")
    assert 0.5 <= mean <= 1.5
    assert max(rate for _, rate in spans) <= 3.0


@pytest.mark.timeout(1200)
def test_it_is_so_on_the_emulator(endpoints: Any, tmp_path: Any, figure: Any) -> None:
    in_flight: dict[Size, int] = {"light": 8, "media": 8}
    limits = Limits(in_flight=in_flight, in_flight_per_user=in_flight, default_plan="enterprise")
    commits: dict[int, float] = {}
    with on_stage(endpoints, tmp_path, vendors=[on.Vendor()], limits=limits, threads=16) as stage:
        for scenes in SIZES:
            project_id = stage.project(scenes)
            stage.workers.spent.clear()
            began = time.monotonic()
            stage.ask(project_id, "produce")
            seconds, jobs = time.monotonic() - began, len(stage.jobs(project_id))
            each = {what: stage.workers.cost(what) / jobs for what in ("commits", "reads", "queries", "calls")}
            commits[scenes] = each["commits"]
            figure(
                f"on the emulator, {scenes} scenes, {jobs} jobs: commits, reads, queries, calls a job; jobs/s",
                ", ".join(f"{amount:.1f}" for amount in each.values()) + f"; {jobs / seconds:.1f}",
            )
        _cancel_at_once(stage, figure)
        assert stage.workers.failures == []
    assert max(commits.values()) <= 1.25 * min(commits.values())


def _cancel_at_once(stage: Stage, figure: Any) -> None:
    """Have a film begin, and cancel it."""
    project_id = stage.project(SIZES[-1])
    stage.workers.wait_for("requested", 1)
    stage.workers.spent.clear()
    produced = stage.send(project_id, "produce")
    stage.workers.wait_for("requested", 1)
    stage.workers.spent.clear()
    began = time.monotonic()
    stage.ask(project_id, "cancel")
    seconds = time.monotonic() - began
    stage.workers.wait_for("requested", 1)
    commits = stage.workers.spent["requested", "commits"]
    jobs = stage.jobs(project_id)
    figure(f"on the emulator, cancel of {len(jobs)} jobs while some run: commits; seconds", f"{commits}; {seconds:.1f}")
    assert stage.wait(produced).status == "cancelled"
    assert {job.state for job in jobs} <= {"cancelled", "completed"}
    assert commits <= 0.8 * len(jobs)  # 16 at work end one by one, and so do those that take their places meanwhile
