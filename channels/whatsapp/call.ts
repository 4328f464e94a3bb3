import { contentOf, eventOf, type Made, UnreadableElement } from '../elements.ts';
import { id, type Json, number, text } from '../json.ts';
import { timeOf } from '../times.ts';
import type { People } from './people.ts';

/**
 * A member of `calls[]`: `{id, from, to, event: "connect"|"terminate", direction, timestamp, status, duration}`. A customer's
 * call becomes a message when it begins; its end adds the result. The business's own calls are ignored.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/calling/user-initiated-calls (read 2026-11)
 * @throws UnreadableElement
 */
export const readCall = (call: Json, people: People, business: string | null, receivedAt: number): Made[] => {
  if (call['direction'] === 'BUSINESS_INITIATED') return [{ ignored: 'call of the business' }];
  // In one of Meta's own samples without a direction, `from` is the business.
  const known = id(call['from']) === business ? people.person(call['to'], call['to_user_id']) : people.person(call['from'], call['from_user_id']);
  const providerId = id(call['id']);
  if (!known || providerId === undefined) throw new UnreadableElement('a call of nobody');
  const { key: threadKey, person: author } = known;
  const base = { providerId, threadKey, author, occurredAt: timeOf(call['timestamp'], receivedAt) };
  const ended = call['event'] === 'terminate';
  const content = contentOf({ surface: 'dm', text: ended ? outcomeOf(call) : '[voice call]' });
  return [eventOf({ ...base, content, ...(ended ? { verb: 'edited', version: 'terminate' } : { verb: 'created' }) })];
};

const outcomeOf = (call: Json): string => {
  const seconds = number(call['duration']) ?? Number(text(call['duration']) ?? 0);
  const answered = seconds > 0 && call['status'] !== 'FAILED';
  return answered ? `[voice call, ${seconds} ${seconds === 1 ? 'second' : 'seconds'}]` : '[missed voice call]';
};
