import { QueueRejected, QueueUnavailable } from '../../../../adapters/queues/queues.ts';
import { projectionsOf } from '../../../../domain/projections/projections.ts';
import { isProjected, type Projected, type ProjectorDeps, project } from '../../../../domain/projections/relay/project.ts';
import { retryProjections } from '../../../../domain/projections/relay/retry.ts';
import { type FeedEntry, unpackFeed } from '../../../../domain/realtime/feed-entry.ts';
import type { Table } from '../../../../domain/table/port.ts';
import { PROJECTOR_QUEUES } from '../../../harness/projector-queues.ts';
import { ticketHub } from '../../support/tickets/hub.ts';

export interface Sent {
  readonly url: string;
  readonly body: string;
  readonly groupId?: string | undefined;
  readonly dedupeId?: string | undefined;
}

/** A hub whose changes are projected, over edges that fail as the test says. */
export const projectorWorld = async (options: Parameters<typeof ticketHub>[0] = {}) => {
  const world = await ticketHub(options);
  const sent: Sent[] = [];
  const armed: string[] = [];
  /** Names of queues that are away, `schedules`, or `table` for the marks. */
  const away = new Set<string>();
  /** Bodies that a queue refuses permanently. */
  let refuses: (url: string, body: string) => boolean = () => false;
  const table: Table = {
    ...world.b.table,
    write: async (write) => {
      const key = write.op === 'put' ? write.item : write.key;
      if (away.has('table') && key.sk.startsWith('R#')) throw new Error('the table is away');
      return world.b.table.write(write);
    },
  };
  const deps: ProjectorDeps = {
    table,
    clock: world.b.deps.clock,
    random: world.b.deps.random,
    sleep: world.b.deps.sleep,
    counterShards: 1,
    answering: new Map(),
    queues: {
      send: async (url, messages) => {
        if (away.has(url)) throw new QueueUnavailable(new Error(`${url} is away`));
        if (messages.some(({ body }) => refuses(url, body))) throw new QueueRejected('too large');
        sent.push(...messages.map((message) => ({ url, ...message })));
      },
    },
    schedules: {
      arm: async ({ name }) => {
        if (away.has('schedules')) throw new QueueUnavailable(new Error('scheduler is away'));
        armed.push(`arm ${name}`);
      },
      disarm: async (name) => void armed.push(`disarm ${name}`),
    },
    ...PROJECTOR_QUEUES,
  };
  let seen = 0;
  /** One batch of the stream: what has changed since the last. */
  const catchUp = async (): Promise<Projected> => {
    const changes = world.b.table.changes
      .slice(seen)
      .map((change, at) => ({ ...change, sequence: String(seen + at) }))
      .filter(({ key }) => isProjected(key));
    seen = world.b.table.changes.length;
    return project(deps, changes);
  };
  return {
    ...world,
    projector: deps,
    sent,
    armed,
    away,
    refuse: (rule: typeof refuses) => {
      refuses = rule;
    },
    catchUp,
    retry: () => retryProjections(deps, projectionsOf(deps), 60_000),
    later: (ms: number) => {
      world.b.now += ms;
    },
    bodies: (url: string): string[] => sent.filter((message) => message.url === url).map(({ body }) => body),
    feed: (): FeedEntry[] => sent.filter(({ url }) => url === 'delivery').flatMap(({ body }) => unpackFeed(body)),
    letters: (): Record<string, unknown>[] => sent.filter(({ url }) => url === 'dead').map(({ body }) => JSON.parse(body) as Record<string, unknown>),
    marks: (): string[] =>
      world.b.table
        .all()
        .filter(({ sk }) => sk.startsWith('R#'))
        .map(({ sk }) => sk),
    counters: (): Record<string, unknown>[] => world.b.table.all().filter(({ sk }) => sk === 'COUNTER'),
  };
};
