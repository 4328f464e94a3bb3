import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

/** Free loopback ports, all different. Another program could take one before we do; then the start reports it. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => listening(0)));
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  });
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
  const sockets = Array.from({ length: count }, () => createSocket('udp4'));
  await Promise.all(sockets.map((socket) => new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))));
  const ports = sockets.map((socket) => socket.address().port);
  await Promise.all(sockets.map((socket) => new Promise<void>((resolve) => socket.close(() => resolve()))));
  return ports;
}
