import { type Item, type Table, TransactionRefused } from '../../table/port.ts';
import { parseTicketId } from '../threads/keys.ts';
import { STATUSES } from '../tickets/ticket.ts';
import { counterName } from './counters.ts';
import { counterKey, rowPk, ticketIdOfRow } from './keys.ts';
import { parseProjected, projectedKeyOf } from './projected.ts';
import { queueIdsOf } from './queue-ids.ts';

/** The position of the clean-up after a rebuild: queues in the order of their ids, each shard by shard. */
export interface CleanPosition {
  /** The current queue; null: none yet. */
  readonly queueId: string | null;
  readonly shard: number;
  readonly after: Readonly<Record<string, string>> | null;
}

interface CleanDeps {
  readonly table: Table;
  /** `COUNTER_SHARDS` */
  readonly counterShards: number;
}

const PAGE = 100;

/** Deletes rows without a ticket, one page per step, and counts of other epochs. Returns the next position; null at the end. @throws TableUnavailable */
export const cleanStep = async (deps: CleanDeps, tenantId: string, epoch: number, { queueId, shard, after }: CleanPosition): Promise<CleanPosition | null> => {
  const { table, counterShards } = deps;
  if (queueId === null || shard >= counterShards) return nextQueue(table, tenantId, queueId);
  const page = await table.query({ pk: rowPk(tenantId, queueId, shard), limit: PAGE, consistent: true, ...(after ? { after } : {}) });
  await dropOrphans(table, tenantId, queueId, shard, page.items);
  if (page.next) return { queueId, shard, after: { ...page.next } };
  await forgetEpochs(table, tenantId, queueId, shard, epoch);
  return { queueId, shard: shard + 1, after: null };
};

const nextQueue = async (table: Table, tenantId: string, before: string | null): Promise<CleanPosition | null> => {
  const next = (await queueIdsOf(table, tenantId)).find((id) => before === null || id > before);
  return next === undefined ? null : { queueId: next, shard: 0, after: null };
};

/** Rows are read before the notes of their tickets: both were written in one transaction, so the note is no older than the row. */
const dropOrphans = async (table: Table, tenantId: string, queueId: string, shard: number, rows: readonly Item[]): Promise<void> => {
  // A row whose key names no ticket is an orphan.
  const known = rows.filter(({ sk }) => parseTicketId(ticketIdOfRow(sk)) !== null);
  const notes = await table.get(
    known.map(({ sk }) => projectedKeyOf(tenantId, ticketIdOfRow(sk))),
    { consistent: true },
  );
  const kept = new Set(
    known.filter(({ sk }, index) => {
      const note = parseProjected(notes[index]);
      return note?.shard === shard && note.queues[queueId]?.endsWith(`|${sk.slice(0, sk.lastIndexOf('#'))}`);
    }),
  );
  await Promise.all(rows.filter((row) => !kept.has(row)).map((row) => dropRow(table, row)));
};

const dropRow = async (table: Table, { pk, sk, revision }: Item): Promise<void> => {
  try {
    await table.write({ op: 'delete', key: { pk, sk }, when: { equals: { revision: (revision as number | undefined) ?? null } } });
  } catch (error) {
    // Written again in the meantime, so it is no orphan any more.
    if (!(error instanceof TransactionRefused)) throw error;
  }
};

const forgetEpochs = async (table: Table, tenantId: string, queueId: string, shard: number, epoch: number): Promise<void> => {
  const key = counterKey(tenantId, queueId, shard);
  const [item] = await table.get([key]);
  const kept = new Set(STATUSES.map((status) => counterName(status, epoch)));
  const old = Object.keys(item ?? {}).filter((name) => name !== 'pk' && name !== 'sk' && !kept.has(name));
  if (old.length > 0) await table.write({ op: 'update', key, remove: old });
};
