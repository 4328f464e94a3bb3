import { cut } from '../../domain/text/well-formed.ts';
import type { ParsedElement } from '../inbound.ts';
import { digits, type Json, list, record, text } from '../json.ts';
import { timeOf } from '../times.ts';

/** Longer texts are cut again where they are stored. */
const LONGEST = 1_000;
const DEEPEST = 4;

/**
 * Fields of changes about the account, its phone numbers and its templates: `account_update`, `account_alerts`, `phone_number_quality_update`,
 * `message_template_status_update` …
 */
export const isNotice = (field: unknown): field is string =>
  typeof field === 'string' && /^(?:(?:account|business|phone_number|message_template|template)_[a-z_]{1,60}|security)$/.test(field);

/**
 * A change about the account, such as `{event: "REJECTED", message_template_name: "order_update", reason: "INVALID_FORMAT"}`. Its members differ by field, and
 * Meta adds new ones, so the text is all of them with their names: a notice is for admins. `time`: that of the entry.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/message_template_status_update (of 2026-04-13) and the pages of
 * the other fields beside it (read 2026-11-30)
 */
export const readNotice = (field: string, change: Json, time: unknown, receivedAt: number): ParsedElement => ({
  kind: 'notice',
  what: field,
  text: cut(wordsOf(change['value'], DEEPEST), LONGEST, '…'),
  at: timeOf(time, receivedAt),
  raw: JSON.stringify({ time: digits(time) ?? null, change }),
});

const membersOf = (value: unknown, deepest: number): readonly string[] => {
  if (deepest === 0) return [];
  return Object.entries(record(value) ?? {}).flatMap(([name, member]) => {
    const said = saidOf(member);
    if (said !== undefined) return [`${name}: ${said}`];
    const inside = list(member)?.map((each) => saidOf(each) ?? wordsOf(each, deepest - 1)) ?? [wordsOf(member, deepest - 1)];
    const found = inside.filter((each) => each !== '');
    return found.length === 0 ? [] : [`${name} (${found.join('; ')})`];
  });
};

const wordsOf = (value: unknown, deepest: number): string => membersOf(value, deepest).join(', ');

const saidOf = (value: unknown): string | undefined => (typeof value === 'boolean' ? String(value) : (text(value) ?? digits(value)));
