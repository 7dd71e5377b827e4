"""Cloud Tasks: advance a job at its time."""

import json
import os
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from firebase_functions import https_fn, options, tasks_fn

from triggers.envelopes import opened_task

if TYPE_CHECKING:
    from functions.engine.engine import Engine
    from schemas.job import Wake

_SHORT_SECONDS = 2.0
_LONGEST_SECONDS = 24 * 3600.0
"""No job waits for longer: nothing that we send is further ahead."""


@opened_task("wake")  # type: ignore[arg-type]  # firebase-functions says it gives a Response; it gives a function
@tasks_fn.on_task_dispatched(
    retry_config=options.RetryConfig(max_attempts=20, min_backoff_seconds=2, max_backoff_seconds=60),
    rate_limits=options.RateLimits(
        max_concurrent_dispatches=int(os.environ.get("REELWRIGHT_WAKES_AT_ONCE", "20")),
        max_dispatches_per_second=int(os.environ.get("REELWRIGHT_WAKES_PER_SECOND", "100")),
    ),
    memory=options.MemoryOption.MB_512,
)
def wake(request: https_fn.CallableRequest[Any]) -> None:
    """Send a job on its way when its time has come."""
    from functions.engine.dead_letters import Again, deliver
    from schemas.job import Wake
    from triggers.wiring import invocation, ready

    with invocation("wake"):
        try:
            body = json.dumps(request.data).encode()
            deliver(ready(), "wake", body, Wake, _send_on, since=lambda message: message.not_before)
        except Again as again:
            raise https_fn.HttpsError(https_fn.FunctionsErrorCode.UNAVAILABLE, str(again)) from again


def _send_on(engine: "Engine", message: "Wake") -> None:
    from functions.engine.dead_letters import Again, Poison
    from functions.engine.wake import send_on

    if message.not_before.tzinfo is None:
        raise Poison("Its time has no time zone.")
    early = (message.not_before - datetime.now(UTC)).total_seconds()
    if early > _LONGEST_SECONDS:
        raise Poison("Its time is further ahead than any job waits.")
    if early > _SHORT_SECONDS:  # the emulator ignores the schedule time: have it sent again later
        raise Again(f"It is too early by {early:.0f} s")
    time.sleep(max(0.0, early))
    send_on(engine, message)
