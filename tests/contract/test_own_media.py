"""A person's own pictures, clips and sounds as they come from cameras, telephones and programs, made ours."""

import hashlib
import io
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image, ImageCms, ImageDraw

from functions.media.own import own_clip, own_picture, own_sound
from functions.media.probe import MediaInfo, probe
from functions.media.runner import GIB, Bounds, MediaError, input_args, run_ffmpeg, run_python
from tests.kit.hostile.seeds import saved

WIDTH, HEIGHT = 160, 90
RED, GREEN, BLUE, WHITE = (200, 30, 30), (30, 180, 30), (30, 30, 200), (255, 255, 255)


def quarters(width: int = 80, height: int = 60) -> Image.Image:
    """Red and green above, blue and white below."""
    image = Image.new("RGB", (width, height), WHITE)
    draw = ImageDraw.Draw(image)
    for colour, (x, y) in ((RED, (0, 0)), (GREEN, (1, 0)), (BLUE, (0, 1))):
        box = (x * width // 2, y * height // 2, (x + 1) * width // 2 - 1, (y + 1) * height // 2 - 1)
        draw.rectangle(box, fill=colour)
    return image


def taken(data: bytes, tmp_path: Path) -> Image.Image:
    """The picture that comes of these bytes."""
    (tmp_path / "source").write_bytes(data)
    own_picture(tmp_path / "source", tmp_path / "own.png")
    with Image.open(tmp_path / "own.png") as made:
        assert (made.format, made.mode) == ("PNG", "RGB")
        made.load()
        return made


def corners(picture: Image.Image) -> list[tuple[int, ...]]:
    right, low = picture.width - 4, picture.height - 4
    return [picture.getpixel(at) for at in ((3, 3), (right, 3), (3, low), (right, low))]  # type: ignore[misc]


def near(found: object, wanted: object, tolerance: int = 12) -> bool:
    return bool(np.abs(np.asarray(found, int) - np.asarray(wanted, int)).max() <= tolerance)


# ---- pictures ----


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_every_still_becomes_the_same_picture(kind: str, tmp_path: Path):
    made = taken(saved(quarters(), kind), tmp_path)
    assert made.size == (80, 60)
    assert near(corners(made), [RED, GREEN, BLUE, WHITE], 40)


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_photograph_is_upright_whichever_way_the_camera_was_held(turn: int, tmp_path: Path):
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    stored = quarters() if turn == 1 else quarters().transpose(undo[turn])
    exif = Image.Exif()
    exif[0x0112] = turn
    made = taken(saved(stored, "JPEG", exif=exif, quality=95), tmp_path)
    assert made.size == (80, 60)
    assert near(corners(made), [RED, GREEN, BLUE, WHITE])
    assert not made.getexif() and set(made.info) == set()


def test_a_profile_is_applied_and_taken_away(tmp_path: Path):
    """Lab to sRGB: the numbers change a great deal, the colour does not."""
    lab = ImageCms.createProfile("LAB")
    to_lab = ImageCms.buildTransform(ImageCms.createProfile("sRGB"), lab, "RGB", "LAB")
    stored = ImageCms.applyTransform(quarters(), to_lab)
    assert stored is not None
    as_tiff = io.BytesIO()
    stored.save(as_tiff, "TIFF")
    swapped = _swapped_profile()
    made = taken(saved(quarters(), "PNG", icc_profile=swapped), tmp_path)
    assert near(corners(made)[0], (RED[2], RED[1], RED[0]), 20), "the profile says that red is blue"
    assert "icc_profile" not in made.info
    broken = taken(saved(quarters(), "PNG", icc_profile=swapped[:200]), tmp_path)
    assert near(corners(broken), [RED, GREEN, BLUE, WHITE]), "a broken profile is as none"


def _swapped_profile() -> bytes:
    """The sRGB profile with red and blue primaries changed for each other."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, blue = profile.index(b"rXYZ"), profile.index(b"bXYZ")
    profile[red : red + 4], profile[blue : blue + 4] = b"bXYZ", b"rXYZ"
    return bytes(profile)


def test_what_is_transparent_becomes_white(tmp_path: Path):
    clear = quarters().convert("RGBA")
    clear.putalpha(Image.new("L", clear.size, 0))
    assert near(corners(taken(saved(clear, "PNG"), tmp_path)), [WHITE] * 4, 0)
    palette = quarters().convert("P", palette=Image.Palette.ADAPTIVE, colors=4)
    index = palette.getpixel((3, 3))
    made = taken(saved(palette, "PNG", transparency=index), tmp_path)
    assert near(corners(made), [WHITE, GREEN, BLUE, WHITE])
    half = Image.new("RGBA", (20, 20), (0, 0, 0, 128))
    assert near(corners(taken(saved(half, "WEBP", lossless=True), tmp_path))[0], (127, 127, 127), 3)


@pytest.mark.parametrize(
    ("image", "grey"),
    [
        (Image.new("I;16", (20, 20), 0x8000), 128),
        (Image.new("L", (20, 20), 77), 77),
        (Image.new("1", (20, 20), 1), 255),
        (Image.new("LA", (20, 20), (77, 255)), 77),
    ],
    ids=["sixteen", "grey", "bits", "grey-alpha"],
)
def test_other_depths_keep_their_brightness(image: Image.Image, grey: int, tmp_path: Path):
    assert near(corners(taken(saved(image, "PNG"), tmp_path)), [(grey,) * 3] * 4, 1)


def test_a_print_shops_picture_has_its_colours(tmp_path: Path):
    made = taken(saved(quarters().convert("CMYK"), "JPEG", quality=95), tmp_path)
    assert near(corners(made), [RED, GREEN, BLUE, WHITE], 25)


def test_a_large_photograph_is_made_smaller_and_its_shape_is_kept(tmp_path: Path):
    made = taken(saved(quarters(8000, 6000), "JPEG"), tmp_path)
    assert made.size == (4096, 3072)
    assert near(corners(made), [RED, GREEN, BLUE, WHITE], 20)


def test_notes_do_not_survive(tmp_path: Path):
    exif = Image.Exif()
    exif[0x010E] = "at home, 12 Example Street"
    exif.get_ifd(0x8825)[1] = "N"
    data = saved(quarters(), "JPEG", exif=exif, comment=b"a secret note", icc_profile=_swapped_profile())
    made = taken(data, tmp_path)
    assert set(made.info) == set()
    content = (tmp_path / "own.png").read_bytes()
    assert not any(word in content for word in (b"Example", b"secret", b"iCCP", b"eXIf", b"tEXt"))


def test_an_animation_gives_its_first_picture(tmp_path: Path):
    data = saved(quarters(), "GIF", save_all=True, append_images=[Image.new("RGB", (80, 60), BLUE)])
    assert near(corners(taken(data, tmp_path)), [RED, GREEN, BLUE, WHITE], 40)


# ---- clips ----


def film(out: Path, *args: str, picture: str = "testsrc2=size=320x180:rate=30:duration=1") -> Path:
    run_ffmpeg(["-f", "lavfi", "-i", picture, *args, str(out)], timeout=60)
    return out


def clip(source: Path, out: Path, **changes: float) -> MediaInfo:
    wanted = {"width": WIDTH, "height": HEIGHT, "max_seconds": 5.0, **changes}
    info = own_clip(source, out, **wanted)  # type: ignore[arg-type]
    assert (info.width, info.height, info.fps) == (wanted["width"], wanted["height"], 30)
    assert (info.video_codec, info.pix_fmt, info.color_space) == ("h264", "yuv420p", "bt709")
    assert (info.rotation, info.square_pixels, info.container) == (0, True, "mp4")
    assert timestamps(out) == [Fraction(frame, 30) for frame in range(info.frames)]
    return info


def timestamps(file: Path) -> list[Fraction]:
    with av.open(str(file)) as source:
        stream = source.streams.video[0]
        assert stream.time_base is not None
        return sorted(packet.pts * stream.time_base for packet in source.demux(stream) if packet.pts is not None)


def pictures(file: Path) -> list[np.ndarray]:
    with av.open(str(file)) as source:
        return [frame.to_ndarray(format="rgb24") for frame in source.decode(video=0)]


_CODECS = {
    "h264.mp4": ("-c:v", "libx264"),
    "hevc.mp4": ("-c:v", "libx265", "-x265-params", "log-level=none"),
    "ten_bits.mp4": ("-c:v", "libx265", "-pix_fmt", "yuv420p10le", "-x265-params", "log-level=none"),
    "full_colour.mp4": ("-c:v", "libx264", "-pix_fmt", "yuv444p"),
    "full_range.mp4": ("-c:v", "libx264", "-pix_fmt", "yuvj420p"),
    "prores.mov": ("-c:v", "prores_ks"),
    "mjpeg.mov": ("-c:v", "mjpeg"),
    "mpeg4.mp4": ("-c:v", "mpeg4"),
    "vp8.webm": ("-c:v", "libvpx"),
    "vp9.webm": ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8"),
    "av1.mp4": ("-c:v", "libsvtav1", "-preset", "13", "-svtav1-params", "lp=1"),
    "h264.mkv": ("-c:v", "libx264"),
    "moving.gif": (),
}


@pytest.mark.parametrize("name", _CODECS)
def test_every_codec_is_read(name: str, tmp_path: Path):
    rate = "25" if name.endswith("gif") else "30"
    source = film(tmp_path / name, *_CODECS[name], picture=f"testsrc2=size=320x180:rate={rate}:duration=1")
    info = clip(source, tmp_path / "own.mp4")
    assert info.frames == 30 and info.audio_codec is None


@pytest.mark.parametrize("rate", ["1", "12", "24000/1001", "25", "50", "60", "120", "240"])
def test_any_rate_becomes_thirty_with_nothing_lost(rate: str, tmp_path: Path):
    source = film(tmp_path / "s.mp4", "-c:v", "libx264", picture=f"testsrc2=size=64x64:rate={rate}:duration=2")
    info = clip(source, tmp_path / "own.mp4")
    assert abs(info.frames - 60) <= 2


def test_a_clip_with_uneven_times_keeps_its_length(tmp_path: Path):
    source = film(tmp_path / "s.mp4", "-vf", "select='not(mod(n,7))+lt(n,20)'", "-fps_mode", "vfr", "-c:v", "libx264")
    assert abs(clip(source, tmp_path / "own.mp4").frames - 30) <= 7


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_telephones_clip_is_upright(turn: int, tmp_path: Path):
    """Red and green above, blue and white below, whichever way the telephone was held."""
    quarters(90, 160).save(tmp_path / "upright.png")
    turned = {90: "transpose=1", 180: "hflip,vflip", 270: "transpose=2"}[turn]
    still = ["-loop", "1", *input_args(tmp_path / "upright.png", "png"), "-t", "1", "-vf", f"{turned},format=yuv420p"]
    run_ffmpeg([*still, "-c:v", "libx264", str(tmp_path / "plain.mp4")], timeout=60)
    turn_back = ["-display_rotation", str(turn), *input_args(tmp_path / "plain.mp4", "mp4")]
    run_ffmpeg([*turn_back, "-c", "copy", str(tmp_path / "held.mp4")], timeout=60)
    assert probe(tmp_path / "held.mp4").rotation != 0
    clip(tmp_path / "held.mp4", tmp_path / "own.mp4", width=90, height=160)
    shown = Image.fromarray(pictures(tmp_path / "own.mp4")[15])
    assert near(corners(shown), [RED, GREEN, BLUE, WHITE], 40)


def test_pixels_that_are_not_square_become_so(tmp_path: Path):
    """A circle of a PAL recording is a circle."""
    draw = "geq=lum='if(lt(hypot((X-80)*64/45,Y-144),90),235,16)':cb=128:cr=128,setsar=64/45"
    source = film(tmp_path / "s.mp4", "-vf", draw, "-c:v", "libx264", picture="color=size=160x288:rate=30:duration=0.5")
    clip(source, tmp_path / "own.mp4", width=160, height=90)
    light = pictures(tmp_path / "own.mp4")[5][..., 1] > 128
    across, down = light.any(axis=0).sum(), light.any(axis=1).sum()
    assert abs(int(across) - int(down)) <= 3


def test_half_pictures_are_joined(tmp_path: Path):
    """An interlaced recording of a moving bar shows no comb."""
    ground, bar = (f"color={c}:rate=60:duration=1" for c in ("black:size=320x180", "white:size=20x180"))
    mixed = f"{ground}[g];{bar}[b];[g][b]overlay=x=n*4,interlace=scan=tff:lowpass=off"
    source = film(tmp_path / "s.mp4", "-c:v", "libx264", "-flags", "+ilme+ildct", "-x264opts", "tff=1", picture=mixed)
    clip(source, tmp_path / "own.mp4", width=320, height=180)
    plain = pictures(source)[15][..., 1].astype(int)
    joined = pictures(tmp_path / "own.mp4")[15][..., 1].astype(int)
    comb = [np.abs(2 * p[1:-1] - p[:-2] - p[2:]).sum() for p in (plain, joined)]
    assert comb[1] < 0.3 * comb[0]


@pytest.mark.parametrize("transfer", ["smpte2084", "arib-std-b67"])
def test_hdr_is_not_washed_out(transfer: str, tmp_path: Path):
    """A picture that was made HDR comes out in the colours it had before."""
    quarters(320, 180).save(tmp_path / "q.png")
    still = ["-loop", "1", *input_args(tmp_path / "q.png", "png"), "-t", "0.5"]
    to_hdr = (
        "setparams=colorspace=gbr:color_trc=bt709:color_primaries=bt709,format=gbrp,"
        "zscale=transfer=linear:npl=203,format=gbrpf32le,"
        f"zscale=transfer={transfer}:primaries=bt2020:matrix=bt2020nc:range=limited:npl=203,format=yuv420p10le"
    )
    tags = ["-color_primaries", "bt2020", "-color_trc", transfer, "-colorspace", "bt2020nc"]
    coded = ["-c:v", "libx265", "-x265-params", "log-level=none"]
    run_ffmpeg([*still, "-vf", to_hdr, *coded, *tags, str(tmp_path / "hdr.mp4")], timeout=60)
    assert probe(tmp_path / "hdr.mp4").hdr
    clip(tmp_path / "hdr.mp4", tmp_path / "own.mp4")
    shown, untouched = (corners(Image.fromarray(pictures(tmp_path / name)[5])) for name in ("own.mp4", "hdr.mp4"))
    wanted = [RED, GREEN, BLUE, WHITE]
    assert near(shown, wanted, 50), "white may be a little darker: brighter things than white had to find room"
    assert error_of(shown, wanted) < 0.5 * error_of(untouched, wanted)


def error_of(found: list[tuple[int, ...]], wanted: list[tuple[int, int, int]]) -> float:
    return float(np.abs(np.asarray(found, int) - np.asarray(wanted, int)).mean())


def test_its_sound_comes_along_in_step(tmp_path: Path):
    """A click at half a second is heard at half a second, though picture and sound begin at different times."""
    click = "aevalsrc='if(between(t,0.5,0.51),0.8,0)':s=44100:d=1"
    for late, name in (("0", "together"), ("0.25", "sound later"), ("-0.2", "sound earlier")):
        source = tmp_path / f"{name}.mkv"
        sound = ["-itsoffset", late, "-f", "lavfi", "-i", click]
        film(source, *sound, "-map", "0:v", "-map", "1:a", "-c:v", "libx264", "-c:a", "pcm_s16le")
        info = clip(source, tmp_path / "own.mp4")
        assert (info.audio_codec, info.sample_rate, info.channels) == ("aac", 48_000, 2)
        with av.open(str(tmp_path / "own.mp4")) as made:
            frames = list(made.decode(audio=0))
            start = float(frames[0].time or 0)
            heard = np.concatenate([np.abs(frame.to_ndarray()[0]) for frame in frames])
        at = start + float(np.argmax(heard > 0.2)) / 48_000
        assert abs(at - (0.5 + float(late))) < 0.02, name


def test_sound_ends_with_the_picture(tmp_path: Path):
    sound = ["-f", "lavfi", "-i", "sine=duration=9"]
    source = film(tmp_path / "s.mp4", *sound, "-map", "0:v", "-map", "1:a", "-c:v", "libx264")
    clip(source, tmp_path / "own.mp4")
    with av.open(str(tmp_path / "own.mp4")) as made:
        stream = made.streams.audio[0]
        assert stream.duration and stream.time_base
        assert abs(float(stream.duration * stream.time_base) - 1.0) < 0.05


def test_a_long_clip_is_cut_and_progress_told(tmp_path: Path):
    source = film(tmp_path / "s.mp4", "-c:v", "libx264", picture="testsrc2=size=320x180:rate=30:duration=8")
    told: list[float] = []
    info = own_clip(source, tmp_path / "own.mp4", width=160, height=90, max_seconds=2, on_progress=told.append)
    assert info.frames == 60
    assert told and told == sorted(told) and told[-1] == 1.0


def test_a_browsers_recording_without_a_length_is_measured(tmp_path: Path):
    """MediaRecorder writes WebM as a live stream: its head says nothing of how long it is."""
    source = tmp_path / "live.webm"
    film(source, "-c:v", "libvpx", "-deadline", "realtime", "-f", "webm", "-live", "1")
    assert clip(source, tmp_path / "own.mp4").frames == 30


def test_a_cameras_notes_behind_a_film_do_no_harm(tmp_path: Path):
    source = film(tmp_path / "s.mp4", "-c:v", "libx264")
    whole = source.read_bytes()
    source.write_bytes(whole + b"\x8d\xb4\x2d\x69notes of a camera that are no box")
    assert clip(source, tmp_path / "own.mp4").frames == 30
    source.write_bytes(whole[:-100])
    with pytest.raises(MediaError, match=r"media_unreadable: The file ends too early"):
        own_clip(source, tmp_path / "none.mp4", width=160, height=90, max_seconds=2)


def test_a_cover_is_not_taken_for_the_film(tmp_path: Path):
    quarters().save(tmp_path / "cover.png")
    film(tmp_path / "plain.mp4", "-f", "lavfi", "-i", "sine=duration=1", "-c:v", "libx264", "-shortest")
    both = [*input_args(tmp_path / "cover.png", "png"), *input_args(tmp_path / "plain.mp4", "mp4")]
    first = ["-map", "0:v", "-map", "1", "-c", "copy", "-disposition:v:0", "attached_pic", str(tmp_path / "s.mp4")]
    run_ffmpeg([*both, *first], timeout=60)
    assert clip(tmp_path / "s.mp4", tmp_path / "own.mp4").frames == 30
    only = ["-map", "0:v", "-map", "1:a", "-c", "copy", "-disposition:v:0", "attached_pic", str(tmp_path / "song.mp4")]
    run_ffmpeg([*both, *only], timeout=60)
    with pytest.raises(MediaError, match="wrong_media"):
        own_clip(tmp_path / "song.mp4", tmp_path / "none.mp4", width=160, height=90, max_seconds=2)
    assert own_sound(tmp_path / "song.mp4", tmp_path / "own.wav", max_seconds=2).duration > 0.9


def test_the_same_file_gives_the_same_bytes(tmp_path: Path):
    source = film(tmp_path / "s.webm", "-f", "lavfi", "-i", "sine=duration=1", "-c:v", "libvpx", "-c:a", "libopus")
    (tmp_path / "p.jpg").write_bytes(saved(quarters(), "JPEG"))
    digests = []
    for number in range(2):
        clip(source, tmp_path / f"{number}.mp4")
        own_sound(source, tmp_path / f"{number}.wav", max_seconds=5)
        own_picture(tmp_path / "p.jpg", tmp_path / f"{number}.png")
        made = [(tmp_path / f"{number}.{suffix}").read_bytes() for suffix in ("mp4", "wav", "png")]
        digests.append([hashlib.sha256(each).hexdigest() for each in made])
    assert digests[0] == digests[1]


# ---- sounds ----


@pytest.mark.parametrize(
    ("name", "args", "channels"),
    [
        ("voice.wav", ("-ar", "8000", "-ac", "1", "-c:a", "pcm_u8"), 1),
        ("studio.wav", ("-ar", "96000", "-ac", "2", "-c:a", "pcm_s24le"), 2),
        ("float.wav", ("-ac", "2", "-c:a", "pcm_f32le"), 2),
        ("song.mp3", ("-ar", "44100", "-ac", "2"), 2),
        ("memo.m4a", ("-ac", "1", "-c:a", "aac"), 1),
        ("lossless.m4a", ("-ac", "2", "-c:a", "alac"), 2),
        ("surround.flac", ("-ac", "6"), 2),
        ("web.ogg", ("-ac", "1", "-c:a", "libopus"), 1),
        ("old.ogg", ("-ac", "2", "-c:a", "libvorbis"), 2),
        ("raw.aac", ("-ac", "2", "-c:a", "aac"), 2),
        ("web.webm", ("-ac", "1", "-c:a", "libopus"), 1),
    ],
)
def test_every_sound_becomes_a_wav_of_its_length_and_pitch(
    name: str, args: tuple[str, ...], channels: int, tmp_path: Path
):
    run_ffmpeg(["-f", "lavfi", "-i", "sine=frequency=1000:duration=2", *args, str(tmp_path / name)], timeout=60)
    info = own_sound(tmp_path / name, tmp_path / "own.wav", max_seconds=30)
    assert (info.audio_codec, info.sample_rate, info.channels) == ("pcm_s16le", 48_000, channels)
    assert abs(info.duration - 2.0) < 0.07
    with av.open(str(tmp_path / "own.wav")) as made:
        heard = np.concatenate([frame.to_ndarray().ravel()[::channels] for frame in made.decode(audio=0)]).astype(float)
    strength = np.abs(np.fft.rfft(heard))
    assert abs(np.argmax(strength) * 48_000 / heard.size - 1000) < 5
    assert own_sound(tmp_path / name, tmp_path / "cut.wav", max_seconds=0.5).duration == 0.5


def test_what_does_not_fit_is_told_in_a_sentence_and_leaves_nothing(tmp_path: Path):
    (tmp_path / "p.png").write_bytes(saved(quarters(), "PNG"))
    mute = film(tmp_path / "mute.mp4", "-c:v", "libx264")
    run_ffmpeg(["-f", "lavfi", "-i", "sine=duration=1", str(tmp_path / "s.wav")], timeout=60)
    odd = film(tmp_path / "odd.mkv", "-c:v", "ffv1")
    (tmp_path / "h.heic").write_bytes(b"\0\0\0\x18ftypheic" + b"\0" * 99)
    out = tmp_path / "out"
    attempts = [
        (lambda: own_sound(mute, out, max_seconds=1), "wrong_media: The file has no sound. Upload a recording"),
        (lambda: own_sound(tmp_path / "p.png", out, max_seconds=1), "wrong_media: The file is a still picture"),
        (lambda: clip(tmp_path / "s.wav", out), "wrong_media: The file has no moving picture. Upload a clip"),
        (lambda: own_picture(mute, out), "wrong_media: The file is not a picture. Upload a PNG"),
        (lambda: clip(odd, out), "media_unsupported: .* ffv1, which is not read. Export it as MP4"),
        (lambda: own_picture(tmp_path / "h.heic", out), "not_media: .* HEIC or AVIF picture: save it as JPEG"),
    ]
    for attempt, says in attempts:
        with pytest.raises(MediaError, match=says):
            attempt()
        assert not out.exists()


def test_a_cancelled_job_leaves_nothing(tmp_path: Path):
    class Cancelled(Exception):
        pass

    def cancel(_share: float) -> None:
        raise Cancelled

    source = film(tmp_path / "s.mp4", "-c:v", "libx264")
    with pytest.raises(Cancelled):
        own_clip(source, tmp_path / "own.mp4", width=160, height=90, max_seconds=2, on_progress=cancel)
    assert not (tmp_path / "own.mp4").exists()


# ---- the limits of a child ----

_ENDLESS = ["-f", "lavfi", "-i", "testsrc2=size=1920x1080:rate=30"]


def test_a_run_may_take_only_so_much_processor_time():
    with pytest.raises(MediaError, match="media_timeout: Spinning used too much processor time"):
        run_ffmpeg([*_ENDLESS, "-f", "null", "-"], timeout=100, bounds=Bounds(cpu=0.2), task="Spinning")


def test_a_run_may_write_only_so_much(tmp_path: Path):
    args = [*_ENDLESS, "-c:v", "rawvideo", "-f", "avi", str(tmp_path / "big.avi")]
    with pytest.raises(MediaError, match="media_too_large: Writing wrote more than is allowed"):
        run_ffmpeg(args, timeout=100, bounds=Bounds(output=20_000_000), task="Writing")
    assert (tmp_path / "big.avi").stat().st_size <= 20_000_000


def test_a_run_may_take_only_so_much_memory():
    huge = ["-f", "lavfi", "-i", "testsrc2=size=8000x8000:rate=1", "-frames:v", "1", "-f", "null", "-"]
    with pytest.raises(MediaError, match="media_too_large: Growing needs more memory"):
        run_ffmpeg(huge, timeout=100, bounds=Bounds(memory=GIB // 16), task="Growing")


def test_a_python_child_is_bounded_too(tmp_path: Path):
    (tmp_path / "p.png").write_bytes(saved(Image.new("RGB", (6000, 6000)), "PNG"))
    with pytest.raises(MediaError, match="media_timeout: Looking took longer"):
        run_python("http.server", ["0"], source=tmp_path / "p.png", timeout=1, bounds=Bounds(), task="Looking")
    small = Bounds(memory=64 * 1024 * 1024)
    args = ("picture", "png", str(tmp_path / "o.png"))
    answer = run_python(
        "functions.media.examine", args, source=tmp_path / "p.png", timeout=60, bounds=small, task="Looking"
    )
    assert b"media_too_large" in answer


def test_a_child_knows_nothing_of_our_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SOME_API_KEY", "secret")
    (tmp_path / "x").write_bytes(b"import os; print(sorted(os.environ))")
    answer = run_python("code", ["-q"], source=tmp_path / "x", timeout=60, bounds=Bounds(), task="Looking")
    assert b"PYTHONPATH" in answer and b"SOME_API_KEY" not in answer and b"HOME" not in answer
