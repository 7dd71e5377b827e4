"""Workers of the real servers are killed in the middle of steps: all the same everything ends, whole and paid once.

`CHAOS_KILLS` is how many (6 by default): in calls to a vendor, in media work, and anywhere.
"""

import os
import random
import time

import pytest

from cli.suite import Suite
from tests.chaos.conftest import empty
from tests.chaos.deployment import Deployment, deploy
from tests.chaos.faults import Faults
from tests.chaos.tally import tally
from tests.kit import invariants

pytestmark = pytest.mark.timeout(2400)

_KILLS = int(os.environ.get("CHAOS_KILLS", "6"))
_SEED = int(os.environ.get("CHAOS_SEED", "1"))
_PATIENCE_SECONDS = 1200.0
_OPEN = 3
"""How many requests are kept open, so that there is always work to be killed in."""


@pytest.fixture
def deployment(tmp_path, monkeypatch):
    from google.cloud import firestore

    with Suite(only=["firestore", "storage"], port_block="free") as suite:
        for name, value in suite.endpoints.environment().items():
            monkeypatch.setenv(name, value)
        client = firestore.Client(project="demo-reelwright")
        empty(suite.endpoints["firestore"])
        with deploy(suite.endpoints, client, tmp_path, Faults(_SEED, errors=0, crashes=0)) as deployed:
            yield deployed
        client.close()


def test_killed_workers_lose_nothing_and_pay_once(deployment: Deployment) -> None:
    random.seed(_SEED)
    films = _begin(deployment)
    _kill(deployment, films)
    deployment.rest()
    _check(deployment, films)
    left = deployment.left_behind()
    _clean_up_at_the_next_turn(deployment)
    _report(deployment, left)
    assert sum(deployment.killed.values()) >= _KILLS


def _begin(deployment: Deployment) -> list[str]:
    """Real films of two short scenes, one for every twenty kills, and a project that only a vendor works for."""
    films = [f"film{number}" for number in range(1 + _KILLS // 20)]
    for number, project_id in enumerate(films):
        deployment.project(project_id, scenes=2, narrated=number == 0)
        deployment.request(project_id, "produce")
    deployment.project("album", scenes=3)
    deployment.request("album", "generate", target={"kind": "image"})
    return films


def _kill(deployment: Deployment, films: list[str]) -> None:
    until = time.monotonic() + _PATIENCE_SECONDS
    kinds = [deployment.strike_in_a_call, deployment.strike_in_media_work, deployment.strike_anywhere]
    dead, turn = 0, 0
    while dead < _KILLS:
        assert time.monotonic() < until, f"only {dead} kills: {deployment.killed}"
        if len(deployment.open_requests()) < _OPEN:
            scene = f"s{random.randint(1, 3)}"
            deployment.request("album", "retake", target={"scene_id": scene, "kind": "image"}, lost=turn % 5 == 4)
        films_left = any(path.split("/")[1] in films for path in deployment.open_requests())
        strikes = kinds if films_left else [kinds[0], kinds[2]]
        dead += strikes[turn % len(strikes)]()
        turn += 1
        time.sleep(random.uniform(0.5, 3.0))


def _check(deployment: Deployment, films: list[str]) -> None:
    documents = deployment.documents
    assert deployment.mistakes() == []
    jobs = [job for project_id in deployment.projects() for job in invariants.jobs_of(documents, project_id)]
    assert invariants.charged_twice(jobs, [deployment.vendor]) == []
    assert invariants.occupied(documents, deployment.projects()) == []
    answers = [data for _, data in _answers(deployment)]
    assert [data for data in answers if data["status"] != "completed"] == []
    for project_id in deployment.projects():
        assert invariants.lost_jobs(documents, project_id) == []
        assert invariants.wrong_views(documents, project_id) == []
    for project_id in films:
        assert invariants.film_faults(deployment.engine(), project_id) == []
    assert deployment.half_objects() == []


def _answers(deployment: Deployment) -> list[tuple[str, dict[str, object]]]:
    found = []
    for project_id in deployment.projects():
        found += [(each.path, each.data) for each in deployment.documents.query(f"projects/{project_id}/requests")]
    return found


def _clean_up_at_the_next_turn(deployment: Deployment) -> None:
    """What killed workers left is removed by whichever turn comes next, once it is too old to be in use."""
    for path in deployment.turn_folders():
        os.utime(path, (0, 0))
    deployment.request("album", "retake", target={"scene_id": "s1", "kind": "image"})
    deployment.rest()
    assert deployment.left_behind() == []


def _report(deployment: Deployment, left: list[str]) -> None:
    jobs = [j for p in deployment.projects() for j in invariants.jobs_of(deployment.documents, p)]
    tally(
        "killed workers",
        {
            "workers killed": deployment.killed.total(),
            **{f"workers killed {why}": count for why, count in sorted(deployment.killed.items())},
            **dict(sorted(deployment.cloud.counts.items())),
            "requests": len(deployment.asked),
            "jobs": len(jobs),
            "claims": sum(job.fence for job in jobs),
            "charges": deployment.vendor.billed.total(),
            "charged twice": sum(times > 1 for times in deployment.vendor.billed.values()),
            "folders left in scratch until the next turn": len(left),
            "objects in Storage": len(deployment.files.list("projects/")),
            "half objects in Storage": len(deployment.half_objects()),
        },
    )
