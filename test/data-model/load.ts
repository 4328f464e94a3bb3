import { randomUUID } from 'node:crypto';
import type { MemoryTable } from '../../adapters/table/memory.ts';
import type { Context } from '../../domain/context.ts';
import { createOrigin } from '../../domain/origins/create-origin.ts';
import { createTenant } from '../../domain/people/registration/create-tenant.ts';
import { configurationCache } from '../../domain/policy/cache.ts';
import { openPolicies } from '../../domain/policy/open-policies.ts';
import { type ProjectorDeps, project } from '../../domain/projections/relay/project.ts';
import { applyBatch } from '../../domain/support/inbound/apply-batch.ts';
import type { InboundDeps } from '../../domain/support/inbound/batch.ts';
import type { InboundEvent } from '../../domain/support/inbound/inbound-event.ts';
import { createQueue } from '../../domain/support/queues/commands.ts';
import { sequences } from '../../domain/support/tickets/sequence.ts';
import type { Table } from '../../domain/table/port.ts';
import { memoryBodies } from '../domain/support/messages/memory-bodies.ts';
import { PROJECTOR_QUEUES } from '../harness/projector-queues.ts';
import { topicEvent } from '../harness/topic-event.ts';

export interface LoadOptions {
  /** Write shards of the activity index and of queues; production has 8 each. */
  readonly shards?: number;
}

export interface ConversationLoad {
  readonly tenantId: string;
  readonly originId: string;
  readonly deps: InboundDeps;
  readonly projector: ProjectorDeps;
  /** What the projector sent, by queue. */
  readonly sent: { readonly queue: string; readonly body: string }[];
  event(author: string, n: number): InboundEvent;
  /** One batch of the topic's consumer. @throws when an event was not applied */
  receive(events: readonly InboundEvent[]): Promise<void>;
  /** What the table's stream brought since the last time. */
  project(): Promise<void>;
}

const TEXT = 'Hello, my parcel 4711 has not arrived yet, although it should have been here on Tuesday. Can you have a look, please?';

/** A business with one number and two queues, and the commands of the way in, over any table whose changes can be read like a stream. */
export const openConversationLoad = async (table: Table, changes: MemoryTable['changes'], { shards = 1 }: LoadOptions = {}): Promise<ConversationLoad> => {
  // Never the same instant twice: a message within the millisecond of the last one would not move its ticket, and cost less.
  let now = Date.now();
  const clock = (): number => (now += 1);
  const common = {
    table,
    clock,
    newId: randomUUID,
    newSecret: randomUUID,
    random: Math.random,
    sleep: () => new Promise<void>((resolve) => setImmediate(resolve)),
  };
  const { id: tenantId } = await createTenant(
    { ...common, tableOf: () => table },
    {},
    { name: 'Shop', slug: `s-${randomUUID()}`, registration: 'closed', admin: { name: 'Ada', email: 'ada@shop.example', password: 'correct horse battery' } },
  );
  const context: Context = { tenantId, actor: { type: 'system' }, correlationId: 'load', causationId: null, depth: 0 };
  const secrets = new Map<string, string>();
  const vault = {
    put: async (name: string, value: string) => void secrets.set(name, value),
    replace: async () => false,
    get: async (name: string) => secrets.get(name),
    delete: async (name: string) => void secrets.delete(name),
  };
  const rules = { isBuilt: () => true, isPolled: () => false, read: () => ({ credentials: {}, accountId: '1', missing: [] }), addresses: () => [] };
  const { id: originId } = await createOrigin({ ...common, vault, rules, refusalOf: () => null }, context, {
    channel: 'whatsapp',
    name: 'Hotline',
    credentials: {},
  });
  const visibleTo = { teamIds: [], agentIds: [] };
  await createQueue(common, context, { name: 'New', priority: 1, condition: { all: [{ field: 'status', op: 'eq', value: 'created' }] }, visibleTo });
  await createQueue(common, context, {
    name: 'WhatsApp',
    priority: 2,
    condition: { all: [{ field: 'origin.channel', op: 'eq', value: 'whatsapp' }] },
    visibleTo,
  });

  const closedAfterMs = 86_400_000;
  const configurations = configurationCache({ table });
  const deps: InboundDeps = {
    ...common,
    policies: openPolicies({}, configurations),
    sequences: sequences(table),
    bodies: memoryBodies(),
    shards,
    closedAfterMs,
    limits: { width: 25, attempts: 12 },
    content: async () => undefined,
  };
  const sent: { queue: string; body: string }[] = [];
  const projector: ProjectorDeps = {
    ...common,
    counterShards: shards,
    queues: { send: async (queue, messages) => void sent.push(...messages.map(({ body }) => ({ queue, body }))) },
    schedules: { arm: async () => {}, disarm: async () => {} },
    ...PROJECTOR_QUEUES,
  };
  // The tenant's configuration is in memory before anything is measured, as in any process that is not new.
  await Promise.all([configurations.walls(tenantId), configurations.get('lists', tenantId, await configurations.present(tenantId))]);
  let read = changes.length;

  return {
    tenantId,
    originId,
    deps,
    projector,
    sent,
    event: (author, n) =>
      topicEvent({
        tenantId,
        originId,
        channel: 'whatsapp',
        id: `wamid.HBgLMTU1NTA3ODM4ODEVAgASGBQzQTdCNTY3ODkw.${author}.${n}`,
        author: { id: author, name: `Author ${author}` },
        text: TEXT,
        correlationId: randomUUID(),
      }),
    async receive(events) {
      for (const outcome of await applyBatch(deps, events)) if (!outcome.ok) throw outcome.error;
    },
    async project() {
      const batch = changes.slice(read);
      read = changes.length;
      for (let start = 0; start < batch.length; start += 100) await project(projector, batch.slice(start, start + 100));
    },
  };
};
