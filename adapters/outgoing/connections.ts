import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';

/**
 * Connections that wait for the next call to the same host: one agent a process and protocol. Only those are kept whose server says so in words
 * (`Connection: keep-alive`), and not for long: a connection that the server has closed in the meantime swallows a request without a trace, and then
 * it is unknown whether it arrived. Servers keep them for 5 s at least (Node's own default is the shortest in wide use, read 2026-11).
 */
const IDLE_MS = 4_000;
const OPTIONS = { keepAlive: true, maxFreeSockets: 8, scheduling: 'lifo', timeout: IDLE_MS } as const;
const HTTP = new HttpAgent(OPTIONS);
const HTTPS = new HttpsAgent(OPTIONS);

/** Epoch ms. By the clock on the wall: a timer stands still while Lambda freezes the process. */
const idleSince = new WeakMap<object, number>();
for (const agent of [HTTP, HTTPS]) agent.on('free', (socket: object) => void idleSince.set(socket, Date.now()));

/** The agent of a protocol, without the connections that have waited for too long. */
export const connectionsOf = (protocol: string): HttpAgent => {
  const agent = protocol === 'https:' ? HTTPS : HTTP;
  const now = Date.now();
  for (const sockets of Object.values(agent.freeSockets))
    for (const socket of sockets ?? []) if (now - (idleSince.get(socket) ?? 0) >= IDLE_MS) socket.destroy();
  return agent;
};

/** Whether the server says that it keeps the connection. */
export const isKept = (connection: string | undefined): boolean => /(^|[\s,])keep-alive($|[\s,])/i.test(connection ?? '');
