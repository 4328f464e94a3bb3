"""Python 3.11 keeps the depth of `ast.parse` once for all threads, so that two at a time end with a SystemError
(https://github.com/python/cpython/issues/106905). schemathesis loads this file before its workers start: they parse in turn."""

import ast
import threading

_parse = ast.parse
_turn = threading.RLock()


def _in_turn(*arguments, **options):
    with _turn:
        return _parse(*arguments, **options)


ast.parse = _in_turn
