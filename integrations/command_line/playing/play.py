"""Plays conversations, each by a customer of its own, some at the same time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path

import httpx

from integrations.command_line.playing.aftermath import left_wrong
from integrations.command_line.playing.customer import (
    Customer,
    Entry,
    Heard,
    PlaySettings,
    identity_of,
)
from integrations.command_line.playing.errors import CannotSignIn, NobodyThere
from integrations.command_line.playing.matching import (
    Earlier,
    buttons_of,
    forbidden,
    misses,
)
from integrations.command_line.playing.script import Language, Script, Turn
from integrations.command_line.playing.stand_in import StandIn, standing_in
from knowledge.database.session import Database

TURN_SECONDS = 20.0


@dataclass(frozen=True)
class TurnPlayed:
    """One message, what was read after it, and what was wrong with that."""

    said: str
    heard: Heard
    wrong: tuple[str, ...]


@dataclass
class Played:
    """A conversation that has been played."""

    file: Path
    script: Script
    conversation_id: str = ""
    turns: list[TurnPlayed] = field(default_factory=list)
    left_wrong: list[str] = field(default_factory=list)
    broken: str | None = None  # why it could not be played to its end

    @property
    def passed(self) -> bool:
        """Whether everything was as it should be."""
        return not (self.broken or self.left_wrong or any(t.wrong for t in self.turns))


@dataclass(frozen=True)
class Stage:
    """Where conversations are played, and the database that they leave traces in."""

    http: httpx.AsyncClient
    settings: PlaySettings
    database: Database | None  # None: what is left there cannot be compared

    async def play(self, file: Path, script: Script) -> Played:
        """One conversation from its greeting to its end."""
        played = Played(file, script)
        try:
            with self._stand_in(script) as stand_in:
                await self._turns(played, stand_in)
                if self.database and script.database and played.broken is None:
                    with self.database.reading() as session:
                        played.left_wrong = left_wrong(
                            session, played.conversation_id, script.database, stand_in
                        )
        except httpx.HTTPError as error:
            played.broken = f"{type(error).__name__}: {error}"
        return played

    def _stand_in(self, script: Script) -> AbstractContextManager[StandIn]:
        if script.copy_of is None:
            return nullcontext(StandIn.nobody())
        if self.database is None:
            raise CannotSignIn("A conversation with a copy needs the database.")
        return standing_in(self.database, script.copy_of)

    async def _turns(self, played: Played, stand_in: StandIn) -> None:
        script = played.script
        identity = script.signed_in and await identity_of(
            self.http, stand_in.name(script.signed_in), self.settings
        )
        customer = await Customer.arriving(
            self.http, language=script.language, identity=identity or None
        )
        played.conversation_id = customer.conversation_id
        language: Language = script.language
        earlier, last = Earlier(), customer.entries
        for turn in script.turns:
            await asyncio.sleep(turn.pause)
            language = turn.language or language
            said = _words(turn, last)
            if said is None:
                played.broken = f"there is no button “{turn.press}” to press"
                return
            heard = await customer.say(stand_in.said(said))
            heard = replace(heard, entries=stand_in.heard(heard.entries))
            wrong = [
                *_refusal(turn, heard),
                *misses(turn, heard.entries, language=language, earlier=earlier),
                *forbidden(script, heard.entries),
            ]
            played.turns.append(TurnPlayed(said, heard, tuple(wrong)))
            earlier = earlier.after(heard.entries)
            last = heard.entries or last


@asynccontextmanager
async def stage(
    gateway: str, settings: PlaySettings, database: Database | None
) -> AsyncIterator[Stage]:
    """A stage at this address; raises ``NobodyThere`` when nobody answers."""
    # No proxy of the environment: the assistant is ours.
    http = httpx.AsyncClient(base_url=gateway, timeout=TURN_SECONDS, trust_env=False)
    async with http:
        try:
            (await http.get("/health")).raise_for_status()
        except httpx.HTTPError as error:
            raise NobodyThere(
                f"No assistant answers at {gateway}. Start one with `make up`, or"
                " name another address with --gateway."
            ) from error
        yield Stage(http, settings, database)


async def play_all(
    on: Stage, scripts: Iterable[tuple[Path, Script]], *, parallel: int
) -> AsyncIterator[Played]:
    """Play them, so many at a time; each comes as soon as it is over."""
    room = asyncio.Semaphore(parallel)

    async def one(file: Path, script: Script) -> Played:
        async with room:
            return await on.play(file, script)

    for done in asyncio.as_completed([one(*script) for script in scripts]):
        yield await done


def _words(turn: Turn, last: list[Entry]) -> str | None:
    if turn.say is not None:
        return turn.say * turn.times
    for button in (button for entry in last for button in buttons_of(entry)):
        if turn.press in (button["title"], button["value"]):
            return button["value"]
    return None


def _refusal(turn: Turn, heard: Heard) -> list[str]:
    if turn.refused == heard.refused:
        return []
    return [f"refused with {heard.refused}, expected {turn.refused or 'an answer'}"]
