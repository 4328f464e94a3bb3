import { STATUSES, type Ticket } from '../tickets/ticket.ts';
import { MOST_CODE, type Seen } from './seen.ts';

/** Maximum of different combinations of queues and status. Above it, a changed ticket is not counted again. */
const MOST_KINDS = 4_000;
/** Counted, with an unknown code. */
const UNKNOWN = MOST_CODE;

type Counts = Readonly<Record<string, readonly number[]>>;

export interface Tally {
  /** Counts a ticket, or moves it from the state in which it was counted to its current one. */
  add(ticket: Ticket): void;
  /** Number of tickets, each counted once. */
  counted(): number;
  queues(): Record<string, number[]>;
  kinds(): string[];
}

/** `{status} {queue} {queue}…`, with queues as indexes into the counted ones. */
const kindOf = ({ status, queueIds }: Ticket, indexes: ReadonlyMap<string, number>): string =>
  [status, ...queueIds.flatMap((id) => indexes.get(id) ?? []).sort((a, b) => a - b)].join(' ');

/** Continues a count. `kinds`: the meaning of the codes of `seen`, from 1 on. */
export const tallyOf = (given: { readonly counted: number; readonly queues: Counts; readonly kinds: readonly string[] }, seen: Seen): Tally => {
  const names = Object.keys(given.queues);
  const indexes = new Map(names.map((id, index) => [id, index]));
  const counts = Object.values(given.queues).map((own) => [...own]);
  const kinds = [...given.kinds];
  const codes = new Map(kinds.map((kind, index) => [kind, index + 1]));
  let { counted } = given;
  const codeOf = (kind: string): number => {
    const known = codes.get(kind);
    if (known !== undefined) return known;
    if (kinds.length >= MOST_KINDS) return UNKNOWN;
    kinds.push(kind);
    codes.set(kind, kinds.length);
    return kinds.length;
  };
  const move = (kind: string, by: 1 | -1): void => {
    const [status, ...queues] = kind.split(' ');
    const index = STATUSES.findIndex((name) => name === status);
    for (const queue of queues) {
      const own = counts[Number(queue)] as number[];
      own[index] = (own[index] ?? 0) + by;
    }
  };
  return {
    add(ticket) {
      const before = seen.get(ticket.sequence);
      if (before === UNKNOWN) return;
      const kind = kindOf(ticket, indexes);
      const code = codeOf(kind);
      if (code === before) return;
      if (before === 0) counted += 1;
      else move(kinds[before - 1] as string, -1);
      seen.set(ticket.sequence, code);
      move(kind, 1);
    },
    counted: () => counted,
    queues: () => Object.fromEntries(names.map((id, index) => [id, counts[index] as number[]])),
    kinds: () => kinds,
  };
};
