import { randomInt } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { type AddressInfo, createServer } from 'node:net';

/**
 * Systems give outgoing connections ports from 32768 (Linux) or 49152 (others) on. A port from there could be taken by somebody's connection between our
 * choice and the listener, or while an engine restarts on it; even a client that reconnects to it can get it as its own.
 */
const [LOWEST, BELOW] = [12_000, 32_768];
/** Ports that are tried before the system chooses. */
const TRIES = 200;

/** Opens `count` different ports by `open`, which fails if a port is in use. */
async function opened<T>(count: number, open: (port: number) => Promise<T>): Promise<T[]> {
  const found: T[] = [];
  for (let tries = 0; found.length < count; tries += 1) {
    try {
      found.push(await open(tries < TRIES ? randomInt(LOWEST, BELOW) : 0));
    } catch (error) {
      if (tries >= TRIES) throw error;
    }
  }
  return found;
}

const portOf = (address: AddressInfo | string | null): number => (typeof address === 'object' && address !== null ? address.port : 0);

/** Free loopback ports, all different. Another program could take one before we do; then the start reports it. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await opened(count, listening);
  const ports = servers.map((server) => portOf(server.address()));
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** @throws Error when the port is in use */
export async function checkFree(port: number): Promise<void> {
  try {
    const server = await listening(port);
    await new Promise((resolve) => server.close(resolve));
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    const why = code === 'EADDRINUSE' ? 'is used by another program' : `cannot be used (${String(code)})`;
    throw new Error(`port ${port} ${why}; choose another one: PORT=8081 npm start`, { cause });
  }
}

async function listening(port: number): Promise<ReturnType<typeof createServer>> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}

/** Free loopback ports for datagrams, all different. */
export async function freeDatagramPorts(count: number): Promise<number[]> {
  const sockets = await opened(count, bound);
  const ports = sockets.map((socket) => socket.address().port);
  await Promise.all(sockets.map((socket) => new Promise<void>((resolve) => socket.close(() => resolve()))));
  return ports;
}

async function bound(port: number): Promise<Socket> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve, reject) => {
    socket.once('error', (error) => {
      socket.close();
      reject(error);
    });
    socket.bind(port, '127.0.0.1', resolve);
  });
  return socket;
}
