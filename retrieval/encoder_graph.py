"""The heavy half of the export: torch model -> fused, quantised ONNX graph."""

from __future__ import annotations

import logging
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch
from numpy.typing import NDArray
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from sentence_transformers import SentenceTransformer
from tokenizers import Tokenizer

# Architectures whose attention the optimiser knows how to fuse.
FUSIBLE = frozenset({"bert", "roberta", "xlm-roberta"})
PROBES = (
    "where is my order #W1234567?",
    "i want to return the headphones, they broke after two days",
    "Do you ship to Alaska, and how long does it take from there?",
    "hello",
    "wireless headphones under 50 dollars",
    "can i talk to a real person please",
)


@dataclass(frozen=True)
class Facts:
    """What became of an encoder; the cosine is the worst of the probes."""

    dimension: int
    pooling: str
    max_length: int
    least_cosine: float


def write(source: Path, folder: Path) -> Facts:
    """Write ``model.onnx`` and ``tokenizer.json`` of ``source`` into ``folder``."""
    encoder = SentenceTransformer(
        str(source), device="cpu", model_kwargs={"attn_implementation": "eager"}
    ).eval()
    _save_tokenizer(encoder, folder / "tokenizer.json")
    exact = folder / "exact.onnx"
    _trace(encoder, exact)
    _fuse(encoder, exact)
    _quantise(exact, folder / "model.onnx")
    exact.unlink()
    wanted = encoder.encode(list(PROBES), normalize_embeddings=True)
    return Facts(
        dimension=int(wanted.shape[1]),
        pooling=_pooling(encoder),
        max_length=encoder.max_seq_length or 512,
        least_cosine=float((wanted * _embed(folder, PROBES)).sum(axis=1).min()),
    )


def _pooling(encoder: SentenceTransformer) -> str:
    modes = [
        str(part.pooling_mode) for part in encoder if hasattr(part, "pooling_mode")
    ]
    return modes[0] if modes else ""


def _save_tokenizer(encoder: SentenceTransformer, file: Path) -> None:
    tokenizer = encoder.tokenizer.backend_tokenizer
    tokenizer.enable_truncation(encoder.max_seq_length)
    tokenizer.enable_padding(
        pad_id=encoder.tokenizer.pad_token_id, pad_token=encoder.tokenizer.pad_token
    )
    tokenizer.save(str(file))


class _Pipeline(torch.nn.Module):
    """The encoder with positional inputs, which is what tracing wants."""

    def __init__(self, encoder: SentenceTransformer, names: list[str]) -> None:
        super().__init__()
        self.encoder = encoder
        self.names = names

    def forward(self, *columns: torch.Tensor) -> torch.Tensor:
        features = dict(zip(self.names, columns, strict=True))
        found = self.encoder(features)["sentence_embedding"]
        return torch.nn.functional.normalize(found, p=2, dim=1)


def _trace(encoder: SentenceTransformer, file: Path) -> None:
    batch = encoder.tokenizer(list(PROBES[:2]), padding=True, return_tensors="pt")
    names = list(batch)
    axes = {name: {0: "batch", 1: "tokens"} for name in names}
    with warnings.catch_warnings(), torch.inference_mode():
        warnings.simplefilter("ignore")  # the tracer warns of each Python branch
        torch.onnx.export(
            _Pipeline(encoder, names),
            tuple(batch[name] for name in names),
            str(file),
            input_names=names,
            output_names=["embedding"],
            dynamic_axes={**axes, "embedding": {0: "batch"}},
            opset_version=17,
            dynamo=False,  # the newer exporter needs onnxscript and gains nothing here
        )


def _fuse(encoder: SentenceTransformer, file: Path) -> None:
    transformer: Any = encoder[0]
    config = transformer.auto_model.config
    if config.model_type not in FUSIBLE:
        return
    fused = optimizer.optimize_model(
        str(file),
        model_type="bert",
        num_heads=config.num_attention_heads,
        hidden_size=config.hidden_size,
        opt_level=0,
    )
    fused.save_model_to_file(str(file))


def _quantise(exact: Path, small: Path) -> None:
    logging.getLogger().setLevel(
        logging.ERROR
    )  # it advises a step that is done already
    quantize_dynamic(
        exact,
        small,
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,  # older processors overflow with eight bits
        # Shape inference does not know the fused operators' types: all are floats.
        extra_options={"DefaultTensorType": 1},
    )


def _embed(folder: Path, texts: tuple[str, ...]) -> NDArray[np.float32]:
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    session = onnxruntime.InferenceSession(str(folder / "model.onnx"))
    # One by one, as at run time: padding changes the scale of dynamic quantisation.
    return np.vstack([_run(session, tokenizer.encode(text)) for text in texts])


def _run(session: Any, encoding: Any) -> NDArray[np.float32]:
    columns = {
        "input_ids": encoding.ids,
        "attention_mask": encoding.attention_mask,
        "token_type_ids": encoding.type_ids,
    }
    feed = {
        one.name: np.array([columns[one.name]], dtype=np.int64)
        for one in session.get_inputs()
    }
    return np.asarray(session.run(None, feed)[0])
