"""Cloud Scheduler: the sweep, every minute; the round of reconciliation, every half hour."""

from firebase_functions import options, scheduler_fn


@scheduler_fn.on_schedule(schedule="every 1 minutes", timeout_sec=120)
def sweep(_event: scheduler_fn.ScheduledEvent) -> None:
    """Move whatever an event should have moved and did not."""
    from functions.engine.sweep import sweep as run
    from triggers.wiring import engine, invocation

    with invocation("sweep"):
        run(engine())


@scheduler_fn.on_schedule(schedule="every 30 minutes", timeout_sec=540, memory=options.MemoryOption.GB_1)
def reconcile(_event: scheduler_fn.ScheduledEvent) -> None:
    """Make projects agree with their files: those that have changed, and some of all others."""
    from functions.engine.rounds import make_round
    from triggers.wiring import engine, invocation

    with invocation("reconcile"):
        make_round(engine())
