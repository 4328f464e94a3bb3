import type { Context } from '../context.ts';
import { type Table, TransactionRefused } from '../table/port.ts';
import { type Answer, answeredBefore, onceWrite, partKey, Replayed } from './commit.ts';

/*
 * Requests with an Idempotency-Key whose effect has several transactions: the key is bound to its request first and answered last, and each
 * part has a key of its own.
 */

/**
 * Binds a key to its request before an effect with several transactions: from now on, the key is rejected for other requests. It
 * is not a lock: the same request may run twice, but each of its parts happens once (`partOf`).
 * @throws Replayed if it was completely answered before; Problem unprocessable; TableUnavailable
 */
export async function bindKey(table: Table, context: Pick<Context, 'once'>): Promise<void> {
  const write = onceWrite(context, { status: 0 });
  if (!write || write.op !== 'put') return;
  try {
    await table.write(write);
  } catch (error) {
    if (!(error instanceof TransactionRefused)) throw error;
    const answer = await answeredBefore(table, context);
    if (answer) throw new Replayed(answer);
  }
}

/** The key of one part of a request. It goes with the part's own transaction. */
export const partOf = (context: Context, part: string): Context =>
  context.once ? { ...context, once: { ...context.once, ...partKey(context.once, part) } } : context;

/** Stores the answer of a bound key after all parts are done. @throws Replayed if another call has stored it; TableUnavailable */
export async function answerKey(table: Table, context: Pick<Context, 'once'>, answer: Answer): Promise<void> {
  const write = onceWrite(context, answer);
  if (!write || write.op !== 'put') return;
  try {
    await table.write({ ...write, when: { equals: { status: 0 } } });
  } catch (error) {
    if (!(error instanceof TransactionRefused)) throw error;
    const before = await answeredBefore(table, context);
    if (before) throw new Replayed(before);
  }
}
