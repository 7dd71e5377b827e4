"""The commands of `./reel`."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from cli.frontend import Frontend, FrontendError, sign_in
from cli.suite import Scheduler, Suite, SuiteError, attach

app = typer.Typer(
    help="Reelwright: a creative brief goes in, a finished short film comes out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
console = Console()
_FILMS = Path("films")
_Project = Annotated[
    str | None,
    typer.Option(
        help="A Google Cloud project, with this machine's own credentials; the running suite if left out.",
        envvar="GOOGLE_CLOUD_PROJECT",
    ),
]
_Topic = Annotated[str | None, typer.Option(help="Only those that came from this topic, such as advance-media.")]
_PortOffset = Annotated[
    int, typer.Option(help="Start the suite on ports moved by this number, such as 10000.", min=0, max=20_000)
]


@contextmanager
def _plainly() -> Iterator[None]:
    """Say what a person must know in one sentence, without a traceback; leave with a code that scripts understand."""
    # a terminal's Ctrl-C and a supervisor's SIGTERM end a command alike; a shell starts background jobs deaf to SIGINT
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    try:
        yield
    except (FrontendError, SuiteError) as error:
        Console(stderr=True).print(str(error), style="red", markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(1) from error
    except KeyboardInterrupt:
        Console(stderr=True).print("Stopped. Nothing is left running.", highlight=False)
        raise typer.Exit(130) from None


@app.command()
def up(port_offset: _PortOffset = 0) -> None:
    """Run the emulator suite in the foreground and print its addresses."""
    with _plainly():
        suite = Suite(port_block=port_offset, tell=lambda line: console.print(line, markup=False, highlight=False))
        with suite, Scheduler(suite.endpoints):
            table = Table("emulator", "address")
            for name in sorted(suite.endpoints.ports):
                table.add_row(name, suite.endpoints.url(name))
            console.print(table)
            console.print(f"Log: {suite.log}\nMake a film: ./reel film examples/lighthouse.yaml\nCtrl-C ends it.")
            while suite.is_running():
                time.sleep(1)
            raise SuiteError(f"The suite has ended by itself; its log may say why: {suite.log}")


@app.command()
def film(
    brief: Annotated[Path, typer.Argument(help="A YAML or JSON brief; see examples/.")],
    out: Annotated[
        Path | None, typer.Option(help="Where the film's files go; films/<name of the brief> if left out.")
    ] = None,
    aspect: Annotated[str | None, typer.Option(help="16:9, 9:16 or 1:1, instead of the brief's own.")] = None,
    keep_up: Annotated[bool, typer.Option("--keep-up", help="Leave the suite running afterwards.")] = False,
    port_offset: _PortOffset = 0,
) -> None:
    """Make a film from a brief: as a signed-in frontend, through the real suite."""
    from cli.briefs import read_brief
    from cli.filming import film as make
    from cli.filming import running_suite
    from schemas.project import FRAME_SIZES

    with _plainly():
        parsed = read_brief(brief)
        if aspect is not None:
            if aspect not in FRAME_SIZES:
                raise FrontendError(f"invalid_aspect: {aspect} is none of {', '.join(FRAME_SIZES)}.")
            parsed = parsed.model_copy(update={"aspect": aspect})
        with running_suite(console, keep_up=keep_up, port_offset=port_offset) as suite:
            make(suite, console, parsed, (out or _FILMS / brief.stem).resolve())


@app.command()
def produce(
    project: str,
    out: Annotated[Path | None, typer.Option(help="Where the film's files go.")] = None,
) -> None:
    """Produce and publish a project of the running suite again; what has not changed comes from cache."""
    from cli.filming import produce_again

    with _plainly():
        produce_again(_suite(), console, project, (out or _FILMS / project).resolve())


@app.command()
def edit(
    project: str,
    scene: Annotated[str | None, typer.Argument(help="A scene's id; the film as a whole if left out.")] = None,
    *,
    name: Annotated[str | None, typer.Option(help="Of the film.")] = None,
    title: Annotated[str | None, typer.Option(help="Of the scene.")] = None,
    description: Annotated[str | None, typer.Option()] = None,
    narration: Annotated[str | None, typer.Option()] = None,
    duration_seconds: Annotated[float | None, typer.Option()] = None,
    frames: Annotated[int | None, typer.Option(help="Pictures that the scene is made of, 1 to 6.")] = None,
    fit: Annotated[str | None, typer.Option(help="How your own picture fills the frame: auto, crop or blur.")] = None,
    transition: Annotated[
        str | None, typer.Option(help="Into the next scene, or of the whole film: auto, cut, dissolve, fade ...")
    ] = None,
    caption_style: Annotated[str | None, typer.Option(help="none, plain, boxed, karaoke or word.")] = None,
    platform: Annotated[str | None, typer.Option(help="any, youtube, tiktok, reels or shorts.")] = None,
    title_card: Annotated[bool | None, typer.Option(help="Begin with the title.")] = None,
    end_card: Annotated[bool | None, typer.Option(help="End with the message and the brand.")] = None,
    sound_effects: Annotated[bool | None, typer.Option(help="Sounds beside voice and music.")] = None,
) -> None:
    """Change a scene, or the film as a whole, of a project of the running suite; produce it to see the change."""
    of_scene: dict[str, Any] = {"title": title, "narration": narration, "duration_seconds": duration_seconds}
    of_scene |= {"frames": frames, "fit": fit}
    of_film: dict[str, Any] = {"name": name, "caption_style": caption_style, "platform": platform}
    of_film |= {"title_card": title_card, "end_card": end_card, "sound_effects": sound_effects}
    of_both = {"description": description, "transition": transition}
    mine, other = (of_scene, of_film) if scene else (of_film, of_scene)
    fields: dict[str, Any] = {key: value for key, value in (mine | of_both).items() if value is not None}
    with _plainly():
        if strange := [key for key, value in other.items() if value is not None]:
            options = ", ".join(f"--{key.replace('_', '-')}" for key in strange)
            whose = "the film: name no scene" if scene else "a scene: name one"
            raise FrontendError(f"{options} is said of {whose}.")
        if not fields:
            raise FrontendError("Nothing to change: ./reel edit --help lists what can be.")
        if scene:
            _frontend().edit_scene(project, scene, **fields)
        else:
            _frontend().edit_project(project, **fields)
        console.print(f"{scene or 'The film'} changed. See it with: ./reel produce {project}", highlight=False)


@app.command()
def export(
    project: str,
    formats: Annotated[list[str], typer.Argument(help="One or more of mp4_720, mp4_480, webm, av1.")],
    out: Annotated[Path | None, typer.Option(help="Where the files go; films/<project> if left out.")] = None,
) -> None:
    """Make the film of a project of the running suite in other formats, and fetch them."""
    from cli.filming import export as make

    with _plainly():
        make(_suite(), console, project, formats, (out or _FILMS / project).resolve())


@app.command()
def upload(
    project: str,
    file: Annotated[Path, typer.Argument(help="A picture, clip or recording of your own.")],
    *,
    scene: Annotated[str | None, typer.Option(help="The scene that it is for.")] = None,
    kind: Annotated[
        str | None, typer.Option("--as", help="image, video, audio or effects; music needs no scene.")
    ] = None,
) -> None:
    """Send a file of your own to a project of the running suite, and use it in place of what would be generated."""
    from cli import upload as uploading

    with _plainly():
        used_as, frontend = uploading.check_use(scene, kind), _frontend()
        upload_id = uploading.upload(frontend, console, project, file)
        console.print(f"Uploaded as {upload_id}.", highlight=False)
        if used_as is not None:
            uploading.use(frontend, project, scene, used_as, upload_id)
            console.print(f"See it with: ./reel produce {project}", highlight=False)


@app.command()
def retake(project: str, scene: str, kind: str) -> None:
    """Make another take of a scene's composition, image, video or audio; the old one stays."""
    with _plainly():
        frontend = _frontend()
        frontend.request(project, "retake", target={"scene_id": scene, "kind": kind})
        take = frontend.read(project).scenes[scene].model_dump()["takes"].get(kind)
        console.print(
            f"{scene} now uses take {take} of its {kind}. See it with: ./reel produce {project}", highlight=False
        )


@app.command()
def status(
    project: Annotated[str | None, typer.Argument(help="A project id; all of yours if left out.")] = None,
) -> None:
    """Show what state your projects, or one project's scenes, are in."""
    with _plainly():
        frontend = _frontend()
        table = Table("scene", "title", "job", "status", "%", "seconds", "says")
        if project is None:
            _list_projects(frontend)
            return
        shown = frontend.read(project)
        for scene in shown.film_scenes():
            job = scene.active_job
            says = [*scene.assets.placeholders.values(), *scene.assets.notes.values()]
            table.add_row(
                scene.id,
                scene.title,
                job.type if job else "",
                job.status if job else "",
                str(job.progress) if job else "",
                f"{scene.actual_seconds or scene.duration_seconds:.1f}",
                (job.error_message if job and job.error_message else None) or "; ".join(says),
            )
        console.print(f"{shown.id}: {shown.status}", highlight=False)
        console.print(table)


@app.command()
def dead_letters(
    *,
    topic: _Topic = None,
    replayed: Annotated[bool, typer.Option("--replayed", help="Those that were sent again, too.")] = False,
    project: _Project = None,
) -> None:
    """List the messages that could not be handled, with the reason."""
    from cli.letters import said_plainly, show
    from cli.operator import operator_engine

    with _plainly(), said_plainly():
        show(console, operator_engine(project, console).documents, topic, replayed=replayed)


@app.command()
def replay(
    letter: Annotated[str | None, typer.Argument(help="The id of a dead letter, from ./reel dead-letters.")] = None,
    *,
    every: Annotated[bool, typer.Option("--all", help="All that are open.")] = False,
    topic: _Topic = None,
    project: _Project = None,
) -> None:
    """Send dead letters again, after repairing what they failed on. What would only fail again says why, and stays."""
    from cli.letters import said_plainly, send_again
    from cli.operator import operator_engine
    from functions.engine.replay import dead_letters as found

    with _plainly(), said_plainly():
        if (letter is None) == (not every and topic is None):
            raise FrontendError("Name one dead letter, or say --all or --topic; ./reel dead-letters lists them.")
        engine = operator_engine(project, console)
        ids = [letter] if letter else [each.id for each in found(engine.documents, from_topic=topic)]
        if send_again(console, engine.documents, engine.queues, ids):
            raise typer.Exit(1)


@app.command()
def providers(*, project: _Project = None) -> None:
    """List the providers that have failed of late. Exit code 1: one of them is given a pause."""
    from datetime import UTC, datetime

    from cli.letters import said_plainly
    from cli.operator import operator_engine
    from cli.providers import show

    with _plainly(), said_plainly():
        if show(console, operator_engine(project, console).documents, datetime.now(UTC)):
            raise typer.Exit(1)


@app.command()
def reconcile(
    film: Annotated[str | None, typer.Argument(help="A project, from ./reel status.", metavar="PROJECT")] = None,
    *,
    every: Annotated[bool, typer.Option("--all", help="All projects.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
    timeout: Annotated[float, typer.Option(help="Seconds after which no further project is begun.")] = 30.0,
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole reports.")] = False,
    project: _Project = None,
) -> None:
    """Make projects agree with their files in Storage; an exit code fit for cron says how it went.

    0: all agree now. 1: a dry run found some that do not. 2: some could not be reconciled, or not in time.
    """
    from cli.operator import operator_engine
    from cli.reconciling import print_json, print_table, run
    from functions.engine.rounds import all_projects

    with _plainly():
        if (film is None) == (not every):
            raise FrontendError("Name one project, or say --all.")
        progress = Console(stderr=True)
        engine = operator_engine(project, progress)
        ids = [film] if film is not None else all_projects(engine)
        result = run(engine, ids, progress, dry_run=dry_run, seconds=timeout)
    if as_json:
        print_json(result)
    else:
        print_table(result, console, dry_run=dry_run)
    raise typer.Exit(result.exit_code(dry_run=dry_run))


def _list_projects(frontend: Frontend) -> None:
    from google.cloud.firestore import FieldFilter

    table = Table("project", "name", "status", "scenes")
    mine = frontend.client.collection("projects").where(filter=FieldFilter("user_id", "==", frontend.user.uid))
    for snapshot in mine.stream():
        data = snapshot.to_dict() or {}
        stats = data.get("stats") or {}
        table.add_row(snapshot.id, data["name"], data["status"], str(stats.get("total_scenes", 0)))
    console.print(table)


def _suite() -> Suite:
    suite = attach(tell=lambda _line: None)
    if suite is None:
        raise FrontendError("No suite runs here: start one with ./reel up, or make a film with --keep-up.")
    return suite


def _frontend() -> Frontend:
    suite = _suite()
    return Frontend(suite.endpoints, sign_in(suite.endpoints))
