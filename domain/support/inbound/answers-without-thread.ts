import { BODY_IN_TABLE_BYTES } from '../../limits.ts';
import type { Item, Key, Table } from '../../table/port.ts';
import { addKey } from '../messages/identity.ts';
import type { InboundEvent } from './inbound-event.ts';

/**
 * An answer of the business that names no customer (the Page's own comment) belongs to the thread of the message that it answers. Until that
 * message arrives, it waits as an item beside that message's identity. The code that appends the message then passes the answer to the consumer again.
 */

/** The provider's id of the message that determines the answer's thread; null for events that name their thread. */
export const awaitedMessageOf = ({ event }: InboundEvent): string | null =>
  event.threadKey === null && !event.fromCustomer && event.verb === 'created' ? (event.content?.inReplyTo ?? null) : null;

const PREFIX = 'WAIT#';

export const answerKey = ({ tenantId, originId, identity }: InboundEvent, answered: string): Key => ({
  pk: addKey(tenantId, originId, answered).pk,
  // The answer's own partition identifies it: a hash of its identity.
  sk: `${PREFIX}${addKey(tenantId, originId, identity).pk.split('#').at(-1) ?? ''}`,
});

/** `arrival`: orders answers within one second. Undefined for one that is too long to wait. */
export const answerItem = (key: Key, inbound: InboundEvent, arrival: number): Item | undefined => {
  const text = JSON.stringify({ ...inbound, contentRef: null });
  return Buffer.byteLength(text) > BODY_IN_TABLE_BYTES ? undefined : { ...key, inbound: text, arrival };
};

/** All that wait for this message, in the order in which they were written. */
export const answersWaiting = async (table: Table, add: Key): Promise<InboundEvent[]> => {
  const found: { readonly event: InboundEvent; readonly arrival: number }[] = [];
  let after: Readonly<Record<string, string>> | undefined;
  do {
    const page = await table.query({ pk: add.pk, beginsWith: PREFIX, consistent: true, ...(after ? { after } : {}) });
    found.push(...page.items.map((item) => ({ event: JSON.parse(item['inbound'] as string) as InboundEvent, arrival: item['arrival'] as number })));
    after = page.next ?? undefined;
  } while (after);
  const writtenAt = ({ event }: { readonly event: InboundEvent }): number => Date.parse(event.event.occurredAt);
  return found.sort((a, b) => writtenAt(a) - writtenAt(b) || a.arrival - b.arrival).map(({ event }) => event);
};
