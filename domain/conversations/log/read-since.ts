import type { Item, Table } from '../../table/port.ts';
import type { LogEntry, LogPosition } from './cursor.ts';

/** Items read at once after the first read, which is as long as the reader expects. */
const PAGE = 100;

const enteredOf = ({ item }: Pick<LogEntry, 'item'>): number => Number(item['entered']);
const numberOf = ({ item }: Pick<LogEntry, 'item'>): number => Number(item['number']);

/** Entries of both logs that follow a position without a gap, in order of time; a message before an amendment of the same transaction. */
const inOrder = (after: LogPosition, messages: readonly Item[], amendments: readonly Item[]): LogEntry[] => {
  const entries = [...messages.map((item) => ({ type: 'message' as const, item })), ...amendments.map((item) => ({ type: 'amendment' as const, item }))];
  entries.sort((a, b) => enteredOf(a) - enteredOf(b) || (a.type === b.type ? numberOf(a) - numberOf(b) : a.type === 'message' ? -1 : 1));
  let position = after;
  return entries.map(({ type, item }) => {
    position = type === 'message' ? { ...position, number: numberOf({ item }) } : { ...position, amendment: numberOf({ item }) };
    return { type, item, position };
  });
};

interface Newest {
  /** Those after the revision, oldest first. */
  readonly items: readonly Item[];
  /** The number of the last one before them. */
  readonly before: number;
}

const newestOf = async (table: Table, pk: string, letter: 'M' | 'A', revision: number, expected: number): Promise<Newest> => {
  const found: Item[] = [];
  let after: Readonly<Record<string, string>> | null = null;
  do {
    const limit: number = after === null ? expected + 1 : PAGE;
    const range = { from: `${letter}#`, to: `${letter}#9999999999` };
    const page: Awaited<ReturnType<Table['query']>> = await table.query({
      pk,
      ...range,
      descending: true,
      limit,
      consistent: true,
      ...(after ? { after } : {}),
    });
    for (const item of page.items) {
      if (Number(item['entered']) <= revision) return { items: found.reverse(), before: Number(item['number']) };
      found.push(item);
    }
    after = page.next;
  } while (after !== null);
  return { items: found.reverse(), before: 0 };
};

/**
 * Everything that entered a conversation after a revision of it, in order of time, each with the position of a reader who has seen it. It is read from the end, so that its cost depends on
 * what is new. `expected`: how many messages and amendments that is, if nothing has followed. Strongly consistent.
 */
export const readSince = async (
  table: Table,
  pk: string,
  revision: number,
  expected: { readonly messages: number; readonly amendments: number },
): Promise<LogEntry[]> => {
  const [messages, amendments] = await Promise.all([
    newestOf(table, pk, 'M', revision, expected.messages),
    newestOf(table, pk, 'A', revision, expected.amendments),
  ]);
  const position: LogPosition = { number: messages.before, amendment: amendments.before };
  return inOrder(position, messages.items, amendments.items);
};
