import io
import struct

import av
import numpy as np
import pytest

from engine.errors import MediaTooLargeError, UnreadableMediaError, UnsupportedMediaError
from engine.frames import MediaLimits, decode

WIDTH, HEIGHT, RATE = 96, 64, 25
UPRIGHT_MATRIX = struct.pack(">9i", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
QUARTER_TURN_MATRIX = struct.pack(">9i", 0, 0x10000, 0, -0x10000, 0, 0, 0, 0, 0x40000000)


def film(
    form="mp4",
    codec="libx264",
    count=10,
    size=(WIDTH, HEIGHT),
    *,
    pixel_format="yuv420p",
    **options,
):
    """Frames that grow brighter, their left third red."""
    width, height = size
    stream = io.BytesIO()
    with av.open(stream, "w", format=form, options=options.pop("container", {})) as container:
        track = container.add_stream(codec, rate=RATE, options=options)
        track.width, track.height = width, height
        track.pix_fmt = pixel_format
        for grey in np.linspace(20, 220, count):
            pixels = np.full((height, width, 3), int(grey), np.uint8)
            pixels[:, : width // 3] = (220, 20, 20)
            container.mux(track.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        container.mux(track.encode(None))
    return stream.getvalue()


def sound():
    stream = io.BytesIO()
    with av.open(stream, "w", format="mp4") as container:
        track = container.add_stream("aac", rate=44_100, layout="mono")
        silence = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), "fltp", "mono")
        silence.sample_rate = 44_100
        container.mux(track.encode(silence))
        container.mux(track.encode(None))
    return stream.getvalue()


def right_side(media):
    return [float(frame.pixels[:, WIDTH // 2 :].mean()) for frame in media.frames]


@pytest.mark.parametrize(
    ("form", "codec", "kind"),
    [
        ("mp4", "libx264", "mp4"),
        ("mp4", "mpeg4", "mp4"),
        ("mov", "libx264", "mov"),
        ("webm", "libvpx", "webm"),
        ("webm", "libvpx-vp9", "webm"),
    ],
)
def test_a_clip_is_read_with_times_and_colours(form, codec, kind):
    media = decode(film(form, codec))

    assert (media.kind, media.width, media.height) == (kind, WIDTH, HEIGHT)
    assert [frame.time_s for frame in media.frames] == pytest.approx(
        np.arange(10) / RATE, abs=0.002
    )
    assert right_side(media) == pytest.approx(np.linspace(20, 220, 10), abs=8)
    red, green, blue = media.frames[0].pixels[30, 10]
    assert red > 180
    assert max(green, blue) < 60
    assert all(frame.pixels.flags.c_contiguous for frame in media.frames)


def test_a_clip_is_sampled_over_its_whole_length():
    media = decode(film(count=200))

    assert len(media.frames) == 16
    assert media.frames[0].time_s == 0
    assert media.frames[-1].time_s > 7.2
    assert right_side(media) == sorted(right_side(media))


def test_large_frames_are_scaled_down_with_their_scale():
    media = decode(film(count=3), working_side_px=48)

    assert {frame.pixels.shape for frame in media.frames} == {(32, 48, 3)}
    assert {frame.scale for frame in media.frames} == {2.0}
    assert (media.width, media.height) == (WIDTH, HEIGHT)


def test_a_clip_filmed_sideways_is_set_upright():
    data = film(count=2)
    track_header = data.index(b"tkhd")
    at = data.index(UPRIGHT_MATRIX, track_header)
    data = data[:at] + QUARTER_TURN_MATRIX + data[at + len(QUARTER_TURN_MATRIX) :]

    media = decode(data)

    assert (media.width, media.height) == (HEIGHT, WIDTH)
    red, green, _ = media.frames[0].pixels[10, 30]
    assert red > 180
    assert green < 100


def test_a_film_that_is_too_long_is_refused_by_its_header():
    with pytest.raises(MediaTooLargeError) as refusal:
        decode(film(count=50), limits=MediaLimits(duration_s=1.5))

    assert (refusal.value.unit, refusal.value.size) == ("s", pytest.approx(2.0))


def test_a_film_with_too_large_frames_is_refused():
    with pytest.raises(MediaTooLargeError) as refusal:
        decode(film(count=2), limits=MediaLimits(frame_pixels=WIDTH * HEIGHT - 1))

    assert refusal.value.unit == "pixels"


def test_frames_that_are_larger_than_declared_do_not_pass():
    data = film(count=2, size=(640, 480))
    visual = data.index(b"avc1", data.index(b"stsd"))
    at = visual + 28
    assert data[at : at + 4] == struct.pack(">HH", 640, 480)
    data = data[:at] + struct.pack(">HH", 64, 48) + data[at + 4 :]

    with pytest.raises((MediaTooLargeError, UnreadableMediaError)):
        decode(data, limits=MediaLimits(frame_pixels=64 * 48))


def test_a_film_that_would_take_too_long_is_read_in_pieces_from_its_key_frames():
    data = film(count=100, g="10", sc_threshold="0", bf="0")

    media = decode(data, limits=MediaLimits(video_pixels=50 * WIDTH * HEIGHT))

    numbers = [round(frame.time_s * RATE) for frame in media.frames]
    assert len(numbers) == 16
    assert {number % 10 for number in numbers} <= set(range(5))
    assert {number // 10 for number in numbers} == set(range(10))


def test_a_film_of_key_frames_only_is_thinned_evenly():
    data = film(count=100, g="1")

    media = decode(data, limits=MediaLimits(video_pixels=20 * WIDTH * HEIGHT))

    numbers = [round(frame.time_s * RATE) for frame in media.frames]
    assert numbers == list(range(9, 100, 10))


def test_a_live_recording_of_unknown_length_is_read_up_to_the_limit():
    data = film("webm", "libvpx", count=50, container={"live": "1"})

    media = decode(data, limits=MediaLimits(duration_s=1.0))

    assert 0.9 < media.frames[-1].time_s <= 1.0


@pytest.mark.parametrize("part", [0.2, 0.6, 0.95, 0.999])
@pytest.mark.parametrize("flags", ["", "frag_keyframe+empty_moov"])
def test_a_truncated_mp4_is_unreadable(part, flags):
    whole = film(container={"movflags": flags} if flags else {})

    with pytest.raises(UnreadableMediaError):
        decode(whole[: int(len(whole) * part)])


def test_sound_alone_is_unsupported():
    with pytest.raises(UnsupportedMediaError):
        decode(sound())


def test_a_rare_codec_is_unsupported():
    with pytest.raises(UnsupportedMediaError) as refusal:
        decode(film("mov", "prores_ks", pixel_format="yuv422p10le"))

    assert refusal.value.found == "prores"


def test_damaged_films_raise_nothing_but_media_errors():
    whole = film(count=3)
    random = np.random.default_rng(11)
    outcomes = set()
    for _ in range(150):
        damaged = bytearray(whole)
        for at in random.integers(32, len(whole), 6):
            damaged[at] = random.integers(256)
        try:
            outcomes.add(decode(bytes(damaged)).kind)
        except (UnreadableMediaError, MediaTooLargeError, UnsupportedMediaError) as refusal:
            outcomes.add(refusal.code)
    assert "unreadable" in outcomes
