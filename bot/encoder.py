"""The exported sentence encoder: text -> vector, without torch or TensorFlow."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers import Encoding

Vector = NDArray[np.float32]


class Encoder:
    """An int8 ONNX model and its tokeniser, from one folder."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        # Here, because each costs a quarter of a second that a test need not pay.
        import onnxruntime  # noqa: PLC0415
        from tokenizers import Tokenizer  # noqa: PLC0415

        if not (folder / "model.onnx").is_file():
            raise FileNotFoundError(
                f"{folder} holds no encoder: run `python -m retrieval.encoder_export`"
            )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._inputs = [one.name for one in self._session.get_inputs()]
        self.vector = functools.lru_cache(maxsize=4096)(self._vector)

    def _vector(self, text: str) -> Vector:
        """The text's direction in meaning: float32 ``[dimension]`` of length 1."""
        feed = self._feed(self._tokenizer.encode(text))
        return np.asarray(self._session.run(None, feed)[0][0], dtype=np.float32)

    def _feed(self, encoding: Encoding) -> dict[str, Any]:
        columns = {
            "input_ids": encoding.ids,
            "attention_mask": encoding.attention_mask,
            "token_type_ids": encoding.type_ids,
        }
        return {name: np.array([columns[name]], np.int64) for name in self._inputs}


@functools.cache
def encoder_at(folder: Path) -> Encoder:
    """The encoder of a folder, loaded once in this process."""
    return Encoder(folder)
