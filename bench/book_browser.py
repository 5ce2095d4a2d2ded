"""A browser that asks an application in the same process, without a network between them."""

from __future__ import annotations

import asyncio

import httpx
from fastapi import FastAPI

from bench.book_questions import Ask


class Browser:
    """Asks one thing at a time, signed in. Answers come compressed, as a browser wants them."""

    def __init__(self, app: FastAPI, runner: asyncio.Runner, token: str) -> None:
        self._runner = runner
        self._client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app=app),
            base_url="http://localhost",
            cookies={"verso": token},
        )

    def ask(self, ask: Ask) -> int:
        """Send a request and give the status of its answer."""
        return self._runner.run(self._ask(ask))

    async def _ask(self, ask: Ask) -> int:
        headers = {"HX-Request": "true"} if ask.is_fragment else {}
        method = "GET" if ask.form is None else "POST"
        # Streamed: to decompress the page is the browser's work, and not measured.
        async with self._client.stream(
            method, ask.address, headers=headers, data=ask.form
        ) as answer:
            async for _part in answer.aiter_raw():
                pass
        return answer.status_code
