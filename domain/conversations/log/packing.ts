import type { Write } from '../../table/port.ts';
import type { Draft } from './draft.ts';
import type { LogHead } from './head.ts';
import { weighed } from './weight.ts';

/** A decided change, ready to be written. */
export interface Planned<Head extends LogHead, Result> {
  readonly index: number;
  readonly draft: Draft<Head>;
  readonly writes: readonly Write[];
  readonly value: Result;
}

/** DynamoDB's limits for one transaction (100 items and 4 MB), with a margin for errors of the estimate. */
export const ITEMS = 100;
export const BYTES = 3_000_000;

interface Batch<Head extends LogHead, Result> {
  readonly tenant: string;
  readonly plans: Planned<Head, Result>[];
  readonly keys: Set<string>;
  items: number;
  bytes: number;
}

const keyOf = (write: Write): string => (write.op === 'put' ? `${write.item.pk}\u0000${write.item.sk}` : `${write.key.pk}\u0000${write.key.sk}`);

/** `T#acme#TH#9a` → `T#acme`. */
const tenantOf = (pk: string): string => pk.split('#', 2).join('#');

/**
 * Packs many changes into few transactions, each change in one of them. Two changes of the same item never share a transaction; neither do two
 * tenants, because a transaction fails as a whole. A change is alone if `alone` names it, or if the engine may reject it permanently.
 */
export const packed = <Head extends LogHead, Result>(
  plans: readonly Planned<Head, Result>[],
  width: number,
  alone: ReadonlySet<number> = new Set(),
): Planned<Head, Result>[][] => {
  // The common case of the API: a single change.
  if (plans.length <= 1) return plans.map((plan) => [plan]);
  const open: Batch<Head, Result>[] = [];
  const single: Planned<Head, Result>[][] = [];
  for (const plan of plans) {
    const { bytes, suspect } = weighed(plan.writes);
    if (suspect || alone.has(plan.index)) {
      single.push([plan]);
      continue;
    }
    const keys = plan.writes.map(keyOf);
    const tenant = tenantOf(plan.draft.pk);
    const batch = open.find(
      (one) =>
        one.tenant === tenant &&
        one.plans.length < width &&
        one.items + keys.length <= ITEMS &&
        one.bytes + bytes <= BYTES &&
        !keys.some((key) => one.keys.has(key)),
    );
    if (batch) {
      batch.plans.push(plan);
      batch.items += keys.length;
      batch.bytes += bytes;
      for (const key of keys) batch.keys.add(key);
    } else open.push({ tenant, plans: [plan], keys: new Set(keys), items: keys.length, bytes });
  }
  return [...open.map((batch) => batch.plans), ...single];
};
