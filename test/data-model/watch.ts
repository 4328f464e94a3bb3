import { randomUUID } from 'node:crypto';
import { capabilitiesOf } from '../../channels/registry/capabilities.ts';
import { causationKey } from '../../domain/automation/causation.ts';
import type { Clock } from '../../domain/context.ts';
import { performSignal } from '../../domain/outbound/signals/perform-signal.ts';
import type { OutboundSignal } from '../../domain/outbound/signals/signal.ts';
import { configurationCache } from '../../domain/policy/cache.ts';
import { askToClose, disconnected, validConnection } from '../../domain/realtime/close-connections.ts';
import type { Connection } from '../../domain/realtime/connection.ts';
import { deliverFeed } from '../../domain/realtime/deliver-feed.ts';
import type { DeliverDeps } from '../../domain/realtime/deliver-tenant.ts';
import type { FanOutDeps } from '../../domain/realtime/fan-out/deps.ts';
import { fanOut } from '../../domain/realtime/fan-out/fan-out.ts';
import { type FanOut, unpackFanOut } from '../../domain/realtime/fan-out/work.ts';
import { unpackFeed } from '../../domain/realtime/feed-entry.ts';
import { type FrameDeps, handleFrames } from '../../domain/realtime/handle-frame.ts';
import { interestOf } from '../../domain/realtime/interest.ts';
import { BLOCK } from '../../domain/realtime/positions/contents.ts';
import { readConcerning } from '../../domain/realtime/positions/read-concerning.ts';
import { appendSegment, readTails } from '../../domain/realtime/positions/segments.ts';
import { readFrames } from '../../domain/realtime/read-frames.ts';
import { openConnection } from '../../domain/realtime/socket-ticket.ts';
import type { Table, TableOf } from '../../domain/table/port.ts';

export interface Watch {
  /** What the gateway does with a new connection. */
  connect(ticket: string, connectionId: string): Promise<void>;
  disconnect(connectionId: string): Promise<void>;
  /** What the gateway does with a frame of a client, and the sender with what the gateway asks of it. */
  say(connectionId: string, frame: object): Promise<void>;
  /** Bodies of the delivery queue. */
  deliver(bodies: readonly string[]): Promise<void>;
  /** Bodies of the queue of the fan-out, and the looks at acknowledgements that follow. */
  fanOut(bodies: readonly string[]): Promise<void>;
  readonly closeSockets: (ref: { readonly tenantId: string; readonly personId: string; readonly sessionId: string | null }) => Promise<void>;
  /** The newest cursor that any connection was given. */
  cursor(): string;
  /** A block of changes that an agent may not see, and what a resume of theirs reads of it. */
  comeBack(tenantId: string, agentId: string): Promise<void>;
}

const rethrow = (error: unknown): never => {
  throw error;
};

/** What frames of chats need besides. Their people are few, so no job begins. */
const chatEdge = {
  newId: randomUUID,
  namesOf: async () => new Map<string, string>(),
  mostPeople: 1_000,
  objects: { put: async () => undefined },
  queues: { send: async () => undefined },
  bulkQueueUrl: '',
};

/** The live feed of the test's day: the functions of `functions/realtime` over the recorded table, with sockets that take everything. */
/** `gateway`: in place of the table, for what the gateway does. */
export const openWatch = (
  table: Table,
  clock: Clock,
  gateway: { readonly table: Table; readonly tableOf: TableOf } = { table, tableOf: () => table },
): Watch => {
  let cursor = '';
  const sockets = {
    post: async (_connectionId: string, frame: string) => {
      for (const one of [JSON.parse(frame)].flat() as { cursor?: string }[]) cursor = one.cursor ?? cursor;
      return 'sent' as const;
    },
    close: async () => undefined,
  };
  const later: string[] = [];
  /** What the sender does with read marks and typing. */
  const tellProvider = async (signal: OutboundSignal): Promise<void> => {
    const perform = async () => ({ outcome: 'sent', providerId: null }) as const;
    const channelFor = async () => ({ capabilities: capabilitiesOf('whatsapp'), turn: async () => () => {}, perform });
    const keyOf = (tenantId: string) => causationKey({ table, newSecret: randomUUID }, tenantId);
    await performSignal({ table, clock, causationKey: keyOf, channelFor }, { ...signal, at: clock() });
  };
  const deps: DeliverDeps = {
    table,
    clock,
    sockets,
    configurations: configurationCache({ table }),
    counterShards: 1,
    random: Math.random,
    sleep: async () => {},
    sendLater: async (body) => void later.push(body),
    toFanOut: async () => {},
  };
  const edge = { ...gateway, sockets, clock };
  const known = async (connectionId: string): Promise<Connection> => {
    const connection = await validConnection(edge, connectionId);
    if (!connection) throw new Error(`${connectionId} is not connected`);
    return connection;
  };
  const deliver = async (bodies: readonly string[]): Promise<void> => {
    await deliverFeed(deps, bodies.flatMap(unpackFeed));
    if (later.length > 0) await deliver(later.splice(0));
  };
  const looks: FanOut[] = [];
  const fanOutDeps: FanOutDeps = {
    table,
    clock,
    sockets: { ...sockets, post: async () => 'sent' },
    ackWaitSeconds: 1,
    sendLater: async (work) => void looks.push(work),
    queuePushes: async () => undefined,
  };
  const tell = async (bodies: readonly string[]): Promise<void> => {
    for (const body of bodies) await fanOut(fanOutDeps, unpackFanOut(body));
    for (let look = looks.shift(); look; look = looks.shift()) await fanOut(fanOutDeps, look);
  };
  return {
    fanOut: tell,
    connect: async (ticket, connectionId) => void (await openConnection(edge, ticket, connectionId)),
    disconnect: async (connectionId) => void (await disconnected(edge, connectionId)),
    say: async (connectionId, frame) => {
      const connection = await known(connectionId);
      const own = gateway.tableOf(connection.tenantId);
      const sendSignal: FrameDeps['sendSignal'] = ({ signal }) => tellProvider(signal);
      const edges = { ...deps, ...chatEdge, table: own, configurations: configurationCache({ table: own }), capabilitiesOf, sendSignal };
      await handleFrames(edges, connection, readFrames(JSON.stringify(frame)));
    },
    deliver,
    closeSockets: (whose) => askToClose({ table, send: (body) => deliver([body]), onFailure: rethrow }, whose),
    cursor: () => cursor,
    comeBack: async (tenantId, agentId) => {
      const walls = await deps.configurations.walls(tenantId);
      const wall = { queueIds: ['of-others'], agentId: null, teamId: null, generation: walls.generation };
      for (let n = 1; n <= BLOCK; n += 1) await appendSegment(deps, tenantId, [{ ticketId: `of-others.${n}`, appended: [n], amended: [], wall }]);
      const [tail = 0] = await readTails(deps, tenantId);
      const interest = interestOf({ id: agentId, role: 'agent', teamIds: [] }, walls);
      await readConcerning(table, { tenantId, shard: 0, seen: [], tail, limit: BLOCK, interest });
    },
  };
};
