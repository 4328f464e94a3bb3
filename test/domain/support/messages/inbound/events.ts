import { memoryTable } from '../../../../../adapters/table/memory.ts';
import { seeded } from '../../../../../demo/random.ts';
import type { Policy } from '../../../../../domain/automation/policy.ts';
import type { InboundDeps } from '../../../../../domain/support/messages/inbound/batch.ts';
import type { ChannelEvent, InboundEvent } from '../../../../../domain/support/messages/inbound/inbound-event.ts';
import { sequences } from '../../../../../domain/support/tickets/sequence.ts';
import type { Table } from '../../../../../domain/table/port.ts';
import { EMPTY_CONTENT } from '../../../../harness/topic-event.ts';
import { memoryBodies } from '../memory-bodies.ts';

export const TENANT = 'acme';
export const ORIGIN = 'o1';

/** One queue a status, no rules; everything exists and is enabled. */
export const plainPolicy = (change: Partial<Policy> = {}): Policy => ({
  generation: 1,
  originState: () => 'enabled',
  enrich: () => [],
  runRules: () => ({ effects: [], matched: [] }),
  queueIds: (ticket) => [`q-${ticket.status}`],
  hasAgent: () => true,
  hasTeam: () => true,
  membersOf: () => [],
  ...change,
});

export interface Bench {
  readonly table: ReturnType<typeof memoryTable>;
  deps: InboundDeps;
  now: number;
}

let ids = 0;
export const bench = (options: { policy?: Policy; wrap?: (table: Table) => Table; seed?: number } = {}): Bench => {
  const inner = memoryTable();
  void inner.write({ op: 'put', item: { pk: `T#${TENANT}`, sk: 'TENANT', generation: 1 } });
  const table = options.wrap?.(inner) ?? inner;
  const policy = options.policy ?? plainPolicy();
  const made: Bench = {
    table: inner,
    now: Date.parse('2026-03-01T10:00:00Z'),
    deps: {
      table,
      clock: () => made.now,
      newId: () => (ids++).toString(36).padStart(8, '0'),
      random: seeded(options.seed ?? 1),
      sleep: () => new Promise((resolve) => setImmediate(resolve)),
      policies: async () => policy,
      sequences: sequences(table),
      shards: 1,
      closedAfterMs: 86_400_000,
      bodies: memoryBodies(),
      content: async () => undefined,
    },
  };
  return made;
};

export const inbound = (
  author: string,
  id: string | null,
  change: Partial<Omit<ChannelEvent, 'content'>> & { text?: string; content?: Partial<NonNullable<ChannelEvent['content']>> | null } = {},
): InboundEvent => {
  const { text, content, ...event } = change;
  return {
    schema: 'messages/1',
    tenantId: TENANT,
    originId: ORIGIN,
    channel: 'whatsapp',
    correlationId: 'c1',
    receivedAt: '2026-03-01T10:00:00.000Z',
    identity: id ?? `hash-${author}-${text}`,
    late: false,
    contentRef: null,
    event: {
      verb: 'created',
      providerId: id,
      version: '',
      threadKey: author,
      author: { id: author, name: `Name ${author}`, handle: null },
      customer: null,
      fromCustomer: true,
      opensTicket: true,
      status: null,
      reaction: null,
      occurredAt: '2026-03-01T09:59:59.000Z',
      ...event,
      content: content === null ? null : { ...EMPTY_CONTENT, text: text ?? `text ${id}`, ...content },
    },
  };
};
