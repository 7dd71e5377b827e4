"""Cloud Tasks: advance a job at its time."""

import time
from datetime import UTC, datetime
from typing import Any

from firebase_functions import https_fn, options, tasks_fn

_SHORT_SECONDS = 2.0


@tasks_fn.on_task_dispatched(
    retry_config=options.RetryConfig(max_attempts=20, min_backoff_seconds=2, max_backoff_seconds=60),
    rate_limits=options.RateLimits(max_concurrent_dispatches=20),
    memory=options.MemoryOption.MB_512,
)
def wake(request: https_fn.CallableRequest[Any]) -> None:
    """Send a job on its way when its time has come."""
    from pydantic import ValidationError

    from functions.engine.dead_letters import bury
    from functions.engine.wake import send_on
    from schemas.job import Wake
    from triggers.wiring import engine, invocation

    with invocation("wake"):
        try:
            message = Wake(**request.data)
        except (ValidationError, TypeError) as error:
            bury(engine(), "wake", request.data, error)
            return
        early = (message.not_before - datetime.now(UTC)).total_seconds()
        if early > _SHORT_SECONDS:  # the emulator ignores the schedule time: have it sent again later
            raise https_fn.HttpsError(https_fn.FunctionsErrorCode.UNAVAILABLE, f"too early by {early:.0f} s")
        time.sleep(max(0.0, early))
        send_on(engine(), message)
