"""Runs MiniStack until it ends, is told to, or whoever started it is gone (then its standard input ends, however he died).

Functions run as children in the same process group: they go with it.
"""

import os
import runpy
import signal
import sys
import threading


def end_with_starter() -> None:
    while os.read(0, 4096):
        pass
    os.killpg(0, signal.SIGKILL)


threading.Thread(target=end_with_starter, daemon=True).start()
sys.argv = ["ministack"]
runpy.run_module("ministack", run_name="__main__")
