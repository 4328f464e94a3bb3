import { type Item, type Key, type Table, TableUnavailable, TransactionRefused } from '../../table/port.ts';
import { pulseBody } from '../feed-entry.ts';

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

interface Message {
  /** Epoch ms; names the message among others of the tenant. */
  readonly since: number;
  readonly seconds: number;
}

/** The message that is to be sent for it, or null: one is under way. */
const askForPulse = (deps: PulseDeps, tenantId: string, owed: Owed): Promise<Message | null> =>
  change<Message | null>(deps, tenantId, (row, now) => {
    const isUnderWay = isWithin(row.since, now, LOST_MS);
    const next = both(row, owed);
    if (isUnderWay && next.queueIds.length === row.queueIds.length && next.changes === row.changes) return [null, undefined];
    const seconds = Math.abs(now - row.at) >= PULSE_MS ? 0 : 1;
    return [isUnderWay ? null : { since: now, seconds }, { ...row, ...next, since: isUnderWay ? row.since : now }];
  });

/** The message was not sent after all: whoever comes next sends it. @throws TableUnavailable */
const withdraw = (deps: PulseDeps, tenantId: string, since: number): Promise<void> =>
  change<void>(deps, tenantId, (row) => [undefined, row.since === since ? { ...row, since: null } : undefined]);

/**
 * Notes what is to be told, and sends the message that brings it, unless one is under way. `send`: puts a body on the queue of delivery, to be shown after so many seconds.
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

/** Another pulse of the tenant is telling: the message is put back under this name. */
export interface Busy {
  readonly again: number;
}

/**
 * Takes what is to be told. `since`: of the message. While another pulse tells, one message waits for its end, and others that are shown again meanwhile end here, so that a
 * failure that lasts does not make more and more of them.
 * @throws TableUnavailable
 */
export const beginPulse = (deps: PulseDeps, tenantId: string, since: number | undefined): Promise<Taken | 'nothing' | Busy> =>
  change<Taken | 'nothing' | Busy>(deps, tenantId, (row, now) => {
    if (isWithin(row.busySince, now, DEAD_MS)) {
      const isReplaced = row.since !== since && isWithin(row.since, now, LOST_MS);
      return isReplaced ? ['nothing', undefined] : [{ again: now }, { ...row, since: now }];
    }
    if (row.taken === null && !row.changes && row.queueIds.length === 0) {
      // This message ends here: what moves from now on needs another one.
      const isLast = row.since !== null && (since === undefined || row.since === since);
      return ['nothing', isLast ? { ...row, since: null } : undefined];
    }
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
