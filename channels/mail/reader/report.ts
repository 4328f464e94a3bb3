import type { ChannelEvent } from '../../../domain/support/inbound/inbound-event.ts';
import { eventOf } from '../../elements.ts';
import { transferDecoded } from '../text/transfer.ts';
import { mailboxesOf } from './addresses.ts';
import { bounceError, reportedId } from './bounce.ts';
import { folded } from './folded.ts';
import { Headers } from './headers.ts';
import { idOf, idsOf } from './message-ids.ts';
import type { Part } from './parts.ts';

/** Maximum length of a report. If a report is longer, only its beginning is read. */
const REPORT_BYTES = 100_000;
const RETURNED: ReadonlySet<string> = new Set(['message/rfc822', 'text/rfc822-headers', 'message/global', 'message/global-headers']);

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

/**
 * A mail server's report about one of our replies, as a delivery status; null for all other mails. RFC 3464, `multipart/report` with a
 * `message/delivery-status` and the message, or its headers. SES forwards bounces in this format ("email feedback forwarding",
 * docs.aws.amazon.com/ses/latest/dg/monitor-sending-activity-using-notifications-email.html, read 2026-11). Only recipients in `To` count: if a copy
 * bounces, the customer may still have the mail.
 */
export const reportedBy = (root: Part, receivedAt: number): ChannelEvent | null => {
  if (root.multipart !== 'report') return null;
  const status = firstOf(root, ({ type }) => type === 'message/delivery-status');
  const returned = firstOf(root, ({ type }) => RETURNED.has(type ?? ''));
  if (!status || !returned) return null;
  const headers = headersOf(bytesOf(returned).split(/\r?\n\r?\n/, 1)[0] ?? '');
  const providerId = reportedId(idsOf(headers.value('references')), idOf(headers.value('message-id')));
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
    status: { state, error: failed ? bounceError(failed.value('status'), failed.value('diagnostic-code')) : null },
    occurredAt: new Date(receivedAt).toISOString(),
  });
};
