"""MP4, MOV and WebM, read from memory by FFmpeg."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.clip_boxes import check_boxes
from engine.errors import UnreadableMediaError, UnsupportedMediaError
from engine.media import Frame, Media, MediaLimits, scaled_to_fit
from engine.sampling import evenly_sampled

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.packet import Packet
    from av.video.codeccontext import VideoCodecContext
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

# What phones, chats and browsers write; FFmpeg's hundreds of rare decoders stay shut.
_CODECS = frozenset({"h264", "hevc", "vp8", "vp9", "av1", "mpeg4"})
_DECODERS = "h264,hevc,vp8,vp9,libvpx,libvpx-vp9,av1,libdav1d,mpeg4"
# Phones write six: FFmpeg looks into every one before it tells what there is.
_STREAMS_AT_MOST = "40"
# A minute at 200 a second; a hostile index could name millions of one byte each.
_PACKETS_AT_MOST = 12_000
_MICROSECONDS = 1_000_000


def read_clip(kind: str, data: bytes, *, limits: MediaLimits, working_side_px: int) -> Media:
    """An MP4, MOV or WebM; frames spread evenly over its length.

    A WebM may be a recording that was never closed, so it is read as far as it goes; an MP4 or MOV
    that is cut off is refused.
    """
    # Loading FFmpeg takes a third of a second, which only those who send clips should wait for.
    import av

    if kind != "webm":
        check_boxes(kind, data)
    options = {
        "codec_whitelist": _DECODERS,
        "max_pixels": str(_coded_pixels(limits)),
        "max_streams": _STREAMS_AT_MOST,
    }
    try:
        # MP4 and MOV are one format to FFmpeg; naming it keeps all its other readers out.
        demuxer = "webm" if kind == "webm" else "mp4"
        with av.open(io.BytesIO(data), "r", format=demuxer, options=options) as container:
            return _read(kind, container, limits=limits, working_side_px=working_side_px)
    except (av.error.FFmpegError, ValueError, LookupError) as error:
        raise UnreadableMediaError(kind) from error


def _read(
    kind: str, container: InputContainer, *, limits: MediaLimits, working_side_px: int
) -> Media:
    stream = _video_stream(container)
    limits.check_clip(stream.width, stream.height)
    limits.check_duration(_duration_s(container, stream))
    # Workers already keep every core busy.
    stream.thread_type = "NONE"
    stream.codec_context.options = {"max_pixels": str(_coded_pixels(limits))}

    def framed(shown: tuple[float, VideoFrame]) -> Frame:
        time_s, frame = shown
        pixels = _upright_rgb(frame, working_side_px)
        return Frame(pixels, time_s, max(frame.width, frame.height) / max(pixels.shape[:2]))

    shown = ((moment[0], moment) for moment in _walk(container, stream, limits))
    frames = evenly_sampled(shown, count=limits.sampled_frames, keep=framed)
    if not frames:
        raise UnreadableMediaError(kind)
    rows, columns = frames[0].pixels.shape[:2]
    scale = frames[0].scale
    return Media(kind, tuple(frames), round(columns * scale), round(rows * scale))


def _video_stream(container: InputContainer) -> VideoStream:
    if not container.streams.video:
        raise UnsupportedMediaError
    stream = container.streams.video[0]
    # None, whatever its annotation says, where FFmpeg has no decoder.
    context: VideoCodecContext | None = stream.codec_context
    if context is None:
        raise UnsupportedMediaError
    if context.codec.canonical_name not in _CODECS:
        raise UnsupportedMediaError(context.codec.canonical_name)
    return stream


def _duration_s(container: InputContainer, stream: VideoStream) -> float:
    """The longer of what the container and the stream declare; 0 if neither does."""
    declared_s = (container.duration or 0) / _MICROSECONDS
    if stream.duration is None or stream.time_base is None:
        return declared_s
    return max(declared_s, float(stream.duration * stream.time_base))


def _walk(
    container: InputContainer, stream: VideoStream, limits: MediaLimits
) -> Iterator[tuple[float, VideoFrame]]:
    """Frames with their time, as many as are affordable."""
    affordable = limits.affordable(stream.width * stream.height, budget=limits.video_pixels)
    packets = list(islice(container.demux(stream), _PACKETS_AT_MOST))
    filled = [packet for packet in packets if packet.size]
    # FFmpeg's demuxer ends with an empty packet, which draws out what the decoder still holds.
    last = [packet for packet in packets[-1:] if not packet.size]
    walked = 0
    for packet in _beginnings(filled, affordable) + last:
        for frame in packet.decode():
            limits.check_clip(frame.width, frame.height)
            time_s = max(0.0, frame.time or 0.0)
            if walked == affordable or time_s > limits.duration_s:
                return
            walked += 1
            yield time_s, frame


def _beginnings(packets: list[Packet[VideoStream]], count: int) -> list[Packet[VideoStream]]:
    """At most `count` packets: all, or as large a part of every group from its key frame on.

    A packet can be decoded only after those before it in its group; so the whole length is seen,
    with gaps, where decoding all of it would take too long.
    """
    if len(packets) <= count:
        return packets
    starts = [index for index, packet in enumerate(packets) if packet.is_keyframe]
    chosen: list[Packet[VideoStream]] = []
    for start, end in pairwise([*starts, len(packets)]):
        due = end * count // len(packets) - len(chosen)
        chosen += packets[start : min(end, start + due)]
    return chosen


def _upright_rgb(frame: VideoFrame, working_side_px: int) -> NDArray[np.uint8]:
    width, height = scaled_to_fit(frame.width, frame.height, working_side_px)
    small = frame.reformat(width=width, height=height, format="rgb24", interpolation="AREA")
    # Phones film sideways and note the turn, counter-clockwise in degrees.
    turned = np.rot90(small.to_ndarray(), round(frame.rotation / 90))
    return np.ascontiguousarray(turned, np.uint8)


def _coded_pixels(limits: MediaLimits) -> int:
    """Decoders round sides up to whole blocks, and older ones add an edge."""
    return 2 * limits.frame_pixels
