"""The one way in which a job changes: nothing is written where nothing has changed."""

from functions.engine.commit import change_job
from functions.stores.documents import Update
from tests.kit.world import World


def test_a_change_that_changes_nothing_writes_no_job(tmp_path, monkeypatch):
    """Firestore refuses an update without fields."""
    world = World(tmp_path)
    world.project(scenes=1)
    world.request("produce")
    job = next(job for job in world.jobs() if job.kind == "composition")
    written = []
    apply = world.documents._apply

    def noted(writes):
        written.extend(writes)
        apply(writes)

    monkeypatch.setattr(world.documents, "_apply", noted)
    same = change_job(world.engine, "p", job.job_id, job.slot, lambda job, slot: (job, slot))
    assert same == job
    assert not [write for write in written if isinstance(write, Update) and not write.fields]
