import type { Context } from '../context.ts';
import { Problem } from '../errors.ts';
import { type Item, type Key, type Table, TransactionRefused, type Write } from '../table/port.ts';
import { isSameRequest } from './request-hash.ts';

/**
 * Makes POSTs with an Idempotency-Key take effect exactly once (DESIGN §4.2). The key's item, which holds the answer, is written in the
 * same transaction as the effect. Neither ever exists without the other, so no lock and no timeout is needed.
 */
export interface Answer {
  /** The HTTP status of the answer. */
  readonly status: number;
  /** Its JSON body; missing for none. */
  readonly body?: unknown;
  /**
   * Members of the body that equal those of the request's body, by name. They are not stored with the key, which must fit into an item: a
   * repeated request is the same request, so it contains them.
   */
  readonly fromRequest?: readonly string[];
  readonly parts?: AnswerParts;
}

/**
 * An answer with a list whose elements come from parts of the request, each with a key of its own (`parts.ts`). These elements are stored with the
 * parts, because together they may exceed an item.
 */
export interface AnswerParts {
  readonly list: string;
  readonly member: string;
  /** The part of each element; null if it has none. */
  readonly names: readonly (string | null)[];
}

/** 48 hours. */
export const KEPT_SECONDS = 172_800;
/** For ids that a client makes, which never expire. */
export const NEVER = Number.POSITIVE_INFINITY;

/** The request has had its effect before; `answer` is the earlier answer. Not a failure: the API returns that answer. */
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
  const item = { pk, sk, requestHash, status, body, ...(fromRequest.length > 0 ? { fromRequest } : {}), ...(parts ? { parts } : {}) };
  if (expiresAt === NEVER) return { op: 'put', item, when: { absent: true } };
  // An expired item may still exist: the engine deletes late.
  return { op: 'put', item: { ...item, ttl: expiresAt }, when: { absentOrLess: { attribute: 'ttl', than: expiresAt - KEPT_SECONDS } } };
}

const without = (body: unknown, names: readonly string[]): unknown =>
  typeof body === 'object' && body !== null && names.length > 0 ? Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name))) : body;

const withoutParts = (body: unknown, parts: AnswerParts | undefined): unknown => {
  if (!parts) return body;
  const { [parts.list]: list, ...rest } = body as Readonly<Record<string, readonly object[]>>;
  return { ...rest, [parts.list]: list?.map((element, index) => (parts.names[index] === null ? element : without(element, [parts.member]))) };
};

/** The answer of a stored key. @throws Problem unprocessable if the key was used with another body */
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

/** The earlier answer for this request's key, or undefined. @throws Problem unprocessable, TableUnavailable */
export async function answeredBefore(table: Table, context: HasOnce): Promise<Answer | undefined> {
  const once = context.once;
  if (!once) return undefined;
  const [item] = await table.get([{ pk: once.pk, sk: once.sk }], { consistent: true });
  const answer = answerIn(once, item);
  const parts = item?.['parts'] as AnswerParts | undefined;
  return answer && parts ? withParts(table, once, answer, parts) : answer;
}

/** The answer that the key's item holds; undefined if there is none, it has expired, or it is bound (`parts.ts`) but not all parts are done. */
const answerIn = (once: Once, item: Item | undefined): Answer | undefined => {
  if (!item || Number(item['ttl']) < once.expiresAt - KEPT_SECONDS) return undefined;
  const answer = replay(once, item);
  return answer.status === 0 ? undefined : answer;
};

/** The key's item, for commands that read it together with other items; none without a key. */
export const onceReads = ({ once }: HasOnce): Key[] => (once ? [{ pk: once.pk, sk: once.sk }] : []);

/** `item`: as read by `onceReads`, if there is a key. @throws Replayed; Problem unprocessable */
export const refuseRepeat = ({ once }: HasOnce, item: Item | undefined): void => {
  const answer = once && answerIn(once, item);
  if (answer) throw new Replayed(answer);
};

export const partKey = ({ pk, sk }: Pick<Once, 'pk' | 'sk'>, part: string): Key => ({ pk, sk: `${sk}#${part}` });

const withParts = async (table: Table, once: Once, answer: Answer, { list, member, names }: AnswerParts): Promise<Answer> => {
  const wanted = [...new Set(names.filter((name) => name !== null))];
  const items = await table.get(
    wanted.map((name) => partKey(once, name)),
    { consistent: true },
  );
  const bodies = new Map(wanted.map((name, index) => [name, items[index]?.['body']]));
  const { [list]: elements = [], ...rest } = answer.body as Readonly<Record<string, readonly object[]>>;
  const whole = elements.map((element, index) => {
    const body = bodies.get(names[index] ?? '');
    return typeof body === 'string' ? { ...element, [member]: JSON.parse(body) as unknown } : element;
  });
  return { ...answer, body: { ...rest, [list]: whole } };
};

/**
 * The single write of a command. Without a key, it is a plain transaction.
 * @throws Replayed if the key was used before with the same request
 * @throws Problem unprocessable if it was used with another one
 * @throws TransactionRefused if the command's own conditions did not hold; TableUnavailable
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

/** A used key takes precedence over other failed conditions: they may fail because of the effect itself. */
async function throwReplay(table: Table, context: HasOnce, once: Once, refused: TransactionRefused, index: number): Promise<void> {
  const refusal = refused.refusals.find((r) => r.index === index && r.reason === 'condition');
  if (!refusal) return;
  const answer = refusal.item ? replay(once, refusal.item) : await answeredBefore(table, context);
  if (answer) throw new Replayed(answer);
}
