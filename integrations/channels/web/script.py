"""The widget's script, joined from its sources."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

from fastapi import APIRouter, Request, Response

router = APIRouter(tags=["widget"])

FOLDER = Path(__file__).with_name("widget")


def joined(folder: Path) -> str:
    """The sources in the order of ``manifest.txt``, else of their names.

    They share one function's scope, so that nothing leaks into the shop's page.
    """
    manifest = folder / "manifest.txt"
    if manifest.exists():
        paths = [folder / name for name in manifest.read_text("utf-8").split()]
    else:
        paths = sorted(folder.glob("*.js"))
    sources = "\n".join(path.read_text("utf-8") for path in paths)
    return f'(function () {{\n"use strict";\n{sources}\n}})();\n'


@cache
def _script(_written: float) -> tuple[bytes, str]:
    body = joined(FOLDER).encode()
    return body, f'"{sha256(body).hexdigest()[:16]}"'


@router.get("/widget.js", include_in_schema=False)
def widget(request: Request) -> Response:
    """The one script tag's file; browsers ask each time and mostly get a 304."""
    newest = max((path.stat().st_mtime for path in FOLDER.glob("*")), default=0.0)
    body, tag = _script(newest)
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if request.headers.get("If-None-Match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="text/javascript", headers=headers)
