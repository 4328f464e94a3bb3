import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.on('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

/**
 * A port of the loopback address that nobody listens on. It is below those of outgoing connections (from 32768 on): a connection of another test, open or just
 * closed, would keep a server from it that starts seconds later, or a hub that starts again on its port.
 */
export const freePort = async (): Promise<number> => {
  for (;;) {
    const port = randomInt(12_000, 32_768);
    if (await isFree(port)) return port;
  }
};
