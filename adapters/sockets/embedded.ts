import { setting } from '../environment.ts';
import type { Sockets } from './sockets.ts';

/** Sends to the connections of one WebSocket API. Runs in the process that holds them. */
export interface HeldSockets {
  post(connectionId: string, data: string): 'sent' | 'gone' | 'too large';
  /** False when it is gone. */
  disconnect(connectionId: string): boolean;
}

const held = new Map<string, HeldSockets>();

/** Functions of this process post to these connections. `endpoint`: their `SOCKETS_ENDPOINT`. */
export function holdSockets(endpoint: string, sockets: HeldSockets): void {
  held.set(endpoint, sockets);
}

/**
 * The laptop's connections: functions that post run in the process that holds the sockets (local/functions/launch.ts), so that a frame
 * needs a call instead of a request. @throws when `SOCKETS_ENDPOINT` is missing
 */
export function openSockets(): Sockets {
  const endpoint = setting('SOCKETS_ENDPOINT');
  const own = (): HeldSockets => {
    const sockets = held.get(endpoint);
    if (sockets === undefined) throw new Error(`this process holds no connections of ${endpoint}`);
    return sockets;
  };
  return {
    post: async (connectionId, frame) => {
      const outcome = own().post(connectionId, frame);
      return outcome === 'too large' ? 'refused' : outcome;
    },
    close: async (connectionId) => {
      own().disconnect(connectionId);
    },
  };
}
