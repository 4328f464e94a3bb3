import type { ChannelEvent } from '../../../domain/support/inbound/inbound-event.ts';
import type { Person } from '../../../domain/support/messages/content.ts';
import { tagIn } from '../sender/ids.ts';
import { type Mailbox, mailboxesOf, personOf } from './addresses.ts';
import { type Writer, writerOf } from './automatic.ts';
import { folded } from './folded.ts';
import type { Headers } from './headers.ts';

export interface Correspondents extends Pick<ChannelEvent, 'threadKey' | 'author' | 'customer' | 'fromCustomer' | 'opensTicket' | 'automatic'> {
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
}

/** The customer whose thread the mail belongs to, and the mail's author. `own`: the origin's address. Undefined for a mail without a sender. */
export const correspondentsOf = (headers: Headers, own: string): Correspondents | undefined => {
  const of = (name: string): Mailbox[] => mailboxesOf(headers.value(name));
  const from = of('from');
  const replyTo = of('reply-to');
  const to = of('to');
  const cc = of('cc');
  const sender = from[0] ?? of('sender')[0] ?? replyTo[0] ?? of('return-path')[0];
  if (!sender) return undefined;
  const author = personOf(sender);
  const writer = writerOf(headers, from[0]);
  const self = folded(own);
  const isSelf = (id: string): boolean => id === self || tagIn(id, self) !== undefined;
  const others = (boxes: readonly Mailbox[]): Person | undefined => boxes.map(personOf).find(({ id }) => !isSelf(id) && id !== author.id);
  const isOwn = isSelf(author.id);

  // A form sends from the mailbox's own address, or a machine's, for the person in Reply-To. Each person has a separate thread: one must not read
  // the answers to another.
  const behind = isOwn || writer === 'machine' ? others(replyTo) : undefined;
  if (behind) return { ...written(behind, writer), to, cc };
  // A mail from the mailbox itself to others (a copy of an answer written elsewhere) is the business's own message.
  const recipient = isOwn ? others([...to, ...cc]) : undefined;
  if (recipient) return { threadKey: recipient.id, author, customer: recipient, fromCustomer: false, opensTicket: false, to, cc };
  return { ...written(author, writer), to, cc };
};

const written = (author: Person, writer: Writer) => ({
  threadKey: author.id,
  author,
  customer: null,
  fromCustomer: true,
  opensTicket: writer !== 'answer',
  ...(writer === 'machine' ? { automatic: true } : {}),
});
