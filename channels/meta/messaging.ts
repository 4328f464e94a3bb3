import type { ChannelEvent } from '../../domain/support/inbound/inbound-event.ts';
import type { Person } from '../../domain/support/messages/content.ts';
import { contentOf, eventOf, UnreadableElement } from '../elements.ts';
import { id, type Json, lines, link, list, record, text } from '../json.ts';
import { momentOf } from '../times.ts';
import { readAttachments } from './attachments.ts';
import { OUR_ECHO } from './echo.ts';

type Read = ChannelEvent | { readonly ignored: string };

export interface Where {
  /** Facebook's Messenger, or Instagram's messages. */
  readonly product: 'Facebook' | 'Instagram';
  /** The Page, or the Instagram account. */
  readonly page: string | null;
  /** Epoch ms of the entry. */
  readonly at: number;
  readonly receivedAt: number;
  /** False in `standby`: another app answers, so events do not open tickets. */
  readonly leads: boolean;
}

type Base = Pick<ChannelEvent, 'threadKey' | 'author' | 'customer' | 'fromCustomer' | 'opensTicket' | 'occurredAt'>;

/** Events without a message. */
const NO_MESSAGE = [
  'optin',
  'account_linking',
  'policy_enforcement',
  'pass_thread_control',
  'take_thread_control',
  'request_thread_control',
  'app_roles',
  'game_play',
  'feedback',
  'checkout_update',
  'payment',
  'pre_checkout',
];

/**
 * One element of `messaging[]` or `standby[]`. Its member shows which event it is. Pages below
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks/webhook-events/: messages (of 2026-03-27),
 * message-echoes (of 2026-03-18), message-deliveries, message-reads (of 2022-06-21), message-edits (of 2024-04-09),
 * message-reactions, messaging_postbacks, messaging_referrals (read 2026-11). Instagram:
 * https://developers.facebook.com/documentation/business-messaging/instagram-messaging/webhooks (read 2026-11).
 * @throws UnreadableElement
 */
export const readMessaging = (event: Json, where: Where): Read[] => {
  const ignored = NO_MESSAGE.find((name) => record(event[name]));
  if (ignored !== undefined && !record(event['message'])) return [{ ignored }];
  const [sender, recipient] = [id(record(event['sender'])?.['id']), id(record(event['recipient'])?.['id'])];
  const message = record(event['message']);
  const echo = message?.['is_echo'] === true || (sender !== undefined && sender === where.page);
  const customer = echo ? recipient : sender;
  if (customer === undefined) throw new UnreadableElement('no sender');
  const base = baseOf({ id: customer, name: null, handle: null }, echo ? (sender ?? where.page ?? 'page') : null, timeOf(event, where), where.leads);
  // The answers to Parley's own calls report the status of those messages.
  if (echo && text(message?.['metadata'])?.startsWith(OUR_ECHO)) return [{ ignored: 'own echo' }];
  const kind = KINDS.find((name) => record(event[name]));
  if (kind === undefined) throw new UnreadableElement('an undocumented event');
  return READERS[kind](record(event[kind]) as Json, base, where);
};

const timeOf = (event: Json, { at, receivedAt }: Where): string => new Date(momentOf(event['timestamp'], receivedAt) ?? at).toISOString();

const baseOf = (person: Person, page: string | null, occurredAt: string, leads: boolean): Base => ({
  threadKey: person.id,
  author: page === null ? person : { id: page, name: null, handle: null },
  customer: page === null ? null : person,
  fromCustomer: page === null,
  opensTicket: page === null && leads,
  occurredAt,
});

const mid = (part: Json): string => {
  const found = id(part['mid']);
  if (found === undefined) throw new UnreadableElement('no mid');
  return found;
};

const KINDS = ['message', 'postback', 'delivery', 'read', 'reaction', 'message_edit', 'referral'] as const;

/**
 * A message whose content Meta does not pass on. Messenger's own pages do not document the flag; Instagram's webhooks have it
 * (https://support.huaweicloud.com/intl/en-us/api-cec/cec_07_0291.html, of 2025-11-13).
 */
const unsupported = (message: Json, product: Where['product']): string | undefined =>
  message['is_unsupported'] === true ? `[A type of message that ${product} does not pass on]` : undefined;

/** A watermark applies to every message until its time. For reads and some deliveries, Messenger reports nothing else. */
const upTo = (state: 'delivered' | 'read', part: Json, { threadKey }: Base, receivedAt: number): Read => {
  const at = momentOf(part['watermark'], receivedAt);
  if (at === undefined) return { ignored: `${state} without a watermark` };
  const status = { state, error: null } as const;
  const occurredAt = new Date(at).toISOString();
  return eventOf({ verb: 'status', providerId: null, version: state, threadKey, fromCustomer: false, opensTicket: false, status, upTo: true, occurredAt });
};

const statusOf = (state: 'delivered' | 'read', providerId: string, { threadKey, occurredAt }: Base): ChannelEvent =>
  eventOf({
    verb: 'status',
    providerId,
    version: state,
    threadKey,
    fromCustomer: false,
    opensTicket: false,
    status: { state, error: null },
    occurredAt,
  });

const READERS: Readonly<Record<(typeof KINDS)[number], (part: Json, base: Base, where: Where) => Read[]>> = {
  message: (message, base, { product }) => {
    const providerId = id(message['mid']) ?? null;
    if (message['is_deleted'] === true) return [eventOf({ ...base, verb: 'removed', providerId: mid(message), opensTicket: false })];
    const { attachments, said } = readAttachments(message['attachments'], text(message['text']));
    const answered = record(message['reply_to']);
    // On Instagram, customers can answer a story of the account.
    const story = record(answered?.['story']);
    const words = lines(story && '[answers your story]', text(message['text']), said) ?? unsupported(message, product);
    if (words === undefined && attachments.length === 0) throw new UnreadableElement('a message without content');
    const inReplyTo = id(answered?.['mid']) ?? null;
    const permalink = link(story?.['url']) ?? null;
    const content = contentOf({ surface: 'dm', text: words ?? null, attachments, inReplyTo, permalink });
    return [eventOf({ ...base, verb: 'created', providerId, content })];
  },
  /** The customer pressed one of Parley's buttons; its title is the text. */
  postback: (postback, base) => {
    const words = text(postback['title']) ?? text(postback['payload']);
    if (words === undefined) throw new UnreadableElement('a postback without a title');
    return [eventOf({ ...base, verb: 'created', providerId: id(postback['mid']) ?? null, content: contentOf({ surface: 'dm', text: words }) })];
  },
  /** `mids` is sometimes absent. */
  delivery: (delivery, base, { receivedAt }) => {
    const mids = (list(delivery['mids']) ?? []).flatMap((each) => id(each) ?? []);
    return mids.length === 0 ? [upTo('delivered', delivery, base, receivedAt)] : mids.map((providerId) => statusOf('delivered', providerId, base));
  },
  /** Instagram includes the message's id. */
  read: (read, base, { receivedAt }) => {
    const providerId = id(read['mid']);
    return [providerId === undefined ? upTo('read', read, base, receivedAt) : statusOf('read', providerId, base)];
  },
  /** The customer came back by a link (`m.me`, `ig.me`) or an ad. Agents should see this, but it is not a message. */
  referral: (referral, base) => {
    const ref = text(referral['ref']);
    const where = ref ?? text(referral['source']) ?? text(referral['type']);
    const words = `[came by a link${where === undefined ? '' : `: ${where}`}]`;
    return [eventOf({ ...base, verb: 'created', providerId: null, opensTicket: false, content: contentOf({ surface: 'dm', text: words }) })];
  },
  reaction: (reaction, base) => {
    const emoji = reaction['action'] === 'unreact' ? null : (text(reaction['emoji']) ?? text(reaction['reaction']) ?? null);
    return [
      eventOf({
        ...base,
        verb: 'reaction',
        providerId: mid(reaction),
        version: `${base.author?.id}@${base.occurredAt}`,
        opensTicket: false,
        reaction: { emoji },
      }),
    ];
  },
  message_edit: (edit, base) => {
    const words = text(edit['text']);
    if (words === undefined) throw new UnreadableElement('an edit without text');
    return [
      eventOf({
        ...base,
        verb: 'edited',
        providerId: mid(edit),
        version: id(edit['num_edit']) ?? base.occurredAt,
        content: contentOf({ surface: 'dm', text: words }),
      }),
    ];
  },
};
