import { cut } from '../../domain/text/well-formed.ts';
import { contentOf, eventOf, type Made, UnreadableElement } from '../elements.ts';
import { id, type Json, number, text } from '../json.ts';
import { timeOf } from '../times.ts';
import { customerOfCall, type People } from './people.ts';

/**
 * A member of `calls[]`: `{id, from, to, event: "connect"|"terminate", direction, timestamp, status, duration}`. The end of a call becomes a note, because it
 * says how the call went: `duration` (seconds) is there if somebody answered. A missed call of the customer opens a ticket if none is active
 * (docs/decisions/0840). The beginning (`connect`) is for the software that answers calls.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/calling/user-initiated-calls, business-initiated-calls and reference beside it (read 2026-11-30)
 * @throws UnreadableElement
 */
export const readCall = (call: Json, people: People, business: string | null, receivedAt: number): Made[] => {
  const event = text(call['event']);
  if (event !== 'terminate') return [{ ignored: `call: ${cut(event ?? 'no event', 60)}` }];
  const customer = customerOfCall(call, business);
  const known = people.person(customer.from, customer.from_user_id);
  const providerId = id(call['id']);
  if (!known || providerId === undefined) throw new UnreadableElement('a call of nobody');
  const { key: threadKey, person } = known;
  const seconds = secondsOf(call);
  const isOurs = call['direction'] === 'BUSINESS_INITIATED';
  const content = contentOf({ surface: 'dm', text: isOurs ? ourCall(seconds) : theirCall(seconds) });
  const occurredAt = timeOf(call['timestamp'], receivedAt);
  return [eventOf({ verb: 'created', providerId, threadKey, customer: person, opensTicket: !isOurs && seconds === 0, content, occurredAt })];
};

/** 0 for a call that nobody answered. */
const secondsOf = (call: Json): number => {
  const seconds = number(call['duration']) ?? Number(text(call['duration']) ?? 0);
  return seconds > 0 && call['status'] !== 'FAILED' ? seconds : 0;
};

const told = (seconds: number): string => `${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;
const theirCall = (seconds: number): string => (seconds > 0 ? `[voice call, ${told(seconds)}]` : '[missed voice call]');
const ourCall = (seconds: number): string => `[voice call of the business, ${seconds > 0 ? told(seconds) : 'not answered'}]`;
