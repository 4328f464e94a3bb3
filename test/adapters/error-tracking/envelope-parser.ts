/** One item of an envelope, as a strict receiver reads it. */
export interface EnvelopeItem {
  readonly headers: Record<string, unknown>;
  readonly payload: Buffer;
}

const HEX = /^[0-9a-f]{32}$/;

/**
 * The grammar of develop.sentry.dev/sdk/data-model/envelopes/ (2026-11), stricter than it has to be: headers in one line without padding, a
 * length that fits, a newline after each payload, nothing behind the last. @throws on anything else
 */
export function parseEnvelope(body: Buffer): { headers: Record<string, unknown>; items: EnvelopeItem[] } {
  let at = 0;
  const headerLine = (): Record<string, unknown> => {
    const end = body.indexOf(0x0a, at);
    if (end === -1) throw new Error('a header without its newline');
    const line = body.subarray(at, end).toString('utf8');
    at = end + 1;
    if (line.trim() !== line || line.includes('\r')) throw new Error('a padded header');
    const value: unknown = JSON.parse(line);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('a header that is no object');
    return value as Record<string, unknown>;
  };
  const headers = headerLine();
  for (const name of Object.keys(headers)) if (!['event_id', 'dsn', 'sdk', 'sent_at', 'trace'].includes(name)) throw new Error(`unknown header ${name}`);
  const items: EnvelopeItem[] = [];
  while (at < body.length) {
    const item = headerLine();
    const { length, type } = item;
    if (typeof type !== 'string') throw new Error('an item without a type');
    if (typeof length !== 'number' || !Number.isInteger(length)) throw new Error('an item without a length');
    if (at + length > body.length) throw new Error('a payload that ends early');
    const payload = body.subarray(at, at + length);
    at += length;
    if (at < body.length && body[at] !== 0x0a) throw new Error('a payload that is longer than its length');
    at += 1;
    items.push({ headers: item, payload });
  }
  const events = items.filter((item) => item.headers['type'] === 'event');
  if (events.length > 1) throw new Error('more than one event');
  if (events.length === 1) {
    if (!HEX.test(String(headers['event_id']))) throw new Error('an event without its id');
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(String(headers['sent_at']))) throw new Error('no time in UTC');
  }
  return { headers, items };
}

/** The keys of `X-Sentry-Auth` (develop.sentry.dev/sdk/foundations/transport/authentication/). @throws when one is missing */
export function parseAuth(header: string | undefined): Record<string, string> {
  const [, list] = /^Sentry (.+)$/.exec(header ?? '') ?? [];
  const given = Object.fromEntries((list ?? '').split(', ').map((pair) => pair.split('=') as [string, string]));
  for (const name of ['sentry_version', 'sentry_client', 'sentry_key']) if (!given[name]) throw new Error(`no ${name}`);
  if (given['sentry_version'] !== '7') throw new Error('not version 7');
  return given;
}
