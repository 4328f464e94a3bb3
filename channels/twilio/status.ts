import type { ChannelEvent } from '../../domain/support/inbound/inbound-event.ts';
import { deliveryError } from '../../domain/vocabulary/delivery-error.ts';
import { eventOf, type Made, UnreadableElement } from '../elements.ts';
import { id, rowOf, text } from '../json.ts';

type State = NonNullable<ChannelEvent['status']>['state'];

/** https://www.twilio.com/docs/messaging/api/message-resource#message-status-values (read 2026-11-29). */
const STATES: Readonly<Record<string, State>> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  failed: 'failed',
  undelivered: 'failed',
  canceled: 'failed',
};
/** Statuses that mean only that Twilio has the message. */
const STEPS: ReadonlySet<string> = new Set(['accepted', 'scheduled', 'queued', 'sending', 'partially_delivered']);

/** Whether a status belongs to one of Parley's messages. Customers' messages are `received` or have no status. */
export const isOfOurs = (state: string): boolean => STEPS.has(state) || rowOf(STATES, state) !== undefined;

/**
 * Texts that agents see for codes, because a status callback contains no text: https://www.twilio.com/docs/api/errors (read 2026-11-29).
 */
const WORDS: Readonly<Record<string, string>> = {
  '21610': 'The customer has opted out of messages (STOP). They must write START first.',
  '30003': 'The customer’s phone cannot be reached: it is switched off or out of range.',
  '30004': 'The message was blocked by the customer or their carrier.',
  '30005': 'The number is unknown or no longer in use.',
  '30006': 'The number is a landline or a carrier that cannot be reached.',
  '30007': 'The carrier filtered the message as unwanted.',
  '30008': 'The carrier gave no reason.',
  '63016': 'The customer’s 24-hour window at WhatsApp is closed: only an approved template can be sent.',
};
export const wordsOf = (code: string): string | undefined => rowOf(WORDS, code);

interface Told {
  readonly sid: string;
  readonly state: string;
  readonly to: unknown;
  readonly code: unknown;
  readonly message: unknown;
  /** ISO 8601. */
  readonly at: string;
}

/**
 * A status of one of Parley's messages, with the reason of a failure: https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks
 * (read 2026-11-29).
 * @throws UnreadableElement
 */
export const readStatus = ({ sid, state, to, code, message, at }: Told): Made[] => {
  if (STEPS.has(state)) return [{ ignored: `status ${state}` }];
  const known = rowOf(STATES, state);
  if (known === undefined) throw new UnreadableElement('a status of no known state');
  const given = id(code) ?? state;
  const error = deliveryError(given, text(message) ?? wordsOf(given) ?? `Twilio reports ${state}.`);
  return [
    eventOf({
      verb: 'status',
      providerId: sid,
      version: known,
      threadKey: id(to) ?? null,
      fromCustomer: false,
      opensTicket: false,
      status: { state: known, error: known === 'failed' ? error : null },
      occurredAt: at,
    }),
  ];
};
