# ruff: noqa: E501 - SVG paths stay on one line.
"""Staging: draws the cast into the scene with light, shadow, reflection, haze and glow."""

import io

import numpy as np
from PIL import Image, ImageFilter

from functions.providers.studio.illustrator import plants
from functions.providers.studio.illustrator.cast import Actor
from functions.providers.studio.illustrator.colour import Inks, lighter, mix, rgb
from functions.providers.studio.illustrator.picture import Layer, flatten
from functions.providers.studio.illustrator.plate import Field, Plate, grow
from functions.providers.studio.illustrator.water import lens
from functions.providers.studio.illustrator.world import Scene

_SOFT = 4
"""Light is painted this many times smaller."""
_WRITTEN = frozenset(
    {
        "clock", "watch", "shop", "letter", "chart", "map", "book", "laptop", "phone", "globe", "magnifier", "piano",
        "guitar", "camera", "key", "bus",
    }
)  # fmt: skip
"""Subjects that look wrong when mirrored."""
_ROCKED = ("rowboat", "sailboat")
"""What heels in a rough sea."""


def stage_cast(plate: Plate, inks: Inks, scene: Scene, actors: list[Actor]) -> list[tuple[int, Layer]]:
    """Paint every actor; each layer comes with the number of scene layers behind it, far ones first."""
    staged: list[tuple[int, Layer]] = []
    small = [Layer(layer.name, np.ascontiguousarray(layer.pixels[::8, ::8]), layer.depth) for layer in scene.layers]
    for actor in sorted(actors, key=lambda a: (a.slot, a.far == 0.0, a.y if not a.floats else 0.0, -a.order)):
        behind = (np.asarray(flatten(tuple(small[: max(1, actor.slot)])), np.float32) / 255).astype(np.float32)
        sheet = Image.new("RGBA", (plate.across, plate.down))
        sprite = _Sprite(plate, inks, scene, actor, behind)
        sprite.paint(sheet)
        depth = 0.55 + 0.3 * (actor.y / plate.h - 0.55) - actor.far
        staged.append((actor.slot, Layer(f"subject {actor.name}", np.asarray(sheet), max(0.2, depth))))
        glow = _glow(plate, inks, actor, scene.sun.x > plate.w / 2 and actor.name not in _WRITTEN)
        if glow is not None:
            staged.append((actor.slot, Layer(f"glow {actor.name}", glow, max(0.2, depth), pulse=0.16)))
    return staged


class _Sprite:
    """One actor on its way onto the plate."""

    def __init__(self, plate: Plate, inks: Inks, scene: Scene, actor: Actor, behind: Field) -> None:
        self._plate, self._inks, self._scene, self._actor = plate, inks, scene, actor
        self._right = scene.sun.x > plate.w / 2
        foot = actor.y - actor.plinth if not actor.floats else actor.y + actor.tall / 2
        tall, wide = max(2, round(actor.tall * plate.scale)), max(2, round(actor.wide * plate.scale))
        self._left = round(plate.px(actor.x) - wide / 2)
        self._top = round(plate.py(foot)) - tall
        image = hero_image(actor.art.svg, wide)
        if self._right and actor.name not in _WRITTEN:
            image = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        if actor.afloat and inks.weather in ("storm", "wind") and actor.name in _ROCKED:
            # Room around it, so that nothing is cut off when it heels.
            margin = round(0.12 * wide)
            roomy = Image.new("RGBA", (wide + 2 * margin, image.height + margin))
            roomy.paste(image, (margin, margin))
            pivot = (margin + wide / 2, margin + image.height * 0.9)
            image = roomy.rotate(6 if actor.order % 2 == 0 else -5, Image.Resampling.BICUBIC, center=pivot)
            self._left, self._top = self._left - margin, self._top - margin
        self._image = image
        self._behind = self._around(behind)

    def paint(self, sheet: Image.Image) -> None:
        """Draw shadow, stand, halo, reflection and the lit figure onto the plate-sized sheet."""
        actor = self._actor
        lit = self._lit()
        self._halo(sheet)
        if actor.plinth or actor.islet:
            self._stand(sheet)
        elif actor.afloat:
            self._reflection(sheet, lit)
        elif not actor.floats:
            self._shadow(sheet)
        _lay(sheet, lit, self._left, self._top)
        if actor.afloat or actor.islet:
            self._waterline(sheet)

    def _around(self, behind: Field) -> Field:
        left, top = max(0, self._left // 8), max(0, self._top // 8)
        wide, tall = self._image.width // 8 + 1, self._image.height // 8 + 1
        window = behind[top : top + tall, left : left + wide]
        return np.asarray((window if window.size else behind).reshape(-1, 3).mean(0), np.float32)

    def _lit(self) -> Image.Image:
        inks, actor = self._inks, self._actor
        pixels = np.asarray(self._image).astype(np.float32)
        colours, alpha = pixels[..., :3] / np.float32(255), pixels[..., 3] / np.float32(255)
        light = np.array(rgb(inks.lit("#ffffff")), np.float32)
        if inks.dark:
            colours = colours**0.86
        colours *= light ** (0.42 if inks.dark else 0.65)
        tall, wide = alpha.shape
        across = (
            np.linspace(1, 0, wide, dtype=np.float32) if not self._right else np.linspace(0, 1, wide, dtype=np.float32)
        )
        warm = np.array(rgb(mix("#ffffff", inks.sun, 0.6)), np.float32)
        colours *= 1 - 0.16 * (1 - across[None, :, None]) + 0.10 * across[None, :, None] * warm
        down = np.clip((np.arange(tall, dtype=np.float32) / tall - 0.78) / 0.22, 0, 1)[:, None, None]
        colours *= 1 - 0.16 * down
        colours += self._rim(alpha)[..., None] * np.array(rgb(mix(inks.sun, inks.sky[2], 0.25)), np.float32)
        if actor.far:
            haze = np.array(rgb(inks.haze), np.float32)
            colours += (haze - colours) * min(0.6, actor.far * inks.haze_density)
        elif inks.weather == "fog":
            colours += (np.array(rgb(inks.haze), np.float32) - colours) * 0.16
        out = np.dstack([np.clip(colours, 0, 1) * 255, pixels[..., 3]])
        return Image.fromarray(out.astype(np.uint8))

    def _rim(self, alpha: Field) -> Field:
        step = max(1, round(self._plate.scale * 3.2))
        moved = np.zeros_like(alpha)
        if self._right:
            moved[step:, :-step] = alpha[:-step, step:]
        else:
            moved[step:, step:] = alpha[:-step, :-step]
        strength = {"day": 0.16, "dawn": 0.3, "golden": 0.42, "dusk": 0.42, "night": 0.34}[self._inks.time]
        return np.asarray(np.clip(alpha - moved, 0, 1) * strength, np.float32)

    def _halo(self, sheet: Image.Image) -> None:
        """Lay a soft light (or shade) behind a subject that would sink into its background."""
        pixels = np.asarray(self._image.resize((32, 32), Image.Resampling.BOX), np.float32) / 255
        weights = np.array((0.2126, 0.7152, 0.0722), np.float32)
        own = float((pixels[..., :3] @ weights * pixels[..., 3]).sum() / max(1e-3, pixels[..., 3].sum()))
        own *= float(np.array(rgb(self._inks.lit("#ffffff"))) @ weights) ** 0.7
        ground = float(self._behind @ weights)
        gap = abs(own - ground)
        strength = float(np.clip((0.8 if self._inks.dark else 0.62) - gap * 1.9, 0.12, 0.8))
        brighter = ground > 0.32 or own < ground
        colour = (
            mix(self._inks.sun, self._inks.sky[2], 0.4)
            if brighter or own < 0.4
            else mix(self._inks.sky[0], "#080a16", 0.5)
        )
        if own > 0.62 and ground > 0.62:
            colour = mix(self._inks.sky[0], self._inks.palette[0], 0.3)
        shrink = 8
        reach = max(4, round(self._actor.tall * self._plate.scale * 0.16 / shrink))
        mask = self._image.getchannel("A").resize(
            (max(1, self._image.width // shrink), max(1, self._image.height // shrink)), Image.Resampling.BOX
        )
        canvas = Image.new("L", (mask.width + 6 * reach, mask.height + 6 * reach))
        canvas.paste(mask, (3 * reach, 3 * reach))
        soft = canvas.filter(ImageFilter.GaussianBlur(reach)).point(lambda v: min(255, v * 1.5) * strength)
        soft = soft.resize((soft.width * shrink, soft.height * shrink), Image.Resampling.BICUBIC)
        _tint(sheet, soft, colour, self._left - 3 * reach * shrink, self._top - 3 * reach * shrink)

    def _shadow(self, sheet: Image.Image) -> None:
        """Lay the contact shadow under the feet and the cast shadow away from the light."""
        plate, inks = self._plate, self._inks
        wide, tall = self._image.size
        foot = self._top + tall
        colour = mix(inks.lit("#20243a"), "#05060f", 0.4)
        thick = max(4, round(min(wide * 0.14, plate.scale * 34)))
        contact = Image.new("L", (max(2, wide // 4), max(2, thick)))
        base = np.asarray(self._image.getchannel("A").resize((contact.width, 64), Image.Resampling.BOX), np.float32)[
            56:
        ].max(0)
        if base.max() <= 0:
            return
        row = np.convolve(base / 255, np.ones(9) / 9, "same")
        bell = np.exp(-(np.linspace(-2, 2, contact.height) ** 2))
        contact = Image.fromarray((np.outer(bell, np.clip(row, 0, 1)) * 150).astype(np.uint8))
        _tint(
            sheet,
            contact.resize((wide, thick), Image.Resampling.BICUBIC),
            colour,
            self._left,
            foot - thick // 2 - round(2 * plate.scale),
        )
        if inks.weather in ("fog", "rain", "storm") or self._scene.sun.seen is False:
            return
        length = {"day": 0.18, "golden": 0.34, "dawn": 0.34, "dusk": 0.3, "night": 0.22}[inks.time]
        down = max(2, round(tall * length * 0.36))
        slant = (1 if not self._right else -1) * tall * length * 1.5
        mask = self._image.getchannel("A").transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        span = int(wide + abs(slant))
        shift = 0.0 if slant > 0 else abs(slant)
        flat = mask.resize((wide, down), Image.Resampling.BILINEAR)
        cast = flat.transform(
            (span, down), Image.Transform.AFFINE, (1, -slant / down, -shift, 0, 1, 0), Image.Resampling.BILINEAR
        )
        fade = np.linspace(0.34, 0.05, down, dtype=np.float32)[:, None]
        shade = Image.fromarray((np.asarray(cast, np.float32) * fade).astype(np.uint8)).filter(
            ImageFilter.BoxBlur(2 * plate.scale)
        )
        _tint(sheet, shade, colour, self._left - round(shift), foot - round(3 * plate.scale))

    def _reflection(self, sheet: Image.Image, lit: Image.Image) -> None:
        """Mirror the figure in the water, broken by ripples and fading downwards."""
        plate = self._plate
        wide, tall = lit.size
        span = int(min(tall * 0.62, plate.down - self._top - tall))
        if span < 4:
            return
        flipped = np.asarray(lit.transpose(Image.Transpose.FLIP_TOP_BOTTOM))[: int(span / 0.8)]
        flipped = np.asarray(Image.fromarray(flipped).resize((wide, span), Image.Resampling.BILINEAR))
        rows = np.arange(span)
        wobble = (
            np.sin(rows / (2.6 * plate.scale) + np.sin(rows / (9 * plate.scale)) * 2)
            * (1 + rows / span * 7)
            * plate.scale
        )
        mirrored = np.stack([np.roll(row, int(move), 0) for row, move in zip(flipped, wobble, strict=True)])
        fade = np.linspace(0.6, 0.0, span, dtype=np.float32)[:, None]
        dim = np.array(rgb(mix("#ffffff", self._inks.sky[0], 0.4)), np.float32)
        out = np.dstack([mirrored[..., :3] * dim, mirrored[..., 3] * fade]).astype(np.uint8)
        _lay(sheet, Image.fromarray(out), self._left, self._top + tall - round(3 * plate.scale))

    def _waterline(self, sheet: Image.Image) -> None:
        """Draw foam and dark ripples where the figure meets the water, over its lowest edge."""
        plate, actor, inks = self._plate, self._actor, self._inks
        chance = plate.chance(f"line{actor.name}{actor.x:.0f}")
        wide = actor.wide * (1.3 if actor.islet else 1.0)
        foam = "".join(
            lens(
                actor.x + chance.uniform(-0.5, 0.5) * wide,
                actor.y + chance.uniform(-7, 9),
                wide * chance.uniform(0.1, 0.34),
                5,
            )
            for _ in range(12)
        )
        dark = lens(actor.x, actor.y + 2, wide * 0.9, 9)
        body = f'<path d="{dark}" fill="{mix(inks.sky[0], "#0a1424", 0.6)}" fill-opacity="0.5"/>'
        body += f'<path d="{foam}" fill="{mix(inks.lit("#f4f8f8"), inks.sky[2], 0.3)}" fill-opacity="0.75"/>'
        self._vector(sheet, body, actor.y - 30, actor.y + 30)

    def _stand(self, sheet: Image.Image) -> None:
        """Draw what it stands on: a rock in the sea, or a round plinth."""
        plate, actor, inks = self._plate, self._actor, self._inks
        if actor.islet:
            chance = plate.chance("islet")
            stone, wide = inks.ink("#5a5558"), max(actor.wide * 1.5, 150.0)
            body = "".join(
                plants.rock(actor.x + dx * wide, actor.y + 26, wide * size, lighter(stone, tone), chance, 0.34)
                for dx, size, tone in ((-0.34, 0.6, -0.03), (0.36, 0.55, -0.05), (0.0, 0.95, 0.0))
            )
            self._vector(sheet, body, actor.y - 120, actor.y + 40)
            return
        wide, high = actor.base, actor.plinth
        top, colour = actor.y - high, mix(inks.lit(inks.pull(self._scene.bench)), self._scene_tone(), 0.12)
        lip = wide * 0.085
        lit, shade = ("0", "1") if not self._right else ("1", "0")
        body = (
            f'<defs><linearGradient id="p" x1="{lit}" x2="{shade}" y1="0" y2="0"><stop offset="0" stop-color="{lighter(colour, 0.06)}"/>'
            f'<stop offset="0.45" stop-color="{colour}"/><stop offset="1" stop-color="{lighter(colour, -0.14)}"/></linearGradient></defs>'
            f'<ellipse cx="{actor.x + (14 if not self._right else -14):.1f}" cy="{actor.y + lip * 0.5:.1f}" rx="{wide * 0.56:.1f}" ry="{lip * 1.25:.1f}" fill="#0a0c18" fill-opacity="0.28"/>'
            f'<path d="M{actor.x - wide / 2:.1f} {top:.1f}V{actor.y:.1f}A{wide / 2:.1f} {lip:.1f} 0 0 0 {actor.x + wide / 2:.1f} {actor.y:.1f}V{top:.1f}Z" fill="url(#p)"/>'
            f'<ellipse cx="{actor.x:.1f}" cy="{top:.1f}" rx="{wide / 2:.1f}" ry="{lip:.1f}" fill="{lighter(colour, 0.1)}"/>'
            f'<ellipse cx="{actor.x + (10 if not self._right else -10):.1f}" cy="{top + 2:.1f}" rx="{actor.wide * 0.46:.1f}" ry="{lip * 0.5:.1f}" fill="#0a0c18" fill-opacity="0.3"/>'
        )
        self._vector(sheet, body, top - 2 * lip, actor.y + 3 * lip)

    def _scene_tone(self) -> str:
        return self._inks.haze

    def _vector(self, sheet: Image.Image, body: str, top: float, bottom: float) -> None:
        pixels = self._plate.vector(body, top=top, bottom=bottom)
        first = max(0, int(self._plate.py(top)))
        last = min(self._plate.down, int(self._plate.py(bottom)) + 1)
        if last > first:
            _lay(sheet, Image.fromarray(np.ascontiguousarray(pixels[first:last])), 0, first)


def hero_image(svg: str, wide: int) -> Image.Image:
    """Rasterise a subject at a width in pixels."""
    import resvg_py

    png = resvg_py.svg_to_bytes(svg_string=svg, width=wide, skip_system_fonts=True)
    with Image.open(io.BytesIO(bytes(png))) as image:
        return image.convert("RGBA")


def _lay(sheet: Image.Image, piece: Image.Image, left: int, top: int) -> None:
    """Compose a piece onto the sheet, clipped to it."""
    x0, y0 = max(0, left), max(0, top)
    x1, y1 = min(sheet.width, left + piece.width), min(sheet.height, top + piece.height)
    if x1 > x0 and y1 > y0:
        sheet.alpha_composite(piece.crop((x0 - left, y0 - top, x1 - left, y1 - top)), (x0, y0))


def _tint(sheet: Image.Image, mask: Image.Image, colour: str, left: int, top: int) -> None:
    flat = Image.new("RGBA", mask.size, colour)
    flat.putalpha(mask)
    _lay(sheet, flat, left, top)


def _glow(plate: Plate, inks: Inks, actor: Actor, mirrored: bool) -> np.ndarray | None:
    """Paint the warm light of an actor's lamps at dark hours; a lighthouse throws its beam."""
    beam = actor.name == "lighthouse" and (inks.dark or inks.weather in ("storm", "fog", "rain"))
    if not actor.art.lights or not (inks.dark or beam):
        return None
    side = max(actor.tall, actor.wide)
    foot = actor.y - actor.plinth if not actor.floats else actor.y + actor.tall / 2
    x, y = plate.columns[None, ::_SOFT], plate.rows[::_SOFT, None]
    light = np.zeros((y.shape[0], x.shape[1]), np.float32)
    core = np.zeros_like(light)
    for index, (sx, sy, radius) in enumerate(actor.art.lights):
        at_x = actor.x + ((1 - sx if mirrored else sx) - 0.5) * actor.wide
        at_y = foot - actor.tall * (1 - sy)
        reach = max(16.0, radius * side * 1.5)
        away = np.hypot(x - at_x, y - at_y) / reach
        force = min(1.0, max(0.3, 22 / (radius * side)))
        light = np.maximum(light, force * 0.5 * np.exp(-(away**2) * 0.6) + force * 0.14 * np.exp(-away * 0.7))
        core = np.maximum(core, force * force * np.exp(-((away * 2.2) ** 2)))
        if beam and index == 0:
            light = np.maximum(light, _beams(x - at_x, y - at_y, plate.w))
    small = np.empty((*light.shape, 4), np.float32)
    lamp, white = (np.array(rgb(colour), np.float32) for colour in (inks.lamp, "#fffaf0"))
    small[..., :3] = lamp + (white - lamp) * np.clip(core + light * 0.25, 0, 1)[..., None]
    small[..., 3] = np.clip(light + core * 0.5, 0, 0.92) * (light > 0.012)
    return grow(small, plate.across, plate.down)


def _beams(x: Field, y: Field, wide: float) -> Field:
    """Give the strength of a lighthouse's two opposite beams around its lamp at (0, 0)."""
    away = np.hypot(x, y)
    light = np.zeros_like(away)
    for turn, slope in ((1, -0.10), (-1, 0.06)):
        angle = np.arctan2(y, x * turn) - slope
        width = 0.055
        cone = np.exp(-((angle / width) ** 2)) + 0.35 * np.exp(-((angle / (2.2 * width)) ** 2))
        light += np.where(x * turn > 0, cone, 0) * np.exp(-away / (wide * 0.55)) * np.clip(away / 30, 0, 1)
    return np.asarray(light * 0.62, np.float32)
