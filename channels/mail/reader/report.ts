import type { ChannelEvent } from '../../../domain/support/inbound/inbound-event.ts';
import { deliveryError } from '../../../domain/vocabulary/delivery-error.ts';
import { eventOf } from '../../elements.ts';
import { transferDecoded } from '../text/transfer.ts';
import { folded, mailboxesOf } from './addresses.ts';
import { Headers } from './headers.ts';
import { idOf, idsOf } from './message-ids.ts';
import type { Part } from './parts.ts';

/** A report is short; of a longer one the beginning counts. */
const REPORT_BYTES = 100_000;
const RETURNED: ReadonlySet<string> = new Set(['message/rfc822', 'text/rfc822-headers', 'message/global', 'message/global-headers']);
/** Ids that Parley gives its mails (`sender/ids.ts`, and of escalations, which are no replies). */
const OWN = /^<parley\.[\w-]+@[^<>]+>$/;
const ESCALATION = /^<escalation\./;

const bytesOf = (part: Part): string => transferDecoded(Buffer.concat(part.chunks), part.encoding).subarray(0, REPORT_BYTES).toString('latin1');

/** Fields of one group, with the lines that continue them. */
const headersOf = (text: string): Headers =>
  new Headers(
    text.split(/\r?\n(?![ \t])/).map((line) => ({
      key: (/^[^:]*(?=:)/.exec(line)?.[0] ?? '').trim().toLowerCase(),
      line,
    })),
  );

const groupsOf = (text: string): Headers[] => text.split(/(?:\r?\n){2,}/).map(headersOf);

/** `rfc822; ada@customers.example` */
const addressOf = (field: string | undefined): string | undefined => {
  const address = (field ?? '').replace(/^[^;]*;/, '').trim();
  return address === '' ? undefined : folded(address.replace(/^<(.*)>$/, '$1'));
};

const firstOf = (root: Part, isIt: (part: Part) => boolean): Part | undefined => root.children.find(isIt);

/** The message that came back: by Parley's own id, which stands last in its `References`, else by its `Message-ID`. Null for an escalation, or where neither is there. */
const returnedId = (headers: Headers): string | null => {
  const references = idsOf(headers.value('references'));
  if (references.some((id) => ESCALATION.test(id))) return null;
  const last = references.at(-1);
  return last !== undefined && OWN.test(last) ? last : idOf(headers.value('message-id'));
};

/**
 * What a mail server reports about a reply of ours, as a delivery status; null for all other mails. RFC 3464, `multipart/report` with a
 * `message/delivery-status` and the message, or its headers. SES forwards bounces so ("email feedback forwarding",
 * docs.aws.amazon.com/ses/latest/dg/monitor-sending-activity-using-notifications-email.html, read 2026-11). Only who stands in `To` counts: a copy that
 * comes back does not mean that the customer has nothing.
 */
export const reportedBy = (root: Part, receivedAt: number): ChannelEvent | null => {
  if (root.multipart !== 'report') return null;
  const status = firstOf(root, ({ type }) => type === 'message/delivery-status');
  const returned = firstOf(root, ({ type }) => RETURNED.has(type ?? ''));
  if (!status || !returned) return null;
  const headers = headersOf(bytesOf(returned).split(/\r?\n\r?\n/, 1)[0] ?? '');
  const providerId = returnedId(headers);
  if (providerId === null) return null;
  const to = mailboxesOf(headers.value('to')).map(({ address }) => folded(address));
  const isTheirs = (group: Headers): boolean =>
    to.length === 0 || ['final-recipient', 'original-recipient'].some((name) => to.includes(addressOf(group.value(name)) ?? ''));
  const theirs = groupsOf(bytesOf(status)).filter((group) => group.has('action') && isTheirs(group));
  const having = (action: string): Headers | undefined => theirs.find((group) => group.value('action')?.toLowerCase().startsWith(action));
  const failed = having('failed');
  if (!failed && !having('delivered')) return null;
  const state = failed ? 'failed' : 'delivered';
  return eventOf({
    verb: 'status',
    providerId,
    version: state,
    threadKey: to[0] ?? null,
    fromCustomer: false,
    opensTicket: false,
    status: { state, error: failed ? errorOf(failed) : null },
    occurredAt: new Date(receivedAt).toISOString(),
  });
};

/** The status of RFC 3463 with the words of the server that turned the mail away. */
const errorOf = (group: Headers) => {
  const words = (group.value('diagnostic-code') ?? '').replace(/^[\w-]+\s*;\s*/, '').replace(/\s+/g, ' ');
  const code = /^\d\.\d{1,3}\.\d{1,3}/.exec(group.value('status') ?? '')?.[0] ?? 'bounced';
  return deliveryError(code, words === '' ? 'The mail came back; the server gives no reason.' : `The mail came back: ${words}`);
};
