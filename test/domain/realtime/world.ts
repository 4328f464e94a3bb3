import { createHash, randomUUID } from 'node:crypto';
import { memoryTable } from '../../../adapters/table/memory.ts';
import type { Role } from '../../../domain/context.ts';
import type { SignalEntry } from '../../../domain/outbound/signals/signal.ts';
import { profileKey } from '../../../domain/people/person.ts';
import { sessionItem } from '../../../domain/people/sessions/session.ts';
import { configurationCache } from '../../../domain/policy/cache.ts';
import { type Connection, connectionItems } from '../../../domain/realtime/connection.ts';
import { deliverFeed } from '../../../domain/realtime/deliver-feed.ts';
import type { DeliverDeps } from '../../../domain/realtime/deliver-tenant.ts';
import type { FanOutMessage } from '../../../domain/realtime/fan-out/work.ts';
import { unpackFeed } from '../../../domain/realtime/feed-entry.ts';
import type { FrameDeps } from '../../../domain/realtime/handle-frame.ts';
import { markShard } from '../../../domain/realtime/live-keys.ts';
import type { Item, Table, TableOf } from '../../../domain/table/port.ts';
import { TENANT } from '../search/threads.ts';

export type Frame = { readonly type: string; readonly [member: string]: unknown };

/** A cursor as hubs before gave it: a time alone. */
export const cursorOfBefore = (tenantId: string, at: number): string =>
  Buffer.from(`f1.${createHash('sha256').update(tenantId).digest('base64url').slice(0, 8)}.${at}`).toString('base64url');

/** A tenant with agents and queues on in-memory engines, and sockets that remember what they were given. */
export const feedWorld = async (start = Date.parse('2026-11-01T09:00:00Z')) => {
  const table = memoryTable();
  const frames = new Map<string, Frame[]>();
  const closed: string[] = [];
  /** Connections that behave badly: `gone` answers 410, `stuck` never takes a frame, `dead` cannot even be closed. */
  const bad = new Map<string, 'gone' | 'stuck' | 'dead'>();
  /** Read marks and typing for the provider. */
  const signals: SignalEntry[] = [];
  /** Bodies that were put on the queue of delivery. */
  const later: string[] = [];
  /** What was put on the queue of the fan-out. */
  const fannedOut: FanOutMessage[] = [];
  let now = start;
  let generation = 1;
  const put = (item: Item): Promise<unknown> => table.write({ op: 'put', item });
  // Younger than a first look: its list of changes holds all that has happened.
  let createdAt = new Date(start).toISOString();
  const tenant = (): Promise<unknown> =>
    put({ pk: `T#${TENANT}`, sk: 'TENANT', name: 'Acme', slug: 'acme', settings: {}, createdAt, generation, queuesGeneration: 1 });
  await tenant();
  /** The tenant of a release that kept no list of changes. */
  const isOlderThanItsList = (): Promise<unknown> => {
    createdAt = '2020-01-01T00:00:00.000Z';
    return tenant();
  };

  const deps: FrameDeps & DeliverDeps & { newSecret: () => string; tableOf: TableOf } = {
    table,
    tableOf: () => table,
    sockets: {
      post: async (connectionId, frame) => {
        const state = bad.get(connectionId);
        if (state === 'gone') return 'gone';
        if (state) throw new Error('time-out');
        const list = frames.get(connectionId) ?? [];
        list.push(...([JSON.parse(frame)].flat() as Frame[]));
        frames.set(connectionId, list);
        return 'sent';
      },
      close: async (connectionId) => {
        if (bad.get(connectionId) === 'dead') throw new Error('cannot be reached');
        closed.push(connectionId);
      },
    },
    configurations: configurationCache({ table: table as Table }),
    clock: () => now,
    counterShards: 2,
    capabilitiesOf: () => ({ surfaces: { dm: { markRead: {}, typing: { everySeconds: 20 } } }, idempotent: false }),
    sendSignal: async (entry) => void signals.push(entry),
    random: () => 0.5,
    sleep: async () => {},
    sendLater: async (body) => void later.push(body),
    toFanOut: async (messages) => void fannedOut.push(...messages),
    newId: randomUUID,
    namesOf: async (_, ids) => new Map(ids.filter((id) => !id.startsWith('nobody')).map((id) => [id, `The ${id}`])),
    mostPeople: 1_000,
    objects: { put: async () => {} },
    queues: { send: async () => {} },
    bulkQueueUrl: 'bulk',
    newSecret: () => `secret-${Math.random()}`,
  };

  const changed = async (item: Item): Promise<void> => {
    generation += 1;
    await put(item);
    await tenant();
  };

  return {
    table,
    deps,
    bad,
    closed,
    later,
    fannedOut,
    signals,
    /** A second later: what delivery has put on its own queue comes. */
    pulse: async () => {
      now += 1_000;
      return deliverFeed(deps, later.splice(0).flatMap(unpackFeed));
    },
    put,
    isOlderThanItsList,
    pass: (ms: number) => {
      now += ms;
    },
    framesOf: (connectionId: string): Frame[] => frames.get(connectionId) ?? [],
    forget: () => frames.clear(),
    agent: (id: string, role: Role, teamIds: readonly string[] = []) =>
      changed({
        pk: `T#${TENANT}`,
        sk: `AGENT#${id}`,
        id,
        name: id,
        email: `${id}@acme.example`,
        role,
        teamIds,
        createdAt: '2026-01-01T00:00:00.000Z',
        revision: 1,
      }),
    queue: (id: string, visibleTo: { teamIds?: readonly string[]; agentIds?: readonly string[] } = {}) =>
      changed({
        pk: `T#${TENANT}`,
        sk: `QUEUE#${id}`,
        id,
        name: id,
        priority: 1,
        condition: { all: [] },
        visibleTo: { teamIds: [], agentIds: [], ...visibleTo },
        createdAt: '2026-01-01T00:00:00.000Z',
        updatedAt: '2026-01-01T00:00:00.000Z',
      }),
    /** A connection as the gateway leaves it, which opened so many ms ago: one that is still opening may seem to have ended. */
    connect: async (connectionId: string, given: Partial<Connection> = {}, age = 60_000): Promise<Connection> => {
      const connection: Connection = {
        connectionId,
        tenantId: TENANT,
        personId: connectionId,
        principal: 'agent',
        role: 'agent',
        teamIds: [],
        sessionId: 's1',
        ...given,
      };
      for (const item of connectionItems(connection, now - age)) await put(item);
      await table.write(markShard(connection.tenantId, connectionId));
      return connection;
    },
    session: async (personId: string, id = 's1', role: Role = 'agent', teamIds: readonly string[] = role === 'agent' ? ['t1'] : []) => {
      await put({ ...profileKey(TENANT, personId), id: personId, role, teamIds });
      const opened = { replacedAt: [], credentialVersion: 0 };
      await put(
        sessionItem(TENANT, { id, personId, generation: 1, ...opened, createdAt: '2026-11-01T08:00:00.000Z', expiresAt: Math.floor(start / 1000) + 86_400 }),
      );
    },
  };
};
export type FeedWorld = Awaited<ReturnType<typeof feedWorld>>;
