import type { Member } from './audience.ts';
import type { Parcel } from './post-frames.ts';

/** Frames that belong together, and their recipients. */
export interface Piece {
  readonly texts: readonly string[];
  readonly recipientList: Iterable<Member>;
  /** The same texts for recipients without later frames of a log: the cursor of the last one covers this whole post. */
  readonly closing?: () => readonly string[];
}

/** Frames by recipient, in the order of the pieces; recipients without frames are left out. Recipients with the same frames share one list. */
export const parcelsOf = (pieces: readonly Piece[]): Parcel[] => {
  const byMember = new Map<Member, number[]>();
  for (const [place, { texts, recipientList }] of pieces.entries()) {
    if (texts.length === 0) continue;
    for (const member of recipientList) {
      const own = byMember.get(member);
      if (own) own.push(place);
      else byMember.set(member, [place]);
    }
  }
  const lists = new Map<string, readonly string[]>();
  return [...byMember].map(([{ connection }, places]) => {
    const key = places.join(' ');
    const frames = lists.get(key) ?? framesOf(pieces, places);
    lists.set(key, frames);
    return { connection, frames };
  });
};

const framesOf = (pieces: readonly Piece[], places: readonly number[]): string[] => {
  const last = places.findLast((place) => pieces[place]?.closing);
  return places.flatMap((place) => {
    const { texts, closing } = pieces[place] as Piece;
    return place === last && closing ? closing() : texts;
  });
};
