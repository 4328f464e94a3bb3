"""Runs MiniStack until it ends, is told to, or whoever started it is gone (then its standard input ends, however he died).

Functions run as children in the same process group: they go with it.
"""

import os
import signal
import sys
import threading

from ministack import app as emulator


def end_with_starter() -> None:
    while os.read(0, 4096):
        pass
    os.killpg(0, signal.SIGKILL)


inner = emulator.app


async def behind_tls(scope, receive, send):
    """Policies demand TLS (`aws:SecureTransport`). The loopback stands for it, as a proxy that ends TLS would."""
    if scope["type"] in ("http", "websocket"):
        scope = {**scope, "headers": [*scope["headers"], (b"x-forwarded-proto", b"https")]}
    await inner(scope, receive, send)


if os.environ.get("AUTH") == "true":
    emulator.app = behind_tls
threading.Thread(target=end_with_starter, daemon=True).start()
sys.argv = ["ministack"]
emulator.main()
