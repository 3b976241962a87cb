"""Versioned folders of an index, the pointer to the live one, and the way back.

folder/CURRENT          the name of the live generation
folder/000007/          one generation: files and manifest.json with their checksums
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

KEPT = 3
MANIFEST = "manifest.json"
_POINTER = "CURRENT"


class Generations:
    """The generations of one index in one folder, shared by several processes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def current(self) -> Path | None:
        """The live generation, or None when nothing was published yet."""
        try:
            name = (self.folder / _POINTER).read_text("utf-8").strip()
        except FileNotFoundError:
            return None
        found = self.folder / name
        return found if name and (found / MANIFEST).is_file() else None

    def stamp(self) -> tuple[int, int]:
        """Something cheap that differs as soon as another generation is live."""
        try:
            status = (self.folder / _POINTER).stat()
        except FileNotFoundError:
            return (0, 0)
        return (status.st_mtime_ns, status.st_ino)

    def all(self) -> list[Path]:
        """Every complete generation, oldest first."""
        found = self.folder.glob("[0-9]*")
        return sorted(path for path in found if (path / MANIFEST).is_file())

    @contextmanager
    def writing(self) -> Iterator[Path]:
        """A scratch folder to build the next generation in; one writer at a time."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            scratch = Path(tempfile.mkdtemp(prefix=".building-", dir=self.folder))
            try:
                yield scratch
            finally:
                shutil.rmtree(scratch, ignore_errors=True)

    def publish(self, scratch: Path, facts: dict[str, Any]) -> Path:
        """Make what was built in ``scratch`` the live generation."""
        files = sorted(path.name for path in scratch.iterdir())
        sums = {name: checksum(scratch / name) for name in files}
        text = json.dumps({**facts, "files": sums}, indent=2, ensure_ascii=False)
        (scratch / MANIFEST).write_text(text, "utf-8")
        names = [int(path.name) for path in self.folder.glob("[0-9]*")]
        target = self.folder / f"{max(names, default=0) + 1:06d}"
        scratch.chmod(0o755)  # mkdtemp is private; other processes' users read it
        scratch.rename(target)
        self._point_at(target)
        self._prune()
        return target

    def roll_back(self) -> Path | None:
        """Make the generation before the live one live; None when there is none."""
        live = self.current()
        older = [path for path in self.all() if live is None or path.name < live.name]
        if not older:
            return None
        self._point_at(older[-1])
        return older[-1]

    def _point_at(self, target: Path) -> None:
        pointer = self.folder / f".{_POINTER}-{os.getpid()}"
        pointer.write_text(target.name + "\n", "utf-8")
        pointer.replace(self.folder / _POINTER)

    def _prune(self) -> None:
        live = self.current()
        for path in self.all()[:-KEPT]:
            if path != live:
                shutil.rmtree(path, ignore_errors=True)


def read_manifest(generation: Path) -> dict[str, Any]:
    """The facts of a generation; raises ValueError when they cannot be read."""
    found = json.loads((generation / MANIFEST).read_text("utf-8"))
    if not isinstance(found, dict):
        raise ValueError(f"{generation / MANIFEST} is not an object")
    return found


def damaged(generation: Path, manifest: dict[str, Any]) -> list[str]:
    """Names of files that are missing or are not what was written."""
    return [
        name
        for name, expected in manifest.get("files", {}).items()
        if not (generation / name).is_file() or checksum(generation / name) != expected
    ]


def checksum(file: Path) -> str:
    """BLAKE2 of a file, which is twice as fast as SHA-256 without its instructions."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "blake2b").hexdigest()[:32]
