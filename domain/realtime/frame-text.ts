import { FRAME_BYTES } from '../limits.ts';
import { cutJson, fitsBytes } from '../text/json-size.ts';
import type { ServerFrame } from './frames.ts';

type OfType<T extends ServerFrame['type']> = Extract<ServerFrame, { type: T }>;
type Telling = OfType<'message' | 'amended'>;

/** What every client needs to find the ticket and to ask for it; each of these has a bounded length. */
const NEEDED = ['id', 'sequence', 'status', 'priority', 'threadId', 'conversationId', 'updatedAt', 'version'] as const;

const fits = (text: string): boolean => fitsBytes(text, FRAME_BYTES);

/**
 * A ticket that is too long leaves out its custom fields, and where that is not enough all but its ids and its status. Left out, not emptied: a client that writes back what it
 * holds must not take an empty object for the ticket's own.
 */
const shorterTickets = (frame: OfType<'ticket'>): ServerFrame[] => {
  const { customFields: _left, ...ticket } = frame.ticket as OfType<'ticket'>['ticket'] & { customFields?: unknown };
  const ids = Object.fromEntries(NEEDED.flatMap((name) => (name in ticket ? [[name, ticket[name]]] : []))) as OfType<'ticket'>['ticket'];
  return [
    { ...frame, ticket, truncated: true },
    { ...frame, ticket: ids, truncated: true },
  ];
};

/** A body that is too long is cut to what room there is beside the rest of its frame. */
const shorterBodies = (frame: Telling): ServerFrame[] => {
  const bare = { ...frame, body: '', truncated: true } as Telling;
  const bodied = (one: Telling): Telling => {
    const room = FRAME_BYTES - Buffer.byteLength(JSON.stringify(one));
    return { ...one, body: frame.body === null ? null : cutJson(frame.body, room) };
  };
  const undelivered = bare.type === 'amended' && bare.delivery ? { ...bare, delivery: { ...bare.delivery, error: null } } : bare;
  return [bodied(bare), bodied(undelivered)];
};

const shorter = (frame: ServerFrame): ServerFrame[] => {
  if (frame.type === 'ticket') return shorterTickets(frame);
  if (frame.type === 'message' || frame.type === 'amended') return shorterBodies(frame);
  return [];
};

/**
 * A frame as it goes over a socket, at most `FRAME_BYTES` long: what does not fit is cut, and `truncated:true` tells the client to read the
 * ticket or the message by the API. The other types are short by their making.
 */
export const frameText = (frame: ServerFrame): string => {
  const text = JSON.stringify(frame);
  if (fits(text)) return text;
  return (
    shorter(frame)
      .map((one) => JSON.stringify(one))
      .find(fits) ?? text
  );
};
