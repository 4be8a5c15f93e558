"""Rebuilds videos and sounds: one picture track, perhaps one sound track, and nothing of what a phone writes beside them.

Pictures are copied without their extra units (where cameras put text); sound is always encoded anew.
"""

import importlib
import pkgutil
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Literal, TypeAlias

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.bitstream import BitStreamFilterContext
from av.codec.context import Flags
from av.container import InputContainer, OutputContainer
from av.packet import Packet
from av.stream import Disposition
from av.video.stream import VideoStream

from bot.evidence.codecs import CODECS, Codec
from bot.evidence.refusal import RefusedError
from handlers.messages import Media
from storage.records import FileKind

MUXERS = {FileKind.VIDEO: "mp4", FileKind.WEBM: "webm", FileKind.VOICE: "mp4"}
SOUNDS: dict[FileKind, Literal["aac", "libopus"]] = {
    FileKind.VIDEO: "aac",
    FileKind.WEBM: "libopus",
    FileKind.VOICE: "aac",
}
RATE, BIT_RATE = 48_000, 64_000
MOST_PACKETS = 200_000
EXACT = {"fflags": "+bitexact"}  # without the name and version of this library

av.logging.set_level(av.logging.PANIC)
# Its parts are loaded before a file is here, since a process that has one opens nothing.
for _part in pkgutil.walk_packages(av.__path__, "av."):
    if not _part.name.endswith("__main__"):
        importlib.import_module(_part.name)

Rebuilt: TypeAlias = tuple[FileKind, bytes]
AnyPacket: TypeAlias = "Packet[Any]"


def rebuild_stream(data: bytes, demuxer: str, *, keep_voice: bool) -> Rebuilt:
    """Rebuild a video or a sound; raise RefusedError."""
    try:
        with av.open(BytesIO(data), "r", format=demuxer, metadata_errors="replace") as source:
            return _rebuild(source, keep_voice=keep_voice)
    except RefusedError:
        raise
    except Exception as error:  # decoders of hostile bytes raise anything
        raise RefusedError(Media.BROKEN) from error


def _rebuild(source: InputContainer, *, keep_voice: bool) -> Rebuilt:
    video = next((s for s in source.streams.video if not s.disposition & Disposition.attached_pic), None)
    audio = next(iter(source.streams.audio), None)
    if video is None and audio is None:
        raise RefusedError(Media.BROKEN)
    if video is None and not keep_voice:
        raise RefusedError(Media.VOICE)
    codec = CODECS.get(video.codec.canonical_name) if video is not None else None
    if video is not None and codec is None:
        raise RefusedError(Media.ODD_VIDEO)
    kind = codec.kind if codec is not None else FileKind.VOICE
    target = BytesIO()
    with av.open(target, "w", format=MUXERS[kind], container_options=EXACT) as rebuilt:
        tracks: dict[int, _Pictures | _Sound] = {}
        if video is not None and codec is not None:
            tracks[video.index] = _Pictures(rebuilt, video, codec)
        if audio is not None and keep_voice:
            tracks[audio.index] = _Sound(rebuilt, SOUNDS[kind])
        _copy(source, rebuilt, tracks)
    return kind, target.getvalue()


class _Pictures:
    """A track of pictures that is copied, of each only the units that are drawn."""

    def __init__(self, target: OutputContainer, source: VideoStream, codec: Codec) -> None:
        self._source = source
        self._track = target.add_stream_from_template(source, opaque=True)
        self._units = BitStreamFilterContext(codec.units.encode(), source, self._track)
        self._untimed: list[AnyPacket] = []
        header = self._track.codec_context.extradata
        if header is not None:
            self._track.codec_context.extradata = codec.clean_header(header)

    def turn(self, packet: AnyPacket) -> Iterator[AnyPacket]:
        """Copy a packet; one without a time waits for the next that has one, as in Matroska."""
        if packet.size:
            self._untimed.append(packet)
        if packet.size and packet.dts is not None:
            waiting, self._untimed = self._untimed, []
            for before, late in zip(range(len(waiting) - 1, -1, -1), waiting, strict=True):
                late.dts = packet.dts - before
                yield from map(self._bare, self._units.filter(late))

    def end(self) -> Iterator[AnyPacket]:
        """Leave nothing behind: a track ends with its last packet."""
        return iter(())

    def _bare(self, packet: AnyPacket) -> AnyPacket:
        """Give a packet's bytes and times without what else hangs on it."""
        bare: AnyPacket = Packet(bytes(packet))
        bare.stream = self._track
        if self._source.time_base is not None:
            bare.time_base = self._source.time_base
        bare.pts, bare.dts, bare.duration = packet.pts, packet.dts, packet.duration
        bare.is_keyframe = packet.is_keyframe
        return bare


class _Sound:
    """A track of sound that is encoded anew, as one channel."""

    def __init__(self, target: OutputContainer, encoder: Literal["aac", "libopus"]) -> None:
        self._track: AudioStream = target.add_stream(encoder, rate=RATE)
        self._track.codec_context.layout = "mono"
        self._track.codec_context.bit_rate = BIT_RATE
        self._track.codec_context.flags |= Flags.bitexact
        self._resampler = av.AudioResampler(self._track.codec_context.format, "mono", RATE)

    def turn(self, packet: AnyPacket) -> Iterator[AnyPacket]:
        """Decode a packet and encode its sound."""
        for frame in packet.decode() if packet.size else ():
            if isinstance(frame, AudioFrame):
                yield from self._encode(frame)

    def end(self) -> Iterator[AnyPacket]:
        """Encode what is left."""
        yield from self._encode(None)
        yield from self._track.encode(None)

    def _encode(self, frame: AudioFrame | None) -> Iterator[AnyPacket]:
        for resampled in self._resampler.resample(frame):
            yield from self._track.encode(resampled)


def _copy(source: InputContainer, target: OutputContainer, tracks: dict[int, "_Pictures | _Sound"]) -> None:
    """Read a file to its end and write what its tracks become."""
    wanted = [source.streams[index] for index in tracks]
    count = 0
    for number, packet in enumerate(source.demux(wanted)):
        if number > MOST_PACKETS:
            raise RefusedError(Media.TOO_BIG)
        for ready in tracks[packet.stream.index].turn(packet):
            target.mux(ready)
            count += 1
    for track in tracks.values():
        for ready in track.end():
            target.mux(ready)
            count += 1
    if not count:
        raise RefusedError(Media.BROKEN)
