import { describe, expect, it } from 'vitest';
import { memoryTable } from '../../../adapters/table/memory.ts';
import type { Connection } from '../../../domain/realtime/connection.ts';
import { type PostDeps, postFrames } from '../../../domain/realtime/post-frames.ts';
import { Throttled } from '../../../domain/realtime/sockets.ts';

const connection = (connectionId: string): Connection => ({
  connectionId,
  tenantId: 't',
  personId: connectionId,
  principal: 'user',
  role: 'user',
  teamIds: [],
  sessionId: 's',
});
const parcels = (count: number) => Array.from({ length: count }, (_, n) => ({ connection: connection(`c${n}`), frames: [`{"n":${n}}`] }));

/** A gateway that throttles as `throttles` says, for each attempt of each connection. */
const world = (throttles: (connectionId: string, attempt: number) => boolean, waits = true) => {
  const [attempts, closed, pauses] = [new Map<string, number>(), [] as string[], [] as number[]];
  const deps: PostDeps = {
    table: memoryTable(),
    clock: () => 0,
    sockets: {
      post: async (id) => {
        const attempt = (attempts.get(id) ?? 0) + 1;
        attempts.set(id, attempt);
        if (throttles(id, attempt)) throw new Throttled();
        return 'sent';
      },
      close: async (id) => void closed.push(id),
    },
    ...(waits ? { pause: async (ms) => void pauses.push(ms) } : {}),
  };
  return { deps, attempts, closed, pauses };
};

describe('posts that the gateway throttles', () => {
  it('wait, longer each time, and arrive: no connection is closed', async () => {
    const { deps, closed, pauses } = world((_, attempt) => attempt < 4);
    expect(await postFrames(deps, parcels(1))).toMatchObject({ sent: 1, ended: [], unreached: [] });
    expect(pauses).toEqual([200, 400, 800]);
    expect(closed).toEqual([]);
  });

  it('end the delivery when most are throttled to the end, which closes nobody and comes again', async () => {
    const { deps, closed, attempts, pauses } = world((id) => id !== 'c0');
    await expect(postFrames(deps, parcels(300))).rejects.toBeInstanceOf(Throttled);
    expect(closed).toEqual([]);
    // Only those that were being posted when the first one had used up its pauses have paused at all.
    expect(Math.max(...pauses)).toBe(1_600);
    expect([...attempts.values()].filter((count) => count === 1).length).toBeGreaterThan(300 - 130);
  });

  it('to one device among many close its connection: the device is the cause', async () => {
    const { deps, closed } = world((id) => id === 'c3');
    const posted = await postFrames(deps, parcels(10));
    expect([posted.sent, posted.ended.map(({ connectionId }) => connectionId), closed]).toEqual([9, ['c3'], ['c3']]);
  });

  it('are not tried again where nobody waits: a gateway function answers its own client', async () => {
    const { deps, attempts, closed } = world(() => true, false);
    expect(await postFrames(deps, parcels(1))).toMatchObject({ sent: 0 });
    expect([attempts.get('c0'), closed]).toEqual([1, ['c0']]);
  });
});
