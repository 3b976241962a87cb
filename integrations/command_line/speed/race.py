"""The measurement: both bots up, rounds in turn, and one turn through everything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx

from integrations.command_line.playing.customer import (
    Customer,
    PlaySettings,
    identity_of,
)
from integrations.command_line.running.errors import Stopped
from integrations.command_line.running.processes import processes
from integrations.command_line.running.reporter import Tell
from integrations.command_line.running.settings import RunSettings
from integrations.command_line.speed.load import Bot, Round, play_round
from integrations.command_line.speed.servers import Server, answers
from integrations.command_line.speed.stock import StockRasa
from integrations.command_line.speed.visits import Visit, scripts, visits
from knowledge.database.session import Database, make_engine

WARM_UP_SECONDS = 4.0
TURNS = 60
TURN_TEXT = "status of order #W1000003 pls"
TURN_CUSTOMER = "emma_clarke"
TURNS_PER_CONVERSATION = 10


class WrongAnswer(Stopped):
    """The assistant does something else than what is to be measured."""


@dataclass(frozen=True)
class Plan:
    """How many rounds, how long, and how many customers at the same time."""

    rounds: int = 4
    seconds: float = 12.0
    customers: int = 4


@dataclass
class Contestant:
    """A bot, the process it runs in, and what its rounds brought."""

    bot: Bot
    server: Server
    rounds: list[Round] = field(default_factory=list)


@contextmanager
def serving(
    settings: RunSettings, name: str, health: str, stock: StockRasa | None = None
) -> Iterator[Server]:
    """One process of ours as ``Procfile`` has it, or stock Rasa, until the end."""
    if stock is None:
        command = next(
            one.command for one in processes(settings) if one.name == name
        ).removeprefix("exec ")
        environment: Mapping[str, str] = settings.variables()
    else:
        actions = f"http://127.0.0.1:{settings.actions_port}/webhook"
        command = stock.command(settings.bot_port, actions=actions)
        environment = stock.variables(settings)
    server = Server(
        name,
        command,
        environment=environment,
        logs=settings.var / "logs",
        is_up=answers(health),
    )
    with server:
        yield server


async def race(
    settings: RunSettings,
    contestants: list[Contestant],
    actions: Server,
    plan: Plan,
    tell: Tell,
) -> None:
    """Alternate: a round of one, a round of the other, after one to get warm."""
    engine = make_engine(settings.database)
    coming = visits(Database(engine), scripts())
    try:
        for number in range(plan.rounds + 1):
            for one in contestants:
                tell(f"{one.bot.name}, round", number, plan.rounds)
                found = await _round(one, actions, coming, plan, is_warm=number > 0)
                if number:
                    one.rounds.append(found)
    finally:
        engine.dispose()


async def _round(
    one: Contestant,
    actions: Server,
    coming: Iterator[Visit],
    plan: Plan,
    *,
    is_warm: bool,
) -> Round:
    servers = {"bot": one.server, "actions": actions}
    before = {name: server.cpu_seconds for name, server in servers.items()}
    found = await play_round(
        one.bot,
        coming,
        customers=plan.customers,
        seconds=plan.seconds if is_warm else WARM_UP_SECONDS,
    )
    for name, server in servers.items():
        spent, until = before[name], server.cpu_seconds
        if spent is not None and until is not None:
            found.cpu_seconds[name] = until - spent
    return found


async def turns_through_gateway(address: str, tell: Tell) -> list[float]:
    """Milliseconds of the order-status turn, one conversation at a time."""
    spent: list[float] = []
    async with httpx.AsyncClient(base_url=address, timeout=60) as http:
        identity = await identity_of(http, TURN_CUSTOMER, PlaySettings())
        while len(spent) <= TURNS:
            customer = await Customer.arriving(http, language="en", identity=identity)
            for _ in range(TURNS_PER_CONVERSATION):
                heard = await customer.say(TURN_TEXT)
                if not any(entry["kind"] == "order" for entry in heard.entries):
                    raise WrongAnswer(
                        f"The assistant did not answer “{TURN_TEXT}” with the order:"
                        " there is nothing to measure.",
                        details=str(heard.entries),
                    )
                spent.append(heard.milliseconds)
                tell("turns", len(spent), TURNS + 1)
    return spent[1:]  # the first one opens what later ones only use
