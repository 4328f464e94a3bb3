import { type Item, type Key, type Table, TableUnavailable, TransactionRefused } from '../../table/port.ts';
import { pulseBody } from '../feed-entry.ts';

/**
 * What a tenant's connections are sent once a second: changed counters, and under high load everything else. Writers record it in this row; the first one
 * sends a message to the delivery queue, and that message delivers all of it. Later changes in the row need no message of their own.
 */
export interface Owed {
  readonly queueIds: readonly string[];
  /** Segments were left to the pulse. */
  readonly changes: boolean;
}

interface Row extends Owed {
  /** Epoch ms at which the message was sent; null: none is pending. */
  readonly since: number | null;
  /** Epoch ms of the last pulse. */
  readonly at: number;
  /** What a running pulse is delivering. */
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
/** A message that has not arrived by then was lost: another one is sent. */
const LOST_MS = 3_000;
/** A pulse that has not ended by then has died. This is a throttle and not a lock: two at once send the same twice. */
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

/** Reads, decides and writes with an optimistic lock, and retries after a conflict. `decide`: undefined leaves the row unchanged. */
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

interface Message {
  /** Epoch ms; identifies the message among others of the tenant. */
  readonly since: number;
  readonly seconds: number;
}

/** The message to send for it, or null: one is pending. */
const askForPulse = (deps: PulseDeps, tenantId: string, owed: Owed): Promise<Message | null> =>
  change<Message | null>(deps, tenantId, (row, now) => {
    const isUnderWay = isWithin(row.since, now, LOST_MS);
    const next = both(row, owed);
    if (isUnderWay && next.queueIds.length === row.queueIds.length && next.changes === row.changes) return [null, undefined];
    const seconds = Math.abs(now - row.at) >= PULSE_MS ? 0 : 1;
    return [isUnderWay ? null : { since: now, seconds }, { ...row, ...next, since: isUnderWay ? row.since : now }];
  });

/** The message was not sent: the next writer sends it. @throws TableUnavailable */
const withdraw = (deps: PulseDeps, tenantId: string, since: number): Promise<void> =>
  change<void>(deps, tenantId, (row) => [undefined, row.since === since ? { ...row, since: null } : undefined]);

/**
 * Records pending changes, and sends the message that delivers them, unless one is pending. `send`: sends a body to the delivery queue with a delay in seconds.
 * @throws TableUnavailable; what `send` throws
 */
export const requestPulse = async (deps: PulseDeps, tenantId: string, owed: Owed, send: (body: string, seconds: number) => Promise<void>): Promise<void> => {
  const message = await askForPulse(deps, tenantId, owed);
  if (message === null) return;
  try {
    await send(pulseBody(tenantId, message.since), message.seconds);
  } catch (error) {
    await withdraw(deps, tenantId, message.since);
    throw error;
  }
};

export interface Taken extends Owed {
  readonly busySince: number;
}

/** Another pulse of the tenant is running: the message is delayed under this name. */
export interface Busy {
  readonly again: number;
}

/**
 * Takes the pending changes. `since`: of the message. While another pulse runs, one message waits for its end, and further redelivered ones end here, so that a
 * lasting failure does not multiply them.
 * @throws TableUnavailable
 */
export const beginPulse = (deps: PulseDeps, tenantId: string, since: number | undefined): Promise<Taken | 'nothing' | Busy> =>
  change<Taken | 'nothing' | Busy>(deps, tenantId, (row, now) => {
    if (isWithin(row.busySince, now, DEAD_MS)) {
      const isReplaced = row.since !== since && isWithin(row.since, now, LOST_MS);
      return isReplaced ? ['nothing', undefined] : [{ again: now }, { ...row, since: now }];
    }
    if (row.taken === null && !row.changes && row.queueIds.length === 0) {
      // This message ends here: later changes need another one.
      const isLast = row.since !== null && (since === undefined || row.since === since);
      return ['nothing', isLast ? { ...row, since: null } : undefined];
    }
    const taken = both(row, row.taken ?? NOTHING);
    return [
      { ...taken, busySince: now },
      { ...row, ...NOTHING, since: null, at: now, taken, busySince: now },
    ];
  });

/** Ends a pulse that has delivered everything; does nothing if another pulse has taken over. @throws TableUnavailable */
export const endPulse = async ({ table }: Pick<PulseDeps, 'table'>, tenantId: string, { busySince }: Taken): Promise<void> => {
  try {
    await table.write({ op: 'update', key: pulseKey(tenantId), add: { version: 1 }, remove: ['taken', 'busySince'], when: { equals: { busySince } } });
  } catch (error) {
    if (!(error instanceof TransactionRefused)) throw error;
  }
};
