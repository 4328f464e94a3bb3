import type { Condition, Item, Key, Write } from '../../domain/table/port.ts';
import { checkUpdate } from './memory-limits.ts';

/** Evaluates DynamoDB's condition expressions, for the tables that are not DynamoDB. */
export const holds = (condition: Condition | undefined, item: Item | undefined): boolean => {
  if (!condition) return true;
  if (condition.absent && item) return false;
  if (condition.exists && !item) return false;
  if (condition.equals) {
    for (const [attribute, value] of Object.entries(condition.equals)) {
      const present = item?.[attribute];
      if (value === null ? present !== undefined : present !== value) return false;
    }
  }
  const bound = condition.absentOrLess;
  if (bound && item) {
    const present = item[bound.attribute];
    if (present !== undefined && !(typeof present === 'number' && present < bound.than)) return false;
  }
  return true;
};

/** The item after a write; undefined: none. @throws for an update that DynamoDB rejects */
export const applied = (write: Write, before: Item | undefined): Item | undefined => {
  if (write.op === 'put') return write.item;
  if (write.op === 'delete') return undefined;
  if (write.op === 'check') return before;
  checkUpdate(write, before);
  const after: Record<string, unknown> & Key = { ...(before ?? write.key) };
  for (const [name, amount] of Object.entries(write.add ?? {})) after[name] = ((after[name] as number | undefined) ?? 0) + amount;
  for (const [name, value] of Object.entries(write.set ?? {})) if (value !== undefined) after[name] = value;
  for (const name of write.remove ?? []) delete after[name];
  return after;
};

export const keyOf = (write: Write): Key => (write.op === 'put' ? { pk: write.item.pk, sk: write.item.sk } : write.key);
export const keyText = (key: Key): string => `${key.pk}\u0000${key.sk}`;
