"""Serves the page's few fixed files from memory, under names that change with their content."""

from hashlib import sha256
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

FOLDER = Path(__file__).parent / "static"
MEDIA_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
FOREVER = "public, max-age=31536000, immutable"

_URLS: dict[str, str] = {}
_CONTENTS: dict[str, tuple[bytes, str]] = {}
for _path in sorted(FOLDER.iterdir()):
    _content = _path.read_bytes()
    _unique = f"{_path.stem}.{sha256(_content).hexdigest()[:12]}{_path.suffix}"
    _URLS[_path.name] = f"/static/{_unique}"
    _CONTENTS[_unique] = (_content, MEDIA_TYPES[_path.suffix])


def asset_url(name: str) -> str:
    """Give the path of a fixed file as it is now."""
    return _URLS[name]


async def serve_asset(request: Request) -> Response:
    """Answer with a fixed file."""
    found = _CONTENTS.get(request.path_params["name"])
    if found is None:
        raise HTTPException(404)
    content, media_type = found
    return Response(content, media_type=media_type, headers={"Cache-Control": FOREVER})
