"""Labelled messages as Rasa's training data, beside the configuration as it is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.io import read_config_file

from bot.evaluation.labelled import Labelled


class LabelledMessages(TrainingDataImporter):
    """Gives the texts as they are: YAML would read "[a](b)" as an annotation."""

    def __init__(self, config: Path, messages: Sequence[Labelled]) -> None:
        self._config = config
        self._messages = messages

    def get_config(self) -> dict[str, Any]:
        """The whole configuration, policies included."""
        found: dict[str, Any] = read_config_file(str(self._config))
        return found

    def get_config_file_for_auto_config(self) -> str | None:
        """Nothing is to be filled in."""
        return None

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """Fresh messages on every call, as components write on them."""
        return TrainingData(
            [Message(data={TEXT: m.text, INTENT: m.label}) for m in self._messages]
        )

    def get_domain(self) -> Domain:
        """Nobody acts here."""
        return Domain.empty()

    def get_stories(self, exclusion_percentage: int | None = None) -> StoryGraph:
        """Nobody acts here."""
        return StoryGraph([])

    def get_conversation_tests(self) -> StoryGraph:
        """Nobody acts here."""
        return StoryGraph([])
