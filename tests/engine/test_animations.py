import io
import struct

import numpy as np
import pytest
from PIL import Image

from engine.errors import MediaTooLargeError, UnreadableMediaError
from engine.frames import MediaLimits, decode
from tests.hostile.forging import gif_frame, gif_head

SIDE = 32


def levels(count):
    """Grey pictures, each brighter than the one before."""
    greys = np.linspace(10, 240, count).astype(np.uint8)
    return [Image.new("RGB", (SIDE, SIDE), (int(grey),) * 3) for grey in greys]


def animation(form, count, *, duration_ms=40, **options):
    first, *rest = levels(count)
    stream = io.BytesIO()
    first.save(stream, form, save_all=True, append_images=rest, duration=duration_ms, **options)
    return stream.getvalue()


def brightness(media):
    return [float(frame.pixels.mean()) for frame in media.frames]


def long_gif(count, side=SIDE):
    """A GIF of `count` identical one-pixel frames, written by hand because Pillow joins them."""
    screen = b"GIF89a" + struct.pack("<HHBBB", side, side, 0x80, 0, 0) + bytes(3) + b"\xff" * 3
    control = b"\x21\xf9\x04\x00\x0a\x00\x00\x00"
    frame = struct.pack("<BHHHHB", 0x2C, 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\x00"
    return screen + (control + frame) * count + b";"


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG", "AVIF"])
def test_an_animation_is_a_clip_with_all_its_few_frames_in_order(form):
    media = decode(animation(form, 5))

    assert (media.kind, len(media.frames)) == (form.lower(), 5)
    assert (media.width, media.height) == (SIDE, SIDE)
    assert brightness(media) == pytest.approx(np.linspace(10, 240, 5), abs=3)
    assert [frame.time_s for frame in media.frames] == pytest.approx([0, 0.04, 0.08, 0.12, 0.16])


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG", "AVIF"])
def test_a_long_animation_is_sampled_from_beginning_to_end(form):
    media = decode(animation(form, 100))

    assert len(media.frames) == 16
    assert brightness(media) == sorted(brightness(media))
    assert media.frames[0].time_s == 0
    assert media.frames[-1].time_s > 3.6


def test_frames_keep_their_own_durations():
    media = decode(animation("GIF", 3, duration_ms=[500, 100, 100]))

    assert [frame.time_s for frame in media.frames] == pytest.approx([0, 0.5, 0.6])


def test_hasty_frames_are_timed_as_browsers_time_them():
    media = decode(animation("GIF", 3, duration_ms=0))

    assert [frame.time_s for frame in media.frames] == pytest.approx([0, 0.1, 0.2])


def test_a_gif_of_three_thousand_frames_is_answered():
    media = decode(long_gif(3_000))

    assert len(media.frames) == 16
    assert media.frames[-1].time_s > 200


def test_only_so_many_frames_are_walked():
    media = decode(long_gif(500), limits=MediaLimits(frames=20))

    assert media.frames[-1].time_s <= 2.0


def test_large_frames_are_walked_for_a_shorter_while():
    media = decode(long_gif(500), limits=MediaLimits(animation_pixels=20 * SIDE * SIDE))

    assert media.frames[-1].time_s <= 2.0


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG", "AVIF"])
def test_frames_beyond_the_area_of_a_frame_are_refused(form):
    with pytest.raises(MediaTooLargeError) as refusal:
        decode(animation(form, 3), limits=MediaLimits(frame_pixels=SIDE * SIDE - 1))

    assert refusal.value.unit == "pixels"


def test_large_frames_are_scaled_down_with_their_scale():
    media = decode(animation("WEBP", 3), working_side_px=8)

    assert {frame.pixels.shape for frame in media.frames} == {(8, 8, 3)}
    assert {frame.scale for frame in media.frames} == {4.0}


def test_a_gif_cut_in_the_middle_of_a_frame_is_unreadable():
    noise = np.random.default_rng(3).integers(0, 256, (3, 64, 64, 3), np.uint8)
    first, *rest = [Image.fromarray(picture) for picture in noise]
    stream = io.BytesIO()
    first.save(stream, "GIF", save_all=True, append_images=rest)

    with pytest.raises(UnreadableMediaError):
        decode(stream.getvalue()[:-800])


def test_a_see_through_gif_shows_white_behind():
    pictures = [Image.new("RGBA", (SIDE, SIDE), (0, 0, 0, 0)) for _ in range(2)]
    pictures[1].paste((255, 0, 0, 255), (0, 0, 4, 4))
    stream = io.BytesIO()
    pictures[0].save(stream, "GIF", save_all=True, append_images=pictures[1:], disposal=2)

    media = decode(stream.getvalue())

    assert (media.frames[0].pixels == 255).all()
    assert media.frames[1].pixels[0, 0].tolist() == [255, 0, 0]
    assert media.frames[1].pixels[20, 20].tolist() == [255, 255, 255]


def test_a_gif_that_grows_is_walked_by_what_it_grows_to():
    small = [gif_frame(1, 1, left=number, top=number) for number in range(100)]

    media = decode(gif_head(1, 1) + b"".join(small), limits=MediaLimits(animation_pixels=100_000))

    assert media.frames[-1].time_s == pytest.approx(0.4)


@pytest.mark.parametrize("form", ["PNG", "WEBP", "AVIF"])
def test_what_cannot_be_decoded_smaller_has_a_smaller_limit(form):
    with pytest.raises(MediaTooLargeError):
        decode(animation(form, 1), limits=MediaLimits(whole_pixels=SIDE * SIDE - 1))
