"""``shopkeeper evaluate recommendations``: guess what each user had last."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from integrations.command_line.evaluation_files import read_histories
from integrations.command_line.evaluation_report import keep_logs_out, print_report
from integrations.command_line.running.errors import Stopped
from integrations.command_line.running.reporter import Reporter
from retrieval.evaluation import bootstrap, hit, ndcg
from retrieval.recommendation.blend import recommenders_for
from retrieval.recommendation.histories import Histories
from retrieval.recommendation.recommenders import Recommender, top

DEPTH = 10
MOST_USERS = 20_000

InteractionsFile = Annotated[
    Path, typer.Option("--interactions", help="one user a line: items in time order")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command()(recommendations)


def recommendations(interactions: InteractionsFile, as_json: AsJson = False) -> None:
    """Leave each user's last item out, and see who guesses it among all items."""
    keep_logs_out()
    users = [user for user in read_histories(interactions) if len(user) > 1]
    if not users:
        raise Stopped(f"{interactions} has no user with two items.")
    histories = Histories([user[:-1] for user in users])
    asked = _asked(len(users))
    found: dict[str, Any] = {}
    for recommender in recommenders_for(histories):
        with Reporter().working(f"Measuring {recommender.name}") as tell:
            found[recommender.name] = _measure(
                recommender, histories, users, asked, tell
            )
    best = max(found, key=lambda name: float(found[name]["ndcg@10"]))
    report = {
        "users": len(users),
        "users_asked": len(asked),
        "items": len(histories.items),
        "best": best,
        "recommenders": found,
    }
    print_report(report, as_json=as_json, table=_table(found))


def _asked(number: int) -> list[int]:
    """All users; of very many a fixed sample, which is as exact as anybody needs."""
    if number <= MOST_USERS:
        return list(range(number))
    drawn = np.random.default_rng(7).choice(number, size=MOST_USERS, replace=False)
    return [int(one) for one in np.sort(drawn)]


def _measure(
    recommender: Recommender,
    histories: Histories,
    users: Sequence[Sequence[str]],
    asked: Sequence[int],
    tell: Callable[[str, int, int], None],
) -> dict[str, Any]:
    begun = time.perf_counter()
    recommender.learn(histories)
    learnt = time.perf_counter()
    hits, gains = [], []
    for done, number in enumerate(asked):
        *had, last = users[number]
        seen = [histories.number_of[one] for one in set(had) - {last}]
        best = top(recommender.scores(had), DEPTH, seen)
        ranking = [histories.items[one] for one in best]
        hits.append(hit(ranking, {last}, DEPTH))
        gains.append(ndcg(ranking, {last: 1.0}, DEPTH))
        if done % 500 == 0:
            tell("users", done, len(asked))
    spent = time.perf_counter() - learnt
    interval = bootstrap(gains)
    return {
        "hr@10": round(bootstrap(hits).mean, 4),
        "ndcg@10": round(interval.mean, 4),
        "ndcg@10_interval": [round(interval.low, 4), round(interval.high, 4)],
        "train_seconds": round(learnt - begun, 2),
        "ms_per_user": round(spent / len(asked) * 1000, 3),
    }


def _table(found: dict[str, Any]) -> Callable[[Console], None]:
    def _print(console: Console) -> None:
        columns = ("hr@10", "ndcg@10", "train_seconds", "ms_per_user")
        table = Table("", *columns)
        for name, one in found.items():
            table.add_row(name, *(f"{one[column]:.4g}" for column in columns))
        console.print(table)

    return _print
