import type { Context } from '../context.ts';
import { Problem } from '../errors.ts';
import { type Item, type Key, type Table, TransactionRefused, type Write } from '../table/port.ts';
import { isSameRequest } from './request-hash.ts';

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
  readonly parts?: AnswerParts;
}

/**
 * An answer whose list has a member each from a part of the request that has a key of its own (`parts.ts`). These members are stored with the
 * parts, because together they may be more than an item takes.
 */
export interface AnswerParts {
  readonly list: string;
  readonly member: string;
  /** The part of each element; null where it has none. */
  readonly names: readonly (string | null)[];
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
  const { status, fromRequest = [], parts } = answer;
  const body = JSON.stringify(withoutParts(without(answer.body ?? null, fromRequest), parts));
  return {
    op: 'put',
    item: { pk, sk, requestHash, status, body, ...(fromRequest.length > 0 ? { fromRequest } : {}), ...(parts ? { parts } : {}), ttl: expiresAt },
    // An item whose time is over may linger: the engine deletes late.
    when: { absentOrLess: { attribute: 'ttl', than: expiresAt - KEPT_SECONDS } },
  };
}

const without = (body: unknown, names: readonly string[]): unknown =>
  typeof body === 'object' && body !== null && names.length > 0 ? Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name))) : body;

const withoutParts = (body: unknown, parts: AnswerParts | undefined): unknown => {
  if (!parts) return body;
  const { [parts.list]: list, ...rest } = body as Readonly<Record<string, readonly object[]>>;
  return { ...rest, [parts.list]: list?.map((element, place) => (parts.names[place] === null ? element : without(element, [parts.member]))) };
};

/** What a stored key answers. @throws Problem unprocessable when it was used with another body */
export function replay(once: Once, item: Item): Answer {
  if (!isSameRequest(once, String(item['requestHash']))) {
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
  const answer = replay(once, item);
  // Bound (`parts.ts`), and not all of it is done.
  if (answer.status === 0) return undefined;
  const parts = item['parts'] as AnswerParts | undefined;
  return parts ? withParts(table, once, answer, parts) : answer;
}

export const partKey = ({ pk, sk }: Pick<Once, 'pk' | 'sk'>, part: string): Key => ({ pk, sk: `${sk}#${part}` });

const withParts = async (table: Table, once: Once, answer: Answer, { list, member, names }: AnswerParts): Promise<Answer> => {
  const wanted = [...new Set(names.filter((name) => name !== null))];
  const items = await table.get(
    wanted.map((name) => partKey(once, name)),
    { consistent: true },
  );
  const bodies = new Map(wanted.map((name, place) => [name, items[place]?.['body']]));
  const { [list]: elements = [], ...rest } = answer.body as Readonly<Record<string, readonly object[]>>;
  const whole = elements.map((element, place) => {
    const body = bodies.get(names[place] ?? '');
    return typeof body === 'string' ? { ...element, [member]: JSON.parse(body) as unknown } : element;
  });
  return { ...answer, body: { ...rest, [list]: whole } };
};

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
