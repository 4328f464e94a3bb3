import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';

/**
 * Keeps connections open for the next call to the same host: one agent for each process and protocol. A connection is kept only if the server says so
 * (`Connection: keep-alive`), and only briefly. If the server has closed it in the meantime, a request on it is lost, and it is unknown whether it
 * arrived. Servers keep connections for at least 5 s (Node's default is the shortest in wide use, read 2026-11).
 */
const IDLE_MS = 4_000;
const OPTIONS = { keepAlive: true, maxFreeSockets: 8, scheduling: 'lifo', timeout: IDLE_MS } as const;
const HTTP = new HttpAgent(OPTIONS);
const HTTPS = new HttpsAgent(OPTIONS);

/** Epoch ms. Wall-clock time, because timers stop while Lambda freezes the process. */
const idleSince = new WeakMap<object, number>();
for (const agent of [HTTP, HTTPS]) agent.on('free', (socket: object) => void idleSince.set(socket, Date.now()));

/** The agent of a protocol, without expired connections. */
export const connectionsOf = (protocol: string): HttpAgent => {
  const agent = protocol === 'https:' ? HTTPS : HTTP;
  const now = Date.now();
  for (const sockets of Object.values(agent.freeSockets))
    for (const socket of sockets ?? []) if (now - (idleSince.get(socket) ?? 0) >= IDLE_MS) socket.destroy();
  return agent;
};

/** Whether the server says that it keeps the connection. */
export const isKept = (connection: string | undefined): boolean => /(^|[\s,])keep-alive($|[\s,])/i.test(connection ?? '');
