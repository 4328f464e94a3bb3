import { vi } from 'vitest';
import type { Frame } from '../../domain/realtime/world.ts';

/** Sockets of a handler under test: what they were given, and connections that behave badly. */
export const sockets = {
  frames: new Map<string, Frame[]>(),
  closed: [] as string[],
  broken: new Set<string>(),
  post: vi.fn(async (connectionId: string, frame: string) => {
    if (sockets.broken.has(connectionId)) throw new Error('cannot be reached');
    sockets.frames.set(connectionId, [...(sockets.frames.get(connectionId) ?? []), JSON.parse(frame) as Frame]);
    return 'sent' as const;
  }),
  close: vi.fn(async (connectionId: string) => {
    if (sockets.broken.has(connectionId)) throw new Error('cannot be reached');
    sockets.closed.push(connectionId);
  }),
};
