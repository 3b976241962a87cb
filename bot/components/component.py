"""What our components share: how Rasa makes, keeps and restores them."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

from bot.settings import read_settings

Made = TypeVar("Made", bound="Component")


class Component(GraphComponent):
    """A component that learns nothing: made from its configuration alone."""

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource
    ) -> None:
        self.config = config
        self._storage = storage
        self._resource = resource

    @classmethod
    def create(
        cls: type[Made],
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003  Rasa's signature
    ) -> Made:
        """A component that has seen no data."""
        return cls(config, model_storage, resource)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:  # noqa: ARG003  Rasa's
        """What a cached training also depends on: all our code, and the encoder."""
        return _code_and_encoder(read_settings().encoder / "manifest.json")


class LearningComponent(Component):
    """A component that learns, and keeps what it learnt in a folder of the model."""

    @classmethod
    def load(
        cls: type[Made],
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,  # noqa: ARG003  Rasa's signature
    ) -> Made:
        """The component as it was after its training."""
        component = cls.create(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as folder:
            component.restore(folder)
        return component

    def restore(self, folder: Path) -> None:
        """Read what was learnt."""
        raise NotImplementedError

    @contextmanager
    def _kept(self) -> Iterator[Path]:
        with self._storage.write_to(self._resource) as folder:
            yield folder


@functools.cache
def _code_and_encoder(manifest: Path) -> str:
    digest = hashlib.sha256()
    for file in sorted(Path(__file__).parents[1].rglob("*.*")):
        if file.suffix in {".py", ".yml", ".txt"}:
            digest.update(file.read_bytes())
    if manifest.is_file():
        digest.update(manifest.read_bytes())
    return digest.hexdigest()
