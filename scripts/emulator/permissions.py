"""Adds to MiniStack's permission evaluator what AWS's knows and it does not, and logs which actions of roles it evaluated.

It adds: batch calls of SQS need the permission of the single call; schedules belong to groups; `${aws:PrincipalTag/...}`
works inside conditions; `dynamodb:LeadingKeys` exists, so that the restriction of roles by tenant is evaluated.
"""

import json
import re
import threading

from ministack.core import iam_actions, iam_evaluator

# MiniStack requires permissions of these names, which AWS does not have
# (docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-permissions-reference.html, 2026-11).
NO_SUCH_ACTIONS = {
    "sqs:SendMessageBatch": "sqs:SendMessage",
    "sqs:DeleteMessageBatch": "sqs:DeleteMessage",
    "sqs:ChangeMessageVisibilityBatch": "sqs:ChangeMessageVisibility",
}
VARIABLE = re.compile(r"\$\{([^}*?$]+)\}")
EQUALITY = re.compile(r"([#\w]+)\s*=\s*(:\w+)")
# The table's own partition key and those of its indexes (lib/data-stack.ts).
PARTITION_KEYS = ("pk", "aPk", "oPk", "gPk", "nPk")


def evaluate_like_aws(actions_log: str) -> None:
    _add_variables()
    _add_leading_keys()
    _add_schedule_groups()
    _log_actions_of_roles(actions_log)


def _add_variables() -> None:
    met = iam_evaluator._conditions_met

    def filled(value, ctx):
        if isinstance(value, list):
            return [filled(one, ctx) for one in value]
        # A variable without a value matches nothing.
        return VARIABLE.sub(lambda m: str(iam_evaluator._resolve_condition_key(m[1], ctx) or "\0"), value) if isinstance(value, str) else value

    def conditions_met(conditions, ctx):
        return met({op: {key: filled(value, ctx) for key, value in keys.items()} for op, keys in (conditions or {}).items()}, ctx)

    iam_evaluator._conditions_met = conditions_met


def _add_leading_keys() -> None:
    context_of = iam_actions.dynamodb_service_context

    def service_context(body):
        context = context_of(body)
        try:
            keys = sorted(set(leading_keys(json.loads(body or b"{}"))))
        except ValueError:
            keys = []
        return {**context, "dynamodb:LeadingKeys": keys} if keys else context

    iam_actions.dynamodb_service_context = service_context


def _add_schedule_groups() -> None:
    arn_of = iam_actions.extract_resource_arn

    def resource_arn(service, method, path, headers, body, query_params, *rest):
        arn = arn_of(service, method, path, headers, body, query_params, *rest)
        if service != "scheduler" or ":schedule/default/" not in arn:
            return arn
        given = query_params.get("groupName") or (json.loads(body) if body else {}).get("GroupName") or "default"
        group = given[0] if isinstance(given, list) else given
        return arn.replace(":schedule/default/", f":schedule/{group}/")

    iam_actions.extract_resource_arn = resource_arn


def leading_keys(request):
    """The partition keys that a call names: of one item, of a batch, of a transaction or of a query."""
    for member in ("Key", "Item"):
        if member in request:
            yield from request[member].get("pk", {}).values()
    for batch in request.get("RequestItems", {}).values():
        for part in batch.get("Keys", []) if isinstance(batch, dict) else []:
            yield from leading_keys({"Key": part})
        for part in batch if isinstance(batch, list) else []:
            yield from leading_keys({**part.get("PutRequest", {}), **part.get("DeleteRequest", {})})
    for part in request.get("TransactItems", []):
        for action in part.values():
            yield from leading_keys(action)
    names = request.get("ExpressionAttributeNames", {})
    values = request.get("ExpressionAttributeValues", {})
    for name, value in EQUALITY.findall(request.get("KeyConditionExpression", "")):
        if names.get(name, name) in PARTITION_KEYS:
            yield from values.get(value, {}).values()


def _log_actions_of_roles(path: str) -> None:
    """Writes every evaluated action of a role with its result, once each, as lines of JSON."""
    evaluate = iam_evaluator.enforce
    log = open(path, "a", buffering=1, encoding="utf-8")
    lock = threading.Lock()
    logged = set()

    def enforce(access_key_id, iam_action, service, region, resource_arn="*", service_context=None):
        iam_action = NO_SUCH_ACTIONS.get(iam_action, iam_action)
        denial = evaluate(access_key_id, iam_action, service, region, resource_arn, service_context)
        from ministack.services import sts

        session = sts._sessions.get(access_key_id)
        arn = str(session.get("Arn", "")) if session else ""
        if ":assumed-role/" in arn:
            # The exact object key or connection id does not matter.
            resource = "/".join(str(resource_arn).split("/")[:3])
            entry = (arn.split("/")[1], iam_action, resource, denial is None)
            with lock:
                if entry not in logged:
                    logged.add(entry)
                    keys = {} if denial is None else {"keys": (service_context or {}).get("dynamodb:LeadingKeys")}
                    log.write(json.dumps({**dict(zip(("role", "action", "resource", "allowed"), entry)), **keys}) + "\n")
        return denial

    iam_evaluator.enforce = enforce
