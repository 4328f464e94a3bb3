import type { Logger } from '@aws-lambda-powertools/logger';
import type { MSKEvent } from 'aws-lambda';
import { QueueUnavailable } from '../../adapters/queues/queues.ts';
import type { MemoryTable } from '../../adapters/table/memory.ts';
import { capabilitiesOf } from '../../channels/registry/capabilities.ts';
import { commandSchema, type StartedCommand } from '../../domain/automation/command-schema.ts';
import type { Context } from '../../domain/context.ts';
import { syncPeople } from '../../domain/people/user-service/sync-people.ts';
import { configurationCache } from '../../domain/policy/cache.ts';
import { projectionsOf } from '../../domain/projections/projections.ts';
import { rebuildable } from '../../domain/projections/rebuild/run.ts';
import { type ProjectorDeps, project } from '../../domain/projections/relay/project.ts';
import { retryProjections } from '../../domain/projections/relay/retry.ts';
import { isSearched } from '../../domain/search/documents.ts';
import { indexChanges } from '../../domain/search/index-changes.ts';
import type { Search } from '../../domain/search/port.ts';
import { searchProjection } from '../../domain/search/search-projection.ts';
import { openBreaker } from '../../domain/services/breaker.ts';
import { answerRequest } from '../../domain/support/ai/on-request/answer.ts';
import type { AskedAi } from '../../domain/support/ai/on-request/ask.ts';
import { AI_ROWS } from '../../domain/support/events/ai-rows.ts';
import { applyAiEvents } from '../../domain/support/events/apply-ticket-events.ts';
import { CATALOGUE } from '../../domain/support/events/catalogue.ts';
import { MESSAGES_TOPIC } from '../../domain/support/inbound/topic.ts';
import { assignByRule } from '../../domain/support/tickets/assign-by-rule.ts';
import type { Table } from '../../domain/table/port.ts';
import type { ApiDeps } from '../../functions/api/deps.ts';
import { consumeTopic } from '../../functions/consumers/consume-topic.ts';
import { escalationsTopic } from '../../functions/consumers/escalations-topic.ts';
import { messagesTopic } from '../../functions/consumers/messages-topic.ts';
import { queueAcksTopic } from '../../functions/consumers/queue-acks-topic.ts';
import { countedEffect, readTicketEvent, ticketTopic } from '../../functions/consumers/ticket-events.ts';
import { openAsker } from '../../functions/jobs/asker.ts';
import { runBulkJob } from '../../functions/jobs/bulk-jobs.ts';
import { createHarness, KEYS } from '../functions/api/harness.ts';
import { openConversationLoad } from './load.ts';
import { openWatch } from './watch.ts';

export type Body = Readonly<Record<string, unknown>>;

/** A search engine that finds every ticket it was told of. */
const findsAll = (): Search => {
  const known = new Map<string, number>();
  const bulk: Search['bulk'] = async (writes) => {
    for (const write of writes) if ('ticket' in write) known.set(write.ticket.ticketId, write.ticket.fields.sequence);
    return [];
  };
  const rebuild = { id: 'r1', settleSeconds: 0, bulk, swap: async () => {}, abandon: async () => {} };
  return {
    bulk,
    query: async () => ({
      hits: [...known].map(([ticketId, sequence]) => ({ ticketId, sequence, highlights: [], updatedAt: new Date().toISOString() })),
      total: known.size,
      facets: {},
      nextCursor: null,
    }),
    inChat: async () => [1],
    beginRebuild: async () => rebuild,
    resumeRebuild: async () => rebuild,
    close: async () => undefined,
  };
};

/** What the AI toolbox answers. */
const written = { text: 'In short.', confidence: 0.9, model: 'm' };
const TOOLBOX = { outcome: 'answered', answer: { summary: written, translation: written } } as const;

export interface ShopOptions {
  /** Of the API, in place of what everything else works with. */
  readonly api?: Partial<ApiDeps>;
  /** Of the gateway, likewise. */
  readonly gateway?: Pick<ApiDeps, 'table' | 'tableOf'>;
  /** Told each call's route, `GET /v1/tickets/{id}`. */
  readonly onRoute?: (route: string) => void;
}

/** The API, the consumers' commands, the stream's two readers, the bulk lane and a watching agent, all in this process over one table. */
export const openShop = async (table: Table, changes: MemoryTable['changes'], { api: given = {}, gateway, onRoute }: ShopOptions = {}) => {
  const search = findsAll();
  const load = await openConversationLoad(table, changes);
  const watch = openWatch(table, load.deps.clock, gateway);
  const api = createHarness({
    deps: { table, search, clock: load.deps.clock, closeSockets: watch.closeSockets, ...given },
    // A recount goes on as a job after its first pages, as that of a large tenant does.
    env: {
      SIGN_IN_FAILURES_PER_ACCOUNT: '2',
      RECOUNT_WITHIN_MS: '0',
      ANALYSIS_QUEUE_URL: 'queue:analysis',
      AITOOLBOX_SERVICE_URL: 'https://ai.example',
      AI_WITHIN_MS: '1',
      MAIL_FROM: 'no-reply@parley.example',
    },
  });
  const bulk: string[] = [];
  let queuesAreAway = false;
  let minutes = 0;
  let read = changes.length;
  let token: string | undefined = KEYS.adminToken;

  const call = async (target: string, body?: unknown, status = 2, headers: Record<string, string> = {}): Promise<Body> => {
    const reply = await api.call(target, { headers, ...(token === undefined ? {} : { token }), ...(body === undefined ? {} : { body }) });
    onRoute?.(reply.facts.route);
    if (Math.floor(reply.status / 100) !== status)
      throw new Error(`${target} answered ${reply.status}: ${JSON.stringify(reply.body)} ${JSON.stringify(reply.facts)}`);
    return reply.body as Body;
  };
  const as = async <T>(other: string | undefined, run: () => Promise<T>): Promise<T> => {
    const before = token;
    token = other;
    try {
      return await run();
    } finally {
      token = before;
    }
  };
  const id = (body: Body): string => String(body['id']);

  const asRule = ({ tenantId, ruleId, correlationId, depth }: StartedCommand): Context => ({
    tenantId,
    actor: { type: 'rule', id: ruleId },
    correlationId,
    causationId: null,
    depth,
  });

  /** Lets the stream's two readers, the commands of rules and the bulk lane catch up. `owed`: and what projections could not carry on before. */
  const settle = async (owed = false): Promise<void> => {
    while (read < changes.length || bulk.length > 0 || owed) {
      const batch = changes.slice(read);
      read = changes.length;
      await indexChanges(
        { table, search, bodies: load.deps.bodies },
        batch.filter(({ before, after }) => isSearched((after ?? before) as never)),
      );
      const feed: string[] = [];
      const due: string[] = [];
      const chats: string[] = [];
      const lanes: Readonly<Record<string, string[]>> = { bulk, delivery: feed, timers: due, fanout: chats };
      const send = async (queue: string, messages: readonly { readonly body: string }[]): Promise<void> => {
        if (queuesAreAway) throw new QueueUnavailable(new Error('away'));
        lanes[queue]?.push(...messages.map(({ body }) => body));
      };
      const projector: ProjectorDeps = { ...load.projector, queues: { send } };
      await project(projector, batch);
      // As the schedule does each minute.
      if (owed) {
        minutes += 30;
        await retryProjections({ ...projector, clock: () => load.deps.clock() + minutes * 60_000 }, projectionsOf(projector), 60_000);
      }
      await watch.deliver(feed);
      await watch.fanOut(chats);
      for (const body of due) {
        const command = commandSchema.safeParse(JSON.parse(body));
        if (command.success) await assignByRule(load.deps, asRule(command.data), command.data);
      }
      bulk.push(...api.sent.splice(0).flatMap(({ queueUrl, message }) => (queueUrl === 'queue:bulk' ? [message.body] : [])));
      const rebuilds = new Map(
        [...projectionsOf(projector), searchProjection({ table, search, bodies: load.deps.bodies })].map((one) => [one.name, rebuildable(one)]),
      );
      for (const body of bulk.splice(0)) {
        await runBulkJob(
          {
            asker: openAsker({ table, configurations: configurationCache({ table }) }),
            tickets: load.deps,
            rebuilds: async (name) => rebuilds.get(name),
            giveUp: async () => undefined,
            counterShards: 1,
            objects: api.deps.objects,
            enqueue: async (message) => void bulk.push(message.body),
          },
          body,
        );
      }
      owed = false;
    }
  };
  /** What the API has put on a topic comes to the topic's consumer, twice: a record may. */
  const consume = async (): Promise<void> => {
    for (const [topic, records] of Map.groupBy(api.produced.splice(0), (record) => record.topic)) {
      const silent = { error: () => {}, warn: () => {}, info: () => {} } as unknown as Logger;
      const edges = { table, objects: api.deps.objects, queues: api.deps.queues, deadLetterQueueUrl: 'queue:dead', clock: load.deps.clock };
      const given = records.map(({ key, value }, offset) => ({
        topic,
        partition: 0,
        offset,
        timestamp: 1_700_000_000_000,
        key: btoa(key),
        value: btoa(value),
      }));
      const deps = { ...edges, logger: silent, count: () => {}, heavy: { flush: () => 0 } };
      const ofBatch = () => load.deps;
      const own: Readonly<Record<string, () => ReturnType<typeof consumeTopic>>> = {
        [MESSAGES_TOPIC]: () => consumeTopic(deps, messagesTopic(ofBatch, 1)),
        ai_messages: () =>
          consumeTopic(deps, {
            topic: 'ai_messages',
            read: readTicketEvent('ai_messages', AI_ROWS),
            apply: (events) => applyAiEvents({ ...load.deps, capabilitiesOf }, events, 1),
            counted: countedEffect,
          }),
        queue_acks: () => consumeTopic(deps, queueAcksTopic(deps, 1)),
        escalations_outbound: () => consumeTopic(deps, escalationsTopic(ofBatch, 1)),
      };
      const run = own[topic]?.() ?? consumeTopic(deps, ticketTopic(topic, CATALOGUE[topic] ?? [], ofBatch, 1));
      for (let times = 0; times < 2; times += 1) {
        const { batchItemFailures } = await run({ records: { [`${topic}-0`]: given } } as unknown as MSKEvent);
        if (batchItemFailures.length > 0) throw new Error(`${batchItemFailures.length} events of ${topic} failed`);
      }
    }
    await settle();
  };
  /** What agents asked the AI toolbox is answered. */
  const answerAsked = async (): Promise<void> => {
    const asked = api.sent.filter(({ queueUrl }) => queueUrl === 'queue:analysis');
    for (const { message } of asked) await answerRequest({ ...load.deps, capabilitiesOf, analyse: async () => TOOLBOX }, JSON.parse(message.body) as AskedAi);
  };
  /** Queues that do not answer while it runs. */
  const withoutQueues = async (run: () => Promise<void>): Promise<void> => {
    queuesAreAway = true;
    await run();
    queuesAreAway = false;
  };

  /** Puts a job into the bulk lane. */
  const enqueue = (job: object): void => void bulk.push(JSON.stringify(job));
  /** As the function `people` does. */
  const askForPeople = async (tenantId: string): Promise<void> => {
    const people = {
      agents: [{ id: 'hr-1', name: 'Noor', email: `noor@${tenantId}.example`, role: 'agent', teamIds: ['night'] }],
      teams: [{ id: 'night', name: 'Night' }],
    };
    const { clock } = load.deps;
    const post = async () => ({ status: 200, body: JSON.stringify(people) });
    const service = { url: 'https://people.test', secret: async () => 's', post, breaker: openBreaker(clock), clock };
    const context: Context = { tenantId, actor: { type: 'system' }, correlationId: 'people', causationId: null, depth: 0 };
    await syncPeople({ table, clock, newSecret: api.deps.newSecret, closeSockets: watch.closeSockets, service }, context);
  };
  const signIn = (other: string | undefined): void => {
    token = other;
  };
  return { load, watch, uploaded: api.uploaded, call, as, id, settle, consume, answerAsked, withoutQueues, enqueue, signIn, askForPeople, api };
};
