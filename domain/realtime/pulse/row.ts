import { type Item, type Key, type Table, TableUnavailable, TransactionRefused } from '../../table/port.ts';

/**
 * What a tenant's connections are told once a second: counters that moved, and in busy times everything else. Whoever has such news writes it here; the first one
 * sends a message to the queue of delivery, and that message brings all of it. News that stand here need no message and no write of their own.
 */
export interface Owed {
  readonly queueIds: readonly string[];
  /** Segments were left for the pulse to tell. */
  readonly changes: boolean;
}

interface Row extends Owed {
  /** Epoch ms at which the message was sent; null: none is under way. */
  readonly since: number | null;
  /** Epoch ms of the last pulse. */
  readonly at: number;
  /** What a pulse is telling, until it has told it. */
  readonly taken: Owed | null;
  readonly busySince: number | null;
  readonly version: number;
}

export interface PulseDeps {
  readonly table: Table;
  readonly clock: () => number;
  readonly random: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

export const PULSE_MS = 1000;
/** A message that has not come by then was never sent: another one is. */
const LOST_MS = 3_000;
/** A pulse that has not ended by then has died. It is a throttle and no lock: two at once tell the same twice. */
const DEAD_MS = 15_000;
const ATTEMPTS = 12;

const pulseKey = (tenantId: string): Key => ({ pk: `T#${tenantId}#FEED`, sk: 'PULSE' });
const NOTHING: Owed = { queueIds: [], changes: false };

const time = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const rowOf = (item: Item | undefined): Row => ({
  queueIds: (item?.['queueIds'] as string[] | undefined) ?? [],
  changes: item?.['changes'] === true,
  since: time(item?.['since']),
  at: Number(item?.['at'] ?? 0),
  taken: (item?.['taken'] as Owed | null | undefined) ?? null,
  busySince: time(item?.['busySince']),
  version: Number(item?.['version'] ?? 0),
});

const both = (a: Owed, b: Owed): Owed => ({ queueIds: [...new Set([...a.queueIds, ...b.queueIds])], changes: a.changes || b.changes });
const isWithin = (since: number | null, now: number, ms: number): boolean => since !== null && Math.abs(now - since) < ms;

/** Reads, decides and writes on the condition that nobody wrote meanwhile. `decide`: undefined leaves the row as it is. */
const change = async <T>(deps: PulseDeps, tenantId: string, decide: (row: Row, now: number) => readonly [T, Row | undefined]): Promise<T> => {
  const key = pulseKey(tenantId);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const [item] = await deps.table.get([key], { consistent: true });
    const row = rowOf(item);
    const [answer, next] = decide(row, deps.clock());
    if (!next) return answer;
    try {
      const when = item ? { equals: { version: row.version } } : { absent: true as const };
      await deps.table.write({ op: 'put', item: { ...key, ...next, version: row.version + 1 }, when });
      return answer;
    } catch (error) {
      if (!(error instanceof TransactionRefused)) throw error;
      await deps.sleep(deps.random() * Math.min(5 * 2 ** attempt, 100));
    }
  }
  throw new TableUnavailable(new Error('the row of the pulse is too busy'));
};

/** Answers in how many seconds a message is to be sent for it, or null: one is under way. */
const askForPulse = (deps: PulseDeps, tenantId: string, owed: Owed): Promise<number | null> =>
  change(deps, tenantId, (row, now) => {
    const isUnderWay = isWithin(row.since, now, LOST_MS);
    const next = both(row, owed);
    if (isUnderWay && next.queueIds.length === row.queueIds.length && next.changes === row.changes) return [null, undefined];
    const delay = Math.abs(now - row.at) >= PULSE_MS ? 0 : 1;
    return [isUnderWay ? null : delay, { ...row, ...next, since: isUnderWay ? row.since : now }];
  });

/** The message was not sent after all: whoever comes next sends it. @throws TableUnavailable */
const withdraw = (deps: PulseDeps, tenantId: string): Promise<void> => change<void>(deps, tenantId, (row) => [undefined, { ...row, since: null }]);

/**
 * Notes what is to be told, and sends the message that brings it, unless one is under way. `send`: after so many seconds.
 * @throws TableUnavailable; what `send` throws
 */
export const requestPulse = async (deps: PulseDeps, tenantId: string, owed: Owed, send: (seconds: number) => Promise<void>): Promise<void> => {
  const seconds = await askForPulse(deps, tenantId, owed);
  if (seconds === null) return;
  try {
    await send(seconds);
  } catch (error) {
    await withdraw(deps, tenantId);
    throw error;
  }
};

export interface Taken extends Owed {
  readonly busySince: number;
}

/** Takes what is to be told. `busy`: another pulse of the tenant is telling. @throws TableUnavailable */
export const beginPulse = (deps: PulseDeps, tenantId: string): Promise<Taken | 'nothing' | 'busy'> =>
  change<Taken | 'nothing' | 'busy'>(deps, tenantId, (row, now) => {
    if (isWithin(row.busySince, now, DEAD_MS)) return ['busy', undefined];
    if (row.taken === null && !row.changes && row.queueIds.length === 0) return ['nothing', undefined];
    const taken = both(row, row.taken ?? NOTHING);
    return [
      { ...taken, busySince: now },
      { ...row, ...NOTHING, since: null, at: now, taken, busySince: now },
    ];
  });

/** It was told; nothing happens when another pulse has taken over. @throws TableUnavailable */
export const endPulse = async ({ table }: Pick<PulseDeps, 'table'>, tenantId: string, { busySince }: Taken): Promise<void> => {
  try {
    await table.write({ op: 'update', key: pulseKey(tenantId), add: { version: 1 }, remove: ['taken', 'busySince'], when: { equals: { busySince } } });
  } catch (error) {
    if (!(error instanceof TransactionRefused)) throw error;
  }
};
