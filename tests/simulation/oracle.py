"""What must hold when a town has come to rest, whatever has happened in it."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from functions.engine import life
from functions.engine.dispatch import FLIGHTS_PATH
from functions.engine.engine import Slot
from functions.engine.sweep import sweep
from functions.plan import plan
from functions.reconcile import timeless
from functions.stores.documents import value_at
from functions.stores.files import TOKEN_KEY
from schemas.content import FilmContent
from schemas.job import Job
from schemas.project import Project
from tests.kit.world import World
from tests.simulation.chaos import Chaos
from tests.simulation.vendors import Mood, Vendor

_KNOWN_ERRORS = frozenset({
    "Unavailable", "Contention", "FileStoreError", "ConnectionError", "NoSuchFile", "FileExists", "MediaError",
    "ProviderBusy", "ProviderRefused", "ProviderUnclear", "PossiblyPaid", "NotLookedUp", "Resting",
    "Spent", "StepFailed",
})  # fmt: skip
"""What may go wrong in a step without being a mistake of ours."""
_ENDED = frozenset({"rejected", "completed", "failed", "cancelled"})
_MISTAKES = frozenset({"project_invalid", "unknown_job", "job_reading_failed", "dead_letter"})
"""What the engine says only when it does not understand its own documents."""


class Stage(Protocol):
    """Where things have happened."""

    chaos: Chaos
    world: World
    vendors: list[Vendor]

    @property
    def owners(self) -> dict[str, str]:
        """Project id to user, of the projects that are there."""

    def deliver_all(self) -> None:
        """Deliver what is due."""


def restless(world: World) -> list[str]:
    """Jobs and requests that have not ended, or are not shown as they are; and what still holds a place."""
    flights = world.documents._documents.get(FLIGHTS_PATH, {})
    answer = [f"{job_id} is in flight" for job_id in flights.get("in_flight", {})]
    for path, data in world.documents._documents.items():
        parts = path.split("/")
        if len(parts) != 4:
            continue
        if parts[2] == "jobs" and (data["state"] not in life.TERMINAL or data["view_pending"]):
            answer.append(f"{path}: {data['kind']} {data['state']}")
        if parts[2] == "requests" and data["status"] not in _ENDED:
            answer.append(f"{path}: {data['kind']} {data['status']}")
    return answer


def check(town: Stage) -> None:
    """Check everything that must hold at rest."""
    assert town.chaos.broken == [], town.chaos.broken[:5]
    assert restless(town.world) == []
    documents = town.world.documents._documents
    jobs = {job.job_id: job for job in town.world.every_job()}
    _check_errors(town)
    for vendor in town.vendors:
        _check_money(vendor, jobs)
    _check_places(documents)
    _check_files(town, jobs.values())
    for project_id in town.owners:
        project = town.world.read(project_id)
        _check_scenes(project, documents, jobs)
        _check_paths(town, project_id)
        _check_share(town, project_id)


def finish(town: Stage, rounds: int = 1000) -> None:
    """Ask for every film once more: each comes out whole, without placeholders, and the view says what is there."""
    town.chaos.stop()
    for vendor in town.vendors:
        vendor.mood = Mood()
    wanted = {}
    for project_id in town.owners:
        wanted[project_id] = town.world.request("produce", project_id, user=town.owners[project_id])
    for _ in range(rounds):
        town.deliver_all()
        if not restless(town.world):
            break
        tasks = [at for at, _ in town.world.queues.tasks.values()]
        if tasks:
            town.world.time = max(town.world.time, *tasks)
        else:
            town.world.time += timedelta(seconds=31)
            sweep(town.world.engine)
    for project_id, request_id in wanted.items():
        answer = town.world.read_request(request_id, project_id)
        assert answer.status == "completed", (project_id, answer)
        _check_film(town, project_id)


def _check_errors(town: Stage) -> None:
    for event, fields in town.world.events:
        if event in {"step_failed", "sweep_failed"}:
            assert str(fields["error"]).split(":")[0] in _KNOWN_ERRORS, fields
        assert event not in _MISTAKES, (event, fields)


@dataclass
class Charge:
    """A call that a vendor bills, and what became of it."""

    vendor: str
    call_id: str
    job: Job
    became: str
    """`used`, `possibly billed` (that is on record), `spoilt` (a bad file), `cancelled`; or else `unexplained`."""


def charges(vendor: Vendor, jobs: dict[str, Job]) -> Iterator[Charge]:
    """Every call that a vendor bills, with what became of it; `unexplained` must not happen."""
    for call_id in vendor.billed:
        name, _, index = call_id.rpartition("-")
        job = jobs[name]
        if call_id in vendor.spoilt:
            became = "spoilt"
        elif vendor.id in job.possibly_billed:
            became = "possibly billed"
        elif job.state == "completed" and job.provider == vendor.id and int(index) == job.provider_index:
            became = "used"
        elif job.state == "cancelled":
            became = "cancelled"
        else:
            became = "unexplained"
        yield Charge(vendor.id, call_id, job, became)


def _check_money(vendor: Vendor, jobs: dict[str, Job]) -> None:
    """No call is billed twice; no work is bought twice but where the first was lost, and that is on record."""
    for call_id, times in vendor.billed.items():
        assert times == 1, f"{vendor.id} was asked {times} times for {call_id}"
    used: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for charge in charges(vendor, jobs):
        assert charge.became != "unexplained", charge
        if charge.became == "used":
            used[charge.job.project_id, charge.job.slot, charge.job.input_hash].append(charge.call_id)
    for address, calls in used.items():
        assert len(calls) == 1, f"{vendor.id} made the same thing more than once: {address} {calls}"


def _check_places(documents: dict[str, Any]) -> None:
    """Nothing is held by what has ended."""
    assert documents.get(FLIGHTS_PATH, {}).get("at_providers", {}) == {}
    for path, data in documents.items():
        if path.split("/")[2:3] == ["slots"]:
            assert data.get("current") is None, path


def _check_files(town: Stage, jobs: Any) -> None:
    """What jobs say of their files is what is in Storage."""
    for job in jobs:
        assert bool(job.files) == (job.state == "completed"), job
        for file in job.files:
            stored = town.world.files._objects[file.path][1]
            assert (stored.metadata["sha256"], stored.size) == (file.sha256, file.size), f"{job.job_id}: {file.path}"


def _check_scenes(project: Project, documents: dict[str, Any], jobs: dict[str, Job]) -> None:
    """Each scene shows the job that its slot says."""
    for scene in project.scenes.values():
        slot = Slot.model_validate(documents.get(f"projects/{project.id}/slots/scene:{scene.id}", {}))
        assert slot.deleted <= scene.deleted, f"{scene.id} of {project.id} is back"
        if slot.shown is None or slot.deleted:
            continue
        job, shown = jobs[slot.shown], scene.active_job
        assert shown is not None, scene.id
        seen = (shown.job_id, shown.type, shown.status, shown.progress, shown.error_message)
        assert seen == (job.job_id, job.kind, job.state, job.progress, job.error_message)
        assert job.state in life.TERMINAL


def _check_paths(town: Stage, project_id: str) -> None:
    """Every path that a project names is a file of that project."""
    for where, path in _paths(town.world.documents._documents[f"projects/{project_id}"]):
        assert path.startswith(f"projects/{project_id}/"), (where, path)
        assert path in town.world.files._objects, f"{where} of {project_id} names {path}, which is not there"


def _paths(value: Any, where: str = "") -> Iterator[tuple[str, str]]:
    for name, each in value.items() if isinstance(value, dict) else ():
        if isinstance(each, str) and name.endswith("_path"):
            yield f"{where}{name}", each
        yield from _paths(each, f"{where}{name}.")


def _check_share(town: Stage, project_id: str) -> None:
    """A share page is there only while the project knows of it, and its files have their tokens."""
    documents = town.world.documents._documents
    known = documents.get(f"projects/{project_id}/slots/share", {}).get("share_id")
    for path, share in documents.items():
        if path.startswith("shares/") and share["video_path"].startswith(f"projects/{project_id}/"):
            assert share["share_id"] == known, f"{path} is public, and {project_id} does not know of it"
            for file, token in share["tokens"].items():
                assert town.world.files._objects[file][1].metadata.get(TOKEN_KEY) == token, file


def _check_film(town: Stage, project_id: str) -> None:
    """Every file that the film is made of is there, no placeholder among them, and shown."""
    world = town.world
    project, document = world.read(project_id), world.documents._documents[f"projects/{project_id}"]
    existing = {info.path: info for info in world.files.list(f"projects/{project_id}/")}
    for node in plan(FilmContent.of(project), world.engine.steps, existing, heal=False).values():
        assert node.asset is not None, f"{node.name} is missing"
        assert node.asset.degraded is None, f"{node.name} is a placeholder"
        for path, value in world.engine.steps[node.kind].view(node.asset).items():
            if path[-1] != "generated_at":  # of whatever part was made last
                assert timeless(value_at(document, path)) == timeless(value), f"{node.name}: {path}"
    assert project.status == "ready"
    assert project.stats is not None
    assert project.stats.completed_scenes == len(project.film_scenes())


def account(town: Stage) -> Counter[str]:
    """How the money went."""
    jobs = {job.job_id: job for job in town.world.every_job()}
    return Counter(f"charges: {c.became}" for vendor in town.vendors for c in charges(vendor, jobs))
