import type { ChannelEvent } from '../../../domain/support/inbound/inbound-event.ts';
import { type DeliveryError, deliveryError } from '../../../domain/vocabulary/delivery-error.ts';
import { contentOf, eventOf } from '../../elements.ts';
import { id, type Json, record, records, rowOf, text } from '../../json.ts';
import { timeOf } from '../../times.ts';
import { bounceError, reportedId } from '../reader/bounce.ts';
import { folded } from '../reader/folded.ts';
import { idsOf } from '../reader/message-ids.ts';
import { sesMessageId } from '../sender/ids.ts';
import { ORIGIN_TAG, TENANT_TAG } from './tags.ts';

export interface SendingEvent {
  readonly tenantId: string;
  readonly originId: string;
  /** The new status of the reply; undefined for events that change nothing. */
  readonly events: readonly ChannelEvent[];
}

/** One of Parley's mails, as SES's events describe it. */
interface Sent {
  /** Parley's own id, if the event contains it. */
  readonly providerId: string;
  /** SES's id. */
  readonly messageId: string;
  /** The customer's address. Copies are ignored: if a copy bounces, the customer may still have the mail. */
  readonly to: readonly string[];
  readonly receivedAt: number;
}

/**
 * SES's event about one of Parley's mails, as EventBridge delivers it (`source: aws.ses`): `detail: {eventType, mail, bounce | complaint | delivery | reject}`.
 * Null for an event about another program's mail.
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html and monitoring-eventbridge.html beside it (read 2026-11-29)
 */
export const readSendingEvent = (event: unknown, receivedAt: number): SendingEvent | null => {
  const envelope = record(event) ?? {};
  const detail = record(envelope['detail']) ?? {};
  const mail = record(detail['mail']) ?? {};
  const tags = record(mail['tags']) ?? {};
  const tagged = (name: string): string | undefined => (Array.isArray(tags[name]) ? text((tags[name] as readonly unknown[])[0]) : undefined);
  const [tenantId, originId, messageId] = [tagged(TENANT_TAG), tagged(ORIGIN_TAG), text(mail['messageId'])];
  if (tenantId === undefined || originId === undefined || messageId === undefined) return null;
  const headers = headersOf(mail);
  const sesId = sesMessageId(messageId, text(envelope['region']) ?? '');
  const providerId = reportedId(idsOf(headers.get('references')), sesId);
  const reader = rowOf(READERS, text(detail['eventType']));
  if (!reader || providerId === null) return { tenantId, originId, events: [] };
  return { tenantId, originId, events: reader(detail, { providerId, messageId: sesId, to: customerOf(mail, headers), receivedAt }) };
};

/** The first header of each name, in lower case. SES cuts the list at 10 KB. */
const headersOf = (mail: Json): ReadonlyMap<string, string> => {
  const pairs = records(mail['headers']).map(({ name, value }) => [text(name)?.toLowerCase() ?? '', text(value) ?? ''] as const);
  return new Map(pairs.toReversed());
};

const customerOf = (mail: Json, headers: ReadonlyMap<string, string>): readonly string[] => {
  // Parley writes one plain address there.
  const to = ((headers.get('to') ?? '').match(/[^\s<>,;:"]+@[^\s<>,;:"]+/g) ?? []).map(folded);
  if (to.length > 0) return to;
  const destination = Array.isArray(mail['destination']) ? (mail['destination'] as readonly unknown[]) : [];
  return destination.flatMap((address) => text(address) ?? []).map(folded);
};

const isCustomer = ({ to }: Sent, address: unknown): boolean => to.includes(folded(text(address) ?? ''));

const statusOf = (sent: Sent, state: 'delivered' | 'failed', at: unknown, error: DeliveryError | null): ChannelEvent =>
  eventOf({
    verb: 'status',
    providerId: sent.providerId,
    version: state,
    threadKey: sent.to[0] ?? null,
    fromCustomer: false,
    opensTicket: false,
    status: { state, error },
    occurredAt: timeOf(at, sent.receivedAt),
  });

const SUPPRESSED = deliveryError(
  'suppressed',
  'SES sends nothing to this address: it is on a suppression list, because an earlier mail came back or was reported as spam. Ask the customer for another address, or have it removed from the list.',
);
const VIRUS = deliveryError('rejected', 'SES did not send the mail, because it found a virus in it.');

type Reader = (detail: Json, sent: Sent) => readonly ChannelEvent[];

const READERS: Readonly<Record<string, Reader>> = {
  /** Permanent bounces; of the others only those whose server gave up. Automatic replies arrive as transient bounces without an `action`. */
  Bounce: (detail, sent) => {
    const bounce = record(detail['bounce']) ?? {};
    const theirs = records(bounce['bouncedRecipients']).find(({ emailAddress }) => isCustomer(sent, emailAddress));
    if (!theirs || (bounce['bounceType'] !== 'Permanent' && theirs['action'] !== 'failed')) return [];
    const isSuppressed = bounce['bounceSubType'] === 'Suppressed' || bounce['bounceSubType'] === 'OnAccountSuppressionList';
    const error = isSuppressed ? SUPPRESSED : bounceError(text(theirs['status']), text(theirs['diagnosticCode']));
    return [statusOf(sent, 'failed', bounce['timestamp'], error)];
  },
  /** The mail has arrived, so its status stays. The thread shows the customer's reaction, so that agents see it before they write again. */
  Complaint: (detail, sent) => {
    const complaint = record(detail['complaint']) ?? {};
    const theirs = records(complaint['complainedRecipients']).find(({ emailAddress }) => isCustomer(sent, emailAddress));
    const customer = sent.to[0];
    if (!theirs || customer === undefined) return [];
    if (complaint['complaintSubType'] === 'OnAccountSuppressionList') return [statusOf(sent, 'failed', complaint['timestamp'], SUPPRESSED)];
    const kind = text(complaint['complaintFeedbackType']);
    const person = { id: customer, name: null, handle: customer };
    return [
      eventOf({
        verb: 'created',
        providerId: `complaint:${id(complaint['feedbackId']) ?? sent.providerId}`,
        threadKey: customer,
        author: person,
        fromCustomer: true,
        opensTicket: false,
        content: contentOf({
          surface: 'mail',
          text: `[complaint: the customer reported a mail as unwanted${kind === undefined ? '' : ` (${kind})`}]`,
          inReplyTo: sent.providerId,
        }),
        occurredAt: timeOf(complaint['timestamp'], sent.receivedAt),
      }),
    ];
  },
  Delivery: (detail, sent) => {
    const delivery = record(detail['delivery']) ?? {};
    const recipients = Array.isArray(delivery['recipients']) ? (delivery['recipients'] as readonly unknown[]) : [];
    if (!recipients.some((address) => isCustomer(sent, address))) return [];
    // Both ids identify the reply. Its status is the less advanced of the two statuses. If either fails, the reply has failed.
    const ids = [...new Set([sent.providerId, sent.messageId])];
    return ids.map((providerId) => statusOf({ ...sent, providerId }, 'delivered', delivery['timestamp'], null));
  },
  Reject: (_, sent) => [statusOf(sent, 'failed', undefined, VIRUS)],
};
