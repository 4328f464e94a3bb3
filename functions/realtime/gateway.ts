import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { APIGatewayProxyStructuredResultV2, APIGatewayProxyWebsocketEventV2 } from 'aws-lambda';
import { openQueues } from '#queues';
import { openSockets } from '#sockets';
import { openTables } from '#tables';
import { numberSetting, setting } from '../../adapters/environment.ts';
import { capabilitiesOf } from '../../channels/registry/capabilities.ts';
import { Problem } from '../../domain/errors.ts';
import { MEMBERS_AT_ONCE } from '../../domain/limits.ts';
import { namesOf } from '../../domain/people/find-people.ts';
import { configurationCache } from '../../domain/policy/cache.ts';
import { disconnected, validConnection } from '../../domain/realtime/close-connections.ts';
import { costOf, frameLimit } from '../../domain/realtime/frame-limit.ts';
import { frameText } from '../../domain/realtime/frame-text.ts';
import { errorFrame } from '../../domain/realtime/frames.ts';
import { type FrameDeps, handleFrames } from '../../domain/realtime/handle-frame.ts';
import { readFrames } from '../../domain/realtime/read-frames.ts';
import { openConnection } from '../../domain/realtime/socket-ticket.ts';
import { tellViewing } from '../../domain/realtime/tell-presence.ts';
import type { Table } from '../../domain/table/port.ts';
import { failureOf } from '../failure.ts';
import { observed } from '../observed.ts';

const { logger, count, entry } = observed('gateway');
const counterShards = numberSetting('COUNTER_SHARDS', 1);
const perSecond = numberSetting('SOCKET_FRAMES_PER_SECOND', 20);
const limit = frameLimit({ perSecond, clock: Date.now });
/** Used until a connection's tenant is known. */
const edge = { ...openTables(), sockets: openSockets(), clock: Date.now };

const queues = openQueues();
const actionsQueueUrl = setting('ACTIONS_QUEUE_URL');
/** Read marks and typing leave from where rules' calls leave. The agent is not told of a failure: nothing that they do depends on it. */
const sendSignal: FrameDeps['sendSignal'] = async ({ signal, groupId, dedupeId }) => {
  try {
    await queues.send(actionsQueueUrl, [{ body: JSON.stringify(signal), groupId, dedupeId }]);
  } catch (error) {
    logger.warn('signal not queued', { tenantId: signal.tenantId, signal: signal.signal, failure: failureOf(error) });
  }
};

/** Frames of a socket have few people: whoever adds more is told to use the REST gateway, so this function needs no right to the queue and the objects of jobs. */
const noJobs = async (): Promise<never> => {
  throw new Problem('too_large', 'Use POST /v1/send for so many people.');
};
const chatEdge = {
  newId: randomUUID,
  random: Math.random,
  sleep: (ms: number) => sleep(ms).then(() => undefined),
  mostPeople: MEMBERS_AT_ONCE,
  objects: { put: noJobs },
  queues: { send: noJobs },
  bulkQueueUrl: '',
};

/** Entries live as long as the tenant's table. */
const depsByTable = new WeakMap<Table, FrameDeps>();
const depsOf = (tenantId: string): FrameDeps => {
  const table = edge.tableOf(tenantId);
  const { sockets, clock } = edge;
  const deps = depsByTable.get(table) ?? {
    ...chatEdge,
    table,
    sockets,
    clock,
    configurations: configurationCache({ table }),
    counterShards,
    capabilitiesOf,
    sendSignal,
    namesOf: (tenant: string, ids: readonly string[]) => namesOf(table, tenant, ids),
  };
  depsByTable.set(table, deps);
  return deps;
};

/** Only `$connect` has the query of the URL. */
type SocketEvent = APIGatewayProxyWebsocketEventV2 & { readonly queryStringParameters?: Readonly<Record<string, string | undefined>> | null };

const connect = async (event: SocketEvent, connectionId: string): Promise<APIGatewayProxyStructuredResultV2> => {
  try {
    const { tenantId, role } = await openConnection(edge, event.queryStringParameters?.['ticket'] ?? '', connectionId);
    count('SocketsOpened');
    logger.info('connected', { tenantId, role, connectionId });
    return { statusCode: 200 };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    count('SocketsRefused');
    return { statusCode: error.status };
  }
};

/** The frames within the connection's rate limit. The others get an error frame. */
const admitted = async (connectionId: string, text: string): Promise<ReturnType<typeof readFrames>> => {
  const frames = readFrames(text);
  const granted = frames.filter((frame) => limit.take(connectionId, costOf(frame)));
  if (granted.length === frames.length) return frames;
  const refused = frames.filter((frame) => !granted.includes(frame));
  count('FramesLimited', refused.length);
  for (const { id } of refused) {
    // Excess frames cause no reads, so the caller is not known here. The next frame within the limit finds out that a connection is closed.
    const outcome = await edge.sockets.post(connectionId, frameText(tooFast(id))).catch(() => 'gone');
    if (outcome === 'gone') break;
  }
  return granted;
};
const tooFast = (id?: string) => errorFrame('rate_limited', `At most ${perSecond} frames a second. Send it again later.`, id);

/** The WebSocket API: `$connect` checks the ticket, `$disconnect` removes the connection, and every other event is a message of the client. */
export const handler = entry<SocketEvent, APIGatewayProxyStructuredResultV2>().handler(async (event) => {
  const { connectionId, routeKey } = event.requestContext;
  if (routeKey === '$connect') return connect(event, connectionId);
  if (routeKey === '$disconnect') {
    limit.forget(connectionId);
    const gone = await disconnected(edge, connectionId);
    if (gone && gone.viewed !== null) await tellViewing(depsOf(gone.connection.tenantId), gone.connection, gone.viewed, false);
    return { statusCode: 200 };
  }
  const text = event.isBase64Encoded ? Buffer.from(event.body ?? '', 'base64').toString('utf8') : (event.body ?? '');
  const frames = await admitted(connectionId, text);
  if (frames.length === 0) return { statusCode: 200 };
  const connection = await validConnection(edge, connectionId);
  if (!connection) return { statusCode: 200 };
  for (const error of await handleFrames(depsOf(connection.tenantId), connection, frames))
    logger.error('frame failed', { connectionId, failure: failureOf(error) });
  return { statusCode: 200 };
});
