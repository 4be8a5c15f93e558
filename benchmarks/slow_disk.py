"""A disk whose every flush takes 2 ms longer: a shim around fsync and fdatasync, compiled when it is needed."""

import shutil
import subprocess
from pathlib import Path

FLUSH_MS = 2
SOURCE = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <time.h>

static int slowly(const char *name, int file) {
    const struct timespec pause = {0, FLUSH_MS * 1000000L};
    int (*flush)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    nanosleep(&pause, 0);
    return flush(file);
}
int fsync(int file) { return slowly("fsync", file); }
int fdatasync(int file) { return slowly("fdatasync", file); }
"""


def build_shim(folder: Path) -> Path | None:
    """Compile the shim, to be preloaded; None where there is no C compiler."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        return None
    source, shim = folder / "slow_disk.c", folder / "slow_disk.so"
    source.write_text(SOURCE)
    command = [
        compiler,
        "-shared",
        "-fPIC",
        "-O2",
        f"-DFLUSH_MS={FLUSH_MS}",
        "-o",
        str(shim),
        str(source),
        "-ldl",
    ]
    subprocess.run(command, check=True)
    return shim
