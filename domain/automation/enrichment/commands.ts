import { createHash } from 'node:crypto';
import { changeEntry, createEntry, deleteEntry } from '../../configuration/entries.ts';
import { type EntryKind, readEntries, readEntry } from '../../configuration/read-entries.ts';
import { type Reference, requireKnown } from '../../configuration/references.ts';
import type { Clock, Context, NewId } from '../../context.ts';
import { notFound, Problem } from '../../errors.ts';
import type { Item, Table, Write } from '../../table/port.ts';
import { chunkKeys, listHeadOf, loadEntries, packEntries } from './chunks.ts';
import type { EnrichmentList, Entry, ListChange, ListDraft, ListHead } from './list.ts';
import { clearStage, needsStage, stage, swapWrites } from './stage.ts';

const LIST: EntryKind = { kind: 'LIST', what: 'enrichment list' };
/** Attempts of a read: chunks may be replaced after the list's head was read. */
const READS = 5;

interface Deps {
  readonly table: Table;
}
interface WriteDeps extends Deps {
  readonly clock: Clock;
  readonly newId: NewId;
}

const validate = async (table: Table, tenantId: string, entries: readonly Entry[]): Promise<void> => {
  const references = entries.flatMap(({ set: { owner } }, index): Reference[] => [
    ...(owner?.agentId ? [{ kind: 'AGENT' as const, id: owner.agentId, path: `entries.${index}.set.owner.agentId` }] : []),
    ...(owner?.teamId ? [{ kind: 'TEAM' as const, id: owner.teamId, path: `entries.${index}.set.owner.teamId` }] : []),
  ]);
  await requireKnown(table, tenantId, references);
};

const puts = (items: readonly Item[]): Write[] => items.map((item) => ({ op: 'put', item }));
const deletes = (tenantId: string, head: ListHead): Write[] => chunkKeys(tenantId, head).map((key) => ({ op: 'delete', key }));

/** Larger entries, in characters of JSON, are left out of the answer to a write: the answer is also stored for an Idempotency-Key, in one item. */
const ANSWERED_CHARACTERS = 100_000;

const answerOf = (head: ListHead, entries: readonly Entry[] | undefined) => ({
  ...presentHead(head),
  ...(entries && JSON.stringify(entries).length <= ANSWERED_CHARACTERS ? { entries } : {}),
});
export type ListAnswer = ReturnType<typeof answerOf>;

/** A list in listings: with the number of its entries instead of the entries. */
export const presentHead = ({ id, name, key, match, size, createdAt, updatedAt }: ListHead) => ({ id, name, key, match, size, createdAt, updatedAt });

interface Written {
  readonly head: Pick<ListHead, 'chunks' | 'size' | 'bytes' | 'digest'>;
  /** Writes of the transaction that makes the new chunks current. */
  readonly writes: readonly Write[];
  readonly staged: boolean;
}

const digestOf = (items: readonly Item[]): string => {
  const hash = createHash('sha256');
  for (const item of items) hash.update(String(item['entries']));
  return hash.digest('base64url');
};

/** Prepares new entries that replace those of `before`. They are written in the list's own transaction if they fit. */
const write = async (deps: WriteDeps, tenantId: string, id: string, entries: readonly Entry[], before: ListHead | null): Promise<Written> => {
  const version = deps.newId();
  const items = packEntries(tenantId, id, version, entries);
  const bytes = items.reduce((sum, item) => sum + Buffer.byteLength(String(item['entries'])), 0);
  const head = { chunks: items.map(({ sk }) => sk), size: entries.length, bytes, digest: digestOf(items) };
  const staged = needsStage(items, before?.chunks.length ?? 0);
  if (!staged) return { head, staged, writes: [...puts(items), ...(before ? deletes(tenantId, before) : [])] };
  await stage(deps, tenantId, id, { version, items });
  return { head, staged, writes: swapWrites(tenantId, id, version, before?.chunks ?? [], deps.clock()) };
};

/** @throws Problem unprocessable naming unknown owners; Replayed; TableUnavailable */
export const createList = async (deps: WriteDeps, context: Context, draft: ListDraft): Promise<ListAnswer> => {
  const { tenantId } = context;
  await validate(deps.table, tenantId, draft.entries);
  const now = new Date(deps.clock()).toISOString();
  const { entries, ...given } = draft;
  const id = deps.newId();
  const written = await write(deps, tenantId, id, entries, null);
  const head: ListHead = { id, ...given, ...written.head, createdAt: now, updatedAt: now, entriesAt: now };
  const answer = answerOf(head, entries);
  try {
    await createEntry(deps, context, LIST, { entry: { ...head }, writes: written.writes, path: 'entries' }, answer);
  } catch (error) {
    // This list will never change again. If the transaction did commit, there is nothing to delete.
    if (written.staged) await clearStage(deps, tenantId, id, 0);
    throw error;
  }
  return answer;
};

/** @throws Problem not_found, unprocessable, conflict; TableUnavailable */
export const changeList = async (deps: WriteDeps, context: Context, id: string, change: ListChange): Promise<ListAnswer> => {
  const { tenantId } = context;
  let changed: ListHead | undefined;
  if (change.entries) await validate(deps.table, tenantId, change.entries);
  await changeEntry(deps, context, LIST, id, async (item) => {
    const before = listHeadOf(item);
    const { entries, ...rest } = change;
    const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
    const written = entries && (await write(deps, tenantId, id, entries, before));
    const now = new Date(deps.clock()).toISOString();
    changed = { ...before, ...given, ...(written && { ...written.head, entriesAt: now }), updatedAt: now };
    return { entry: { ...changed }, writes: written?.writes ?? [], path: 'entries' };
  });
  if (change.entries) await clearStage(deps, tenantId, id);
  return answerOf(changed as ListHead, change.entries);
};

/** Entries from a request or a file. `askedAt`: ISO time of the request. */
interface Replacement {
  readonly id: string;
  readonly entries: readonly Entry[];
  readonly askedAt: string;
}

/**
 * Replaces all entries of a list at once by those of a file, whose owners have been checked. `further`: other writes of the same transaction, computed
 * for each attempt; null if there is nothing left to do. Returns whether this call replaced them.
 * @throws Problem not_found, unprocessable, conflict if a later request has set the entries; TableUnavailable
 */
export const replaceEntries = async (
  deps: WriteDeps,
  { tenantId }: Pick<Context, 'tenantId'>,
  { id, entries, askedAt }: Replacement,
  further: () => Promise<readonly Write[] | null>,
): Promise<boolean> => {
  let replaced = false;
  await changeEntry(deps, { tenantId }, LIST, id, async (item) => {
    const more = await further();
    replaced = more !== null;
    if (more === null) return null;
    const before = listHeadOf(item);
    if ((before.entriesAt ?? before.createdAt) > askedAt)
      throw new Problem('conflict', 'A later call replaced the entries while the file was read; those entries stay.');
    const written = await write(deps, tenantId, id, entries, before);
    const entry = { ...before, ...written.head, entriesAt: askedAt, updatedAt: new Date(deps.clock()).toISOString() };
    return { entry, writes: [...written.writes, ...more], path: 'entries' };
  });
  await clearStage(deps, tenantId, id);
  return replaced;
};

/** @throws Problem not_found; TableUnavailable */
export const requireList = async (deps: Deps, context: Pick<Context, 'tenantId'>, id: string): Promise<void> => {
  if (!(await readEntry(deps, context, LIST, id))) throw notFound(LIST.what);
};

/** @throws Problem not_found, conflict; TableUnavailable */
export const deleteList = async (deps: Deps & Pick<WriteDeps, 'clock'>, context: Context, id: string): Promise<void> => {
  const { tenantId } = context;
  await deleteEntry(deps, context, LIST, id, {
    further: (item) => {
      const head = listHeadOf(item);
      return needsStage([], head.chunks.length) ? swapWrites(tenantId, id, null, head.chunks, deps.clock()) : deletes(tenantId, head);
    },
  });
  await clearStage(deps, tenantId, id);
};

/** In order of creation, which is also the order of evaluation. @throws TableUnavailable */
export const listLists = async (deps: Deps, context: Pick<Context, 'tenantId'>): Promise<ListHead[]> =>
  (await readEntries(deps, context, LIST)).map(listHeadOf).sort((a, b) => (`${a.createdAt}${a.id}` < `${b.createdAt}${b.id}` ? -1 : 1));

/** With its entries. @throws Problem not_found; TableUnavailable */
export const getList = async (deps: Deps, context: Pick<Context, 'tenantId'>, id: string): Promise<EnrichmentList> => {
  for (let read = 0; read < READS; read += 1) {
    const item = await readEntry(deps, context, LIST, id);
    const list = item && (await loadEntries(deps.table, context.tenantId, listHeadOf(item)));
    if (list) return list;
  }
  throw notFound('enrichment list');
};
