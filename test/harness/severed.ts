import { connect, createServer, type Socket } from 'node:net';

export interface Severed {
  readonly port: number;
  /** Connections that are open end, and new ones are refused. */
  cut(): void;
  restore(): void;
  close(): Promise<void>;
}

/** A way to a port of this machine that can be cut, as a network is. */
export async function severable(target: number): Promise<Severed> {
  const sockets = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    if (isCut) return void near.destroy();
    const far = connect(target, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.once('error', () => other.destroy());
      one.once('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const drop = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    cut() {
      isCut = true;
      drop();
    },
    restore: () => void (isCut = false),
    close() {
      drop();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
