import type { Write } from '../table/port.ts';
import type { Draft, LogHead } from './draft.ts';

/** A decided change, ready to be written. */
export interface Planned<Head extends LogHead, Result> {
  readonly index: number;
  readonly draft: Draft<Head>;
  readonly writes: readonly Write[];
  readonly value: Result;
}

/** DynamoDB's limits for one transaction, with room for what JSON hides: 100 items and 4 MB. */
const ITEMS = 100;
const BYTES = 3_000_000;

const roughSize = (writes: readonly Write[]): number => {
  let bytes = 0;
  for (const write of writes) {
    if (write.op !== 'put') bytes += 500;
    else for (const value of Object.values(write.item)) bytes += typeof value === 'string' ? value.length * 3 : 200;
  }
  return bytes;
};

/** Few transactions for many changes, each change whole in one of them. Two changes that touch one item never share one. */
export const packed = <Head extends LogHead, Result>(plans: readonly Planned<Head, Result>[], width: number): Planned<Head, Result>[][] => {
  const batches: { plans: Planned<Head, Result>[]; items: number; bytes: number; keys: Set<string> }[] = [];
  for (const plan of plans) {
    const bytes = roughSize(plan.writes);
    const keys = plan.writes.map((write) => (write.op === 'put' ? `${write.item.pk}\u0000${write.item.sk}` : `${write.key.pk}\u0000${write.key.sk}`));
    const open = batches.find(
      (batch) => batch.plans.length < width && batch.items + keys.length <= ITEMS && batch.bytes + bytes <= BYTES && !keys.some((key) => batch.keys.has(key)),
    );
    if (open) {
      open.plans.push(plan);
      open.items += keys.length;
      open.bytes += bytes;
      for (const key of keys) open.keys.add(key);
    } else batches.push({ plans: [plan], items: keys.length, bytes, keys: new Set(keys) });
  }
  return batches.map((batch) => batch.plans);
};
