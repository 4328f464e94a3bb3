import { WebSocket } from 'ws';
import type { Api } from './http.ts';
import { until } from './until.ts';

export type Frame = { readonly type: string; readonly [member: string]: unknown };

export interface Socket {
  readonly frames: readonly Frame[];
  /** The first frame that fits, now or later. */
  frame<T extends Frame = Frame>(what: string, fits: (frame: T) => boolean, limitMs?: number): Promise<T>;
  send(frame: unknown): void;
  readonly closed: Promise<number>;
  close(): void;
  /** Ends the connection without a closing handshake. */
  terminate(): void;
}

/** Opens the WebSocket with a one-time ticket of this session, as a browser does. */
export const openSocket = async (session: Api, wsUrl: string, onFrame?: (frame: Frame) => void): Promise<Socket> => {
  const { ticket } = await session.post<{ ticket: string }>('/v1/socket-tickets');
  return openSocketWith(wsUrl, ticket, onFrame);
};

/** @throws when the gateway refuses. */
export const openSocketWith = async (wsUrl: string, ticket: string, onFrame?: (frame: Frame) => void): Promise<Socket> => {
  const socket = new WebSocket(`${wsUrl}?ticket=${encodeURIComponent(ticket)}`);
  const frames: Frame[] = [];
  socket.on('message', (data) => {
    // One frame, or an array of them.
    for (const frame of [JSON.parse((data as Buffer).toString())].flat() as Frame[]) {
      frames.push(frame);
      onFrame?.(frame);
    }
  });
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('error', reject);
    socket.once('unexpected-response', (_request, response) => reject(new Error(`the gateway answered ${response.statusCode}`)));
  });
  socket.on('error', () => undefined);
  return {
    frames,
    frame: <T extends Frame>(what: string, fits: (frame: T) => boolean, limitMs?: number) =>
      until(`a frame: ${what}`, () => (frames as T[]).find((frame) => fits(frame)), limitMs),
    send: (frame) => socket.send(JSON.stringify(frame)),
    closed,
    close: () => socket.close(),
    terminate: () => socket.terminate(),
  };
};
