import { conversationOf } from '../../conversations/conversation-of.ts';
import { CHAT } from '../../conversations/kinds/chat.ts';
import type { LogEntry } from '../../conversations/log/cursor.ts';
import { tailsOf } from '../../conversations/log/head.ts';
import { readSince } from '../../conversations/log/read-since.ts';
import type { Table } from '../../table/port.ts';
import { awaitAcks, waitOf } from './await-acks.ts';
import { type FannedOut, type FanOutDeps, NOTHING, sumOf } from './deps.ts';
import { followMembers } from './follow-members.ts';
import { liveIn, roomOf } from './room.ts';
import { type FanOutState, stateKey, stateOf, storeState } from './state.ts';
import { type Hearing, isAwaited, tellEntries } from './tell-entries.ts';
import { tellReceipts } from './tell-receipts.ts';
import type { EntriesWork, FanOut, ReceiptWork, WaitWork, Work } from './work.ts';

/** A look at acknowledgements that is this late is lost: the next message starts another. */
const LOST_MS = 60_000;

const ofKind = <K extends Work['kind']>(work: readonly Work[], ...kinds: readonly K[]): Extract<Work, { kind: K }>[] =>
  work.filter((one): one is Extract<Work, { kind: K }> => (kinds as readonly string[]).includes(one.kind));

/** What has been appended since the conversation's devices were told last, and the work names. */
const newEntries = async (table: Table, pk: string, work: readonly EntriesWork[], done: number): Promise<LogEntry[]> => {
  const open = work.filter(({ to }) => to > done);
  if (open.length === 0) return [];
  const since = Math.max(done, Math.min(...open.map(({ from }) => from)) - 1);
  const count = (of: 'messages' | 'amendments'): number => open.reduce((sum, one) => sum + one[of], 0);
  return readSince(table, pk, since, { messages: count('messages'), amendments: count('amendments') });
};

/**
 * Does what one conversation asks for, for one worker at a time: tells its new entries to the devices of everybody in it who is connected, all that there are in as few posts as possible;
 * tells authors how far others have got; and looks after acknowledgements. Its own position in the log makes repeated work harmless. Its cost depends on who is connected, and for small groups on their
 * members.
 * @throws Undeliverable, TableUnavailable, or if a queue does not accept a message: the work must come again
 */
export const fanOut = async (deps: FanOutDeps, { tenantId, conversationId, work }: FanOut): Promise<FannedOut> => {
  const { table } = deps;
  const named = conversationOf(tenantId, conversationId);
  if (!named || named.kind === 'thread') return NOTHING;
  // Chats, groups and directs have the same key.
  const [head, stored] = await table.get([CHAT.headKey(tenantId, conversationId), stateKey(named.pk)], { consistent: true });
  if (!head) return NOTHING;
  const before = stateOf(stored);
  const now = deps.clock();
  const entries = await newEntries(table, named.pk, ofKind(work, 'entries'), before.done);
  const listening = await followMembers(table, named, head, entries, before.listening, now);
  const room = await roomOf(table, named, head);
  const receipts = await tellReceipts(deps, named, room, ofKind(work, 'delivered', 'read') as ReceiptWork[]);
  const waits = ofKind(work, 'wait');
  if (room.told === 'quiet' || (entries.length === 0 && waits.length === 0)) {
    await storeState(table, named.pk, before, { ...before, listening });
    return receipts;
  }
  const hearing = { room, live: await liveIn(table, named, room, now) };
  const told = entries.length === 0 ? NOTHING : await tellEntries(deps, named, hearing, entries);
  const waited = await lookAfterAcks(deps, { tenantId, conversationId, hearing, named }, { waits, entries, last: tailsOf(head).lastNumber, before });
  const done = hearing.live.size === 0 ? before.done : Math.max(before.done, ...entries.map(({ item }) => Number(item['entered'])));
  await storeState(table, named.pk, before, { done, listening, waitsUntil: waited.waitsUntil });
  return sumOf([receipts, told, waited.told]);
};

interface Heard extends Pick<FanOut, 'tenantId' | 'conversationId'> {
  readonly hearing: Hearing;
  readonly named: NonNullable<ReturnType<typeof conversationOf>>;
}

interface Due {
  readonly waits: readonly WaitWork[];
  readonly entries: readonly LogEntry[];
  readonly last: number;
  readonly before: FanOutState;
}

/** One look at a time is under way for a conversation, whatever is written in it: each look starts the next one, if there is something left to wait for. */
const lookAfterAcks = async (
  deps: FanOutDeps,
  { tenantId, conversationId, hearing, named }: Heard,
  { waits, entries, last, before }: Due,
): Promise<{ readonly told: FannedOut; readonly waitsUntil: number }> => {
  const [wait] = waits;
  const now = deps.clock();
  const begin = async (next: WaitWork): Promise<number> => {
    const seconds = waitOf(deps.ackWaitSeconds, next.late);
    await deps.sendLater({ tenantId, conversationId, work: [next] }, seconds);
    return now + seconds * 1000 + LOST_MS;
  };
  if (wait) {
    const { told, next } = await awaitAcks(deps, named, hearing, wait, last);
    return { told, waitsUntil: next ? await begin(next) : 0 };
  }
  const messages = entries.flatMap(({ type, item }) => (type === 'message' ? [item] : []));
  if (before.waitsUntil > now || !isAwaited(hearing, messages)) return { told: NOTHING, waitsUntil: before.waitsUntil };
  return { told: NOTHING, waitsUntil: await begin({ kind: 'wait', number: Math.max(...messages.map((item) => Number(item['number']))), late: {} }) };
};
