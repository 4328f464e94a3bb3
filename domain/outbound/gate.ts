import { type LostAccess, readLostAccess, receiverKey } from '../origins/access.ts';
import { type Item, type Key, type Table, TransactionRefused } from '../table/port.ts';
import { written } from '../table/written.ts';
import type { DeliveryError } from '../vocabulary/delivery-error.ts';
import { ownError, readDeliveryError } from '../vocabulary/delivery-error.ts';
import { pauseAfter } from './patience.ts';

/**
 * The gate of one receiver (an origin, or the host of a tenant's webhooks), shared by all senders. It closes for the time that the receiver requests
 * (429), and when calls of several conversations got no answer in time, so that a receiver that hangs does not block the senders. When this time
 * is over, one call at a time is allowed until one is answered. Then the gate item is deleted.
 */
export interface GateDeps {
  readonly table: Table;
  readonly clock: () => number;
  /** 0 ≤ n < 1. */
  readonly random: () => number;
  /** The longest pause before the first retry, in ms; `FIRST_PAUSE_MS` if omitted. */
  readonly firstPauseMs?: number;
}

/** A call that waited this long without an answer counts as a strike. */
export const SLOW_MS = 3_000;
/** The number of consecutive conversations without an answer that closes the gate. */
const STRIKES = 3;
/** How long other calls wait for the one call that tests a receiver again. */
const PROBE_MS = 15_000;
const LONGEST_MS = 60_000;
const DAY_SECONDS = 86_400;
const TURNS = 5;

/** `target`: the origin's id, or `host:port` of a webhook. */
export const gateKey = receiverKey;

interface Gate {
  readonly revision: number;
  /** Epoch ms; 0 while the item only counts strikes. */
  readonly until: number;
  /** True: one call is testing the receiver. */
  readonly probing: boolean;
  /** Number of consecutive 429s. */
  readonly holds: number;
  /** The most recent consecutive conversations without an answer. */
  readonly strikes: readonly string[];
  /** How often the gate was closed for strikes, consecutively. */
  readonly closures: number;
  readonly error: DeliveryError | null;
  /** The provider rejects the origin's credentials. This does not close the gate: only the provider knows when it accepts them again. */
  readonly lostAccess?: LostAccess;
}

const OPEN: Gate = { revision: 0, until: 0, probing: false, holds: 0, strikes: [], closures: 0, error: null };

const read = (item: Item | undefined): Gate => {
  if (!item) return OPEN;
  const lostAccess = readLostAccess(item);
  return {
    revision: Number(item['revision'] ?? 0),
    until: Number(item['until'] ?? 0),
    probing: item['probing'] === true,
    holds: Number(item['holds'] ?? 0),
    strikes: (item['strikes'] as readonly string[] | undefined) ?? [],
    closures: Number(item['closures'] ?? 0),
    error: readDeliveryError(item['error']),
    ...(lostAccess ? { lostAccess } : {}),
  };
};

export type Passage = { readonly open: true } | { readonly open: false; readonly afterMs: number; readonly error: DeliveryError };

const put = async ({ table, clock }: GateDeps, key: Key, before: Gate, after: Omit<Gate, 'revision'>): Promise<boolean> => {
  const ttl = Math.floor(Math.max(after.until, clock()) / 1_000) + DAY_SECONDS;
  // The mark stays until the provider accepts the credentials again.
  const item: Item = { ...key, ...after, revision: before.revision + 1, ...(after.lostAccess ? {} : { ttl }) };
  return written(table.write({ op: 'put', item, when: before.revision === 0 ? { absent: true } : { equals: { revision: before.revision } } }));
};

/** Whether replies can be sent immediately: the gate is open, and the receiver accepts the credentials. */
export const canSendImmediately = (item: Item | undefined, now: number): boolean => {
  const { until, strikes, lostAccess } = read(item);
  return until <= now && strikes.length === 0 && !lostAccess;
};

/** Whether a call may be made now. `item`: the gate as it was just read. Claims the one call that tests a closed gate. */
export const passGate = async (deps: GateDeps, key: Key, item: Item | undefined): Promise<Passage> => {
  const gate = read(item);
  const now = deps.clock();
  const closed = (afterMs: number): Passage => ({
    open: false,
    afterMs: Math.round(afterMs + deps.random() * 1_000),
    error: gate.error ?? ownError('no_answer'),
  });
  if (gate.until === 0) return { open: true };
  if (gate.probing && gate.until > now) return closed(1_000);
  if (gate.until > now) return closed(gate.until - now);
  return (await put(deps, key, gate, { ...gate, until: now + PROBE_MS, probing: true })) ? { open: true } : closed(1_000);
};

/** Changes the current gate, safely with concurrent changes. */
const change = async (deps: GateDeps, key: Key, next: (gate: Gate) => Omit<Gate, 'revision'> | null): Promise<void> => {
  for (let turn = 0; turn < TURNS; turn += 1) {
    const [item] = await deps.table.get([key], { consistent: true });
    const gate = read(item);
    const after = next(gate);
    if (after === null || (await put(deps, key, gate, after))) return;
  }
};

/** The receiver asked to wait (429). A longer existing hold stays. */
export const holdGate = (deps: GateDeps, key: Key, error: DeliveryError, retryAfterSeconds: number | undefined): Promise<void> =>
  change(deps, key, (gate) => {
    const now = deps.clock();
    const holds = gate.holds + 1;
    const pause = retryAfterSeconds === undefined ? pauseAfter(holds, deps.random(), 0, deps.firstPauseMs) : retryAfterSeconds * 1_000;
    const until = now + pause;
    return !gate.probing && gate.until >= until ? null : { ...gate, until, probing: false, holds, error };
  });

/** A call of this conversation got no answer in time. */
export const strikeGate = (deps: GateDeps, key: Key, conversation: string, error: DeliveryError): Promise<void> =>
  change(deps, key, (gate) => {
    const now = deps.clock();
    if (gate.until > now && !gate.probing) return null;
    const strikes = [...gate.strikes.filter((one) => one !== conversation), conversation].slice(-STRIKES);
    if (strikes.length < STRIKES) return { ...gate, strikes, error };
    const closures = gate.closures + 1;
    return { ...gate, strikes, closures, error, probing: false, until: now + Math.min(5_000 * 2 ** Math.min(closures - 1, 10), LONGEST_MS) };
  });

/** The provider rejects the origin's credentials. It answered, so it is reachable. */
export const markAccessLost = (deps: GateDeps, key: Key, error: DeliveryError): Promise<void> =>
  change(deps, key, ({ lostAccess, until, probing }) => {
    if (lostAccess && until === 0) return null;
    const since = lostAccess?.since ?? new Date(deps.clock()).toISOString();
    const { revision: _, ...open } = OPEN;
    // A hold that other processes wrote stays. If this call tested the gate, the gate opens.
    return { ...open, ...(probing ? {} : { until }), lostAccess: { since, error } };
  });

/**
 * The receiver answered. `item`: the gate as it was read before the call; without one, nothing is written. `accessProven`: the provider accepted the
 * credentials, which removes the mark for lost access.
 */
export const openGate = async (
  deps: GateDeps,
  key: Key,
  item: Item | undefined,
  { accessProven }: { readonly accessProven: boolean } = { accessProven: true },
): Promise<void> => {
  if (!item) return;
  const { table } = deps;
  // A hold that other processes wrote during the call (not probing) stays, because it is newer than this call.
  const [present] = await table.get([key], { consistent: true });
  if (!present || (Number(present['revision']) !== Number(item['revision']) && present['probing'] !== true)) return;
  const gate = read(present);
  if (gate.lostAccess && !accessProven) {
    const { revision: _, ...open } = OPEN;
    if (gate.until !== 0 || gate.strikes.length > 0) await put(deps, key, gate, { ...open, lostAccess: gate.lostAccess });
    return;
  }
  await table.write({ op: 'delete', key, when: { equals: { revision: Number(present['revision']) } } }).catch((error: unknown) => {
    if (!(error instanceof TransactionRefused)) throw error;
  });
};
