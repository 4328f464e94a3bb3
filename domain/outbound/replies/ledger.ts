import type { DeliveryError } from '../../messages/delivery-error.ts';
import { readDeliveryError } from '../../messages/delivery-error.ts';
import { type Item, type Table, TransactionRefused } from '../../table/port.ts';
import { ledgerKey } from '../../threads/keys.ts';
import { type OutboundReply, TryAgain } from './sending.ts';

/**
 * What is known of the tries of one reply. `calling` is written before the provider is called and stays when the process dies in between: whoever
 * finds it knows that the outcome is unknown. `waiting`: the last try certainly did not send it.
 */
export interface Ledger {
  readonly state: 'calling' | 'waiting';
  readonly tries: number;
  /** Epoch ms. */
  readonly firstAt: number;
  /** Of the last try. */
  readonly error: DeliveryError | null;
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
      }
    : null;

const itemOf = ({ tenantId, threadId, number }: OutboundReply, ledger: Ledger): Item => ({ ...ledgerKey(tenantId, threadId, number), ...ledger });

/** Notes that the provider is about to be called, on top of what was read. @throws TryAgain when another delivery of the entry was faster */
export const beginTry = async (table: Table, outbound: OutboundReply, found: Item | undefined, now: number): Promise<Ledger> => {
  const before = readLedger(found);
  const ledger: Ledger = { state: 'calling', tries: (before?.tries ?? 0) + 1, firstAt: before?.firstAt ?? now, error: before?.error ?? null };
  const seen = { tries: (found?.['tries'] as number | undefined) ?? null, state: (found?.['state'] as string | undefined) ?? null };
  try {
    await table.write({ op: 'put', item: itemOf(outbound, ledger), when: found ? { exists: true, equals: seen } : { absent: true } });
  } catch (error) {
    if (error instanceof TransactionRefused) throw new TryAgain('another delivery of this reply is under way', OTHER_DELIVERY_MS);
    throw error;
  }
  return ledger;
};

/** Notes that the last try certainly sent nothing. */
export const endTry = async (table: Table, outbound: OutboundReply, ledger: Ledger, error: DeliveryError): Promise<void> => {
  await table.write({ op: 'put', item: itemOf(outbound, { ...ledger, state: 'waiting', error }) });
};
