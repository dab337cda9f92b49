"""A real Chromium without a window, told what to do through a pipe (DevTools protocol)."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe",
    "--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND",
    "--no-first-run", "--hide-scrollbars",
)  # fmt: skip
_HIGH = 100


class Page:
    """One page of a running browser."""

    def __init__(self, to_browser: int, from_browser: int) -> None:
        self._to, self._from = to_browser, from_browser
        self._number = 0
        self._rest = b""
        self._session: str | None = None
        target = self.tell("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.tell("Target.attachToTarget", targetId=target, flatten=True)[
            "sessionId"
        ]
        self.tell("Network.enable")
        self.tell(
            "Network.emulateNetworkConditions",
            offline=True, latency=0, downloadThroughput=0, uploadThroughput=0,
        )  # fmt: skip

    def tell(self, method: str, **params: object) -> dict[str, Any]:
        """Send a command and give back its result; AssertionError with what went wrong."""
        self._number += 1
        message: dict[str, object] = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._read()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                result: dict[str, Any] = answer["result"]
                return result

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            more = os.read(self._from, 1 << 20)
            assert more, "the browser went away"
            self._rest += more
        one, self._rest = self._rest.split(b"\0", 1)
        told: dict[str, Any] = json.loads(one)
        return told

    def open(self, url: str) -> None:
        """Go to a page and wait until its script has run."""
        self.tell("Page.enable")
        self.tell("Page.navigate", url=url)
        self.run(
            "new Promise((done) => document.readyState === 'complete' ? done()"
            " : addEventListener('load', done))"
        )

    def run(self, script: str) -> Any:
        """The value of an expression; promises are waited for."""
        answer = self.tell(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def choose(self, selector: str, file: Path) -> None:
        """Put a file into a file field."""
        document = self.tell("DOM.getDocument")["root"]["nodeId"]
        node = self.tell("DOM.querySelector", nodeId=document, selector=selector)["nodeId"]
        self.tell("DOM.setFileInputFiles", files=[str(file)], nodeId=node)

    def picture(self, *, width: int, height: int, dark: bool = False) -> bytes:
        """A PNG of what a screen of this size would show."""
        self.tell(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=1, mobile=True,
        )  # fmt: skip
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.tell("Emulation.setEmulatedMedia", features=[scheme])
        return base64.b64decode(self.tell("Page.captureScreenshot")["data"])


@contextmanager
def browser(profile: Path) -> Iterator[Page]:
    """A browser with the network cut, for as long as the block lasts."""
    assert CHROMIUM is not None
    theirs_in, ours_out = os.pipe()
    ours_in, theirs_out = os.pipe()
    high = [fcntl.fcntl(end, fcntl.F_DUPFD, _HIGH) for end in (theirs_in, theirs_out)]

    def as_it_expects() -> None:
        os.dup2(high[0], 3)
        os.dup2(high[1], 4)

    process = subprocess.Popen(
        [CHROMIUM, *_FLAGS, f"--user-data-dir={profile}"],
        preexec_fn=as_it_expects,  # noqa: PLW1509 - the browser wants these very descriptors
        pass_fds=(3, 4),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    for end in (theirs_in, theirs_out, *high):
        os.close(end)
    try:
        yield Page(ours_out, ours_in)
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
        process.kill()
        os.close(ours_out)
        os.close(ours_in)
