import { Problem } from '../../errors.ts';
import type { Item, Key, Write } from '../../table/port.ts';
import { profileKey } from '../person.ts';
import { hashOfCode } from './recovery-codes.ts';
import { stepOf } from './totp.ts';

/** A person's second factor: one item beside the password's. Without an item, or with only a `pending` secret, it is off. */
export interface Factor {
  /** Base32; null: off. */
  readonly secret: string | null;
  /** A secret that waits for its first code. */
  readonly pending: string | null;
  /** The step of the newest code that was used: that code and older ones are used up. */
  readonly lastStep: number;
  /** Hashes of the recovery codes that are left. */
  readonly codes: readonly string[];
  /** Wrong codes since the last right one. */
  readonly failures: number;
  /** Incremented by each change but a wrong code. */
  readonly revision: number;
  readonly confirmedAt: string | null;
}

/**
 * So many wrong codes in a row end the codes of the app until a recovery code is used: limits by the minute alone would let somebody with the password
 * guess six digits within weeks. NIST SP 800-63B-4 §3.2.2 allows at most 100 (read on 2026-11-30).
 */
export const MOST_FAILURES = 100;

/** The sort key. */
const FACTOR = 'FACTOR';
export const factorKey = (tenantId: string, personId: string): Key => ({ pk: profileKey(tenantId, personId).pk, sk: FACTOR });

const OFF: Factor = { secret: null, pending: null, lastStep: 0, codes: [], failures: 0, revision: 0, confirmedAt: null };

export const factorOf = (item: Item | undefined): Factor => ({
  ...OFF,
  ...(item && {
    secret: (item['secret'] as string | undefined) ?? null,
    pending: (item['pending'] as string | undefined) ?? null,
    lastStep: Number(item['lastStep'] ?? 0),
    codes: (item['codes'] as string[] | undefined) ?? [],
    failures: Number(item['failures'] ?? 0),
    revision: Number(item['revision'] ?? 0),
    confirmedAt: (item['confirmedAt'] as string | undefined) ?? null,
  }),
});

/** The item's next state. Refused when another request changed it. */
export function factorWrite(tenantId: string, personId: string, before: Factor, after: Factor): Write {
  const { secret, pending, lastStep, codes, failures, confirmedAt } = after;
  const optional = { ...(secret === null ? {} : { secret }), ...(pending === null ? {} : { pending }), ...(confirmedAt === null ? {} : { confirmedAt }) };
  return {
    op: 'put',
    item: { ...factorKey(tenantId, personId), ...optional, lastStep, codes, failures, revision: before.revision + 1 },
    when: unchanged(before),
  };
}

export const unchanged = ({ revision }: Factor) => (revision === 0 ? ({ absent: true } as const) : { equals: { revision } });

/** Counts a wrong code. */
export const failureWrite = (tenantId: string, personId: string): Extract<Write, { op: 'update' }> => ({
  op: 'update',
  key: factorKey(tenantId, personId),
  add: { failures: 1 },
  when: { exists: true },
});

export interface Proof {
  readonly by: 'code' | 'recovery_code';
  /** The factor with the code used up. */
  readonly after: Factor;
}

/** What a code proves: six digits of the app, or a recovery code. Undefined: it is wrong, or was used before. */
export function proofOf(factor: Factor, code: string, nowMs: number): Proof | undefined {
  const given = code.replaceAll(/\s/g, '');
  if (/^\d{6}$/.test(given)) {
    if (factor.secret === null || factor.failures >= MOST_FAILURES) return undefined;
    const step = stepOf(factor.secret, given, nowMs, factor.lastStep);
    return step === undefined ? undefined : { by: 'code', after: { ...factor, lastStep: step, failures: 0 } };
  }
  const hash = hashOfCode(given);
  if (!factor.codes.includes(hash)) return undefined;
  return { by: 'recovery_code', after: { ...factor, codes: factor.codes.filter((one) => one !== hash), failures: 0 } };
}

export const codeNeeded = (): Problem => new Problem('second_factor_required', 'Send the same sign-in with a code of your second factor.');
export const codeWrong = (): Problem =>
  new Problem('second_factor_required', 'The code is wrong, or was used before.', {
    errors: [{ path: 'code', message: 'is wrong, or was used before' }],
  });
