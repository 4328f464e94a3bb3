"""Runs MiniStack until it ends, gets a signal, or the process that started it is gone (then standard input ends).

Functions run as children in the same process group and end with it.
"""

import os
import shutil
import signal
import sys
import threading

ACTIONS_LOG = os.environ.get("PARLEY_ACTIONS_LOG")
if ACTIONS_LOG:
    from permissions import evaluate_like_aws

    evaluate_like_aws(ACTIONS_LOG)

from logs import match_as_aws_does  # noqa: E402 (these modules must see the patched evaluator above)
from ministack import app as emulator  # noqa: E402

match_as_aws_does()


def end_with_starter() -> None:
    while os.read(0, 4096):
        pass
    shutil.rmtree(os.environ["TMPDIR"], ignore_errors=True)
    os.killpg(0, signal.SIGKILL)


inner = emulator.app


async def behind_tls(scope, receive, send):
    """Policies require TLS (`aws:SecureTransport`). The loopback connection counts as TLS, as if a proxy terminated it."""
    if scope["type"] in ("http", "websocket"):
        scope = {**scope, "headers": [*scope["headers"], (b"x-forwarded-proto", b"https")]}
    await inner(scope, receive, send)


if emulator.AUTH:
    emulator.app = behind_tls
threading.Thread(target=end_with_starter, daemon=True).start()
sys.argv = ["ministack"]
emulator.main()
