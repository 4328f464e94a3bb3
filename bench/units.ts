import { randomBytes, randomUUID } from 'node:crypto';
import { memoryTable } from '../adapters/table/memory.ts';
import { recordUnits, type UnitsReport } from '../adapters/table/units.ts';
import { createApplication } from '../domain/chat/applications.ts';
import { createChat } from '../domain/chat/chats.ts';
import { postChatMessage } from '../domain/chat/messages.ts';
import type { Context } from '../domain/context.ts';
import { openConversationLoad } from '../test/data-model/load.ts';
import { atMost, info, type Row } from './report.ts';

export interface Units {
  readonly newTicket: UnitsReport;
  readonly existingTicket: UnitsReport;
  /** Averages of a message over the mixed load: the command, its queues and counters. */
  readonly allIn: { readonly writeUnits: number; readonly readUnits: number };
  readonly messages: number;
  readonly chatMessage: UnitsReport;
  /** Write units of a message while 16 write into the same chat. */
  readonly busyChat: number;
}

/** A message of 200 characters in a chat of an application, with an Idempotency-Key: of a lone writer, and the average of 16 who write at once. */
const measureChat = async (): Promise<{ readonly alone: UnitsReport; readonly together: number }> => {
  const { table, measured } = recordUnits(memoryTable());
  const sleep = () => new Promise<void>((resolve) => setImmediate(resolve));
  const deps = { table, sleep, clock: Date.now, newId: randomUUID, random: Math.random, newSecret: () => randomBytes(32).toString('base64url') };
  const actor = { type: 'user', id: randomUUID(), role: 'user', teamIds: [], name: 'Ann' } as const;
  const context: Context = { tenantId: 'bench', actor, correlationId: 'bench', causationId: null, depth: 0 };
  const { token } = await createApplication(deps, context, { name: 'bench' });
  const { number } = await createChat(deps, context, token, {});
  const sk = `POST /v1/applications/${token}/chats/${number}/messages`;
  const post = () => {
    const once = { pk: `T#bench#I#user:${actor.id}#${randomUUID()}`, sk, requestHash: randomBytes(60).toString('base64url'), expiresAt: 2_000_000_000 };
    return postChatMessage(deps, { ...context, once }, { token, number }, 'x'.repeat(200));
  };
  const alone = (await measured(post)).report;
  const [writers, each] = [16, 20];
  const writer = async (): Promise<void> => {
    for (let n = 0; n < each; n += 1) await post();
  };
  const { report } = await measured(() => Promise.all(Array.from({ length: writers }, writer)));
  return { alone, together: report.writeUnits / (writers * each) };
};

/** The same load as the flood, with the same commands, in this process on a table that counts units. */
export const measureUnits = async (messages: number): Promise<Units> => {
  const engine = memoryTable();
  const recorder = recordUnits(engine);
  const load = await openConversationLoad(recorder.table, engine.changes);
  const newTicket = (await recorder.measured(() => load.receive([load.event('first', 1)]))).report;
  const existingTicket = (await recorder.measured(() => load.receive([load.event('first', 2)]))).report;
  await load.project();
  recorder.reset();
  for (let n = 0; n < messages; n += 25) {
    await load.receive(Array.from({ length: Math.min(25, messages - n) }, (_, index) => load.event(`author-${(n + index) % 500}`, n + index)));
    await load.project();
  }
  const all = recorder.report();
  const chat = await measureChat();
  return {
    newTicket,
    existingTicket,
    allIn: { writeUnits: all.writeUnits / messages, readUnits: all.readUnits / messages },
    messages,
    chatMessage: chat.alone,
    busyChat: chat.together,
  };
};

export const unitRows = ({ newTicket, existingTicket, allIn, messages, chatMessage, busyChat }: Units): Row[] => [
  atMost('write units, the command, on an existing ticket', 8, existingTicket.writeUnits, 'units', 1),
  atMost('write units, the command, opening a ticket', 9, newTicket.writeUnits, 'units', 1),
  atMost('read units, the command, the larger of both', 3, Math.max(newTicket.readUnits, existingTicket.readUnits), 'units', 1),
  atMost('sequential round trips, the larger of both', 3, Math.max(newTicket.roundTrips, existingTicket.roundTrips), '', 0),
  atMost(`write units in total, two queues, ${messages.toLocaleString('en')} messages in batches of 25`, 12, allIn.writeUnits, 'units', 1),
  atMost('write units, a chat message with its Idempotency-Key', 6, chatMessage.writeUnits, 'units', 1),
  atMost('write units, a chat message of 16 writers in one chat', 6, busyChat, 'units', 1),
  info('read units in total', `${allIn.readUnits.toFixed(1)} units`),
];
