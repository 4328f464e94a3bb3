"""Every secret-looking text in the files named on standard input, one JSON line each: {file, line, type, value}."""

import json
import sys

from detect_secrets.core.scan import scan_file
from detect_secrets.settings import default_settings

with default_settings():
    for name in sys.stdin.read().splitlines():
        for found in scan_file(name):
            print(json.dumps({"file": name, "line": found.line_number, "type": found.type, "value": found.secret_value}))
