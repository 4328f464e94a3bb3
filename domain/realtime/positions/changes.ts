import type { Ticket } from '../../support/tickets/ticket.ts';

/** What the wall asks of a ticket, as it was when the change was projected. */
export interface Wall {
  readonly queueIds: readonly string[];
  readonly agentId: string | null;
  readonly teamId: string | null;
  readonly generation: number;
}

/** What changed in one ticket: which messages are new and which amended. The ticket itself is told in any case. */
export interface Change {
  readonly ticketId: string;
  readonly appended: readonly number[];
  readonly amended: readonly number[];
  /** Null: it has to be read. */
  readonly wall: Wall | null;
}

export const wallOf = ({ queueIds, owner, generation }: Ticket): Wall => ({ queueIds, agentId: owner.agentId, teamId: owner.teamId, generation });

type Row = readonly [ticketId: string, wall: number, appended: readonly number[], amended: readonly number[]];
interface Stored {
  readonly walls: readonly (readonly [readonly string[], string | null, string | null, number])[];
  readonly rows: readonly Row[];
}

/** As short as it can be: a segment is billed by its bytes, and many tickets of a batch have the same wall. */
export const writeChanges = (changes: readonly Change[]): string => {
  const walls = new Map<string, number>();
  const rows = changes.map(({ ticketId, appended, amended, wall }): Row => {
    if (!wall) return [ticketId, -1, appended, amended];
    const text = JSON.stringify([wall.queueIds, wall.agentId, wall.teamId, wall.generation]);
    const at = walls.get(text) ?? walls.size;
    walls.set(text, at);
    return [ticketId, at, appended, amended];
  });
  return `{"walls":[${[...walls.keys()].join(',')}],"rows":${JSON.stringify(rows)}}`;
};

export const readChanges = (text: string): Change[] => {
  const { walls, rows } = JSON.parse(text) as Stored;
  return rows.map(([ticketId, at, appended, amended]) => {
    const wall = walls[at];
    return { ticketId, appended, amended, wall: wall ? { queueIds: wall[0], agentId: wall[1], teamId: wall[2], generation: wall[3] } : null };
  });
};
