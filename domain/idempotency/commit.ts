import type { Context } from '../context.ts';
import { Problem } from '../errors.ts';
import { type Item, type Table, TransactionRefused, type Write } from '../table/port.ts';

/**
 * Effect exactly once for POSTs with an Idempotency-Key (DESIGN §4.2). The key's item, holding the answer, is written in the
 * same transaction as the effect: there is no moment with one and without the other, and so no lock and no timeout.
 */
export interface Answer {
  /** The HTTP status of the answer. */
  readonly status: number;
  /** Its JSON body; leave it out for none. */
  readonly body?: unknown;
  /**
   * Members of the body that equal those of the request's body, by name. They are not stored with the key, which must fit into an item: a
   * request that is answered again is the same request, so it brings them.
   */
  readonly fromRequest?: readonly string[];
}

/** 48 hours. */
export const KEPT_SECONDS = 172_800;

/** The effect has happened before; `answer` is what was answered then. Not a failure: the API gives it as the answer. */
export class Replayed extends Error {
  readonly answer: Answer;
  constructor(answer: Answer) {
    super('answered before');
    this.name = 'Replayed';
    this.answer = answer;
  }
}

type Once = NonNullable<Context['once']>;
type HasOnce = { readonly once?: Context['once'] };

/** The key's item as a write, for commands that build their transaction elsewhere; undefined without a key. */
export function onceWrite(context: HasOnce, answer: Answer): Write | undefined {
  const once = context.once;
  if (!once) return undefined;
  const { pk, sk, requestHash, expiresAt } = once;
  const { status, fromRequest = [] } = answer;
  const body = JSON.stringify(without(answer.body ?? null, fromRequest));
  return {
    op: 'put',
    item: { pk, sk, requestHash, status, body, ...(fromRequest.length > 0 ? { fromRequest } : {}), ttl: expiresAt },
    // An item whose time is over may linger: the engine deletes late.
    when: { absentOrLess: { attribute: 'ttl', than: expiresAt - KEPT_SECONDS } },
  };
}

const without = (body: unknown, names: readonly string[]): unknown =>
  typeof body === 'object' && body !== null && names.length > 0 ? Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name))) : body;

/** What a stored key answers. @throws Problem unprocessable when it was used with another body */
export function replay(once: Once, item: Item): Answer {
  if (item['requestHash'] !== once.requestHash) {
    throw new Problem('unprocessable', 'This Idempotency-Key was used with another request.', {
      errors: [{ path: 'Idempotency-Key', message: 'was used with another request' }],
    });
  }
  const body: unknown = JSON.parse(String(item['body']));
  const { fromRequest } = item as { readonly fromRequest?: readonly string[] };
  return { status: Number(item['status']), ...(body === null ? {} : { body }), ...(fromRequest ? { fromRequest } : {}) };
}

/** The answer given before under this request's key, or undefined. @throws Problem unprocessable, TableUnavailable */
export async function answeredBefore(table: Table, context: HasOnce): Promise<Answer | undefined> {
  const once = context.once;
  if (!once) return undefined;
  const [item] = await table.get([{ pk: once.pk, sk: once.sk }], { consistent: true });
  if (!item || Number(item['ttl']) < once.expiresAt - KEPT_SECONDS) return undefined;
  return replay(once, item);
}

/**
 * A command's one write. Without a key it is the plain transaction.
 * @throws Replayed when the key was used before with the same request
 * @throws Problem unprocessable when it was used with another one
 * @throws TransactionRefused when the command's own conditions did not hold; TableUnavailable
 */
export async function commit(table: Table, context: HasOnce, writes: readonly Write[], answer: Answer): Promise<void> {
  const key = onceWrite(context, answer);
  const [only] = writes;
  if (!key && writes.length === 1 && only && only.op !== 'check') {
    await table.write(only);
    return;
  }
  try {
    await table.transact(key ? [...writes, key] : writes);
  } catch (error) {
    if (error instanceof TransactionRefused && context.once) await throwReplay(table, context, context.once, error, writes.length);
    throw error;
  }
}

/** A refused key wins over all other refusals: the effect itself may be what makes the other conditions fail. */
async function throwReplay(table: Table, context: HasOnce, once: Once, refused: TransactionRefused, place: number): Promise<void> {
  const refusal = refused.refusals.find((r) => r.index === place && r.reason === 'condition');
  if (!refusal) return;
  const answer = refusal.item ? replay(once, refusal.item) : await answeredBefore(table, context);
  if (answer) throw new Replayed(answer);
}
