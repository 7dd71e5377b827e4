"""Who waits for whom: between users, between the projects of one, and behind those who may not go on."""

from typing import Any

from functions.engine.engine import Limits
from functions.providers.provider import Made, ProviderRefused, Submitted, Work
from tests.load.conftest import FULL
from tests.load.hall import Hall, Vendor

VENDOR = {"composition": 5.0, "image": 20.0, "video": 90.0, "audio": 10.0, "music": 30.0}
"""Seconds that a vendor takes."""
BUSY = {"segment": 6.0, "transition": 2.0, "film": 20.0, "captions": 1.0}
"""Seconds that a function takes."""
CROWD = 600 if FULL else 300
"""Jobs that wait and may not go on."""
HANDED_ON = 300
"""Jobs of one user that were handed on to a provider without a place; more than the dispatcher's longest window."""
LIMITS = Limits(default_plan="enterprise", in_flight_per_provider={"vendor": 20})


class Refusing(Vendor):
    """Says no to everything."""

    def make(self, work: Work) -> Made | Submitted:
        raise ProviderRefused("refused", f"No {work.kind} here.")


def _hall(tmp_path: Any, limits: Limits = LIMITS) -> tuple[Hall, Vendor]:
    vendor = Vendor("vendor", seconds=VENDOR)
    return Hall(tmp_path, limits=limits, vendors=[vendor], busy=BUSY), vendor


def test_fifty_projects_of_one_user_hardly_delay_the_film_of_another(tmp_path, figure):
    alone, _ = _hall(tmp_path)
    alone.film(8.5, "bobs", user="bob", scenes=6)
    alone.run()
    hall, vendor = _hall(tmp_path)
    for number in range(50):
        hall.film(number * 17 / 50, f"anns{number}", user="ann", scenes=6 if FULL else 3)
    hall.film(8.5, "bobs", user="bob", scenes=6)
    hall.run()
    ratio = hall.took["bobs"] / alone.took["bobs"]
    figure(
        "50 projects of another user in 17 s: films that came out; mine, compared with alone",
        f"{len(hall.took)}; {ratio:.2f}x",
    )
    assert len(hall.took) == 51
    assert max(vendor.calls.values()) == 1
    assert vendor.most <= 20
    assert max(most for (_, _), most in hall.most.items()) <= 10
    assert ratio <= 1.5


def test_a_second_project_does_not_wait_for_a_first_of_a_hundred_scenes(tmp_path, figure):
    alone, _ = _hall(tmp_path)
    alone.film(30, "short", user="ann", scenes=4)
    alone.run()
    hall, _ = _hall(tmp_path)
    hall.film(0, "long", user="ann", scenes=100)
    hall.film(30, "short", user="ann", scenes=4)
    hall.run()
    ratio = hall.took["short"] / alone.took["short"]
    figure("my second project of 4 scenes beside my first of 100, compared with alone", f"{ratio:.2f}x")
    assert ratio <= 2.5


def test_users_get_the_same_however_many_projects_they_have(tmp_path, figure):
    tight = Limits(default_plan="enterprise", in_flight_per_provider={"vendor": 12})
    hall, _ = _hall(tmp_path, tight)
    for number in range(12):
        hall.film(0, f"anns{number}", user="ann", scenes=6)
    for user in ("bob", "cid", "dan"):
        hall.film(1, f"{user}s", user=user, scenes=6)
    hall.run()
    even, _ = _hall(tmp_path, tight)
    for user in ("ann", "bob", "cid", "dan"):
        even.film(1, f"{user}s", user=user, scenes=6)
    even.run()
    worst = max(hall.took[f"{user}s"] / even.took[f"{user}s"] for user in ("bob", "cid", "dan"))
    figure(
        "four users, one of them with 12 projects: the others' films, compared with one project each", f"{worst:.2f}x"
    )
    assert worst <= 1.25


def test_a_user_at_the_cap_hides_nobody_however_much_is_waiting(tmp_path, figure):
    limits = Limits(default_plan="enterprise", unclaimed_seconds=1e6)
    alone, _ = _hall(tmp_path, limits)
    alone.film(0, "cids", user="cid", scenes=3)
    alone.run()
    hall, _ = _hall(tmp_path, limits)
    hall.slow.add("ann")
    for number in range(CROWD // 100):
        hall.film(0, f"anns{number}", user="ann", scenes=100)
    for number in range(4):  # the clock of turns goes on, past what waits
        hall.film(1 + 400 * number, f"bobs{number}", user="bob", scenes=25)
    hall.film(1700, "cids", user="cid", scenes=3)
    hall.run(wanted="cids", until=8000)
    assert hall.most["light", "ann"] == 10
    assert "cids" in hall.took, "hidden behind those who may not go on"
    assert hall.took["cids"] <= 1.5 * alone.took["cids"]


def test_a_provider_at_its_limit_hides_nothing_that_others_make(tmp_path, figure):
    limits = Limits(default_plan="enterprise", in_flight_per_provider={"stuck": 2})
    stuck = Vendor("stuck", seconds={"image": 10_000.0}, kinds=frozenset({"image"}))
    others = Vendor("others", seconds={"composition": 1.0, "audio": 1.0, "music": 1.0})
    hall = Hall(tmp_path, limits=limits, vendors=[stuck, others], busy={})
    for number in range(CROWD // 100):
        hall.film(0, f"anns{number}", user="ann", scenes=100)
    hall.film(3000, "bobs", user="bob", scenes=3, kind="generate", target={"kind": "audio"})
    hall.film(3100, "anns", user="ann", scenes=3, kind="generate", target={"kind": "audio"})
    hall.run(wanted="anns", until=8000)
    waiting = [job for n in range(CROWD // 100) for job in hall.world.jobs(f"anns{n}") if job.kind == "image"]
    assert sum(job.state == "queued" and not job.needs for job in waiting) == CROWD - 2
    assert stuck.most == 2
    assert hall.took.keys() == {"bobs", "anns"}
    assert max(hall.took.values()) < 60


def test_work_that_waits_for_a_place_at_a_provider_hides_no_work_that_has_come_back(tmp_path):
    limits = Limits(default_plan="enterprise", in_flight_per_provider={"stuck": 1})
    refusing = Refusing("refusing", seconds={}, kinds=frozenset({"image"}))
    stuck = Vendor("stuck", seconds={"image": 10_000.0}, kinds=frozenset({"image"}))
    others = Vendor("others", seconds={"composition": 1.0, "audio": 10.0, "music": 1.0})
    hall = Hall(tmp_path, limits=limits, vendors=[refusing, stuck, others], busy={})
    for number in range(HANDED_ON // 100):
        hall.film(0, f"anns{number}", user="ann", scenes=100)
    hall.film(3000, "anns", user="ann", scenes=3, kind="generate", target={"kind": "audio"})
    hall.run(wanted="anns", until=6000)
    assert stuck.most == 1
    assert hall.took["anns"] < 60
