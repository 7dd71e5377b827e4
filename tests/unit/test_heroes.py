"""Every hero is a real picture: it renders, fills its box, stands on its ground, and is the same twice."""

import io
from functools import cache
from typing import get_args
from xml.etree import ElementTree

import pytest
import resvg_py
from PIL import Image

from functions.providers.studio.heroes import HERO_NAMES, HeroArt, Tones, draw_hero, tones_for
from functions.providers.studio.heroes.art import brightness, frame, mix
from functions.providers.studio.heroes.draw import extent, path, ribbon, ring, slab, smooth
from schemas.shot import Hero

NAMES = sorted(get_args(Hero))
PEOPLE = ("person", "woman", "man", "child", "elder", "couple", "crowd")
HARBOUR = ("#16324f", "#2a6f97", "#f2a65a", "#f6e7cb", "#d1495b")
BLUES = ("#0d1b2a", "#1b3a5b", "#415a77", "#a9bcd0", "#e0e1dd")


@cache
def drawn(name: str, variant: int = 0) -> HeroArt:
    return draw_hero(name, tones_for(HARBOUR, variant), variant)


@cache
def rendered(name: str, variant: int = 0) -> tuple[Image.Image, Image.Image]:
    """The hero as its box cuts it, and the same with a margin of a tenth all round to see what the box cuts off."""
    art = drawn(name, variant)
    side = max(art.width, art.height)
    margin = side // 10
    box = f'viewBox="0 0 {art.width} {art.height}" width="{art.width}" height="{art.height}"'
    width, height = art.width + 2 * margin, art.height + 2 * margin
    wider = f'viewBox="{-margin} {-margin} {width} {height}" width="{width}" height="{height}"'
    assert box in art.svg
    png = resvg_py.svg_to_bytes(svg_string=art.svg.replace(box, wider), zoom=140 / side, skip_system_fonts=True)
    whole = Image.open(io.BytesIO(bytes(png))).convert("RGBA")
    edge = margin * 140 / side
    return whole.crop((round(edge), round(edge), round(whole.width - edge), round(whole.height - edge))), whole


def opaque(image: Image.Image) -> Image.Image:
    return image.getchannel("A").point(lambda alpha: 255 if alpha > 100 else 0)


def area(image: Image.Image) -> int:
    return opaque(image).histogram()[255]


def test_every_hero_of_the_contract_is_drawn_and_no_other():
    assert frozenset(NAMES) == HERO_NAMES


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("variant", [0, 1])
def test_a_hero_fills_its_box_and_stands_on_its_lower_edge(name: str, variant: int):
    image, _ = rendered(name, variant)
    assert 0.08 <= area(image) / (image.width * image.height) <= 0.95
    left, top, right, bottom = opaque(image).getbbox() or (0, 0, 0, 0)
    assert (right - left) / image.width > 0.78
    assert (bottom - top) / image.height > 0.85
    if drawn(name, variant).stands != "air":
        assert bottom >= image.height - 1


@pytest.mark.parametrize("name", NAMES)
def test_a_hero_has_a_lit_and_a_shaded_side_and_details(name: str):
    counted = rendered(name)[0].getcolors(1 << 20) or []
    assert sum(count >= 12 and isinstance(colour, tuple) and colour[3] == 255 for count, colour in counted) >= 5


@pytest.mark.parametrize(("name", "variant"), [(n, v) for n in NAMES for v in range(8 if n in PEOPLE else 2)])
def test_nothing_is_cut_off_by_the_box(name: str, variant: int):
    inside, whole = rendered(name, variant)
    # One pixel all round is the rounding of the crop, not a cut.
    x, y = (whole.width - inside.width) // 2 - 1, (whole.height - inside.height) // 2 - 1
    nearly = whole.crop((x, y, whole.width - x, whole.height - y))
    assert (area(whole) - area(nearly)) / area(whole) < 0.004


@pytest.mark.parametrize("name", NAMES)
def test_the_document_is_sound(name: str):
    art = drawn(name, 2)
    root = ElementTree.fromstring(art.svg)
    assert root.get("viewBox") == f"0 0 {art.width} {art.height}"
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags <= {"svg", "g", "path", "clipPath"}
    assert "nan" not in art.svg
    assert 0.05 <= art.metres <= 100
    for x, y, radius in art.lights:
        assert 0 <= x <= 1
        assert 0 <= y <= 1
        assert 0 < radius <= 0.5


@pytest.mark.parametrize("name", NAMES)
def test_equal_arguments_give_equal_text(name: str):
    assert draw_hero(name, tones_for(HARBOUR, 2), 2).svg == drawn(name, 2).svg


@pytest.mark.parametrize("name", PEOPLE)
def test_people_vary(name: str):
    assert len({drawn(name, variant).svg for variant in range(6)}) == 6
    tones = tones_for(HARBOUR)
    assert draw_hero(name, tones, 0).svg != draw_hero(name, tones, 1).svg


def test_clip_ids_name_one_shape_each_across_documents():
    shapes: dict[str, set[str]] = {}
    for name in NAMES:
        for clip in ElementTree.fromstring(drawn(name).svg).iter("{http://www.w3.org/2000/svg}clipPath"):
            shapes.setdefault(clip.get("id", ""), set()).add(clip[0].get("d", ""))
    assert len(shapes) > 500
    assert {len(outlines) for outlines in shapes.values()} == {1}


def test_an_unknown_name_is_refused_with_the_list():
    with pytest.raises(ValueError, match=r"'unicorn'.*astronaut.*woman"):
        draw_hero("unicorn", tones_for(HARBOUR))


def test_what_shines_at_night_says_where():
    for name in ("lighthouse", "house", "lantern", "lamp", "campfire", "car", "phone"):
        assert drawn(name).lights
    x, y, _ = drawn("lighthouse").lights[0]
    assert abs(x - 0.5) < 0.05
    assert y < 0.25


def test_sizes_are_in_natural_order():
    heights = [drawn(name).metres for name in ("cup", "cat", "child", "woman", "man", "car", "house", "lighthouse")]
    assert heights[0] < heights[1] < heights[2] < heights[3] < heights[4]
    assert heights[5] < heights[6] < heights[7]


@pytest.mark.parametrize("palette", [HARBOUR, BLUES, ("#808080", "#808080"), ("#FFFFFF", "#000000")])
@pytest.mark.parametrize("variant", range(8))
def test_tones_are_readable_on_any_palette(palette: tuple[str, ...], variant: int):
    tones = tones_for(palette, variant)
    for colour in vars(tones).values():
        assert len(colour) == 7
        assert int(colour[1:], 16) >= 0
    assert brightness(tones.dark) < 0.25 < brightness(tones.main) < 0.7 < brightness(tones.light)
    assert brightness(tones.light) - brightness(tones.shade) > 0.03
    assert tones.main != tones.accent


def test_skin_and_hair_are_diverse():
    tones = [tones_for(HARBOUR, variant) for variant in range(8)]
    assert len({one.skin for one in tones}) == 8
    shades = sorted(brightness(one.skin) for one in tones)
    assert shades[-1] - shades[0] > 0.4


def test_a_palette_must_have_a_colour():
    with pytest.raises(ValueError, match="at least one"):
        tones_for(())


def test_mix_goes_from_one_colour_to_the_other():
    assert mix("#000000", "#ffffff", 0) == "#000000"
    assert mix("#000000", "#ffffff", 0.5) == "#808080"
    assert mix("#102030", "#ffffff", 1) == "#ffffff"


def test_smooth_curves_pass_through_their_points_and_corners_stay_sharp():
    assert smooth("0,0! 10,0! 10,10!").startswith("M0 0C3.6 0 6.4 0 10 0")
    assert smooth("0,0 10,0 10,10") != smooth("0,0! 10,0 10,10")


def test_a_flat_ribbon_is_as_wide_as_its_nodes_say():
    art = frame(path(ribbon("50,0,20 50,100,20", flat=True), "#ff0000"), box=(0, 0, 100, 100), metres=1)
    image = Image.open(io.BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=art.svg)))).getchannel("A")
    assert image.getbbox() == (30, 0, 70, 100)


@pytest.mark.parametrize(
    ("outline", "holds"),
    [
        (ring(10, 20, 5), (5, 15, 15, 25)),
        (ring(0, 0, 30, 10), (-30, -10, 30, 10)),
        ("M0 0H40V30H0Z", (0, 0, 40, 30)),
        ("M5 5h10v20h-10Z", (5, 5, 15, 25)),
    ],
)
def test_extent_is_exact_for_rings_and_straight_sides(outline: str, holds: tuple[float, ...]):
    assert extent(outline) == pytest.approx(holds)


def test_extent_holds_what_is_painted():
    for d in (
        slab(3, 4, 50, 20, 8),
        smooth("0,0 60,10 40,50! 5,30"),
        "M10 40A30 20 0 0 1 60 40Z",
        "M0 0A9 9 0 1 0 12 5Z",
    ):
        left, top, right, bottom = extent(d)
        art = frame(path(d, "#ff0000"), box=(-50, -50, 100, 100), metres=1)
        image = Image.open(io.BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=art.svg))))
        painted = opaque(image.convert("RGBA")).getbbox() or (0, 0, 0, 0)
        assert left - 1 <= painted[0] - 50
        assert top - 1 <= painted[1] - 50
        assert right + 1 >= painted[2] - 50
        assert bottom + 1 >= painted[3] - 50


def test_lights_are_shares_of_the_box():
    art = frame(path(slab(0, 0, 10, 10), "#ff0000"), box=(-100, 0, 100, 50), metres=1, lights=[(0, 25, 20)])
    assert art.lights == ((0.5, 0.5, 0.1),)
    assert isinstance(tones_for(HARBOUR), Tones)
