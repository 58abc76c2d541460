"""An open page in Debian's Chromium; `conftest.py` gives tests the fixture `visit` that opens one."""

from pathlib import Path
from typing import Any

import pytest

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"
IN_BROWSER = [pytest.mark.browser, pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no Chromium at {CHROMIUM}")]
# One a line: texts that would run, break out of their place, reorder what stands beside them, or end a block of data.
HOSTILE_TEXTS = Path(__file__).with_name("hostile_texts.txt").read_text(encoding="utf-8").split("\n")[:-1]
HOSTILE = "</script><img src=x onerror=window.struck=1>\u202e\u2069\u2028<b>"


class Visit:
    """An open page with all that it said and asked for."""

    def __init__(self, browser: Any, path: Path, width: int = 1440, height: int = 900, **manner: Any) -> None:
        self.path = path
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.context = browser.new_context(viewport={"width": width, "height": height}, **{"color_scheme": "light", **manner})
        self.page = self.context.new_page()
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))

    def open(self, state: str = "") -> "Visit":
        self.page.goto("about:blank")
        self.page.goto(self.path.as_uri() + state)
        self.page.wait_for_function("window.khabar && window.khabar.labels().length >= 0")
        self.settle()
        return self

    def settle(self) -> None:
        """Until what was asked to be drawn is drawn."""
        self.page.wait_for_timeout(50)
        self.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def ask(self, question: str) -> Any:
        return self.page.evaluate(f"khabar.{question}")

    def click_on(self, identifier: str) -> None:
        point = self.ask(f"pointOf('{identifier}')")
        self.page.mouse.click(point["x"], point["y"])
        self.page.wait_for_timeout(320)  # a movement of the camera
        self.settle()

    def panel(self) -> str:
        return str(self.page.inner_text("#panel"))

    def line_of(self, event: str) -> str:
        return str(next(line["id"] for line in self.ask("lines()") if any(one.endswith(event) for one in line["events"])))

    def shown(self) -> set[str]:
        return {event.rsplit("/", 1)[-1] for event in self.ask("events()")}

    def types(self) -> set[str]:
        return {line["type"] for line in self.ask("lines()")}


def bare(text: str) -> str:
    """Without the marks that isolate names."""
    return text.replace("\u2068", "").replace("\u2069", "")
