"""Cloud Scheduler: the sweep, every minute."""

from firebase_functions import scheduler_fn


@scheduler_fn.on_schedule(schedule="every 1 minutes", timeout_sec=120)
def sweep(_event: scheduler_fn.ScheduledEvent) -> None:
    """Move whatever an event should have moved and did not."""
    from functions.engine.sweep import sweep as run
    from triggers.wiring import engine, invocation

    with invocation("sweep"):
        run(engine())
