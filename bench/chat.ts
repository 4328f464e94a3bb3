import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { api } from '../test/harness/http.ts';
import type { Hub } from '../test/harness/hub.ts';
import { createTenant } from '../test/harness/tenant.ts';
import { atLeast, info, percentile, type Row } from './report.ts';

/** DESIGN §10: messages a second, p50 in milliseconds from the POST to its answer. */
const RATE = 3_000;

interface Writer {
  readonly key: string;
  /** Where its messages go. */
  readonly path: string;
}

interface Run {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** Milliseconds on a core a message, of all processes of the hub: other programs on the machine do not change it. */
  readonly cpuMs: number;
}

const cpuOf = (hub: Hub): number => hub.processes().reduce((sum, { cpuMs }) => sum + cpuMs, 0);

/** Posts one message as a client does, with an Idempotency-Key of its own; milliseconds until the 201. */
const say = (agent: Agent, baseUrl: string, { key, path }: Writer, body: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const began = performance.now();
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'idempotency-key': randomUUID() };
    const outgoing = request(`${baseUrl}${path}`, { method: 'POST', agent, headers }, (response) => {
      response.resume();
      response.on('end', () =>
        response.statusCode === 201 ? resolve(performance.now() - began) : reject(new Error(`a message was answered ${String(response.statusCode)}`)),
      );
      response.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end(JSON.stringify({ body }));
  });

/** Each writer waits for its answer before its next message. */
const closedLoop = async (hub: Hub, writers: readonly Writer[], each: number): Promise<Run> => {
  const agent = new Agent({ keepAlive: true });
  const took: number[] = [];
  const before = cpuOf(hub);
  const began = performance.now();
  try {
    await Promise.all(
      writers.map(async (writer, name) => {
        for (let n = 0; n < each; n += 1) took.push(await say(agent, hub.baseUrl, writer, `message ${n} of writer ${name}: the parcel is at the door`));
      }),
    );
  } finally {
    agent.destroy();
  }
  const seconds = (performance.now() - began) / 1000;
  return { perSecond: took.length / seconds, p50: percentile(took, 0.5), p99: percentile(took, 0.99), cpuMs: (cpuOf(hub) - before) / took.length };
};

const WRITERS = 16;

/** Messages over HTTP into one chat, into a direct of each writer, and of one writer alone. */
export const chatRows = async (hub: Hub, messages: number): Promise<Row[]> => {
  const { admin } = await createTenant(hub);
  const { id: userId } = await admin.get<{ id: string }>('/v1/me');
  const keys: string[] = [];
  for (let n = 0; n < WRITERS; n += 1) keys.push((await admin.post<{ key: string }>('/v1/api-keys', { name: `Writer ${n}`, role: 'user' })).key);
  const { token } = await admin.post<{ token: string }>('/v1/applications', { name: 'Bench' });
  const { number } = await admin.post<{ number: number }>(`/v1/applications/${token}/chats`);
  const chat = `/v1/applications/${token}/chats/${number}/messages`;
  const together = keys.map((key) => ({ key, path: chat }));
  const apart: Writer[] = [];
  for (const key of keys) {
    const { id } = await api(hub.baseUrl, key).post<{ id: string }>('/v1/directs', { userId });
    apart.push({ key, path: `/v1/directs/${id}/messages` });
  }
  const each = Math.ceil(messages / WRITERS);
  // Compiles the paths and opens the connections; not measured.
  for (const writers of [together, apart]) await closedLoop(hub, writers, 20);
  const shapes = [
    ['16 writers in one chat', await closedLoop(hub, together, each)],
    ['16 pairs, each in its direct', await closedLoop(hub, apart, each)],
    ['one writer', await closedLoop(hub, together.slice(0, 1), each)],
  ] as const;
  return shapes.flatMap(([name, { perSecond, p50, p99, cpuMs }]) => [
    name === 'one writer' ? info(`chat messages, ${name}`, `${perSecond.toFixed(0)} a second`) : atLeast(`chat messages, ${name}`, RATE, perSecond, 'a second'),
    info(`chat POST → 201, ${name}, p50 / p99`, `${p50.toFixed(1)} / ${p99.toFixed(1)} ms`),
    info(`CPU of all processes a chat message, ${name}`, `${cpuMs.toFixed(2)} ms`),
  ]);
};
