"""Makes MiniStack understand patterns of log subscriptions that compare members of a line of JSON, joined by `||`."""

import json
import re

from ministack.services import cloudwatch_logs

COMPARISON = re.compile(r'\$\.([\w.]+)\s*=\s*"([^"]*)"')


def match_as_aws_does() -> None:
    matches = cloudwatch_logs._subscription_pattern_matches

    def pattern_matches(pattern, message):
        wanted = COMPARISON.findall(pattern or "")
        # Anything else than equalities, any of which is enough, is left to MiniStack.
        if not wanted or "&&" in pattern:
            return matches(pattern, message)
        try:
            line = json.loads(message)
        except ValueError:
            return False
        return any(_member(line, path) == value for path, value in wanted)

    cloudwatch_logs._subscription_pattern_matches = pattern_matches


def _member(line, path):
    for name in path.split("."):
        line = line.get(name) if isinstance(line, dict) else None
    return line
