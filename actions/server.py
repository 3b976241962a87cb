"""The action server: rasa-sdk's executor behind one FastAPI route.

rasa-sdk's own server starts its worker in a spawned process and pickles what
is registered, which actions that hold an index and a database cannot survive.
"""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.responses import JSONResponse
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

from actions.registry import all_actions
from actions.services import Services


def create_app(services: Services | None = None) -> FastAPI:
    """The server with every action registered."""
    executor = ActionExecutor()
    for action in all_actions(services):
        executor.register_action(action)
    app = FastAPI(title="Shopkeeper actions", docs_url=None, redoc_url=None)

    @app.get("/health")
    def health() -> dict[str, Any]:
        return {"status": "ok", "actions": len(executor.actions)}

    @app.post("/webhook")
    async def webhook(call: dict[str, Any]) -> JSONResponse:
        # The domain stays in Rasa (endpoints.yml): no action needs it, and it is large.
        call.setdefault("domain", {})
        try:
            result = await executor.run(call)
        except ActionExecutionRejection as refused:
            return _refusal(400, str(refused), refused.action_name)
        except ActionNotFoundException as missing:
            return _refusal(404, str(missing), missing.action_name)
        return JSONResponse(result.model_dump() if result else {})

    return app


def _refusal(status: int, error: str, action_name: str) -> JSONResponse:
    """In the words that Rasa expects of an action server."""
    return JSONResponse(
        {"error": error, "action_name": action_name}, status_code=status
    )
