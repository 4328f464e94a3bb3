import { createHash } from 'node:crypto';
import type { Interest } from '../interest.ts';
import type { Change, Wall } from './changes.ts';

/** Segments per block: each has one character below. */
export const BLOCK = 64;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** For everybody: a ticket in no queue, or one whose visibility must be read. */
const EVERYBODY = '*';

/** Four characters of a hash are enough: a collision costs a read and reveals nothing. */
const named = (kind: 'q' | 'a' | 't', id: string): string => `${kind}${createHash('sha256').update(id).digest('base64url').slice(0, 4)}`;
const under = (generation: number): string => `=${generation.toString(36)}`;

const namesOf = (wall: Wall | null): string[] =>
  wall === null
    ? [EVERYBODY]
    : [
        under(wall.generation),
        ...(wall.queueIds.length === 0 ? [EVERYBODY] : wall.queueIds.map((id) => named('q', id))),
        ...(wall.agentId === null ? [] : [named('a', wall.agentId)]),
        ...(wall.teamId === null ? [] : [named('t', wall.teamId)]),
      ];

/**
 * The contents of a block of segments by recipient: for each queue, owner and team (as hashes) and each generation, the segments that name it, one character
 * each. Readers read it instead of the segments, and then only the segments that may concern them. Pure.
 */
export const contentsOf = (segments: readonly (readonly Change[])[]): string => {
  const indexes = new Map<string, Set<number>>();
  for (const [index, changes] of segments.entries())
    for (const name of changes.flatMap(({ wall }) => namesOf(wall))) {
      const own = indexes.get(name) ?? new Set();
      indexes.set(name, own.add(index));
    }
  return [...indexes].map(([name, own]) => `${name}:${[...own].map((index) => LETTERS[index]).join('')}`).join(' ');
};

interface Names {
  readonly mine: ReadonlySet<string>;
  readonly notMine: ReadonlySet<string>;
}
const kept = new WeakMap<Interest, Names>();

/** The names that concern a reader; computed once for all blocks. */
const namesFor = (interest: Interest): Names => {
  const known = kept.get(interest);
  if (known) return known;
  const { agentId, teamIds, queueIds, otherQueueIds } = interest;
  const mine = new Set([EVERYBODY, named('a', agentId), ...teamIds.map((id) => named('t', id)), ...queueIds.map((id) => named('q', id))]);
  const made = { mine, notMine: new Set(otherQueueIds.map((id) => named('q', id)).filter((name) => !mine.has(name))) };
  kept.set(interest, made);
  return made;
};

/** The indexes of a block's segments that may concern the reader, ascending. Null: unknown format. Pure. */
export const concerning = (contents: string, interest: Interest): number[] | null => {
  const { mine, notMine } = namesFor(interest);
  const found = new Set<number>();
  for (const part of contents.split(' ')) {
    const [, name = '', letters = ''] = /^([^:]+):([\w-]+)$/.exec(part) ?? [];
    if (name === '') return null;
    const concerns = name.startsWith('=')
      ? !interest.isKnown(Number.parseInt(name.slice(1), 36))
      : mine.has(name) || (name.startsWith('q') && !notMine.has(name));
    if (concerns) for (const letter of letters) found.add(LETTERS.indexOf(letter));
  }
  return [...found].sort((a, b) => a - b);
};
