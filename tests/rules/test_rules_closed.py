"""What only functions write, and what nobody but they may read."""

import pytest

from tests.rules.world import OWNER, World, denied, lay_project

SERVER_ONLY = [
    "projects/p1/requests/r1/private/plan",
    "projects/p1/slots/s1",
    "projects/p1/jobs/j1/private/x",
    "projects/p1/anything/x",
    "shares/AAAAAAAAAAAAAAAAAAAAAA",
    "dispatch/light",
    "dead_letters/d1",
    "ledger/l1",
    "settings/access",
    "users/olga/keys/openai",
    "rates/olga/more/x",
    "anything/x",
]


@pytest.mark.parametrize("path", SERVER_ONLY)
def test_the_servers_own(world: World, path: str) -> None:
    lay_project(world, "p1")
    world.server.document(path).set({"user_id": OWNER, "id": "x"})
    collection = path.rsplit("/", 1)[0]
    for client in (world.owner, world.stranger, world.signed_out):
        document = client.document(path)
        denied(document.get)
        denied(document.update, {"user_id": OWNER})
        denied(document.delete)
        denied(list, client.collection(collection).stream())
        denied(client.document(f"{collection}/new").set, {"user_id": OWNER})
    assert world.server.document(path).get().exists


def test_jobs_are_the_owners_to_read_and_nobodys_to_write(world: World) -> None:
    lay_project(world, "p1")
    path = "projects/p1/jobs/j1"
    world.server.document(path).set({"state": "processing", "user_id": OWNER})
    assert world.owner.document(path).get().get("state") == "processing"
    assert [found.id for found in world.owner.collection("projects/p1/jobs").stream()] == ["j1"]
    for client in (world.stranger, world.signed_out):
        denied(client.document(path).get)
        denied(list, client.collection("projects/p1/jobs").stream())
    for client in (world.owner, world.stranger, world.signed_out):
        denied(client.document(path).update, {"state": "completed"})
        denied(client.document(path).delete)
        denied(client.document("projects/p1/jobs/j2").set, {"state": "queued"})
        denied(list, client.collection_group("jobs").stream())


def test_a_user_sees_own_plan_and_sets_none(world: World) -> None:
    world.server.document(f"users/{OWNER}").set({"plan": "free"})
    mine = world.owner.document(f"users/{OWNER}")
    assert mine.get().get("plan") == "free"
    denied(mine.update, {"plan": "enterprise"})
    denied(mine.delete)
    denied(world.stranger.document("users/stan").set, {"plan": "enterprise"})
    denied(world.stranger.document(f"users/{OWNER}").get)
    denied(world.signed_out.document(f"users/{OWNER}").get)
    denied(list, world.owner.collection("users").stream())
