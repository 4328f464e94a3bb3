import { conversationOfPk } from '../../conversations/conversation-of.ts';
import type { Item, Key } from '../../table/port.ts';
import type { EntriesWork, FanOut, ReceiptWork, Work } from './work.ts';

interface Change {
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

/** `T#{t}#GM#{conversation}#{shard}`, or a chat's reader in `T#{t}#U#{user}`. */
const MEMBER = /^T#([^#]+)#GM#([^#]+)#\d+$/;
const PERSON = /^T#([^#]+)#U#([^#]+)$/;
const CHAT_POSITION = /^R#(c\.[A-Za-z0-9_-]+)$/;

interface InConversation {
  readonly tenantId: string;
  readonly conversationId: string;
}

/** The conversation of an entry of its log. */
const conversationOfEntry = ({ pk, sk }: Key): InConversation | null => {
  if (!/^[MA]#/.test(sk)) return null;
  const named = conversationOfPk(pk);
  return named && named.kind !== 'thread' ? { tenantId: named.tenantId, conversationId: named.id } : null;
};

/** The conversation and the person of an item that has somebody's position. */
const conversationOfPosition = ({ pk, sk }: Key): (InConversation & { readonly userId: string }) | null => {
  const [, tenantId, conversationId] = MEMBER.exec(pk) ?? [];
  if (tenantId !== undefined && conversationId !== undefined) return { tenantId, conversationId, userId: sk };
  const [, chat] = CHAT_POSITION.exec(sk) ?? [];
  const [, tenant, userId] = chat === undefined ? [] : (PERSON.exec(pk) ?? []);
  return chat !== undefined && tenant !== undefined && userId !== undefined ? { tenantId: tenant, conversationId: chat, userId } : null;
};

/** An entry of a chat, a group or a direct. By the key alone. */
export const isEntry = (key: Key): boolean => conversationOfEntry(key) !== null;
/** An item with somebody's position in a chat, a group or a direct. By the key alone. */
export const isPosition = (key: Key): boolean => conversationOfPosition(key) !== null;
export const isFannedOut = (key: Key): boolean => isEntry(key) || isPosition(key);

/** What a position says is received (`n`), and seen (`r`). */
const RECEIPTS = [
  ['delivered', 'n'],
  ['read', 'r'],
] as const;

const receiptsOf = (userId: string, { before, after }: Change): ReceiptWork[] => {
  // Who has just joined has received nothing. Members of large groups are not told of.
  if (!after || after['large'] === true || (!before && after['joinedAt'] !== undefined)) return [];
  return RECEIPTS.flatMap(([kind, name]) => {
    const [from, to] = [Number(before?.[name] ?? 0), Number(after[name] ?? 0)];
    return to > from ? [{ kind, userId, from, to }] : [];
  });
};

const entriesOf = (items: readonly Item[]): EntriesWork[] => {
  if (items.length === 0) return [];
  const revisions = items.map((item) => Number(item['entered']));
  const messages = items.filter(({ sk }) => sk.startsWith('M#')).length;
  return [{ kind: 'entries', from: Math.min(...revisions), to: Math.max(...revisions), messages, amendments: items.length - messages }];
};

/**
 * What changes of the table ask of the fan-out: by conversation, its new entries as one range, and the positions that have moved. A message that is rewritten asks for nothing, because its amendment is an entry of its
 * own. Pure.
 */
export const workOfChanges = (changes: readonly Change[]): FanOut[] => {
  const found = new Map<string, InConversation & { readonly entries: Item[]; readonly receipts: ReceiptWork[] }>();
  const of = ({ tenantId, conversationId }: InConversation) => {
    const key = `${tenantId} ${conversationId}`;
    const known = found.get(key) ?? { tenantId, conversationId, entries: [], receipts: [] };
    found.set(key, known);
    return known;
  };
  for (const change of changes) {
    const item = (change.after ?? change.before) as Item;
    const entry = conversationOfEntry(item);
    if (entry && change.after && !change.before && Number.isSafeInteger(item['entered'])) of(entry).entries.push(item);
    const position = conversationOfPosition(item);
    if (!position) continue;
    const receipts = receiptsOf(position.userId, change);
    if (receipts.length > 0) of(position).receipts.push(...receipts);
  }
  return [...found.values()].map(({ tenantId, conversationId, entries, receipts }) => ({
    tenantId,
    conversationId,
    work: [...entriesOf(entries), ...receipts] as readonly Work[],
  }));
};
