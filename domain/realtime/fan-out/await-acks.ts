import { makerOf, toldMessage } from '../../chat/frames-of-entries.ts';
import { memberOf } from '../../chat/members.ts';
import type { Named } from '../../conversations/conversation-of.ts';
import { chatMessageOf } from '../../conversations/entries/chat-message.ts';
import { memberKey } from '../../conversations/kinds/group.ts';
import { encodePosition, type LogPosition } from '../../conversations/log/cursor.ts';
import { messageKey } from '../../conversations/log/draft.ts';
import type { Item } from '../../table/port.ts';
import { frameText } from '../frame-text.ts';
import { type FannedOut, type FanOutDeps, NOTHING, sumOf } from './deps.ts';
import { postToPeople } from './post-to-people.ts';
import type { Hearing } from './tell-entries.ts';
import type { WaitWork } from './work.ts';

/** How often the messages are repeated to a device before it is away. */
export const REPEATS = 2;
/** Messages that are repeated to a device, the newest of what it owes. A device that owes more reads it by a resume. */
const REPEATED = 100;
/** SQS delays a message for at most 15 minutes. */
const LONGEST_SECONDS = 900;

/** The wait before the next look doubles with each repeat. */
export const waitOf = (seconds: number, late: WaitWork['late']): number =>
  Math.min(LONGEST_SECONDS, Math.max(1, Math.ceil(seconds * 2 ** Math.max(0, ...Object.values(late)))));

interface Owing extends LogPosition {
  readonly userId: string;
  readonly messages: readonly Item[];
}

/** Members who have not acknowledged the messages of others up to a number, with those messages. */
const owingOf = async (deps: FanOutDeps, { tenantId, id, pk }: Named, people: readonly string[], number: number): Promise<Owing[]> => {
  const rows = await deps.table.get(
    people.map((userId) => memberKey(tenantId, id, userId)),
    { consistent: true },
  );
  const behind = rows.flatMap((row) => (row ? [memberOf(row)] : [])).filter((member) => member.number < number);
  if (behind.length === 0) return [];
  const first = Math.max(number - REPEATED, Math.min(...behind.map((member) => member.number))) + 1;
  const { items } = await deps.table.query({ pk, from: messageKey(pk, first).sk, to: messageKey(pk, number).sk, consistent: true });
  return behind.flatMap(({ userId, number: position, amendment }) => {
    const messages = items.filter((item) => Number(item['number']) > position && makerOf(item) !== userId);
    return messages.length === 0 ? [] : [{ userId, number: position, amendment, messages }];
  });
};

export interface Awaited {
  readonly told: FannedOut;
  /** The next look; null: everybody has acknowledged, or is away. */
  readonly next: WaitWork | null;
}

/**
 * Looks who has not acknowledged the messages up to a number: those are repeated to the devices of whoever is late, a few times, each time after a longer wait. Then the person is away, and a push goes out; what they
 * owe is in the log. `last`: the newest message of the conversation. @throws as `postToPeople`; if the queue of pushes does not accept them
 */
export const awaitAcks = async (deps: FanOutDeps, named: Named, { room, live }: Hearing, { number, late }: WaitWork, last: number): Promise<Awaited> => {
  if (room.told !== 'members') return { told: NOTHING, next: null };
  const { ids } = room;
  const asked = new Set([...live.keys(), ...Object.keys(late).filter((id) => ids.has(id))]);
  const owing = await owingOf(deps, named, [...asked], number);
  const isWaitedFor = ({ userId }: Owing): boolean => live.has(userId) && (late[userId] ?? 0) < REPEATS;
  const again = owing.filter(isWaitedFor);
  const away = owing.filter((one) => !isWaitedFor(one));
  const { tenantId, id: conversationId } = named;
  if (away.length > 0) await deps.queuePushes(away.map(({ userId }) => ({ tenantId, userId, conversationId })));
  const tellings = again.flatMap(({ userId, amendment, messages }) => {
    const frames = messages.map((item) => {
      const message = chatMessageOf(item);
      return frameText(toldMessage(conversationId, message, encodePosition({ number: message.number, amendment }, conversationId)));
    });
    return (live.get(userId) ?? []).map((to) => ({ to, frames }));
  });
  const told = sumOf([{ ...NOTHING, pushes: away.length }, await postToPeople(deps, conversationId, tellings)]);
  const stillLate = Object.fromEntries(again.map(({ userId }) => [userId, (late[userId] ?? 0) + 1]));
  const isOver = again.length === 0 && (last <= number || live.size === 0);
  return { told, next: isOver ? null : { kind: 'wait', number: Math.max(last, number), late: stillLate } };
};
