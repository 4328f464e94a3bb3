import { type MemoryTable, memoryTable } from '../../../../adapters/table/memory.ts';
import { type Recorder, recordUnits } from '../../../../adapters/table/units.ts';
import { acknowledge } from '../../../../domain/chat/acknowledge.ts';
import { directOf } from '../../../../domain/chat/directs/directs.ts';
import { changeGroup } from '../../../../domain/chat/groups/change-group.ts';
import { createGroup } from '../../../../domain/chat/groups/create-group.ts';
import { groupOf } from '../../../../domain/chat/groups/group.ts';
import { postToRoom } from '../../../../domain/chat/room-messages.ts';
import type { Role } from '../../../../domain/context.ts';
import type { PushJob } from '../../../../domain/push/push-job.ts';
import { type Connection, connectionItems, endOf } from '../../../../domain/realtime/connection.ts';
import type { FannedOut, FanOutDeps } from '../../../../domain/realtime/fan-out/deps.ts';
import { fanOut } from '../../../../domain/realtime/fan-out/fan-out.ts';
import { type FanOut, packFanOut, unpackFanOut } from '../../../../domain/realtime/fan-out/work.ts';
import { workOfChanges } from '../../../../domain/realtime/fan-out/work-of-changes.ts';
import { serverFrames } from '../../../../domain/realtime/frames.ts';
import { beginListening } from '../../../../domain/realtime/listening.ts';
import { enter } from '../../../../domain/realtime/live-people.ts';
import type { Table } from '../../../../domain/table/port.ts';
import { groupWorld, UUID } from '../../chat/groups/world.ts';
import { as } from '../../chat/world.ts';
import type { Frame } from '../world.ts';

export const GROUP_ID = `g.${UUID}`;

/**
 * Groups, directs and devices over one table, with the units that each call costs. The queue of the fan-out is a list that the test empties. `over`: what lies over the counted table, a model of its delays
 * for example.
 */
export const fanOutWorld = (engine: MemoryTable = memoryTable(), over: (recorder: Recorder) => Table = (recorder) => recorder.table) => {
  const recorder = recordUnits(engine);
  const table = over(recorder);
  const { deps: chat, work: runJobs } = groupWorld(table);
  const frames = new Map<string, Frame[]>();
  /** Posts to each connection: each is one WebSocket message. */
  const posts = new Map<string, number>();
  /** `gone`: 410. `stuck` takes nothing, and `dead` cannot even be closed. */
  const bad = new Map<string, 'gone' | 'stuck' | 'dead'>();
  const pushes: PushJob[] = [];
  const later: { readonly fanOut: FanOut; readonly seconds: number }[] = [];
  const queue: FanOut[] = [];
  let now = Date.parse('2026-11-01T09:00:00Z');
  let seen = 0;
  const deps: FanOutDeps = {
    table,
    clock: () => now,
    ackWaitSeconds: 10,
    sockets: {
      post: async (connectionId, text) => {
        const state = bad.get(connectionId);
        if (state === 'gone') return 'gone';
        if (state) throw new Error('time-out');
        const told = [JSON.parse(text)].flat() as Frame[];
        for (const frame of told) serverFrames[frame.type as 'message'].parse(frame);
        frames.set(connectionId, [...(frames.get(connectionId) ?? []), ...told]);
        posts.set(connectionId, (posts.get(connectionId) ?? 0) + 1);
        return 'sent';
      },
      close: async (connectionId) => {
        if (bad.get(connectionId) === 'dead') throw new Error('cannot be reached');
      },
    },
    sendLater: async (work, seconds) => void later.push({ fanOut: work, seconds }),
    queuePushes: async (jobs) => void pushes.push(...jobs),
  };
  const group = groupOf('t', UUID);
  /** What has changed since the last call goes to the queue, as the projection of one batch. */
  const project = (): void => {
    const changes = engine.changes.slice(seen);
    seen = engine.changes.length;
    queue.push(...workOfChanges(changes).map((work) => unpackFanOut(packFanOut(work).body)));
  };
  const work = async (one: FanOut): Promise<FannedOut> => fanOut(deps, one);
  const deliver = async (): Promise<FannedOut[]> => {
    project();
    const done: FannedOut[] = [];
    for (const one of queue.splice(0)) done.push(await work(one));
    return done;
  };
  return {
    engine,
    recorder,
    table,
    chat,
    deps,
    bad,
    frames,
    posts,
    pushes,
    later,
    queue,
    project,
    deliver,
    work,
    pass: (ms: number) => {
      now += ms;
    },
    /** What has waited comes to its worker. */
    lookAgain: async (): Promise<void> => {
      for (const { fanOut: one, seconds } of later.splice(0)) {
        now += seconds * 1000;
        await work(one);
      }
    },
    connect: async (personId: string, connectionId = personId, role: Role = 'user'): Promise<Connection> => {
      const connection: Connection = { connectionId, tenantId: 't', personId, principal: 'user', role, teamIds: [], sessionId: 's' };
      // A minute ago: one that is still opening may seem to have ended.
      for (const item of connectionItems(connection, now - 60_000)) await table.write({ op: 'put', item });
      await enter(table, connection, endOf(now));
      await beginListening(table, connection, now);
      return connection;
    },
    /** A group of Ann and these people. */
    makeGroup: async (memberIds: readonly string[]): Promise<void> => {
      await createGroup(chat, as('ann'), { id: UUID, name: 'Friends', memberIds });
      await runJobs();
    },
    change: (by: string, change: Parameters<typeof changeGroup>[3]) => changeGroup(chat, as(by), UUID, change),
    say: (by: string, body: string) => postToRoom(chat, as(by), group, body),
    sayTo: (by: string, id: string, body: string) => postToRoom(chat, as(by), directOf('t', id), body),
    ack: (by: string, number: number, conversationId = GROUP_ID) => acknowledge({ table }, as(by), { conversationId, number }),
    heard: (connectionId: string): Frame[] => frames.get(connectionId) ?? [],
    /** Numbers of messages that a connection was told, in the order of their coming. */
    numbers: (connectionId: string): number[] =>
      (frames.get(connectionId) ?? []).flatMap((frame) => (frame.type === 'message' ? [Number(frame['number'])] : [])),
    forget: () => frames.clear(),
  };
};
export type FanOutWorld = ReturnType<typeof fanOutWorld>;
