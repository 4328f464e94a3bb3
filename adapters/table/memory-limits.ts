import { type Item, type Key, type Query, TableRejected, type Write } from '../../domain/table/port.ts';
import { INDEX_KEYS } from './indexes.ts';
import { itemBytes } from './item-size.ts';

/**
 * What DynamoDB always rejects ("Quotas" and "Constraints" in its developer guide, read November 2026). The in-memory table
 * rejects the same, so that a defect shows in a unit test before it reaches the engine.
 */
const MOST_WRITES = 100;
const LARGEST_TRANSACTION = 4 * 1024 * 1024;
const LARGEST_ITEM = 400 * 1024;
const LONGEST_KEY = { pk: 2048, sk: 1024 } as const;
/** A query's page ends when it exceeds this many bytes. */
export const LARGEST_PAGE = 1024 * 1024;
const LARGEST_NUMBER = 1e126;
const SMALLEST_NUMBER = 1e-130;
/** Nested lists and maps: an attribute's value counts as a level of its own ("Supports nesting up to 32 levels"). */
export const MOST_LEVELS = 31;

export const ILL_FORMED_TEXT = 'a stored text must be well-formed Unicode';
export const ILL_FORMED_NAME = 'a stored name must be well-formed Unicode';
export const tooDeep = `lists and maps may stand ${MOST_LEVELS} deep in each other, not deeper`;

/** `sizeOf`: bytes of an item to put, if they are known already. */
export function checkTransaction(writes: readonly Write[], sizeOf: (item: Item, index: number) => number = itemBytes): void {
  if (writes.length > MOST_WRITES) throw new TableRejected(`a transaction takes at most ${MOST_WRITES} writes, not ${writes.length}`);
  const bytes = writes.reduce((sum, write, index) => sum + (write.op === 'put' ? sizeOf(write.item, index) : itemBytes({ ...write.key })), 0);
  if (bytes > LARGEST_TRANSACTION) throw new TableRejected(`a transaction takes at most ${LARGEST_TRANSACTION} bytes, not ${bytes}`);
}

export function checkKey(key: Key): void {
  for (const part of ['pk', 'sk'] as const) checkKeyPart(part, key[part]);
}

function checkKeyPart(part: 'pk' | 'sk', value: string): void {
  checkValue(value);
  // Counted only if close to the limit: no UTF-16 unit takes more than three bytes, and each write is checked several times.
  if (value !== '' && value.length * 3 <= LONGEST_KEY[part]) return;
  const bytes = Buffer.byteLength(value);
  if (bytes === 0 || bytes > LONGEST_KEY[part]) throw new TableRejected(`${part} has 1 to ${LONGEST_KEY[part]} bytes, not ${bytes}`);
}

/** A query's keys, of the table or of an index. DynamoDB accepts no empty text as a bound. */
export function checkQuery({ pk, beginsWith, from, to }: Query): void {
  checkKeyPart('pk', pk);
  for (const sk of [beginsWith === '' ? undefined : beginsWith, from, to]) if (sk !== undefined) checkKeyPart('sk', sk);
}

/** Rejects updates that DynamoDB rejects whatever the item is. */
export function checkUpdate({ key, set = {}, add = {}, remove = [] }: Extract<Write, { op: 'update' }>, before: Item | undefined): void {
  const names = [...Object.keys(set).filter((name) => set[name] !== undefined), ...Object.keys(add), ...remove];
  if (new Set(names).size !== names.length) throw new TableRejected(`an update of ${key.sk} names an attribute twice: ${names.join(', ')}`);
  if (names.includes('pk') || names.includes('sk')) throw new TableRejected('an update cannot change a key');
  for (const name of Object.keys(add)) {
    const present = before?.[name];
    if (present !== undefined && typeof present !== 'number') throw new TableRejected(`nothing can be added to ${name}, which is no number`);
  }
}

/** Checks an item as it would be stored. */
export function checkItem(item: Item): void {
  checkKey(item);
  checkItemSize(itemBytes(item));
  checkIndexKeys(item);
  checkValue(item);
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

/** A lone surrogate is a SerializationException of the engine, for the whole call. */
function checkValue(value: unknown, levels = MOST_LEVELS + 1): void {
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new TableRejected(ILL_FORMED_TEXT);
  } else if (typeof value === 'number') {
    const size = Math.abs(value);
    if (size >= LARGEST_NUMBER || (size > 0 && size < SMALLEST_NUMBER)) throw new TableRejected(`the number ${value} is out of DynamoDB's range`);
  } else if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array)) {
    if (levels === 0) throw new TableRejected(tooDeep);
    for (const [name, member] of Object.entries(value)) {
      checkValue(name);
      checkValue(member, levels - 1);
    }
  }
}
