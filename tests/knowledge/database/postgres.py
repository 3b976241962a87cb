"""A PostgreSQL server of the tests' own: a fresh cluster on a free port."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest


def server_binaries() -> Path | None:
    """The folder with ``initdb`` and ``pg_ctl``; Debian keeps it off the PATH."""
    found = shutil.which("pg_ctl")
    if found:
        return Path(found).parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    return versions[-1].parent if versions else None


@contextmanager
def private_cluster(binaries: Path, folder: Path) -> Iterator[str]:
    """Start a server on a free port and stop it afterwards; gives its address."""
    account = _account()
    if account:
        _hand_over(folder, account)
    port = _free_port()
    data, log = folder / "data", folder / "server.log"
    _run(
        account, binaries / "initdb", "-D", data, "-U", "shopkeeper",
        "-A", "trust", "-E", "UTF8", "--no-sync",
    )  # fmt: skip
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    _run(
        account, binaries / "pg_ctl", "-D", data, "-l", log, "-o", options, "-w",
        "start",
    )  # fmt: skip
    try:
        yield f"postgresql+psycopg://shopkeeper@127.0.0.1:{port}/postgres"
    finally:
        _run(account, binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop")


def _account() -> str | None:
    """Who runs the server: it refuses root, so root lends it to somebody else."""
    if os.getuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            pwd.getpwnam(name)
        except KeyError:
            continue
        return name
    return None


def _hand_over(folder: Path, account: str) -> None:
    shutil.chown(folder, account)
    for parent in folder.parents:
        if parent.stat().st_uid == os.getuid() and "pytest" in parent.name:
            parent.chmod(0o755)  # pytest keeps its folders to itself


def _run(account: str | None, *command: object) -> None:
    subprocess.run(
        [str(part) for part in command],
        user=account,
        check=True,
        stdout=subprocess.DEVNULL,
        cwd="/",
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def server_of_the_tests() -> Iterator[str]:
    """The address of a server; without one the test is skipped, in CI it fails."""
    binaries = server_binaries()
    if binaries is None:
        reason = "no PostgreSQL server is installed here"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    # Not pytest's own folder: another run of pytest shuts it for other accounts.
    with (
        TemporaryDirectory(prefix="postgres-", ignore_cleanup_errors=True) as folder,
        private_cluster(binaries, Path(folder)) as url,
    ):
        yield url
