import { WebSocket } from 'ws';
import { type Hub, until } from './hub.ts';

export type Frame = { readonly type: string; readonly [member: string]: unknown };

export interface Live {
  frame(what: string, fits: (frame: Frame) => boolean, patienceMs: number): Promise<Frame>;
  ended(patienceMs: number): Promise<void>;
  close(): void;
}

/** Opens the WebSocket with a one-time ticket, as a browser does. */
export async function goLive(session: Hub, wsUrl: string): Promise<Live> {
  const { ticket } = await session.post<{ ticket: string }>('/v1/socket-tickets');
  const socket = new WebSocket(`${wsUrl}?ticket=${encodeURIComponent(ticket)}`, { handshakeTimeout: 20_000 });
  const frames: Frame[] = [];
  let over = false;
  socket.on('message', (data: Buffer) => frames.push(...([JSON.parse(data.toString('utf8'))].flat() as Frame[])));
  socket.on('close', () => {
    over = true;
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  socket.on('error', () => undefined);
  socket.send(JSON.stringify({ type: 'resume' }));
  return {
    frame: (what, fits, patienceMs) => until(`a frame came: ${what}`, async () => frames.find(fits), patienceMs),
    ended: async (patienceMs) => {
      await until('the connection was closed', async () => over, patienceMs);
    },
    close: () => socket.terminate(),
  };
}
