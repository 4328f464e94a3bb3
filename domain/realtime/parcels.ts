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
  for (const [index, { texts, recipientList }] of pieces.entries()) {
    if (texts.length === 0) continue;
    for (const member of recipientList) {
      const own = byMember.get(member);
      if (own) own.push(index);
      else byMember.set(member, [index]);
    }
  }
  const lists = new Map<string, readonly string[]>();
  return [...byMember].map(([{ connection }, indexes]) => {
    const key = indexes.join(' ');
    const frames = lists.get(key) ?? framesOf(pieces, indexes);
    lists.set(key, frames);
    return { connection, frames };
  });
};

const framesOf = (pieces: readonly Piece[], indexes: readonly number[]): string[] => {
  const last = indexes.findLast((index) => pieces[index]?.closing);
  return indexes.flatMap((index) => {
    const { texts, closing } = pieces[index] as Piece;
    return index === last && closing ? closing() : texts;
  });
};
