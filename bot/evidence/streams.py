"""Rebuilds videos and sounds: one picture track, perhaps one sound track, and nothing of what a phone writes beside them.

Pictures are copied without their extra units (where cameras put text); sound is always encoded anew.
"""

from collections.abc import Iterator
from io import BytesIO

import av
from av.audio.stream import AudioStream
from av.bitstream import BitStreamFilterContext
from av.container import InputContainer, OutputContainer
from av.packet import Packet
from av.stream import Disposition
from av.video.stream import VideoStream

from bot.evidence.codecs import CODECS, Codec
from bot.evidence.refusal import RefusedError
from handlers.messages import Media
from storage.records import FileKind

MUXERS = {FileKind.VIDEO: "mp4", FileKind.WEBM: "webm", FileKind.VOICE: "mp4"}
SOUNDS = {FileKind.VIDEO: "aac", FileKind.WEBM: "libopus", FileKind.VOICE: "aac"}
RATE, BIT_RATE = 48_000, 64_000
MOST_PACKETS = 200_000
EXACT = {"fflags": "+bitexact"}  # without the name and version of this library

av.logging.set_level(av.logging.PANIC)

Rebuilt = tuple[FileKind, bytes]


def rebuild_stream(data: bytes, demuxer: str, *, keep_voice: bool) -> Rebuilt:
    """Rebuild a video or a sound; raise RefusedError."""
    try:
        with av.open(BytesIO(data), format=demuxer, metadata_errors="replace") as source:
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
        tracks = _Tracks(rebuilt, kind)
        if video is not None and codec is not None:
            tracks.copy_pictures(video, codec)
        if audio is not None and keep_voice:
            tracks.encode_sound(audio)
        tracks.fill(source)
    if tracks.count == 0:
        raise RefusedError(Media.BROKEN)
    return kind, target.getvalue()


class _Tracks:
    """The tracks of a new file, filled packet by packet."""

    def __init__(self, target: OutputContainer, kind: FileKind) -> None:
        self._target = target
        self._kind = kind
        self._video: VideoStream | None = None
        self._audio: AudioStream | None = None
        self._untimed: list[Packet] = []
        self.count = 0

    def copy_pictures(self, source: VideoStream, codec: Codec) -> None:
        """Copy the pictures of a track, of each only the units that are drawn."""
        self._source_video = source
        self._video = self._target.add_stream_from_template(source, opaque=True)
        self._units = BitStreamFilterContext(codec.units.encode(), source, self._video)
        header = self._video.codec_context.extradata
        if header is not None:
            self._video.codec_context.extradata = codec.clean_header(header)

    def encode_sound(self, source: AudioStream) -> None:
        """Encode a track of sound anew, as one channel."""
        self._source_audio = source
        self._audio = self._target.add_stream(SOUNDS[self._kind], rate=RATE)
        self._audio.codec_context.layout = "mono"
        self._audio.codec_context.bit_rate = BIT_RATE
        self._audio.codec_context.flags |= av.codec.context.Flags.bitexact
        self._resampler = av.AudioResampler(self._audio.codec_context.format, "mono", RATE)

    def fill(self, source: InputContainer) -> None:
        """Read a file to its end and write what belongs to the tracks."""
        wanted = [stream for stream in self._sources() if stream is not None]
        for number, packet in enumerate(source.demux(wanted)):
            if number > MOST_PACKETS:
                raise RefusedError(Media.TOO_BIG)
            for ready in self._turn(packet):
                self._target.mux(ready)
                self.count += 1
        for ready in self._end_sound():
            self._target.mux(ready)

    def _sources(self) -> list[VideoStream | AudioStream | None]:
        video = self._source_video if self._video is not None else None
        return [video, self._source_audio if self._audio is not None else None]

    def _turn(self, packet: Packet) -> Iterator[Packet]:
        if self._video is not None and packet.stream is self._source_video:
            self._untimed.append(packet)
            if packet.size and packet.dts is not None:
                yield from self._copy(packet.dts)
        elif packet.size:
            for frame in packet.decode():
                yield from self._encode(frame)

    def _copy(self, dts: int) -> Iterator[Packet]:
        """Copy the packets that waited for a time: Matroska leaves it out where pictures are not in order."""
        waiting, self._untimed = [packet for packet in self._untimed if packet.size], []
        for left, packet in zip(range(len(waiting) - 1, -1, -1), waiting, strict=True):
            packet.dts = dts - left
            yield from map(self._bare, self._units.filter(packet))

    def _bare(self, packet: Packet) -> Packet:
        """Give a packet's bytes and times without what else hangs on it."""
        bare: Packet = Packet(bytes(packet))
        bare.stream, bare.time_base = self._video, self._source_video.time_base
        bare.pts, bare.dts, bare.duration = packet.pts, packet.dts, packet.duration
        bare.is_keyframe = packet.is_keyframe
        return bare

    def _encode(self, frame: "av.AudioFrame | None") -> Iterator[Packet]:
        for resampled in self._resampler.resample(frame):
            yield from self._audio.encode(resampled)

    def _end_sound(self) -> Iterator[Packet]:
        if self._audio is not None:
            yield from self._encode(None)
            yield from self._audio.encode(None)
