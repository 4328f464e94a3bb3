import type { PartNotes, SentParts } from '../../channels/actions.ts';
import { ledgerKey } from '../../support/threads/keys.ts';
import { type Item, type Key, type Table, TransactionRefused, type Write } from '../../table/port.ts';
import type { DeliveryError } from '../../vocabulary/delivery-error.ts';
import { readDeliveryError } from '../../vocabulary/delivery-error.ts';
import type { OutboundReply } from '../outbox.ts';
import { RetryLater } from '../retry-later.ts';

/**
 * The state of the attempts of one reply. `calling` is written before the provider is called, and stays if the process dies before the end. A process
 * that finds it knows that the outcome is unknown. `waiting`: only `sentParts` were sent.
 */
export interface Ledger {
  readonly state: 'calling' | 'waiting';
  readonly tries: number;
  /** Epoch ms. */
  readonly firstAt: number;
  /** The error of the last try. */
  readonly error: DeliveryError | null;
  /** The parts of the message that were sent; only for channels that need several calls for one message. */
  readonly sentParts?: SentParts;
}

const OTHER_DELIVERY_MS = 5_000;

/** Null before the first try. Entries from before November 2026 contain only the time of the call. */
export const readLedger = (item: Item | undefined): Ledger | null =>
  item
    ? {
        state: item['state'] === 'waiting' ? 'waiting' : 'calling',
        tries: Number(item['tries'] ?? 1),
        firstAt: Number(item['firstAt'] ?? Date.parse(String(item['at']))),
        error: readDeliveryError(item['error']),
        ...(item['sentParts'] === undefined ? {} : { sentParts: item['sentParts'] as SentParts }),
      }
    : null;

const itemOf = ({ tenantId, threadId, number }: OutboundReply, ledger: Ledger): Item => ({ ...ledgerKey(tenantId, threadId, number), ...ledger });

/** What a try records about the parts of its message. */
interface Parted {
  readonly sentParts?: SentParts;
}
const partsOf = ({ sentParts }: Parted): Parted => (sentParts ? { sentParts } : {});

/** One try of a reply. Each of its writes is conditional on the one before: two processes never call the provider at the same time. */
export interface Try extends PartNotes {
  /** The ledger after the try has begun. */
  readonly ledger: Ledger;
  /** Records that the try is over and has sent only its `sentParts`. */
  end(outcome: Parted & { readonly error: DeliveryError }): Promise<void>;
  /** Records the sent parts of a try that has finally ended, for a retry by an agent. */
  close(outcome: Parted): Promise<void>;
}

/** `found`: the ledger as it was just read. Writes nothing yet. Each of its functions throws RetryLater when another delivery of the entry was faster. */
export const openTry = (table: Table, outbound: OutboundReply, found: Item | undefined, now: number): Try => {
  const before = readLedger(found);
  const ledger: Ledger = { ...before, state: 'calling', tries: (before?.tries ?? 0) + 1, firstAt: before?.firstAt ?? now, error: before?.error ?? null };
  let present = found;
  let parts = partsOf(ledger);
  const put = async (next: Partial<Ledger>): Promise<void> => {
    const item = itemOf(outbound, { ...ledger, ...parts, ...next });
    const seen = { tries: (present?.['tries'] as number | undefined) ?? null, state: (present?.['state'] as string | undefined) ?? null };
    try {
      await table.write({ op: 'put', item, when: present ? { exists: true, equals: seen } : { absent: true } });
    } catch (error) {
      if (error instanceof TransactionRefused) throw new RetryLater('another delivery of this reply is under way', OTHER_DELIVERY_MS);
      throw error;
    }
    present = item;
  };
  return {
    ledger,
    begin: () => put({ state: 'calling' }),
    sent(sentParts) {
      parts = { sentParts };
      return put({ state: 'waiting' });
    },
    end: (outcome) => put({ state: 'waiting', error: outcome.error, ...partsOf(outcome) }),
    close: async (outcome) => {
      if (outcome.sentParts) await put(partsOf(outcome));
    },
  };
};

/** The initial state of a retry by an agent: empty, except for the parts that were sent. */
export const renewedLedger = (sentParts: SentParts, key: Key, now: number): Write =>
  sentParts.some((id) => id !== null)
    ? { op: 'put', item: { ...key, state: 'waiting', tries: 0, firstAt: now, error: null, sentParts } }
    : { op: 'delete', key };
