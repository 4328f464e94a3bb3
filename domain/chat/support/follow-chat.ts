import { conversationOf } from '../../conversations/conversation-of.ts';
import { type ChatMessage, chatMessageOf } from '../../conversations/entries/chat-message.ts';
import { CHAT } from '../../conversations/kinds/chat.ts';
import { type LogEntry, readAfter } from '../../conversations/log/cursor.ts';
import { messageKey } from '../../conversations/log/draft.ts';
import { originsOfApplications } from '../../origins/applications.ts';
import { RetryLater } from '../../outbound/retry-later.ts';
import { applyWithRetries } from '../../support/inbound/apply-with-retries.ts';
import type { GivenEvent, InboundDeps } from '../../support/inbound/batch.ts';
import type { Table } from '../../table/port.ts';
import { type ChatCursor, readChatCursor, storeChatCursor, storeMarked } from './chat-cursor.ts';
import { eventsOfEntries } from './events-of-entries.ts';
import { eventsOfReceipt } from './tell-receipts.ts';
import type { ChatReceipt, ChatWork } from './work.ts';

/** Somebody of the tenant. */
export interface Somebody {
  readonly name: string;
  /** `user`: a customer. */
  readonly kind: 'agent' | 'user';
}

export interface FollowDeps extends InboundDeps {
  /** People by id; unknown ids (keys) are missing. Given from outside: people are above chat. */
  readonly peopleOf: (tenantId: string, ids: readonly string[]) => Promise<ReadonlyMap<string, Somebody>>;
}

export interface FollowedChat {
  /** Events that were applied, now or before. */
  readonly applied: number;
  /** Why events can never be applied. The entries stay in the chat. */
  readonly skipped: readonly unknown[];
}

const NOTHING: FollowedChat = { applied: 0, skipped: [] };
const PAGE = 100;
/** Pages of one run. The rest comes in the next, so that a long chat does not exceed a function's time. */
const PAGES = 20;

const makerIn = ({ item }: LogEntry): string => ((item['author'] ?? item['actor']) as { readonly id?: string } | undefined)?.id ?? '';

const changedMessages = async (table: Table, pk: string, entries: readonly LogEntry[]): Promise<ReadonlyMap<number, ChatMessage>> => {
  const numbers = [...new Set(entries.flatMap(({ type, item }) => (type === 'amendment' && item['of'] !== undefined ? [Number(item['of'])] : [])))];
  const items = await table.get(
    numbers.map((number) => messageKey(pk, number)),
    { consistent: true },
  );
  return new Map(items.flatMap((item, at) => (item ? [[numbers[at] as number, chatMessageOf(item)] as const] : [])));
};

/** Events that can be applied later stop their chat. @throws their error */
const apply = async (deps: FollowDeps, events: readonly GivenEvent[]): Promise<FollowedChat> => {
  if (events.length === 0) return NOTHING;
  const outcomes = await applyWithRetries(deps, events);
  const skipped: unknown[] = [];
  for (const outcome of outcomes) {
    if (outcome.ok) continue;
    if (!outcome.permanent) throw outcome.error;
    skipped.push(outcome.error);
  }
  return { applied: events.length - skipped.length, skipped };
};

interface Followed {
  readonly tenantId: string;
  readonly originId: string;
  readonly conversationId: string;
  readonly pk: string;
  readonly receivedAt: string;
}

/** `read` first: what was read has also arrived. Positions of agents and keys say nothing of customers. */
const markReplies = async (deps: FollowDeps, chat: Followed, cursor: ChatCursor, receipts: readonly ChatReceipt[]): Promise<FollowedChat[]> => {
  if (receipts.length === 0) return [];
  const people = await deps.peopleOf(chat.tenantId, [...new Set(receipts.map(({ userId }) => userId))]);
  const told: FollowedChat[] = [];
  let read = cursor.read;
  for (const state of ['read', 'delivered'] as const) {
    const own = receipts.filter((one) => one.state === state && people.get(one.userId)?.kind === 'user');
    const to = Math.min(cursor.number, Math.max(0, ...own.map((one) => one.to)));
    const from = state === 'read' ? cursor.read : Math.max(cursor.delivered, read);
    if (to <= from) continue;
    told.push(await apply(deps, await eventsOfReceipt(deps.table, chat, { state, from, to })));
    await storeMarked(deps.table, chat.pk, chat.originId, state, to);
    if (state === 'read') read = to;
  }
  return told;
};

/**
 * Brings everything that has been written in a chat since its last turn to the ticket: the chat's application is an origin. What came before, whatever was lost on the way, comes with it,
 * because a cursor in the chat's log says how far the ticket has it. Events have identities, so a repeated turn, or two at once, has no further effect. Then positions of customers mark the
 * replies that they have.
 * @throws RetryLater (a long chat goes on in the next turn); TableUnavailable and others: try again
 */
export const followChat = async (deps: FollowDeps, { tenantId, conversationId, receipts }: ChatWork): Promise<FollowedChat> => {
  const { table } = deps;
  const named = conversationOf(tenantId, conversationId);
  if (named?.kind !== 'chat') return NOTHING;
  const [item] = await table.get([CHAT.headKey(tenantId, conversationId)], { consistent: true });
  if (!item) return NOTHING;
  const head = CHAT.shape.parse(item);
  const origin = (await originsOfApplications(table, tenantId)).get(head.application);
  if (!origin) return NOTHING;
  const { pk } = named;
  const receivedAt = new Date(deps.clock()).toISOString();
  const chat = { tenantId, originId: origin.id, conversationId, name: head.name, receivedAt };
  const told: FollowedChat[] = [];
  let cursor = await readChatCursor(table, pk, head, origin);
  for (let page = 0; ; page += 1) {
    const entries = await readAfter(table, pk, cursor, PAGE);
    const last = entries.at(-1);
    if (!last) break;
    if (page === PAGES) throw new RetryLater('more of the chat is to be read', 0);
    const people = await deps.peopleOf(tenantId, [...new Set(entries.map(makerIn))]);
    const names = new Map([...people].map(([id, { name }]) => [id, name] as const));
    const messages = await changedMessages(table, pk, entries);
    told.push(await apply(deps, eventsOfEntries({ ...chat, names, from: cursor.from }, entries, messages)));
    cursor = { ...cursor, ...last.position, done: Number(last.item['entered']) };
    await storeChatCursor(table, pk, origin.id, cursor);
  }
  told.push(...(await markReplies(deps, { ...chat, pk }, cursor, receipts)));
  return { applied: told.reduce((sum, { applied }) => sum + applied, 0), skipped: told.flatMap(({ skipped }) => skipped) };
};
