"""The page before all others."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from nicegui import ui

from integrations.console.pages.layout import prepare
from integrations.console.pages.parts import block, link, text
from integrations.console.pages.session_routes import inside
from integrations.console.pages.viewer import SIGN_IN, viewer_of
from integrations.console.services import Services
from integrations.console.wording import LANGUAGES, Wording

_FILL_IN_ZONE = (
    "document.querySelector('input[name=zone]').value ="
    " Intl.DateTimeFormat().resolvedOptions().timeZone"
)


def register(services: Services) -> None:
    """Put the page at its address."""

    @ui.page(SIGN_IN, title="Shopkeeper")
    async def sign_in(
        request: Request,
        refused: str = "",
        minutes: str = "",
        then: str = "/",
        language: str = "",
    ) -> Response | None:
        if await viewer_of(request, services) is not None:
            return RedirectResponse(inside(then))
        wording = Wording(language or _preferred(request))
        prepare(wording, dark=None)
        with block("sign-in", "main"), block("sign-in__card"):
            _masthead(wording)
            if refused:
                text(
                    _refusal(wording, refused, minutes), "sign-in__refusal", "p"
                ).props("role=alert")
            _form(wording, then)
            _languages(wording, then)
        return None


def _masthead(wording: Wording) -> None:
    with block("sign-in__brand"):
        text("掌", "seal").props("aria-hidden=true")
        with block():
            text(wording("sign_in.title"), "sign-in__title", "h1")
            text(wording("sign_in.subtitle"), "sign-in__subtitle", "p")


def _form(wording: Wording, then: str) -> None:
    with block("sign-in__form", "form").props(f"method=post action={SIGN_IN}"):
        _field("email", "email", wording("sign_in.email"), "username")
        _field("password", "password", wording("sign_in.password"), "current-password")
        _hidden("then", inside(then))
        _hidden("zone", "")
        submit = text(wording("sign_in.submit"), "sign-in__submit", "button")
        submit.props("type=submit")
    ui.timer(0, lambda: ui.run_javascript(_FILL_IN_ZONE), once=True)


def _field(name: str, kind: str, label: str, autocomplete: str) -> None:
    with block("field", "label"):
        text(label, "field__label")
        made = block("field__input", "input")
        made.props(f"name={name} type={kind} autocomplete={autocomplete} required")
        if name == "email":
            made.props("autofocus")


def _hidden(name: str, value: str) -> None:
    made = block(tag="input")
    made.props(f"type=hidden name={name}")
    made.props["value"] = value


def _languages(wording: Wording, then: str) -> None:
    with block("sign-in__languages"):
        for code in LANGUAGES:
            current = " is-current" if code == wording.language else ""
            target = f"{SIGN_IN}?language={code}&then={inside(then)}"
            link(wording(f"languages.{code}"), target, f"quiet-link{current}")


def _refusal(wording: Wording, code: str, minutes: str) -> str:
    if code == "account_locked" and minutes.isdigit():
        return wording("errors.account_locked", minutes=minutes)
    return wording("errors.wrong_credentials")


def _preferred(request: Request) -> str:
    asked = request.headers.get("accept-language", "").lower()
    return "zh" if asked.startswith("zh") else "en"
