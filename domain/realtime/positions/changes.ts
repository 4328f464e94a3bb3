import type { Ticket } from '../../support/tickets/ticket.ts';
import { type Ranges, readRanges, withNumber, writeRanges } from './ranges.ts';

/** The facts that decide a ticket's visibility, at the time when the change was projected. */
export interface Wall {
  readonly queueIds: readonly string[];
  readonly agentId: string | null;
  readonly teamId: string | null;
  readonly generation: number;
}

/** The changes of one ticket: which messages are new and which amended. The ticket itself is always sent. */
export interface Change {
  readonly ticketId: string;
  readonly appended: readonly number[];
  readonly amended: readonly number[];
  /** Null: it must be read. */
  readonly wall: Wall | null;
}

export const wallOf = ({ queueIds, owner, generation }: Ticket): Wall => ({ queueIds, agentId: owner.agentId, teamId: owner.teamId, generation });

type StoredWall = readonly [readonly string[], string | null, string | null, number];
/** Of earlier releases: a row was an array. */
type OldRow = readonly [ticketId: string, wall: number, appended: readonly number[], amended: readonly number[]];
interface Stored {
  readonly walls: readonly StoredWall[];
  readonly rows: string | readonly OldRow[];
}

const rangesText = (numbers: readonly number[]): string => writeRanges(numbers.reduce((ranges: Ranges, number) => withNumber(ranges, number), []));
const numbersOf = (text: string): number[] =>
  (readRanges(text) ?? []).flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, index) => first + index));

/**
 * As short as possible, because a segment is billed by its size, and many tickets of a batch have the same visibility. A row is
 * `ticket:wall:appended:amended`, and rows are joined by `;`. A wall is its index in `walls`, empty for none; numbers are ranges in base 36.
 */
export const writeChanges = (changes: readonly Change[]): string => {
  const walls = new Map<string, number>();
  const rows = changes.map(({ ticketId, appended, amended, wall }): string => {
    let wallIndex = '';
    if (wall) {
      const text = JSON.stringify([wall.queueIds, wall.agentId, wall.teamId, wall.generation] satisfies StoredWall);
      const at = walls.get(text) ?? walls.size;
      walls.set(text, at);
      wallIndex = String(at);
    }
    return [ticketId, wallIndex, rangesText(appended), rangesText(amended)].join(':').replace(/:+$/, '');
  });
  return `{"walls":[${[...walls.keys()].join(',')}],"rows":"${rows.join(';')}"}`;
};

const rowOf = (text: string): OldRow => {
  const [ticketId = '', wall = '', appended = '', amended = ''] = text.split(':');
  return [ticketId, wall === '' ? -1 : Number(wall), numbersOf(appended), numbersOf(amended)];
};

export const readChanges = (text: string): Change[] => {
  const { walls, rows } = JSON.parse(text) as Stored;
  const all = typeof rows === 'string' ? (rows === '' ? [] : rows.split(';').map(rowOf)) : rows;
  return all.map(([ticketId, at, appended, amended]) => {
    const wall = walls[at];
    return { ticketId, appended, amended, wall: wall ? { queueIds: wall[0], agentId: wall[1], teamId: wall[2], generation: wall[3] } : null };
  });
};
