"""One whole suite for all tests that film for real, with a scripted vendor in two of its chains."""

import json
from collections.abc import Iterator

import pytest

from cli.frontend import Frontend, sign_in
from cli.suite import Scheduler, Suite
from tests.kit.filmed import Production, Stage
from tests.kit.scripted_server import ScriptedServer

CHAINS = {"image": ["scripted", "studio"], "audio": ["studio", "scripted"]}
"""The scripted vendor is asked first for pictures, and for narration where the studio has refused."""

ODD_SCENES = [
    {
        "id": "markup",
        "title": '"Quotes" & <i>tags</i> 🎬',
        "description": "A <b>red</b> boat & a 'lighthouse' {\\an8}.",
        "narration": 'He said "hello" <b>and waved</b> {\\b1} 🎉 & left.',
        "duration_seconds": 1,
    },
    {
        "id": "right_to_left",
        "title": "مرحبا שלום",
        "description": "A desert at dawn.",
        "narration": "مرحبا بالعالم، أهلا وسهلا. שלום עולם.",
        "duration_seconds": 1,
    },
    {
        "id": "unspaced",
        "title": "灯台",
        "description": "灯塔在海边。",
        "narration": "你好，世界。灯台守は明かりを灯します。",
        "duration_seconds": 1,
    },
    {
        "id": "french",
        "title": "Le gardien",
        "description": "Un vieux gardien monte à la lampe.",
        "narration": "Chaque matin, le vieux gardien monte à la lampe.",
        "duration_seconds": 1,
    },
    {"id": "silent", "title": "", "description": "A quiet forest in the fog.", "duration_seconds": 1.5},
    {
        "id": "english",
        "title": "The keeper",
        "description": "An old keeper in a lighthouse at night.",
        "narration": "Every morning the old keeper climbs the stairs and lights the lamp.",
        "duration_seconds": 1,
    },
]
"""A short film of odd texts."""


@pytest.fixture(scope="package")
def stage() -> Iterator[Stage]:
    with ScriptedServer() as scripted:
        environment = {"REELWRIGHT_CHAINS": json.dumps(CHAINS), "REELWRIGHT_SCRIPTED_URL": scripted.url}
        suite = Suite(port_block="free", environment=environment)
        with suite, Scheduler(suite.endpoints):
            yield Stage(suite, scripted, Frontend(suite.endpoints, sign_in(suite.endpoints)))


@pytest.fixture(scope="package")
def filmed(stage: Stage) -> Production:
    """The film of odd texts as it was when it had just been made; other tests may edit its project afterwards."""
    project_id = stage.project('Ça & "là" 🎥 <b>film</b>', ODD_SCENES, description="<script>alert(1)</script> & more")
    return stage.produce(project_id)
