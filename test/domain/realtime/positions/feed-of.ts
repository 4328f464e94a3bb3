import { feedProjection } from '../../../../domain/projections/feed.ts';
import type { Change } from '../../../../domain/projections/relay/change.ts';
import type { ProjectorDeps } from '../../../../domain/projections/relay/projector-deps.ts';
import type { Connection } from '../../../../domain/realtime/connection.ts';
import { deliverFeed } from '../../../../domain/realtime/deliver-feed.ts';
import { unpackFeed } from '../../../../domain/realtime/feed-entry.ts';
import { resumeFeed } from '../../../../domain/realtime/resume-feed.ts';
import type { Item } from '../../../../domain/table/port.ts';
import { headOf, messageItem, threadOf, ticketOf } from '../../search/threads.ts';
import { type Frame, feedWorld } from '../world.ts';

/** Two shards of a stream, the projector, a queue that keeps no order, and a client that keeps its cursor as docs/live-feed.md says. */
export const feedOf = async (options: { readonly slow?: boolean; readonly start?: number } = {}) => {
  const world = await feedWorld(options.start);
  await world.agent('anna', 'agent', ['t1']);
  await world.queue('open');
  await world.queue('secret', { agentIds: ['nobody'] });
  const shards: Change[][] = [[], []];
  const bodies: string[] = [];
  const items = new Map<string, Item>();
  const revisions = new Map<number, number>();
  let random = 0;
  const deps = {
    ...world.deps,
    random: () => (random = (random + 0.37) % 1),
    sleep: async () => {},
    sendLater: async (body: string) => void bodies.push(body),
    clock: () => {
      if (options.slow) world.pass(1_000);
      return world.deps.clock();
    },
  };
  const projection = feedProjection({
    ...deps,
    queues: { send: async (_url: string, messages: readonly { readonly body: string }[]) => void bodies.push(...messages.map(({ body }) => body)) },
    deliveryQueueUrl: 'delivery',
  } as unknown as ProjectorDeps);

  /** Ticket 9 is nobody's business. */
  const queuesOf = (n: number) => (n === 9 ? ['secret'] : ['open']);
  const put = async (n: number, item: Item): Promise<void> => {
    const key = `${item.pk} ${item.sk}`;
    (shards[n % 2] as Change[]).push({ before: items.get(key), after: item });
    items.set(key, item);
    await world.put(item);
  };
  const change = async (n: number, number: number | null): Promise<void> => {
    const revision = (revisions.get(n) ?? 0) + 1;
    revisions.set(n, revision);
    await put(n, headOf(ticketOf(n, { revision, version: revision, queueIds: queuesOf(n) })));
    if (number !== null) await put(n, messageItem(threadOf(n), number, { text: `v${revision}`, revision }));
  };
  const project = async (shard: number, count: number): Promise<void> => {
    const some = (shards[shard] as Change[]).splice(0, count);
    if (some.length > 0) await projection.of(some);
  };
  const deliver = async (at: number, count = 1): Promise<void> => {
    const some = Array.from({ length: Math.min(count, bodies.length) }, () => bodies.splice(at % bodies.length, 1)[0] as string);
    await deliverFeed(deps, some.flatMap(unpackFeed));
  };

  /** What a client must know in the end. */
  const truth = (): Map<string, number> =>
    new Map(
      [...items.values()]
        .filter(({ pk }) => !pk.endsWith(threadOf(9)))
        .map((item): [string, number] =>
          item.sk === 'HEAD'
            ? [`${item.pk.slice(item.pk.lastIndexOf('#') + 1)}.1`, (item['ticket'] as { version: number }).version]
            : [`${item.pk.slice(item.pk.lastIndexOf('#') + 1)} ${Number(item['number'])}`, Number(String(item['text']).slice(1))],
        ),
    );
  const known = new Map<string, number>();
  let serial = 0;
  let connection: Connection | undefined;
  let cursor: string | undefined;
  let isResuming = false;
  let read = 0;
  const hear = (frame: Frame): void => {
    const ticket = frame['ticket'] as { id: string; version: number } | undefined;
    const name = ticket?.id ?? `${String(frame['conversationId'])} ${String(frame['number'])}`;
    const version = ticket?.version ?? Number(String(frame['body']).slice(1));
    if (ticket ?? frame['number']) known.set(name, Math.max(version, known.get(name) ?? 0));
    // Whoever is told `stale` reads again what is shown: everything, in this client.
    if (frame.type === 'stale') for (const [one, present] of truth()) known.set(one, present);
    if (frame.type === 'resumed') isResuming = false;
    if (typeof frame['cursor'] === 'string' && !isResuming) cursor = frame['cursor'];
  };
  const listen = (): readonly Frame[] => {
    const frames = connection ? world.framesOf(connection.connectionId).slice(read) : [];
    read += frames.length;
    for (const frame of frames) hear(frame);
    return frames;
  };
  return {
    world,
    deps,
    bodies,
    change,
    project,
    deliver,
    listen,
    cursor: () => cursor,
    rewind: (to: string | undefined): void => {
      cursor = to;
    },
    known,
    /** What is lost is what was under way. */
    disconnect: (): void => {
      listen();
      if (connection) world.bad.set(connection.connectionId, 'gone');
      connection = undefined;
      isResuming = false;
    },
    connect: async (): Promise<Connection> => {
      read = 0;
      connection = await world.connect(`anna-${(serial += 1)}`, { personId: 'anna' });
      return connection;
    },
    /** `between`: what happens before the client hears of its end. Answers the replayed frames. */
    resume: async (between: () => Promise<void> = async () => {}): Promise<readonly Frame[]> => {
      listen();
      const frames: Frame[] = [];
      for (let more = true; more; ) {
        isResuming = true;
        await between();
        await resumeFeed(deps, connection as Connection, { cursor });
        const heard = listen();
        frames.push(...heard);
        more = heard.at(-1)?.['more'] === true;
      }
      return frames;
    },
    truth,
  };
};
