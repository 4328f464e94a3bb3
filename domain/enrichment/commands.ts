import { changeEntry, createEntry, deleteEntry, type EntryKind, readEntries, readEntry } from '../configuration/entries.ts';
import { type Reference, requireKnown } from '../configuration/references.ts';
import type { Clock, Context, NewId } from '../context.ts';
import { notFound } from '../errors.ts';
import type { Item, Table, Write } from '../table/port.ts';
import { chunkKeys, listHeadOf, loadEntries, packEntries } from './chunks.ts';
import type { EnrichmentList, Entry, ListChange, ListDraft, ListHead } from './list.ts';

const LIST: EntryKind = { kind: 'LIST', what: 'enrichment list' };
/** Chunks may be replaced between the reading of a list's head and theirs. */
const READS = 5;

interface Deps {
  readonly table: Table;
}
interface WriteDeps extends Deps {
  readonly clock: Clock;
  readonly newId: NewId;
}

const validate = async (table: Table, tenantId: string, entries: readonly Entry[]): Promise<void> => {
  const references = entries.flatMap(({ set: { owner } }, place): Reference[] => [
    ...(owner?.agentId ? [{ kind: 'AGENT' as const, id: owner.agentId, path: `entries.${place}.set.owner.agentId` }] : []),
    ...(owner?.teamId ? [{ kind: 'TEAM' as const, id: owner.teamId, path: `entries.${place}.set.owner.teamId` }] : []),
  ]);
  await requireKnown(table, tenantId, references);
};

const puts = (items: readonly Item[]): Write[] => items.map((item) => ({ op: 'put', item }));
const deletes = (tenantId: string, head: ListHead): Write[] => chunkKeys(tenantId, head).map((key) => ({ op: 'delete', key }));

/** Entries of more JSON than this are left out of the answer to a write: the answer is also kept for an Idempotency-Key, in one item. */
const ANSWERED_CHARACTERS = 100_000;

const answerOf = (head: ListHead, entries: readonly Entry[] | undefined) => ({
  ...presentHead(head),
  ...(entries && JSON.stringify(entries).length <= ANSWERED_CHARACTERS ? { entries } : {}),
});
export type ListAnswer = ReturnType<typeof answerOf>;

/** A list as lists of lists show it: with the number of its entries, not the entries. */
export const presentHead = ({ id, name, key, match, size, createdAt, updatedAt }: ListHead) => ({ id, name, key, match, size, createdAt, updatedAt });

/** @throws Problem unprocessable naming unknown owners; Replayed; TableUnavailable */
export const createList = async (deps: WriteDeps, context: Context, draft: ListDraft): Promise<ListAnswer> => {
  const { tenantId } = context;
  await validate(deps.table, tenantId, draft.entries);
  const now = new Date(deps.clock()).toISOString();
  const { entries, ...given } = draft;
  const id = deps.newId();
  const chunks = packEntries(tenantId, id, deps.newId(), entries);
  const head: ListHead = { id, ...given, chunks: chunks.map(({ sk }) => sk), size: entries.length, createdAt: now, updatedAt: now };
  const answer = answerOf(head, entries);
  await createEntry(deps, context, LIST, { entry: { ...head }, writes: puts(chunks) }, answer);
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
    const chunks = entries && packEntries(tenantId, id, deps.newId(), entries);
    changed = {
      ...before,
      ...given,
      ...(chunks ? { chunks: chunks.map(({ sk }) => sk), size: entries.length } : {}),
      updatedAt: new Date(deps.clock()).toISOString(),
    };
    return { entry: { ...changed }, writes: chunks ? [...puts(chunks), ...deletes(tenantId, before)] : [] };
  });
  return answerOf(changed as ListHead, change.entries);
};

/** @throws Problem not_found, conflict; TableUnavailable */
export const deleteList = (deps: Deps, context: Context, id: string): Promise<void> =>
  deleteEntry(deps, context, LIST, id, { further: (item) => deletes(context.tenantId, listHeadOf(item)) });

/** In the order in which they are asked: the order of their making. @throws TableUnavailable */
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
