const UNITS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const YEAR_MS = 366 * 86_400_000;

/**
 * When a schedule runs next, strictly after `after` (epoch ms); undefined: never. Times are UTC.
 * (docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html, 2026-11) @throws for an invalid expression
 */
export function nextRun(expression: string, after: number): number | undefined {
  const [, kind = '', text = ''] = /^(rate|at|cron)\((.+)\)$/.exec(expression.trim()) ?? [];
  if (kind === 'rate') {
    const [, count = '', unit = ''] = /^(\d+) (minute|hour|day)s?$/.exec(text) ?? [];
    const length = UNITS[unit];
    if (length !== undefined && Number(count) > 0) return after + Number(count) * length;
  }
  if (kind === 'at') {
    const at = Date.parse(`${text}Z`);
    if (!Number.isNaN(at)) return at > after ? at : undefined;
  }
  if (kind === 'cron') return nextCron(text, after);
  throw new Error(`not a schedule: ${expression}`);
}

function nextCron(text: string, after: number): number | undefined {
  const fields = text.split(/\s+/);
  if (fields.length !== 6) throw new Error(`a cron expression has six fields: ${text}`);
  const field = (index: number): string => fields[index] ?? '';
  const minutes = parse(field(0), 0, 59);
  const hours = parse(field(1), 0, 23);
  const days = parse(field(2), 1, 31);
  const months = parse(field(3), 1, 12, MONTHS, 1);
  const weekdays = parse(field(4), 1, 7, DAYS, 1);
  const years = parse(field(5), 1970, 2199);
  const begin = Math.floor(after / 60_000) * 60_000 + 60_000;
  for (let at = begin; at < begin + 4 * YEAR_MS; ) {
    const date = new Date(at);
    const rightDay =
      months.has(date.getUTCMonth() + 1) && years.has(date.getUTCFullYear()) && days.has(date.getUTCDate()) && weekdays.has(date.getUTCDay() + 1);
    if (!rightDay) at = Math.floor(at / 86_400_000) * 86_400_000 + 86_400_000;
    else if (!hours.has(date.getUTCHours())) at = Math.floor(at / 3_600_000) * 3_600_000 + 3_600_000;
    else if (!minutes.has(date.getUTCMinutes())) at += 60_000;
    else return at;
  }
  return undefined;
}

/** Lists, ranges, steps and names; `*` and `?` match all values. */
function parse(field: string, low: number, high: number, names: readonly string[] = [], base = 0): Set<number> {
  const number = (text: string): number => {
    const named = names.indexOf(text.toUpperCase());
    const value = named === -1 ? Number(text) : named + base;
    if (!Number.isInteger(value) || value < low || value > high) throw new Error(`not a field of a cron expression: ${field}`);
    return value;
  };
  const result = new Set<number>();
  for (const part of field.split(',')) {
    const [range = '', step] = part.split('/');
    const [from = '', to] = range.split('-');
    const all = from === '*' || from === '?';
    const first = all ? low : number(from);
    const last = to !== undefined ? number(to) : all || step !== undefined ? high : first;
    for (let value = first; value <= last; value += step === undefined ? 1 : Math.max(1, number(step))) result.add(value);
  }
  return result;
}
