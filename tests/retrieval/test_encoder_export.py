"""The encoder is found, checked, and exported once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from retrieval import encoder_export
from retrieval.encoder_export import EncoderError, Manifest


def _folder_with_weights(folder: Path, content: bytes) -> Path:
    folder.mkdir(parents=True)
    (folder / "modules.json").write_text("[]")
    (folder / "model.safetensors").write_bytes(content)
    return folder


def _exported(target: Path, manifest: Manifest) -> Path:
    target.mkdir()
    (target / "model.onnx").write_bytes(b"kept")
    (target / "tokenizer.json").write_text("{}")
    (target / "manifest.json").write_text(json.dumps(manifest.__dict__))
    return target


def test_a_folder_that_is_no_encoder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="no encoder in"):
        encoder_export.find_encoder(str(tmp_path))


def test_weights_other_than_the_published_ones_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged = _folder_with_weights(tmp_path / "model", b"damaged")
    monkeypatch.setattr(encoder_export, "bundled_encoder", lambda: damaged)
    with pytest.raises(EncoderError, match="is not the published"):
        encoder_export.export_encoder(tmp_path / "encoder", damaged)


def test_an_export_of_the_same_weights_is_kept(tmp_path: Path) -> None:
    source = _folder_with_weights(tmp_path / "own", b"weights")
    digest = encoder_export.weights_digest(source)
    manifest = Manifest("own", 8, "mean", 16, digest)
    target = _exported(tmp_path / "encoder", manifest)
    assert encoder_export.export_encoder(target, source) == manifest
    assert (target / "model.onnx").read_bytes() == b"kept"


@pytest.mark.parametrize("text", ["", "[]", '{"unknown": 1}'])
def test_a_damaged_manifest_counts_as_absent(tmp_path: Path, text: str) -> None:
    target = _exported(tmp_path / "encoder", Manifest("own", 8, "mean", 16, "0"))
    (target / "manifest.json").write_text(text)
    assert encoder_export.read_manifest(target) is None
