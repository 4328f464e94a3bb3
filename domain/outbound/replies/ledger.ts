import { ledgerKey } from '../../support/threads/keys.ts';
import { type Item, type Key, type Table, TransactionRefused, type Write } from '../../table/port.ts';
import type { DeliveryError } from '../../vocabulary/delivery-error.ts';
import { readDeliveryError } from '../../vocabulary/delivery-error.ts';
import type { OutboundReply } from '../outbox.ts';
import { RetryLater } from '../retry-later.ts';

/**
 * The state of the attempts of one reply. `calling` is written before the provider is called and stays when the process dies in between: whoever
 * finds it knows that the outcome is unknown. `waiting`: the last try certainly did not send it.
 */
export interface Ledger {
  readonly state: 'calling' | 'waiting';
  readonly tries: number;
  /** Epoch ms. */
  readonly firstAt: number;
  /** Of the last try. */
  readonly error: DeliveryError | null;
  /** Ids of the parts of the message that are at the provider, in order; only channels that need several calls for one message have them. */
  readonly sentParts?: readonly string[];
}

const OTHER_DELIVERY_MS = 5_000;

/** Null before the first try. Entries of before November 2026 say only when the provider was called. */
export const readLedger = (item: Item | undefined): Ledger | null =>
  item
    ? {
        state: item['state'] === 'waiting' ? 'waiting' : 'calling',
        tries: Number(item['tries'] ?? 1),
        firstAt: Number(item['firstAt'] ?? Date.parse(String(item['at']))),
        error: readDeliveryError(item['error']),
        ...(item['sentParts'] === undefined ? {} : { sentParts: item['sentParts'] as readonly string[] }),
      }
    : null;

const itemOf = ({ tenantId, threadId, number }: OutboundReply, ledger: Ledger): Item => ({ ...ledgerKey(tenantId, threadId, number), ...ledger });

/** Records that the provider is about to be called, conditional on what was read. @throws RetryLater when another delivery of the entry was faster */
export const beginTry = async (table: Table, outbound: OutboundReply, found: Item | undefined, now: number): Promise<Ledger> => {
  const before = readLedger(found);
  const ledger: Ledger = { ...before, state: 'calling', tries: (before?.tries ?? 0) + 1, firstAt: before?.firstAt ?? now, error: before?.error ?? null };
  const seen = { tries: (found?.['tries'] as number | undefined) ?? null, state: (found?.['state'] as string | undefined) ?? null };
  try {
    await table.write({ op: 'put', item: itemOf(outbound, ledger), when: found ? { exists: true, equals: seen } : { absent: true } });
  } catch (error) {
    if (error instanceof TransactionRefused) throw new RetryLater('another delivery of this reply is under way', OTHER_DELIVERY_MS);
    throw error;
  }
  return ledger;
};

/** The state of the parts of a message after an attempt. */
interface Parted {
  readonly sentParts?: readonly string[];
}
const partsOf = ({ sentParts }: Parted): Parted => (sentParts ? { sentParts } : {});

/** Notes that the last try certainly sent nothing but its `sentParts`. */
export const endTry = async (table: Table, outbound: OutboundReply, ledger: Ledger, outcome: Parted & { readonly error: DeliveryError }): Promise<void> => {
  await table.write({ op: 'put', item: itemOf(outbound, { ...ledger, state: 'waiting', error: outcome.error, ...partsOf(outcome) }) });
};

/** Notes which parts a try has sent that is over, for the retry that an agent may ask for. */
export const noteParts = async (table: Table, outbound: OutboundReply, ledger: Ledger, outcome: Parted): Promise<void> => {
  if (outcome.sentParts) await table.write({ op: 'put', item: itemOf(outbound, { ...ledger, ...partsOf(outcome) }) });
};

/** The initial state of a retry by an agent: empty, except for the parts that were sent. */
export const renewedLedger = (item: Item | undefined, key: Key, now: number): Write => {
  const { sentParts } = readLedger(item) ?? {};
  return sentParts ? { op: 'put', item: { ...key, state: 'waiting', tries: 0, firstAt: now, error: null, sentParts } } : { op: 'delete', key };
};
