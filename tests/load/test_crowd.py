"""Many projects of one user and one of another at once, on the emulator; test_fairness.py says who must get what."""

import time
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest

from functions.engine.engine import Limits
from functions.stores.firestore import FirestoreDocuments
from tests.kit.world import World
from tests.load.conftest import FULL
from tests.load.stage import Stage, Vendor, lay, on_stage

PROJECTS = 50 if FULL else 8
GAP_SECONDS = 17 / 50
SCENES = 2
CAP = 6


@pytest.mark.timeout(1800)
def test_another_users_film_comes_out_in_the_midst_of_a_crowd(endpoints: Any, tmp_path: Any, figure: Any) -> None:
    limits = Limits(
        in_flight={"light": 12, "media": 12},
        in_flight_per_user={"light": CAP, "media": CAP},
        in_flight_per_provider={"vendor": 12},
        default_plan="enterprise",
    )
    vendor = Vendor()
    with on_stage(endpoints, tmp_path, vendors=[vendor], limits=limits, threads=2 * 12) as stage:
        world = World(tmp_path)
        alone = _film(stage, world, "alone", user="bob")
        names = [f"anns{number}" for number in range(PROJECTS)]
        films: dict[str, Future[float]] = {}
        with ThreadPoolExecutor(PROJECTS + 1) as people:
            for name in [*names[: PROJECTS // 2], "bobs", *names[PROJECTS // 2 :]]:
                films[name] = people.submit(_film, stage, world, name, user=name[:3])
                time.sleep(GAP_SECONDS)
            mine = films["bobs"].result()
            before_mine = sum(films[name].done() for name in names)
        others = [films[name].result() for name in names]
        figure(
            f"on the emulator, {PROJECTS} projects of another user in {PROJECTS * GAP_SECONDS:.0f} s: my film, theirs",
            f"{mine:.0f} s (alone {alone:.0f} s), {sum(others) / PROJECTS:.0f} s; {before_mine} of theirs came first",
        )
        assert [stage.read(name).status for name in names] == ["ready"] * PROJECTS
        assert stage.workers.failures == []
    assert vendor.most <= 12
    assert max(vendor.billed.values()) == 1
    assert before_mine <= 0.8 * PROJECTS


def _film(stage: Stage, world: World, name: str, *, user: str) -> float:
    """Have a film made; gives how many seconds it took."""
    lay(FirestoreDocuments(stage.server), world, name, user=user, scenes=SCENES)
    began = time.monotonic()
    stage.workers.requested(name, "r1")
    assert stage.wait(stage.server.document(f"projects/{name}/requests/r1")).status == "completed"
    return time.monotonic() - began
