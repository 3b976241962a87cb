"""The composition root of the gateway: the only place that names what is concrete."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import httpx

from integrations.channels.rate_limit import RateLimit
from integrations.channels.registry import Channels
from integrations.channels.web.conversations import WebChat
from integrations.channels.web.delivery import WebChannel
from integrations.channels.web.tokens import ChatTokens, IdentityTokens
from integrations.commerce.demo_shop.shop import DemoShop
from integrations.gateway.recording import Recorder
from integrations.gateway.settings import GatewaySettings
from integrations.gateway.turns import Turns
from integrations.rasa.client import RasaClient
from integrations.realtime.feed import Feed
from integrations.realtime.hub import Hub
from knowledge.clock import Clock, now
from knowledge.database.session import Database


@dataclass(frozen=True)
class Services:
    """Everything that the gateway works with."""

    settings: GatewaySettings
    database: Database
    http: httpx.AsyncClient
    feed: Feed
    rasa: RasaClient
    turns: Turns
    web_chat: WebChat
    demo_shop: DemoShop


def make_services(
    settings: GatewaySettings | None = None,
    *,
    database: Database | None = None,
    bot: httpx.AsyncBaseTransport | None = None,
    clock: Clock = now,
) -> Services:
    """Put the gateway together; tests give their own database, bot and clock."""
    settings = settings or GatewaySettings()
    database = database or Database()
    hub = Hub()
    # No proxy of the environment: the bot is our neighbour.
    http = httpx.AsyncClient(
        base_url=settings.bot_url,
        transport=bot,
        trust_env=False,
        timeout=settings.bot_timeout_seconds,
    )
    rasa = RasaClient(http, timeout_seconds=settings.bot_timeout_seconds)
    recorder = Recorder(
        database, clock, timedelta(seconds=settings.bot_timeout_seconds)
    )
    turns = Turns(recorder, rasa, Channels(WebChannel(hub)))
    return Services(
        settings=settings,
        database=database,
        http=http,
        feed=Feed(database, hub, interval=settings.feed_seconds),
        rasa=rasa,
        turns=turns,
        web_chat=_web_chat(settings, database, hub, turns, clock),
        demo_shop=DemoShop(
            database=database,
            identity_secret=settings.identity_secret,
            development=settings.environment == "development",
            clock=clock,
        ),
    )


def _web_chat(
    settings: GatewaySettings, database: Database, hub: Hub, turns: Turns, clock: Clock
) -> WebChat:
    return WebChat(
        database=database,
        hub=hub,
        tokens=ChatTokens(settings.secret, days=settings.chat_token_days),
        identities=IdentityTokens(settings.identity_secret),
        receive=turns.take,
        rate=RateLimit(settings.messages_per_minute),
        clock=clock,
        max_characters=settings.message_max_characters,
        ping_seconds=settings.stream_ping_seconds,
    )
