import type { Item, Key, Table } from '../../table/port.ts';
import { written } from '../../table/written.ts';

/** What fan-out knows of a conversation. One worker at a time writes it. */
export interface FanOutState {
  /** The revision of the conversation up to which everybody who was connected has been told. */
  readonly done: number;
  /** The connections of all members listen: each join and leave is followed since. */
  readonly listening: boolean;
  /** Epoch ms up to which a look at the acknowledgements is under way. */
  readonly waitsUntil: number;
}

export const stateKey = (pk: string): Key => ({ pk, sk: 'FAN' });

export const stateOf = (item: Item | undefined): FanOutState => ({
  done: Number(item?.['done'] ?? 0),
  listening: item?.['listening'] === true,
  waitsUntil: Number(item?.['waitsUntil'] ?? 0),
});

/** Does nothing if nothing has changed, or if a worker whose turn had passed is late. @throws TableUnavailable */
export const storeState = async (table: Table, pk: string, before: FanOutState, after: FanOutState): Promise<void> => {
  if (before.done === after.done && before.listening === after.listening && before.waitsUntil === after.waitsUntil) return;
  const { done, listening, waitsUntil } = after;
  const item: Item = { ...stateKey(pk), done, ...(listening ? { listening } : {}), ...(waitsUntil === 0 ? {} : { waitsUntil }) };
  await written(table.write({ op: 'put', item, when: { absentOrLess: { attribute: 'done', than: done + 1 } } }));
};
