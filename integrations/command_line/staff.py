"""``shopkeeper staff``: accounts for the console."""

from __future__ import annotations

from typing import Annotated

import typer

from knowledge.clock import now
from knowledge.database.session import Database
from knowledge.staff import service
from knowledge.staff.errors import EmailInvalid, EmailTaken, PasswordTooShort
from knowledge.staff.models import Role


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    # With a callback "add" stays a word of its own, even as the only command.
    app.callback()(lambda: None)
    app.command()(add)


def add(
    email: str,
    name: Annotated[str, typer.Option(help="As customers see it.", prompt=True)],
    role: Annotated[Role, typer.Option(help="What the person may do.")] = Role.AGENT,
    language: Annotated[str, typer.Option(help="en or zh")] = "en",
    password: Annotated[
        str,
        typer.Option(
            prompt=True,
            hide_input=True,
            confirmation_prompt=True,
            envvar="SHOPKEEPER_NEW_PASSWORD",
            help="Asked for when not given.",
        ),
    ] = "",
) -> None:
    """Add somebody who may sign in to the console."""
    try:
        with Database().writing() as session:
            service.add_member(
                session,
                email=email,
                name=name,
                role=role,
                password=password,
                language=language,
                at=now(),
                actor="command line",
            )
    except EmailTaken:
        raise typer.BadParameter(f"{email} has an account already.") from None
    except EmailInvalid:
        raise typer.BadParameter(f"{email} is not an e-mail address.") from None
    except PasswordTooShort as error:
        least = error.facts["minimum"]
        raise typer.BadParameter(f"The password needs {least} characters.") from None
    typer.echo(f"{name} ({email}) may now sign in as {role.value}.")
