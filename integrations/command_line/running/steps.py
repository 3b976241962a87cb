"""The steps between a fresh checkout and a shop that can open, each done only once."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, func, select
from sqlalchemy.exc import SQLAlchemyError

from integrations.command_line.running import training
from integrations.command_line.running.commands import run_logged
from integrations.command_line.running.errors import StepFailed, Stopped
from integrations.command_line.running.reporter import Reporter, Tell
from integrations.command_line.running.settings import RunSettings
from knowledge.catalogue.models import Product
from knowledge.clock import now
from knowledge.database import migrate
from knowledge.database.session import Database, make_engine
from knowledge.searchers import articles_folder, products_folder
from knowledge.staff.passwords import hash_password
from retrieval import encoder_export
from retrieval.generations import Generations


@dataclass(frozen=True)
class Step:
    """One piece of the preparation."""

    title: str
    is_needed: Callable[[], bool]
    do: Callable[[Tell], object]


def prepare(settings: RunSettings, reporter: Reporter) -> None:
    """Do what is not done yet; raises ``Stopped`` at the first step that fails."""
    engine = make_engine(settings.database)
    try:
        for step in steps(settings, engine):
            take(step, reporter)
    finally:
        engine.dispose()


def take(step: Step, reporter: Reporter) -> None:
    """Do the step if it is needed, and say either way."""
    if not step.is_needed():
        reporter.skipped(step.title)
        return
    with reporter.working(step.title) as tell:
        try:
            step.do(tell)
        except (Stopped, SQLAlchemyError):
            raise
        except Exception as error:
            raise StepFailed(
                f"{step.title}: this broke in a way that nobody foresaw. Please report"
                " the lines above.",
                details=traceback.format_exc(),
            ) from error


def steps(settings: RunSettings, engine: Engine) -> list[Step]:
    """The whole preparation in order."""
    prepared = [encoder_step(settings), tables_step(engine)]
    if settings.environment == "development":
        prepared.append(demo_shop_step(settings, engine))
    return [*prepared, index_step(settings, engine), model_step(settings)]


def encoder_step(settings: RunSettings) -> Step:
    """The sentence encoder as a small model that every process reads."""
    return Step(
        "Sentence encoder",
        lambda: not encoder_is_current(settings.var / "encoder"),
        lambda tell: _python(
            settings, tell, "retrieval.encoder_export", "The encoder is not usable."
        ),
    )


def encoder_is_current(folder: Path) -> bool:
    """Whether the export is of the encoder that is configured now."""
    present = encoder_export.read_manifest(folder)
    if present is None or present.format != encoder_export.FORMAT:
        return False
    try:
        source = encoder_export.find_encoder(encoder_export.EncoderSettings().encoder)
        return present.sha256 == encoder_export.weights_digest(source)
    except encoder_export.EncoderError:
        return False  # the export then says what is wrong


def tables_step(engine: Engine) -> Step:
    """The database's tables as this version of the code expects them."""
    return Step(
        "Tables of the database",
        lambda: migrate.current(engine) != migrate.newest(),
        lambda _: migrate.upgrade(engine),
    )


def demo_shop_step(settings: RunSettings, engine: Engine) -> Step:
    """Products, customers, orders and articles to try everything with."""
    database = Database(engine)

    def is_empty() -> bool:
        with database.reading() as session:
            return not session.scalar(select(func.count()).select_from(Product))

    def load(tell: Tell) -> None:
        # Costs a second, which a start with a full shop need not pay.
        from knowledge.seed import load_demo_shop  # noqa: PLC0415

        images = settings.var / "images"
        images.mkdir(parents=True, exist_ok=True)
        with database.writing() as session:
            load_demo_shop(
                session,
                today=now().date(),
                images=images,
                progress=tell,
                hash_password=hash_password,
            )

    return Step("Demo shop", is_empty, load)


def index_step(settings: RunSettings, engine: Engine) -> Step:
    """The search index; later changes are the running indexer's work."""
    return Step(
        "Search index",
        lambda: not index_is_there(settings),
        lambda tell: update_index(settings, Database(engine), tell),
    )


def index_is_there(settings: RunSettings) -> bool:
    """Whether both collections have a generation to search in."""
    folders = (products_folder(settings.var), articles_folder(settings.var))
    return all(Generations(folder).current() is not None for folder in folders)


def update_index(settings: RunSettings, database: Database, tell: Tell) -> None:
    """Index what changed since the last time."""
    # Costs seconds, which a start with an index need not pay.
    from knowledge.indexer import build_index  # noqa: PLC0415

    build_index(database, settings.var, tell)


def model_step(settings: RunSettings) -> Step:
    """The model that understands messages."""
    return Step(
        "Language model",
        lambda: training.is_stale(settings),
        lambda tell: training.train(settings, tell),
    )


def _python(settings: RunSettings, tell: Tell, module: str, advice: str) -> None:
    # A process of its own: what torch and its kin take, it gives back at its end.
    run_logged(
        [sys.executable, "-m", module],
        environment=settings.variables(),
        log=settings.var / "logs" / f"{module}.log",
        tell=tell,
        advice=advice,
    )
