"""``python -m bot.train``: data/ and domain.yml -> a model in ``var/models``.

Prints the model's path, and has a running bot load it when ``--replace`` is given.
"""

from __future__ import annotations

import argparse
import json
import sys
import urllib.error
import urllib.request
from pathlib import Path

from rasa.model_training import train

from bot.server_log import configure_logging
from bot.settings import Settings, read_settings

KEPT_MODELS = 5
LOADING_SECONDS = 120


def main() -> None:
    """Train, tidy up, and replace the running model if asked to."""
    configure_logging()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--force", action="store_true", help="train even if unchanged")
    parser.add_argument("--replace", action="store_true", help="load it into the bot")
    arguments = parser.parse_args()
    settings = read_settings()
    result = train(
        domain="domain.yml",
        config="config.yml",
        training_files="data",
        output=str(settings.models),
        force_training=arguments.force,
    )
    if result.model is None or result.code:
        sys.exit("Training failed; the lines above say why.")
    _keep_newest(settings.models)
    if arguments.replace:
        _replace(settings, Path(result.model).resolve())
    print(result.model)


def _keep_newest(models: Path) -> None:
    found = sorted(models.glob("*.tar.gz"), key=lambda file: file.stat().st_mtime)
    for old in found[:-KEPT_MODELS]:
        old.unlink()


def _replace(settings: Settings, model: Path) -> None:
    request = urllib.request.Request(
        f"http://127.0.0.1:{settings.port}/model",
        data=json.dumps({"model_file": str(model)}).encode(),
        headers={"Content-Type": "application/json"},
        method="PUT",
    )
    try:
        urllib.request.urlopen(request, timeout=LOADING_SECONDS)  # noqa: S310  as above
    except urllib.error.URLError as error:
        sys.exit(f"The model is trained, but no bot took it over: {error}")


if __name__ == "__main__":
    main()
