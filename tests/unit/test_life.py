"""A job's life: every pair of state and event, the guards, and that no way leads back."""

from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest

from functions.engine import life
from functions.engine.engine import Limits
from functions.engine.retry import PossiblyPaid, Spent, after_error, handed_on, is_spent, pause
from functions.media.runner import MediaError
from functions.providers.provider import ProviderBusy, ProviderRefused
from functions.steps.step import StepFailed
from schemas.job import Job
from schemas.project import JobStatus

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
STATES = get_args(JobStatus)
EVENTS = get_args(life.Event)
ORDER = {"queued": 0, "processing": 1, "completed": 2, "failed": 2, "cancelled": 2}

QUEUED = {
    "claim": "processing",
    "adopt": "completed",
    "fail": "failed",
    "cancel": "cancelled",
    "defer": "queued",
}
PROCESSING = {
    **dict.fromkeys(("claim", "submit", "renew", "wait", "back_off", "hand_on", "park"), "processing"),
    "finish": "completed",
    "adopt": "completed",
    "fail": "failed",
    "cancel": "cancelled",
}
WANTED = {("queued", event): state for event, state in QUEUED.items()} | {
    ("processing", event): state for event, state in PROCESSING.items()
}


def job(**fields):
    return Job(
        **{
            "job_id": "j" + "0" * 31,
            "project_id": "p",
            "user_id": "ann",
            "kind": "image",
            "slot": "scene:s1",
            "scene_id": "s1",
            "input_hash": "a" * 64,
            "key": "a" * 64,
            "size": "media",
            "origin": "r1",
            "created_at": NOW,
            "updated_at": NOW,
            **fields,
        }
    )


def working(**fields):
    lease = NOW + life.LEASE
    known = {"state": "processing", "phase": "store", "fence": 3, "attempt": 1, "started_at": NOW}
    return job(**{**known, "lease_until": lease, "next_at": lease, **fields})


def _do(event, it):
    return {
        "claim": lambda: life.claim(it, NOW + timedelta(hours=1)),
        "submit": lambda: life.submit(it, it.fence, NOW, "ann"),
        "renew": lambda: life.renew(it, it.fence, NOW, 5),
        "wait": lambda: life.wait(it, it.fence, NOW, "t1", 5.0),
        "back_off": lambda: life.back_off(it, it.fence, NOW, seconds=5.0, code="c", message="m"),
        "hand_on": lambda: life.hand_on(it, it.fence, NOW, "c", "m"),
        "park": lambda: life.park(it, it.fence, NOW, "c", "m", end_of_chain=2),
        "finish": lambda: life.finish(it, it.fence, NOW),
        "adopt": lambda: life.adopt(it, NOW, own=True),
        "fail": lambda: life.fail(it, it.fence, NOW, "c", "m"),
        "cancel": lambda: life.cancel(it, NOW, "m"),
        "defer": lambda: life.defer(it, NOW, 60.0),
    }[event]()


def test_the_table_is_what_was_decided():
    assert life.ALLOWED == WANTED


@pytest.mark.parametrize("event", EVENTS)
@pytest.mark.parametrize("state", STATES)
def test_every_pair_of_state_and_event(state, event):
    lease = NOW + life.LEASE if state == "processing" else None
    it = job(state=state, lease_until=lease)
    before = it.model_dump()
    if (state, event) not in WANTED:
        with pytest.raises(life.Refused):
            _do(event, it)
        assert it.model_dump() == before, "a refused event changes nothing"
        return
    after = _do(event, it)
    assert it.model_dump() == before, "the job that was given stays as it is: a lost race forgets what it made of it"
    assert after.state == WANTED[state, event]
    assert ORDER[after.state] >= ORDER[state]
    assert after.fence >= it.fence
    if after.state in life.TERMINAL:
        assert (after.lease_until, after.next_at, after.phase) == (None, None, None)
        assert after.ended_at == NOW
    if after.state == "processing":
        assert after.next_at is not None, "what is in work is always looked at again"


@pytest.mark.parametrize("event", ["submit", "renew", "wait", "back_off", "hand_on", "park", "finish", "fail"])
def test_a_stale_fence_changes_nothing(event):
    it = working()
    newer = it.model_copy(update={"fence": 4})
    stale = {
        "submit": lambda: life.submit(newer, 3, NOW, "ann"),
        "renew": lambda: life.renew(newer, 3, NOW, 5),
        "wait": lambda: life.wait(newer, 3, NOW, "t1", 5.0),
        "back_off": lambda: life.back_off(newer, 3, NOW, seconds=1.0, code="c", message="m"),
        "hand_on": lambda: life.hand_on(newer, 3, NOW, "c", "m"),
        "park": lambda: life.park(newer, 3, NOW, "c", "m", end_of_chain=1),
        "finish": lambda: life.finish(newer, 3, NOW),
        "fail": lambda: life.fail(newer, 3, NOW, "c", "m"),
    }
    before = newer.model_dump()
    with pytest.raises(life.Refused):
        stale[event]()
    assert newer.model_dump() == before


@pytest.mark.parametrize("state", STATES)
def test_what_nothing_is_heard_of_fails_unless_it_has_ended(state):
    it = job(state=state, fence=3, provider="ann", phase="submit" if state == "processing" else None)
    if state in life.TERMINAL:
        with pytest.raises(life.Refused):
            life.expire(it, NOW)
        return
    after = life.expire(it, NOW + timedelta(minutes=40))
    assert (after.state, after.error_code, after.fence) == ("failed", "stale", 4)
    assert "40 minutes" in (after.error_message or "")
    assert after.possibly_billed == (("ann",) if state == "processing" else ()), "it may have been paid for"


def test_a_late_claim_cannot_change_what_was_adopted():
    it = life.adopt(working(), NOW, own=False)
    with pytest.raises(life.Refused):
        life.finish(it, 3, NOW)
    with pytest.raises(life.Refused):
        life.fail(it, 3, NOW, "c", "m")


class TestClaim:
    def test_gives_a_fence_a_lease_and_an_attempt(self):
        it = life.claim(job(), NOW)
        assert (it.state, it.phase, it.fence, it.attempt, it.started_at) == ("processing", "store", 1, 1, NOW)
        assert it.lease_until == it.next_at == NOW + life.LEASE

    def test_waits_for_what_it_builds_on(self):
        with pytest.raises(life.Refused):
            life.claim(job(needs=("j1",)), NOW)

    def test_is_refused_while_another_holds_it_and_allowed_when_the_lease_is_over(self):
        with pytest.raises(life.Held):
            life.claim(working(), NOW + life.LEASE - timedelta(seconds=1))
        assert life.claim(working(), NOW + life.LEASE).fence == 4

    def test_too_early_is_refused_but_for_the_difference_of_two_clocks(self):
        it = working(lease_until=None, next_at=NOW + timedelta(seconds=10))
        with pytest.raises(life.Refused):
            life.claim(it, NOW + timedelta(seconds=8))
        assert life.claim(it, NOW + timedelta(seconds=9.5)).attempt == 2

    def test_a_call_that_was_begun_is_not_forgotten(self):
        it = life.submit(working(), 3, NOW, "ann")
        assert (it.phase, it.provider) == ("submit", "ann")
        again = life.claim(it, NOW + life.LEASE)
        assert again.phase == "submit"
        assert life.claim(again, NOW + 2 * life.LEASE).phase == "submit"

    def test_a_ticket_means_that_a_provider_has_it(self):
        it = life.wait(working(), 3, NOW, "t1", 5.0)
        assert life.claim(it, NOW + timedelta(seconds=5)).phase == "wait"


def test_a_beat_after_the_claim_has_ended_takes_no_new_lease():
    for ended in (
        life.wait(working(), 3, NOW, "t1", 5.0),
        life.back_off(working(), 3, NOW, seconds=5.0, code="c", message="m"),
        life.hand_on(working(), 3, NOW, "c", "m"),
        life.finish(working(), 3, NOW),
    ):
        with pytest.raises(life.Refused):
            life.renew(ended, 3, NOW, 50)


def test_progress_never_goes_back_nor_to_the_end_by_itself():
    it = life.renew(working(progress=40), 3, NOW, 20)
    assert it.progress == 40
    assert life.renew(it, 3, NOW, 100).progress == 99
    assert life.finish(it, 3, NOW).progress == 100


def test_a_cancelled_claim_loses_its_fence():
    it = life.cancel(working(), NOW, "no more")
    with pytest.raises(life.Refused):
        life.finish(it, 3, NOW)


def test_parking_records_who_may_charge_and_goes_past_the_chain():
    it = life.park(working(provider="ann", provider_job_id="t"), 3, NOW, "submit_unknown", "m", end_of_chain=2)
    assert (it.possibly_billed, it.provider_index, it.provider_job_id) == (("ann",), 2, None)
    assert handed_on(it)


def test_deferring_leaves_no_trace_but_the_time():
    it = life.defer(job(), NOW + timedelta(minutes=5), 60.0)
    assert it.updated_at == NOW
    assert it.next_at == NOW + timedelta(minutes=6)


LATE = NOW + timedelta(hours=1)
UNKNOWN = ConnectionError("cut")


@pytest.mark.parametrize(
    ("fields", "error", "at", "unclear", "wanted"),
    [
        ({}, UNKNOWN, NOW, False, "backoff"),
        ({}, ProviderBusy("busy", "m"), NOW, False, "backoff"),
        ({"attempt": 4}, ProviderBusy("busy", "m"), NOW, False, "next provider"),
        ({}, UNKNOWN, LATE, False, "next provider"),
        ({}, ProviderRefused("no", "m"), NOW, False, "next provider"),
        ({}, MediaError("not_media", "m"), NOW, False, "next provider"),
        ({}, MediaError("media_failed", "m"), NOW, False, "backoff"),
        ({}, Spent("m"), NOW, False, "next provider"),
        ({}, UNKNOWN, NOW, True, "submit"),
        ({"attempt": 9}, UNKNOWN, NOW, True, "submit"),
        ({}, UNKNOWN, LATE, True, "submit_unknown"),
        ({}, PossiblyPaid("submit_unknown", "m"), NOW, True, "submit_unknown"),
        ({}, ProviderRefused("no", "m"), NOW, True, "next provider"),
        ({"provider_job_id": "t", "attempt": 9}, UNKNOWN, NOW, False, "wait"),
        ({"provider_job_id": "t"}, UNKNOWN, LATE, False, "submit_unknown"),
        ({"provider_job_id": "t"}, ProviderRefused("no", "m"), NOW, False, "next provider"),
        ({"provider_index": 2, "attempt": 2}, UNKNOWN, LATE, False, "backoff"),
        ({"provider_index": 2, "attempt": 4}, UNKNOWN, NOW, False, "failed"),
        ({"provider_index": 2}, StepFailed("c", "m"), NOW, False, "failed"),
    ],
)
def test_what_an_error_means(fields, error, at, unclear, wanted):
    it = working(provider="ann", **fields)
    after = after_error(it, 3, at, error, limits=Limits(), end_of_chain=2, unclear=unclear)
    went_on = after.state == "processing" and after.provider_index == 1 and after.provider_job_id is None
    assert ("next provider" if went_on else after.phase or after.state) == wanted
    assert after.error_message


def test_retry_after_is_kept_to():
    it = after_error(working(), 3, NOW, ProviderBusy("busy", "m", 77.0), limits=Limits(), end_of_chain=1, unclear=False)
    assert it.next_at == NOW + timedelta(seconds=77)


def test_pauses_double_with_jitter_that_depends_on_the_job_alone():
    pauses = [pause(attempt, "j1") for attempt in range(1, 12)]
    assert pauses == [pause(attempt, "j1") for attempt in range(1, 12)]
    for attempt, seconds in enumerate(pauses, 1):
        assert 0.75 <= seconds / min(120.0, 2.0**attempt) <= 1.25
    assert pause(3, "j1") != pause(3, "j2")


def test_a_claim_that_keeps_dying_is_begun_no_more():
    limits = Limits(attempts=4)
    assert not is_spent(working(attempt=4), NOW, limits, owed=False)
    assert is_spent(working(attempt=5), NOW, limits, owed=False)
    assert not is_spent(working(attempt=5), NOW, limits, owed=True), "what may be paid for is waited for"
    assert is_spent(working(attempt=5), LATE, limits, owed=True)


@pytest.mark.parametrize(
    ("fields", "stale"),
    [
        ({"updated_at": NOW - timedelta(minutes=31)}, True),
        ({"updated_at": NOW - timedelta(minutes=29)}, False),
        ({"updated_at": NOW - timedelta(hours=2), "next_at": NOW - timedelta(minutes=31)}, True),
        ({"updated_at": NOW - timedelta(hours=2), "next_at": NOW - timedelta(minutes=1)}, False),
        ({"updated_at": NOW - timedelta(hours=2), "next_at": NOW + timedelta(minutes=1)}, False),
        ({"updated_at": NOW - timedelta(hours=2), "lease_until": NOW + timedelta(seconds=1)}, False),
    ],
)
def test_who_pauses_as_asked_is_not_stale(fields, stale):
    waiting = {"state": "processing", "lease_until": None, "next_at": None, **fields}
    assert life.is_stale(job(**waiting), NOW, 1800.0) is stale
