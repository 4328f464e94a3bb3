import { createHash } from 'node:crypto';
import type { Interest } from '../interest.ts';
import type { Change, Wall } from './changes.ts';

/** Segments of a block: each has one character below. */
export const BLOCK = 64;
const PLACES = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** For everybody: a ticket in no queue, or one whose wall has to be read. */
const EVERYBODY = '*';

/** Four characters tell names apart well enough: a wrong match costs a read and tells nothing. */
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
 * What a block of segments holds, and for whom: behind each queue, owner and team (as hashes), and each generation, the segments that name it, a character each. It is
 * read instead of the segments; then only those are read that may concern the reader. Pure.
 */
export const contentsOf = (segments: readonly (readonly Change[])[]): string => {
  const places = new Map<string, Set<number>>();
  for (const [place, changes] of segments.entries())
    for (const name of changes.flatMap(({ wall }) => namesOf(wall))) {
      const own = places.get(name) ?? new Set();
      places.set(name, own.add(place));
    }
  return [...places].map(([name, own]) => `${name}:${[...own].map((place) => PLACES[place]).join('')}`).join(' ');
};

interface Names {
  readonly mine: ReadonlySet<string>;
  readonly notMine: ReadonlySet<string>;
}
const kept = new WeakMap<Interest, Names>();

/** The names under which somebody finds what concerns them; made once for all blocks that they read. */
const namesFor = (interest: Interest): Names => {
  const known = kept.get(interest);
  if (known) return known;
  const { agentId, teamIds, queueIds, otherQueueIds } = interest;
  const mine = new Set([EVERYBODY, named('a', agentId), ...teamIds.map((id) => named('t', id)), ...queueIds.map((id) => named('q', id))]);
  const made = { mine, notMine: new Set(otherQueueIds.map((id) => named('q', id)).filter((name) => !mine.has(name))) };
  kept.set(interest, made);
  return made;
};

/** The places of a block's segments that may concern somebody, ascending. Null: what is written there is not understood. Pure. */
export const concerning = (contents: string, interest: Interest): number[] | null => {
  const { mine, notMine } = namesFor(interest);
  const found = new Set<number>();
  for (const part of contents.split(' ')) {
    const [, name = '', places = ''] = /^([^:]+):([\w-]+)$/.exec(part) ?? [];
    if (name === '') return null;
    const concerns = name.startsWith('=')
      ? !interest.isKnown(Number.parseInt(name.slice(1), 36))
      : mine.has(name) || (name.startsWith('q') && !notMine.has(name));
    if (concerns) for (const place of places) found.add(PLACES.indexOf(place));
  }
  return [...found].sort((a, b) => a - b);
};
