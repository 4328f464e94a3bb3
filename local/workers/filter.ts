/**
 * Filter criteria of event sources: whether a record matches one of the patterns. Without patterns, all records pass.
 * (docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html and
 * docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html, 2026-11)
 */
export function passes(patterns: readonly unknown[], record: unknown): boolean {
  return patterns.length === 0 || patterns.some((pattern) => matches(pattern, record));
}

function matches(pattern: unknown, value: unknown): boolean {
  if (Array.isArray(pattern)) return pattern.some((rule: unknown) => matchesRule(rule, value));
  if (typeof pattern !== 'object' || pattern === null) return false;
  return Object.entries(pattern).every(([key, inner]) => {
    if (key === '$or') return Array.isArray(inner) && inner.some((either: unknown) => matches(either, value));
    const next: unknown = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
    return matches(inner, next);
  });
}

function matchesRule(rule: unknown, value: unknown): boolean {
  if (Array.isArray(value)) return value.some((item: unknown) => matchesRule(rule, item));
  if (typeof rule !== 'object' || rule === null) return rule === value;
  const [[operator, operand] = ['', undefined]] = Object.entries(rule) as [string, unknown][];
  switch (operator) {
    case 'exists':
      return (value !== undefined) === operand;
    case 'prefix':
      return typeof value === 'string' && value.startsWith(String(operand));
    case 'suffix':
      return typeof value === 'string' && value.endsWith(String(operand));
    case 'equals-ignore-case':
      return typeof value === 'string' && value.toLowerCase() === String(operand).toLowerCase();
    case 'anything-but':
      return value !== undefined && !anyOf(operand, value);
    case 'numeric':
      return numeric(operand, value);
    default:
      throw new Error(`unknown filter operator ${operator}`);
  }
}

function anyOf(operand: unknown, value: unknown): boolean {
  return (Array.isArray(operand) ? operand : [operand]).some((rule: unknown) => matchesRule(rule, value));
}

/** `["<", 10, ">=", 0]`; numbers of DynamoDB come as text. */
function numeric(operand: unknown, value: unknown): boolean {
  const given = typeof value === 'string' && value !== '' ? Number(value) : value;
  if (typeof given !== 'number' || Number.isNaN(given) || !Array.isArray(operand)) return false;
  for (let i = 0; i + 1 < operand.length; i += 2) {
    const [sign, limit] = [String(operand[i]), Number(operand[i + 1])];
    const holds = { '=': given === limit, '<': given < limit, '<=': given <= limit, '>': given > limit, '>=': given >= limit }[sign];
    if (holds !== true) return false;
  }
  return true;
}
