"""The embedded writer and director: shots out of words, storyboards and moods out of briefs."""

# ruff: noqa: E501, PLR0917  tables of cases read best in rows

import itertools
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.providers.studio.writer import compose_shot, write_moods, write_storyboard
from functions.providers.studio.writer.brief_facts import gather
from functions.providers.studio.writer.claims import read_product
from functions.providers.studio.writer.colour import colour_name, luminance, relit
from functions.providers.studio.writer.copywriting import _blocks
from functions.providers.studio.writer.language import detect
from functions.providers.studio.writer.lexicon import HEROES, SETTINGS, english, foreign, parse_sense
from functions.providers.studio.writer.lexicon_world import LANGUAGES
from functions.providers.studio.writer.lines import key
from functions.providers.studio.writer.moods import catalogue
from functions.providers.studio.writer.pacing import BREATH_SECONDS, WORDS_PER_SECOND
from functions.providers.studio.writer.storyboard import SceneDraft
from functions.providers.studio.writer.text import (
    article,
    calm,
    join_and,
    plain,
    plural,
    sentences,
    singular,
    spoken_words,
)
from schemas.brief import Brief
from schemas.project import CreativeBrief, Mood
from schemas.shot import Shot

EXAMPLES = Path(__file__).parents[2] / "examples"
QUIET = Mood(id="quiet", name="Quiet", color_palette=("#f4e3c1", "#d9a066", "#8a4b2d", "#2b2d42"))


def shot(
    text: str, *, title: str = "", narration: str = "", mood: Mood = QUIET, number: int = 2, seed: int = 1
) -> Shot:
    return compose_shot(
        title=title, description=text, narration=narration, mood=mood, number=number, total=6, seed=seed
    )


# text; setting; "time weather" ("-" where silent, so that the mood decides); subjects in order, main first
CASES = [
    ("An old lighthouse keeper climbs the spiral stairs, his dog behind him.", "room", "- clear", "elder dog"),
    ("The lighthouse keeper stands on the rocks in the storm.", "coast", "- storm", "elder lighthouse"),
    ("Three boats on a calm sea at dawn.", "sea", "dawn clear", "rowboat*3"),
    ("A skiff drifts in thick fog.", "lake", "- fog", "rowboat"),
    ("A woman watches the sea from her window.", "room", "- clear", "woman"),
    ("Fishermen mend nets at the harbour before sunrise.", "harbour", "dawn clear", "man*3"),
    ("People sit at a café terrace in the evening rain.", "cafe", "dusk rain", "crowd"),
    ("A smartphone lies on the kitchen table.", "kitchen", "- clear", "phone table"),
    ("A puppy runs across a meadow of wildflowers.", "field", "- clear", "dog flower*3"),
    ("A grandmother reads a book by the fireplace.", "room", "- clear", "elder book campfire"),
    ("Snowy peaks under a blue sky.", "mountain", "- snow", ""),
    ("A blizzard swallows the little cabin.", "snow", "- snow", "house"),
    ("Rush hour in the city.", "city", "- clear", "car crowd"),
    ("Close-up of a coffee cup on a wooden table.", "room", "- clear", "cup table"),
    ("Wide shot of a village in the valley, a train in the distance.", "mountain", "- clear", "train"),
    ("A rocket launches into the starry night.", "space", "night clear", "rocket"),
    ("The astronaut floats above the Earth.", "space", "night clear", "astronaut planet"),
    ("Whales sing under the sea.", "underwater", "- clear", "whale*3"),
    ("Yellow trams climb the steep streets of Lisbon.", "street", "- clear", "train*3"),
    ("Two friends share a tent by a campfire under the stars.", "forest", "night clear", "couple tent campfire"),
    ("A child flies a kite on the beach.", "beach", "- wind", "child"),
    ("The chef cooks soup in a small kitchen.", "kitchen", "- clear", "person bowl"),
    ("A developer stares at his laptop late at night.", "office", "night clear", "man laptop"),
    ("A robot waters a plant in the greenhouse.", "garden", "- clear", "robot plant"),
    ("Students raise their hands in the classroom.", "classroom", "- clear", "crowd"),
    ("A musician plays guitar on stage, the crowd cheers.", "stage", "night clear", "person guitar crowd"),
    ("Reusable cup, close-up, plain background.", "backdrop", "- clear", "cup"),
    ("A castle on a hill at sunset.", "mountain", "golden clear", "castle"),
    ("A couple walks along the beach at golden hour.", "beach", "golden clear", "couple"),
    ("A family has dinner in the garden.", "garden", "- clear", "couple child bowl"),
    ("An empty library with rows of books.", "library", "- clear", "book*6"),
    ("She opens the door and lets the light in.", "room", "- clear", "woman door"),
    ("A data center with servers blinking.", "office", "- clear", "cloud_server"),
    ("A cow stands in front of a windmill.", "field", "- clear", "cow windmill"),
    ("A van passes on a deserted road in the desert.", "road", "- clear", "bus"),
    ("A doctor in a hospital talks to an elderly patient.", "room", "- clear", "person elder"),
    ("A cyclist rides through the rain in Amsterdam.", "city", "- rain", "person bicycle"),
    ("A dragon guards the treasure in a cave.", "cave", "- clear", "dragon crown"),
    ("Plastic bottles float in the ocean.", "sea", "- clear", "bottle*3"),
    ("A team meets in an office around a table.", "office", "- clear", "crowd table"),
    ("A mother holds her newborn in a hospital bed at night.", "room", "night clear", "woman child bed"),
    ("Bees on lavender.", "garden", "- clear", "butterfly*3 flower"),
    ("Commuters wait on a train platform in the morning fog.", "street", "day fog", "crowd train"),
    ("The baker pulls fresh loaves from the oven.", "kitchen", "- clear", "person bread*3"),
    ("Ships pass the lighthouse.", "coast", "- clear", "ship*3 lighthouse"),
    ("Towering skyscrapers, seen from the street.", "street", "- clear", "tower*3"),
    ("The Earth and the Moon, seen from space.", "space", "night clear", "planet*2"),
    ("A bear with a fish in the river.", "river", "- clear", "bear fish"),
    ("Friends watch the train leave.", "field", "- clear", "crowd train"),
    ("A hiker on the summit at dusk.", "mountain", "dusk clear", "person"),
    ("A sled dog runs through the tundra in a snowstorm.", "snow", "- snow", "dog"),
    ("On the table lies a letter, beside it a fountain pen.", "room", "- clear", "letter table pen"),
    ("Jazz in a small club.", "stage", "night clear", "guitar"),
    ("Fish soup in a bowl.", "kitchen", "- clear", "bowl"),
    ("A hot air balloon above the clouds at first light.", "sky", "dawn clear", "balloon"),
    ("Grandparents on a park bench in autumn sun.", "park", "- clear", "elder*3 chair"),
    ("Five red umbrellas in the street, pouring rain.", "street", "- rain", "umbrella*5"),
    ("A pair of running shoes on a gravel path.", "road", "- clear", "shoe*2"),
    ("The heart of the city at midnight.", "city", "night clear", ""),
    ("A satellite over the dark planet.", "space", "night clear", "satellite planet"),
    ("A windswept meadow with a single oak.", "field", "- wind", "tree"),
    ("A carpenter in his workshop with a wooden chair.", "workshop", "- clear", "man chair"),
    ("☕🐶", "park", "- clear", "cup dog"),
    ("<b>Boat</b> on the **sea** {x}", "sea", "- clear", "rowboat"),
    ("A LONELY HOUSE IN THE DEEP FOREST AT NIGHT", "forest", "night clear", "house"),
    # other languages
    ("Ein alter Leuchtturm im Sturm, ein Hund bellt.", "coast", "- storm", "lighthouse dog"),
    ("Ein Segelboot im Hafen bei Sonnenuntergang, zwei Kinder winken.", "harbour", "golden clear", "sailboat child*2"),
    ("Un café sur une terrasse à Paris, la nuit, sous la pluie.", "cafe", "night rain", "cup"),
    ("El perro corre por la playa al amanecer.", "beach", "dawn clear", "dog"),
    ("La casa nel bosco con la neve.", "forest", "- snow", "house"),
    ("Uma criança lê um livro na biblioteca.", "library", "- clear", "child book"),
    ("夜の海で犬が走る", "sea", "night clear", "dog"),
    ("城市的夜晚,一个女人喝咖啡", "city", "night clear", "woman cup"),
    ("قارب في البحر ليلا", "sea", "night clear", "rowboat"),
    ("एक बच्चा नदी के पास किताब पढ़ता है", "river", "- clear", "child book"),
    ("Старый маяк на берегу, ночь, буря, собака.", "coast", "night storm", "lighthouse dog"),
]


def _subjects(made: Shot) -> str:
    return " ".join(f"{s.name}*{s.count}" if s.count > 1 else s.name for s in made.subjects)


@pytest.mark.parametrize(("text", "setting", "light", "subjects"), CASES, ids=[c[0][:40] for c in CASES])
def test_a_shot_shows_what_its_words_name(text: str, setting: str, light: str, subjects: str) -> None:
    made = shot(text)
    time, weather = light.split()
    expected_time = made.time_of_day if time == "-" else time
    assert (made.setting, made.time_of_day, made.weather, _subjects(made)) == (
        setting,
        expected_time,
        weather,
        subjects,
    )


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("A beach with no people or dogs, only gulls.", {"crowd", "person", "dog"}),
        ("The street without a car, a single bicycle.", {"car"}),
        ("Not a boat, but a plane crosses the sky.", {"rowboat"}),
        ("Nobody on the beach, only gulls.", {"crowd", "person"}),
        ("A house instead of a castle.", {"castle"}),
        ("A kitchen without people and lamps, one cup.", {"crowd", "lamp"}),
        ("Zwei Kinder am Strand ohne Hund.", {"dog"}),
        ("Une plage sans bateau, un chien.", {"rowboat"}),
    ],
)
def test_what_is_ruled_out_is_not_drawn(text: str, absent: set[str]) -> None:
    made = shot(text)
    assert made.subjects
    assert not {s.name for s in made.subjects} & absent


def test_negation_reaches_light_and_weather_too() -> None:
    assert shot("A street with no rain at night.").weather == "clear"
    assert shot("A lighthouse that never sleeps.").subjects[0].name == "lighthouse"
    assert {s.name for s in shot("No car, but a bicycle and a dog.").subjects} == {"bicycle", "dog"}


def test_words_say_where_in_the_frame_and_how_far() -> None:
    by_name = {s.name: s for s in shot("A dog on the left, a castle in the distance, a tree on the right.").subjects}
    assert by_name["dog"].placement == "left"
    assert by_name["tree"].placement == "right"
    assert by_name["castle"].distance == "far"
    assert shot("Close-up of a fox.").subjects[0].distance == "near"
    assert shot("Wide shot of a lone horse in a field.").subjects[0].distance == "far"
    assert shot("A man on a rooftop, the city in the distance.").subjects[0].distance == "middle"


def test_two_subjects_never_share_a_place() -> None:
    for seed in range(12):
        placements = [s.placement for s in shot("A dog, a cat and a horse in a field.", seed=seed).subjects]
        assert len(set(placements)) == 3


def test_the_label_is_what_the_text_called_it() -> None:
    labels = [s.label for s in shot("A small red rowing boat and the lighthouse.").subjects]
    assert labels == ["small red rowing boat", "lighthouse"]


@pytest.mark.parametrize(
    ("text", "camera"),
    [
        ("The camera pulls back to reveal a castle.", "pull"),
        ("Zoom in on a cup.", "push"),
        ("A tower, tilt down to the street.", "tilt_down"),
        ("Pan left over the rooftops.", "pan_left"),
    ],
)
def test_an_asked_for_camera_move_is_used(text: str, camera: str) -> None:
    assert shot(text).camera == camera


def test_camera_moves_vary_from_scene_to_scene() -> None:
    for text in ("A cup on a table.", "A wide sea.", "A woman in a park.", "A lighthouse.", "A car on a road.", ""):
        moves = [shot(text, number=n).camera for n in range(1, 7)]
        assert all(a != b for a, b in itertools.pairwise(moves))
        assert moves[-1] == "pull"
    assert shot("A lighthouse on the coast.", number=1).camera == "tilt_up"


def test_silence_is_filled_by_the_mood() -> None:
    noir = next(m for m in _all_moods() if m.id == "noir")
    dawn = next(m for m in _all_moods() if m.id == "hopeful_dawn")
    assert shot("Everything changes.", mood=noir, number=1).setting == "city"
    assert shot("A house.", mood=noir).time_of_day == "night"
    assert shot("A house.", mood=dawn).time_of_day == "dawn"
    assert shot("A house at noon.", mood=noir).time_of_day == "day"


def test_title_counts_only_where_the_description_is_silent() -> None:
    assert shot("Waves break on black rocks.", title="The lighthouse").subjects[0].name == "lighthouse"
    assert [s.name for s in shot("A dog runs.", title="The lighthouse").subjects] == ["dog"]
    assert shot("A cup on a table.", narration="Made from recycled ocean plastic.").setting != "sea"
    assert shot("", narration="A dog at the beach.").setting == "beach"


def test_a_shot_is_told_in_whole_sentences() -> None:
    for text, *_ in CASES[:60]:
        made = shot(text)
        for said in (made.description, made.styling, made.animation):
            assert said[-1] in ".!?"
            assert "  " not in said
            assert ".." not in said
            assert not re.search(r"[{}<>*|]|\ba [aeio]\w+ (?:in|on)\b", said)
        assert made.animation[0].isupper()
    made = shot("An old keeper and his dog on the rocks in a storm at night.")
    assert "storm" in made.description
    assert "on the left" in made.description
    assert "Palette:" in made.styling


def test_equal_arguments_give_equal_shots() -> None:
    text = "A dog and a cat in the garden at dusk."
    assert shot(text) == shot(text)
    assert {shot(text, seed=s).subjects for s in range(8)} != {shot(text).subjects}


@pytest.mark.parametrize(
    "text", ["", " ", "???", "🙃", "한국어 텍스트", "x" * 3000, "a " * 900, "\x00\u202e", "。。。", "5"]
)
def test_any_text_gives_a_shot(text: str) -> None:
    made = compose_shot(title=text, description=text, narration=None, mood=QUIET, number=1, total=1, seed=0)
    assert len(made.palette) == len(QUIET.color_palette)


def test_the_palette_follows_the_light() -> None:
    day, night = (relit(QUIET.color_palette, t, "clear") for t in ("day", "night"))
    assert day == QUIET.color_palette
    assert all(luminance(n) < luminance(d) for n, d in zip(night[::3], day[::3], strict=True))
    assert relit(QUIET.color_palette, "day", "fog")[3] != QUIET.color_palette[3]
    assert [colour_name(c) for c in ("#12263a", "#ffffff", "#f2a541", "#2d7d46")] == [
        "deep navy",
        "white",
        "amber",
        "green",
    ]


def test_every_hero_and_setting_can_be_named() -> None:
    named: set[str] = set()
    for sense in english().phrases.values():
        named |= {*sense.heroes, *sense.weak_heroes, *sense.companions, *sense.places, *sense.likely_places}
    assert named >= HEROES
    assert named >= SETTINGS
    for language in LANGUAGES:
        assert len(foreign(language).phrases) > 200
    with pytest.raises(ValueError, match="unicorn"):
        parse_sense("unicorn")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Coffee.", "en"), ("Dreams come true.", "en"), ("A chalet in the Alps", "en"), ("Kaffee.", "de"),
        ("La vieille maison près du lac", "fr"), ("El perro y el mar", "es"), ("il mare di notte", "it"),
        ("O mar à noite", "pt"), ("De zee en het strand", "nl"), ("犬と海", "ja"), ("黎明的城市", "zh"), ("", "en"),
    ],
)  # fmt: skip
def test_the_language_is_told(text: str, language: str) -> None:
    assert detect(text) == language


def test_text_is_cleaned_and_grammar_holds() -> None:
    assert plain("<script>x</script><b>A</b> **lamp** https://a.b/c !") == "A lamp!"
    assert calm("BUY NOW! IT IS CHEAP!") == "Buy now! It is cheap!"
    assert sentences("Dr. Hill paid 3.5 euros. Why? Ask acme.com!") == [
        "Dr. Hill paid 3.5 euros.",
        "Why?",
        "Ask acme.com!",
    ]
    assert [article(n) for n in ("hour", "old cup", "unique cup", "MRI", "umbrella")] == [
        "an hour",
        "an old cup",
        "a unique cup",
        "a MRI",
        "an umbrella",
    ]
    assert [plural(n) for n in ("red box", "child", "city", "dog", "loaf")] == [
        "red boxes",
        "children",
        "cities",
        "dogs",
        "loaves",
    ]
    assert [singular(n) for n in ("boxes", "children", "cities", "glass", "bus")] == [
        "box",
        "child",
        "city",
        "glass",
        "bus",
    ]
    assert join_and(["a", "b", "c"]) == "a, b and c"


# --- briefs ---------------------------------------------------------------------------------------------------------


def _brief(
    brand: str, product: str, message: str = "", tone: str = "", audience: str = "", notes: str = ""
) -> CreativeBrief:
    return CreativeBrief(
        brand_name=brand,
        product_description=product,
        target_audience=audience,
        key_message=message,
        tone=tone,
        additional_notes=notes or None,
    )


CUP = _brief(
    "Tidecup",
    "A reusable coffee cup made from recycled ocean plastic that keeps drinks hot for six hours and folds flat. "
    "Leakproof and dishwasher-safe.",
    "Keep your coffee hot and the sea clean",
    "playful, warm",
    "urban commuters aged 25-40 who care about the sea",
)
BRIEFS: dict[str, tuple[CreativeBrief, str, str]] = {
    "cup": (CUP, "Tidecup launch", ""),
    "app": (
        _brief(
            "Nimbus",
            "Nimbus is a project planning app for small teams. It sorts messages, files and tasks into one calm list. "
            "Works offline.",
            "Less searching, more making",
            "informative",
            "small creative teams",
        ),
        "Nimbus",
        "",
    ),
    "story": (
        _brief("", "", "Somebody has to keep the light", "moving"),
        "The keeper",
        "An old lighthouse keeper and his dog save a fishing boat in a storm.",
    ),
    "travel": (
        _brief(
            "Visit Lisboa",
            "Lisbon is a city of seven hills, yellow trams and tiled houses. The river Tagus shines at the end of every "
            "street. In the evening, fado drifts from the open doors.",
            "Come for the light",
            "elegant, poetic",
        ),
        "A weekend in Lisbon",
        "",
    ),
    "explainer": (
        _brief(
            "Curious Minutes",
            "The Moon pulls on the Earth, and the water answers. On the side facing the Moon, the sea bulges towards it. "
            "On the far side a second bulge forms. As the Earth turns, each coast passes through both bulges.",
            "The tide is the sea following the Moon",
            "curious",
        ),
        "Why are there tides?",
        "",
    ),
    "cause": (
        _brief(
            "Paws & Home",
            "We rescue stray dogs and find families for them. Since 2009 we have found homes for 4,200 dogs.",
            "Give a dog a second chance",
            "heartfelt",
            "families",
            "Please end with our logo. No music with vocals.",
        ),
        "Paws",
        "",
    ),
    "event": (
        _brief(
            "Riverside Jazz Festival",
            "Three-day jazz festival in the park, with open-air stages and food trucks. 12 to 14 July.",
            "Three nights under the stars",
            "energetic",
        ),
        "Riverside Jazz",
        "Three days of open-air jazz by the river.",
    ),
    "short": (_brief("", "Coffee."), "x", ""),
    "loud": (
        _brief(
            "MEGABIKE",
            "ELECTRIC CARGO BIKE FOR FAMILIES!!! ROOM FOR THREE CHILDREN 🚲🚲",
            "LEAVE THE CAR AT HOME",
            "urgent",
        ),
        "LOUD",
        "",
    ),
    "german": (
        _brief(
            "Röstwerk",
            "Frisch gerösteter Kaffee aus kleinen Betrieben in Kolumbien. Jede Bohne wird von Hand gepflückt.",
            "Der Morgen schmeckt nach Röstwerk",
            "warm",
        ),
        "Kaffee",
        "",
    ),
    "japanese": (
        _brief("京茶", "京都の山で育てたお茶です。朝の霧が葉をやさしく守ります。", "一杯の静けさ"),
        "京都",
        "",
    ),
    "nothing": (CreativeBrief(), "", ""),
    "markup": (
        _brief("Lux", "<script>alert(1)</script> A **bold** lamp -- 100% recycled!!! https://x.y/z 😀"),
        "<b>Hack</b>",
        "{{x}}",
    ),
    "fox": (
        _brief("", "", "", "gentle"),
        "The Fox and the Balloon",
        "A little fox finds a red balloon in the snowy forest. She follows the wind to the edge of the village. There, a "
        "boy is looking up at the sky. Neither of them says a word. The fox gives the balloon back.",
    ),
    "donation": (
        _brief(
            "Harbour Food Bank",
            "We collect food that shops would throw away and bring it to families in need. A donation of 10 euros pays "
            "for 25 meals.",
            "Nobody should go to bed hungry",
            "urgent",
        ),
        "Harbour Food Bank",
        "",
    ),
    "watches": (
        _brief(
            "Meridian",
            "Our watches are assembled by hand in Geneva. The sapphire glass does not scratch.",
            "Time, taken seriously",
            "luxurious",
        ),
        "Meridian",
        "",
    ),
}


def _film(name: str, seconds: float | None = None) -> tuple[SceneDraft, ...]:
    brief, title, description = BRIEFS[name]
    mood = write_moods(brief, title=title, description=description)[0]
    return write_storyboard(brief, mood, name=title, description=description, seconds=seconds)


def _all_moods() -> tuple[Mood, ...]:
    return write_moods(CUP, title="", description="", count=len(catalogue()))


@pytest.mark.parametrize("seconds", [None, 12.0, 30.0, 75.0])
@pytest.mark.parametrize("name", BRIEFS)
def test_a_storyboard_holds_together(name: str, seconds: float | None) -> None:
    scenes = _film(name, seconds)
    assert 4 <= len(scenes) <= 8
    said: list[str] = []
    for scene in scenes:
        text = scene.narration or ""
        for part in (scene.title, scene.description, text):
            assert not re.search(r"[{}<>*|]|https?:|  |\.\.|\ban? [^ ]+s (?:that|made)\b", part)
        assert scene.title
        assert scene.description[-1] in ".!?。।"
        assert spoken_words(text) / WORDS_PER_SECOND + (BREATH_SECONDS if text else 0) <= scene.duration_seconds + 0.11
        said += [key(s) for s in sentences(text)]
    brand = BRIEFS[name][0].brand_name
    assert brand in (scenes[-1].narration or "")
    assert len(said) == len(set(said) | ({key(brand)} if said.count(key(brand)) > 1 else set())) or brand
    assert len([s for s in said if s != key(brand)]) == len({s for s in said if s != key(brand)})
    if seconds:
        assert sum(s.duration_seconds for s in scenes) == pytest.approx(seconds, abs=0.01)


@pytest.mark.parametrize("name", sorted(set(BRIEFS) - {"german", "japanese"}))
def test_every_scene_of_an_english_storyboard_can_be_drawn(name: str) -> None:
    scenes = _film(name)
    shots = [
        compose_shot(
            title=s.title,
            description=s.description,
            narration=s.narration,
            mood=QUIET,
            number=i,
            total=len(scenes),
            seed=3,
        )
        for i, s in enumerate(scenes, 1)
    ]
    assert len({(s.setting, s.time_of_day, s.weather) for s in shots}) > 2
    assert sum(1 for s in shots if s.subjects) >= len(shots) / 2


def test_facts_of_the_brief_are_kept_and_none_invented() -> None:
    text = " ".join(s.narration or "" for s in _film("cup"))
    for fact in (
        "recycled ocean plastic",
        "six hours",
        "olds flat",
        "Leakproof",
        "urban commuters who care about the sea",
    ):
        assert fact in text
    for name, (brief, title, description) in BRIEFS.items():
        given = " ".join((brief.product_description, brief.key_message, title, description, brief.brand_name))
        said = " ".join(s.narration or "" for s in _film(name))
        assert set(re.findall(r"\d+", said)) <= set(re.findall(r"\d+", given))


def test_the_brand_is_not_in_every_line() -> None:
    for name, (brief, *_) in BRIEFS.items():
        if brief.brand_name:
            lines = [s.narration or "" for s in _film(name)]
            assert sum(brief.brand_name in line for line in lines) <= 3


def test_instructions_to_the_film_maker_are_not_read_aloud() -> None:
    text = " ".join(s.narration or "" for s in _film("cause"))
    assert "logo" not in text
    assert "vocals" not in text


def test_another_language_stays_unmixed() -> None:
    german = " ".join(f"{s.title} {s.description} {s.narration or ''}" for s in _film("german"))
    assert "von Hand gepflückt" in german
    assert not re.search(r"\b(the|and|with|of)\b", german)
    japanese = " ".join(f"{s.title} {s.description} {s.narration or ''}" for s in _film("japanese"))
    assert not re.search(r"[A-Za-z]", japanese)
    made = shot("Ein Hund am Strand.")
    assert made.description == "Ein Hund am Strand."


WORDS = st.sampled_from(
    [*CUP.product_description.split(), "no", "—", "(", "犬", "😀", "<b>", "12", ":", "which", "we", "sea."]
)
TEXT = st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=40).map(" ".join))


@settings(max_examples=60, deadline=None)
@given(brand=TEXT, product=TEXT, message=TEXT, title=TEXT, seconds=st.one_of(st.none(), st.floats(1, 3000)))
def test_any_brief_gives_a_film(brand: str, product: str, message: str, title: str, seconds: float | None) -> None:
    brief = _brief(brand, product, message)
    mood = write_moods(brief, title=title, description=message)[0]
    scenes = write_storyboard(brief, mood, name=title, description=message, seconds=seconds)
    assert 4 <= len(scenes) <= 8
    for number, scene in enumerate(scenes, 1):
        compose_shot(
            title=scene.title,
            description=scene.description,
            narration=scene.narration,
            mood=mood,
            number=number,
            total=len(scenes),
            seed=1,
        )


def test_a_flood_of_words_is_cut_to_what_can_be_said() -> None:
    brief = _brief("Tidecup", "a cup and " * 180, "word " * 390)
    scenes = write_storyboard(brief, QUIET, name="", description="")
    assert max(s.duration_seconds for s in scenes) < 40
    assert "Tidecup" in (scenes[-1].narration or "")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("cup", "product"), ("app", "service"), ("story", "story"), ("travel", "travel"), ("explainer", "explainer"),
        ("cause", "cause"), ("event", "event"), ("fox", "story"), ("donation", "cause"), ("watches", "product"),
    ],
)  # fmt: skip
def test_the_kind_of_film_is_recognised(name: str, kind: str) -> None:
    assert gather(*BRIEFS[name]).kind == kind


def test_the_voice_follows_the_tone() -> None:
    films = set()
    for tone in ("playful", "elegant", "urgent", "informative"):
        brief = CUP.model_copy(update={"tone": tone})
        scenes = write_storyboard(brief, QUIET, name="", description="")
        films.add(tuple(s.narration for s in scenes[:3]))
    assert len(films) == 4


def test_a_product_is_taken_apart_into_claims() -> None:
    product = read_product(CUP.product_description, "Tidecup")
    assert product.a == "a reusable coffee cup"
    assert [c.said("It") for c in product.claims] == [
        "Made from recycled ocean plastic.",
        "It keeps drinks hot for six hours.",
        "It folds flat.",
        "Leakproof and dishwasher-safe.",
    ]
    soaps = read_product("Handmade soaps that foam and last for months, without palm oil", "")
    assert soaps.a == "handmade soaps"
    assert [c.said(soaps.pronoun) for c in soaps.claims] == ["They foam and last for months.", "Without palm oil."]
    assert read_product("We rescue stray dogs.", "").noun == ""
    assert read_product("Coffee.", "").a == "coffee"


def test_storyboards_and_moods_are_deterministic() -> None:
    for name, (brief, title, description) in BRIEFS.items():
        assert _film(name) == _film(name)
        assert write_moods(brief, title=title, description=description) == write_moods(
            brief, title=title, description=description
        )


# --- moods ----------------------------------------------------------------------------------------------------------


def test_the_catalogue_is_whole() -> None:
    entries = catalogue()
    assert len(entries) == 24
    assert len({e.id for e in entries}) == len({e.name for e in entries}) == len({e.palette for e in entries}) == 24
    for entry in entries:
        assert all(re.fullmatch(r"#[0-9a-f]{6}", c) for c in entry.palette)
        assert len(set(entry.palette)) == len(entry.palette) == 6
        lights = [luminance(c) for c in entry.palette]
        assert lights[0] == max(lights)
        assert lights[-1] == min(lights)
        assert lights[0] - lights[-1] > 0.5
        assert entry.link.count("{x}") == 1


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("story", {"warm_cinematic", "maritime"}),
        ("travel", {"retro_poster"}),
        ("explainer", {"schoolroom"}),
        ("watches", {"luxurious"}),
        ("event", {"neon_night", "bold_product"}),
        ("cup", {"bold_product", "playful_pop", "city_morning"}),
        ("fox", {"pastel_storybook", "misty_forest"}),
    ],
)
def test_fitting_moods_come_first(name: str, wanted: set[str]) -> None:
    brief, title, description = BRIEFS[name]
    moods = write_moods(brief, title=title, description=description)
    assert moods[0].id in wanted
    assert len({m.id for m in moods}) == 3
    assert len({m.color_palette for m in moods}) == 3


def test_a_mood_speaks_of_the_film() -> None:
    moods = write_moods(CUP, title="Tidecup", description="", count=5)
    assert len(moods) == 5
    assert all("reusable coffee cup" in m.description for m in moods)
    assert all("{" not in m.description for m in _all_moods())


def test_copy_tables_are_complete() -> None:
    for block in _blocks():
        assert block.line("hook", "") and block.line("problem", "") and block.line("feel", "")
        for slot in ("hook", "problem", "turn", "use", "detail", "proof", "feel"):
            title, picture = block.pictures[slot]
            assert title
            assert picture.endswith(".")
            shown = shot(re.sub(r"\{(\w)_?\w*\}", "a cup", picture))
            assert shown.subjects or shown.setting != "backdrop"


# --- examples -------------------------------------------------------------------------------------------------------

EXAMPLE_SUBJECTS = {
    "hello": ["balloon"],
    "lighthouse": [
        "lighthouse gull*3",
        "elder dog campfire",
        "rowboat",
        "elder lantern dog",
        "lighthouse rowboat",
        "elder child dog",
    ],
    "lisbon": ["tower", "train house*3", "cup cake table", "sailboat bridge", "woman cat", "person guitar", "couple"],
    "tides": ["child rowboat", "planet*2", "planet", "globe lamp", "sailboat*3 clock", "child rowboat"],
}


def _example(name: str) -> Brief:
    return Brief.model_validate(yaml.safe_load((EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", EXAMPLE_SUBJECTS)
def test_an_example_is_paced_and_drawn_as_written(name: str) -> None:
    brief = _example(name)
    mood = brief.storyboard.selected_mood or QUIET
    drawn = []
    for number, scene in enumerate(brief.scenes, 1):
        words = len((scene.narration or "").split())
        assert words <= 2.1 * scene.duration_seconds
        made = compose_shot(
            title=scene.title,
            description=scene.description,
            narration=scene.narration,
            mood=mood,
            number=number,
            total=len(brief.scenes),
            seed=7,
        )
        drawn.append(_subjects(made))
    assert drawn == EXAMPLE_SUBJECTS[name]


def test_the_examples_are_what_their_readme_lines_promise() -> None:
    lighthouse = _example("lighthouse")
    assert sum(s.duration_seconds for s in lighthouse.scenes) == 30
    assert lighthouse.storyboard.selected_mood is not None
    cup = _example("cup")
    assert (cup.aspect, cup.scenes, cup.storyboard.selected_mood) == ("9:16", (), None)
    assert sum(1 for s in _example("lisbon").scenes if not s.narration) == 1
    assert _example("tides").aspect == "1:1"
    assert len(_example("hello").scenes) == 1
    scenes = write_storyboard(
        cup.storyboard.creative_brief,
        write_moods(cup.storyboard.creative_brief, title=cup.name, description=cup.description)[0],
        name=cup.name,
        description=cup.description,
        seconds=30,
    )
    assert sum(1 for s in scenes if s.narration) >= 5
