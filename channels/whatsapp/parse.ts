import { cut } from '../../domain/text/well-formed.ts';
import { elements, unreadable } from '../elements.ts';
import type { ParsedElement, RawRequest } from '../inbound.ts';
import { id, type Json, record } from '../json.ts';
import { eachOf, metaBatch } from '../meta/batch.ts';
import { readCall } from './call.ts';
import { readMessage } from './message.ts';
import { isNotice, readNotice } from './notice.ts';
import { businessOf, peopleOf } from './people.ts';
import { readPreference } from './preference.ts';
import { readStatus } from './status.ts';

/**
 * Webhooks of the WhatsApp Cloud API: `entry[] × changes[] × value.messages[] / value.statuses[]`, and the business's own
 * messages from its phone as `value.message_echoes[]`.
 * - https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages (of 2026-06-17)
 * - https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/smb_message_echoes (of 2026-05-21)
 * - https://developers.facebook.com/documentation/business-messaging/whatsapp/calling/reference (of 2025-11-25): `value.calls[]`
 * @throws UnreadableBody when the body is not JSON
 */
export const parseWhatsApp = ({ body, receivedAt }: Pick<RawRequest, 'body' | 'receivedAt'>): ParsedElement[] =>
  metaBatch(body, 'whatsapp_business_account', (entry, whole) =>
    entry['changes'] === undefined
      ? [unreadable(null, entry, whole, 'an entry without changes')]
      : eachOf(entry['changes'], null, whole, (change) => readChange(change, entry, whole, receivedAt)),
  );

/** Fields whose changes are messages, calls and customers' preferences. Those about the account are notices (notice.ts). All others are only counted. */
const FIELDS: ReadonlySet<unknown> = new Set([undefined, 'messages', 'smb_message_echoes', 'calls', 'user_preferences']);

const readChange = (change: Json, entry: Json, whole: Uint8Array, receivedAt: number): readonly ParsedElement[] => {
  const { field } = change;
  if (isNotice(field)) return [noticeOf(field, change, entry, whole, receivedAt)];
  if (!FIELDS.has(field)) return [{ kind: 'ignored', what: typeof field === 'string' ? cut(field, 60) : 'unnamed field' }];
  const value = record(change['value']);
  if (!value) return [unreadable(null, change, whole, 'a change without a value')];
  const account = id(record(value['metadata'])?.['phone_number_id']) ?? null;
  const business = businessOf(value);
  if (field === 'calls') {
    // Its `statuses` report the ringing of the business's own calls.
    const callers = peopleOf(value);
    return eachOf(value['calls'], account, whole, (call) => elements(account, call, whole, () => readCall(call, callers, business, receivedAt)));
  }
  if (field === 'user_preferences') {
    const owners = peopleOf(value);
    return eachOf(value['user_preferences'], account, whole, (one) => elements(account, one, whole, () => readPreference(one, owners, receivedAt)));
  }
  const { messages, statuses, message_echoes: echoes, errors } = value;
  if (messages === undefined && statuses === undefined && echoes === undefined) {
    return errors === undefined ? [unreadable(account, change, whole, 'neither messages nor statuses')] : [{ kind: 'ignored', what: 'errors' }];
  }
  const people = peopleOf(value);
  return [
    ...eachOf(messages, account, whole, (message) => elements(account, message, whole, () => readMessage(message, people, receivedAt))),
    ...eachOf(echoes, account, whole, (echo) => elements(account, echo, whole, () => readMessage(echo, people, receivedAt, { business }))),
    ...eachOf(statuses, account, whole, (status) => elements(account, status, whole, () => readStatus(status, receivedAt))),
  ];
};

const noticeOf = (field: string, change: Json, { time }: Json, whole: Uint8Array, receivedAt: number): ParsedElement => {
  if (!record(change['value'])) return unreadable(null, change, whole, 'a change without a value');
  try {
    return readNotice(field, change, time, receivedAt);
  } catch {
    return unreadable(null, change, whole, 'nested too deeply');
  }
};
