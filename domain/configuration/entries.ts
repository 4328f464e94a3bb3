import type { Clock, Context, NewId } from '../context.ts';
import { notFound, Problem } from '../errors.ts';
import { commit } from '../idempotency/commit.ts';
import { CONFIGURATION_ITEM_BYTES } from '../limits.ts';
import { itemBytes } from '../table/item-bytes.ts';
import { type Item, type Table, TransactionRefused, type Write } from '../table/port.ts';
import { written } from '../table/written.ts';
import { CHANGED_IN } from './changes.ts';
import { type ChangeOptions, commitConfiguration } from './commit.ts';
import { configurationKey } from './keys.ts';
import { unpack } from './packed.ts';
import { type EntryKind, readEntry } from './read-entries.ts';
import type { Growth } from './room.ts';

interface Deps {
  readonly table: Table;
}
interface WriteDeps extends Deps {
  readonly clock: Clock;
}
type Tenant = Pick<Context, 'tenantId'>;

/** Attempts if administrators change the same entry at the same time. */
const TURNS = 5;

/** `writes`: further items of the same transaction. */
export interface EntryChange extends ChangeOptions {
  readonly entry: Readonly<Record<string, unknown>> & { readonly id: string };
  readonly writes?: readonly Write[];
  /** The field to blame for the size, if it is not the largest member. */
  readonly path?: string;
}

const itemOf = (tenantId: string, { kind, what }: EntryKind, entry: EntryChange['entry'], revision: number): Item => {
  const item = { ...entry, ...configurationKey(tenantId, kind, entry.id), revision };
  // An Idempotency-Key stores it as JSON.
  if (Math.max(itemBytes(item), Buffer.byteLength(JSON.stringify(entry))) <= CONFIGURATION_ITEM_BYTES) return item;
  const limit = `at most ${CONFIGURATION_ITEM_BYTES} bytes`;
  throw new Problem('too_large', `A ${what} may have ${limit}.`, { errors: [{ path: largest(entry), message: `is too large: a ${what} may have ${limit}` }] });
};

const largest = (entry: EntryChange['entry']): string =>
  Object.entries(entry)
    .map(([name, value]) => [name, JSON.stringify(value)?.length ?? 0] as const)
    .reduce((most, one) => (one[1] > most[1] ? one : most))[0];

/** The bytes that an entry adds to the configuration, including its further items. */
const bytesOf = (item: Item | undefined): number => itemBytes(item && { ...item, [CHANGED_IN]: undefined }) + Number(item?.['bytes'] ?? 0);
const growthOf = (before: Item | undefined, after: Item | undefined, change?: EntryChange): Growth => ({
  bytes: bytesOf(after) - bytesOf(before),
  path: change ? (change.path ?? largest(change.entry)) : '',
});

/** @throws Replayed, Problem, TableUnavailable */
export const createEntry = async (
  deps: WriteDeps,
  context: Pick<Context, 'tenantId' | 'once'>,
  kind: EntryKind,
  change: EntryChange,
  answer: unknown,
): Promise<void> => {
  const item = itemOf(context.tenantId, kind, change.entry, 1);
  const put: Write = { op: 'put', item, when: { absent: true } };
  await commitConfiguration(
    deps,
    context,
    [put, ...(change.writes ?? [])],
    { status: 201, body: answer },
    { ...change, growth: growthOf(undefined, item, change) },
  );
};

/**
 * Reads the entry, lets `turn` make the change, and writes it; repeats that after a conflict. `turn` returns null if nothing changes.
 * @throws Problem not_found, conflict; what `turn` throws; TableUnavailable
 */
export const changeEntry = async (
  deps: WriteDeps,
  context: Tenant,
  kind: EntryKind,
  id: string,
  turn: (item: Item) => Promise<EntryChange | null>,
): Promise<void> =>
  inTurns(deps, context, kind, id, async (item, revision) => {
    const change = await turn(item);
    if (!change) return null;
    const after = itemOf(context.tenantId, kind, change.entry, revision + 1);
    const put: Write = { op: 'put', item: after, when: { equals: { revision } } };
    return { writes: [put, ...(change.writes ?? [])], options: { ...change, growth: growthOf(item, after, change) } };
  });

/** Entries that one transaction writes, besides the tenant, an Idempotency-Key, the notes and the audit, and their bytes; more are packed. */
const ENTRIES_AT_ONCE = 80;
const BYTES_AT_ONCE = 150_000;

/** An entry to write; `before`: as it was read, undefined for a new one. */
export interface EntryPut {
  readonly entry: EntryChange['entry'];
  readonly before: Item | undefined;
}

/**
 * Writes many entries, all or none: all take effect at the same moment, however many they are. False: somebody else has changed the configuration since
 * they were read. `generation`: that of their part, read before them.
 * @throws Replayed, Problem, TableUnavailable
 */
export const putEntries = async (
  deps: WriteDeps & { readonly newId: NewId },
  context: Context,
  kind: EntryKind,
  { puts, generation }: { readonly puts: readonly EntryPut[]; readonly generation: number },
  answer: unknown,
  options: Pick<ChangeOptions, 'reevaluate'> = {},
): Promise<boolean> => {
  const { tenantId } = context;
  if (puts.length === 0) {
    if (context.once) await commit(deps.table, context, [], { status: 200, body: answer });
    return true;
  }
  const made = puts.map(({ entry, before }) => {
    const revision = Number(before?.['revision'] ?? 0);
    const item = itemOf(tenantId, kind, entry, revision + 1);
    const write: Write = { op: 'put', item, when: before ? { equals: { revision } } : { absent: true } };
    return { item, write, bytes: bytesOf(item) - bytesOf(before) };
  });
  const whole = { ...options, growth: { bytes: made.reduce((sum, { bytes }) => sum + bytes, 0), path: '' } };
  const commitWith = (writes: readonly Write[], more: ChangeOptions): Promise<boolean> =>
    written(commitConfiguration(deps, context, writes, { status: 200, body: answer }, { ...whole, ...more }));
  const isLarge = made.reduce((sum, { item }) => sum + bytesOf(item), 0) > BYTES_AT_ONCE;
  if (puts.length <= ENTRIES_AT_ONCE && !isLarge)
    return commitWith(
      made.map(({ write }) => write),
      {},
    );
  const { actor, correlationId } = context;
  const by = { id: deps.newId(), at: new Date(deps.clock()).toISOString(), actor, correlationId };
  const fresh = puts.filter(({ before }) => before === undefined).length;
  const isDone = await commitWith([], { packed: { kind: kind.kind, items: made.map(({ item }) => item), generation, by, made: fresh } });
  if (isDone) await unpack(deps.table, tenantId, kind.kind);
  return isDone;
};

type DeleteOptions = ChangeOptions & { further?(item: Item): readonly Write[] };

/** `further`: writes of the same transaction. @throws Problem not_found, conflict; TableUnavailable */
export const deleteEntry = async (
  deps: WriteDeps,
  context: Tenant,
  kind: EntryKind,
  id: string,
  optionsFor: DeleteOptions | ((item: Item) => DeleteOptions),
): Promise<void> =>
  inTurns(deps, context, kind, id, async (item, revision) => {
    const options = typeof optionsFor === 'function' ? optionsFor(item) : optionsFor;
    const drop: Write = { op: 'delete', key: configurationKey(context.tenantId, kind.kind, id), when: { equals: { revision } } };
    return { writes: [drop, ...(options.further?.(item) ?? [])], options: { ...options, growth: growthOf(item, undefined) } };
  });

interface Turn {
  readonly writes: readonly Write[];
  readonly options: ChangeOptions;
}

const inTurns = async (
  deps: WriteDeps,
  { tenantId }: Tenant,
  kind: EntryKind,
  id: string,
  turn: (item: Item, revision: number) => Promise<Turn | null>,
): Promise<void> => {
  for (let left = TURNS; left > 0; left -= 1) {
    const item = await readEntry(deps, { tenantId }, kind, id);
    if (!item) throw notFound(kind.what);
    const made = await turn(item, Number(item['revision']));
    if (!made) return;
    try {
      await commitConfiguration(deps, { tenantId }, made.writes, { status: 200 }, made.options);
      return;
    } catch (error) {
      if (!(error instanceof TransactionRefused)) throw error;
    }
  }
  throw new Problem('conflict', `Others are changing the ${kind.what}; try again.`);
};
