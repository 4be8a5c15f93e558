"""Whether files that people send are rebuilt here, and under limits that hold."""

import asyncio
import subprocess
import sys

from bot.doctor.finding import Finding, judge
from bot.evidence.decoder import Decoder
from bot.evidence.refusal import RefusedError
from content.i18n import _

PROBE = (sys.executable, "-m", "bot.evidence.probe")
PATIENCE_SECONDS = 60
# The smallest PNG: one grey point.
SAMPLE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010800000000"
    "3a7e9b550000000a49444154789c63680000008200814dd7dec40000000049454e44ae426082"
)


def check_decoding(sample: bytes = SAMPLE) -> Finding:
    """Check with a small picture."""
    return judge(
        asyncio.run(_rebuilds(sample)),
        _("Pictures are rebuilt in a process of their own."),
        _("Pictures can't be rebuilt here, so none is taken. Install again with «make install»."),
    )


async def _rebuilds(sample: bytes) -> bool:
    decoder = Decoder(1)
    try:
        return bool(await decoder.rebuild(sample, keep_voice=False))
    except RefusedError:
        return False
    finally:
        await asyncio.to_thread(decoder.close)


def check_limits(probe: tuple[str, ...] = PROBE) -> Finding:
    """Check with a process that tries to take too much memory, to write to a disk, and to reach other files and the network."""
    done = subprocess.run(probe, check=False, timeout=PATIENCE_SECONDS, capture_output=True)  # noqa: S603 - our own
    return judge(
        done.returncode == 0,
        _("A hostile file can't fill the memory, write to a disk, open other files or reach the network."),
        _(
            "The limits for hostile files do not hold on this machine. Take no files here, and ask who runs the system."
        ),
    )
