import { type Item, type Key, TableRejected, type Write } from '../../domain/table/port.ts';
import { INDEX_KEYS } from './indexes.ts';
import { itemBytes } from './item-size.ts';

/**
 * What DynamoDB refuses as wrong in itself ("Quotas" and "Constraints" in its developer guide, read November 2026). The twin in memory
 * refuses the same, so that a defect shows in a unit test and not first on the engine.
 */
const MOST_WRITES = 100;
const LARGEST_TRANSACTION = 4 * 1024 * 1024;
const LARGEST_ITEM = 400 * 1024;
const LONGEST_KEY = { pk: 2048, sk: 1024 } as const;
/** A query's page ends where it passes so many bytes. */
export const LARGEST_PAGE = 1024 * 1024;
const LARGEST_NUMBER = 1e126;
const SMALLEST_NUMBER = 1e-130;

export function checkTransaction(writes: readonly Write[]): void {
  if (writes.length > MOST_WRITES) throw new TableRejected(`a transaction takes at most ${MOST_WRITES} writes, not ${writes.length}`);
  const bytes = writes.reduce((sum, write) => sum + itemBytes(write.op === 'put' ? write.item : { ...write.key }), 0);
  if (bytes > LARGEST_TRANSACTION) throw new TableRejected(`a transaction takes at most ${LARGEST_TRANSACTION} bytes, not ${bytes}`);
}

export function checkKey(key: Key): void {
  for (const part of ['pk', 'sk'] as const) {
    const bytes = Buffer.byteLength(key[part]);
    if (!key[part].isWellFormed()) throw new TableRejected(`${part} must be well-formed Unicode`);
    if (bytes === 0 || bytes > LONGEST_KEY[part]) throw new TableRejected(`${part} has 1 to ${LONGEST_KEY[part]} bytes, not ${bytes}`);
  }
}

/** What an update may not ask for, whatever stands there. */
export function checkUpdate({ key, set = {}, add = {}, remove = [] }: Extract<Write, { op: 'update' }>, before: Item | undefined): void {
  const names = [...Object.keys(set).filter((name) => set[name] !== undefined), ...Object.keys(add), ...remove];
  if (new Set(names).size !== names.length) throw new TableRejected(`an update of ${key.sk} names an attribute twice: ${names.join(', ')}`);
  if (names.includes('pk') || names.includes('sk')) throw new TableRejected('an update cannot change a key');
  for (const name of Object.keys(add)) {
    const present = before?.[name];
    if (present !== undefined && typeof present !== 'number') throw new TableRejected(`nothing can be added to ${name}, which is no number`);
  }
}

/** An item as it would stand there. */
export function checkItem(item: Item): void {
  checkKey(item);
  checkItemSize(itemBytes(item));
  checkIndexKeys(item);
  checkNumbers(item);
}

export function checkItemSize(bytes: number): void {
  if (bytes > LARGEST_ITEM) throw new TableRejected(`an item has at most ${LARGEST_ITEM} bytes, not ${bytes}`);
}

export function checkIndexKeys(item: Item): void {
  for (const names of Object.values(INDEX_KEYS)) {
    for (const name of names) {
      const value = item[name];
      if (value !== undefined && (typeof value !== 'string' || value === ''))
        throw new TableRejected(`${name} is an index's key and must be a string that is not empty`);
    }
  }
}

function checkNumbers(value: unknown): void {
  if (typeof value === 'number') {
    const size = Math.abs(value);
    if (size >= LARGEST_NUMBER || (size > 0 && size < SMALLEST_NUMBER)) throw new TableRejected(`the number ${value} is out of DynamoDB's range`);
  } else if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array)) {
    for (const member of Object.values(value)) checkNumbers(member);
  }
}
