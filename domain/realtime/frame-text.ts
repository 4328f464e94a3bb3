import { FRAME_BYTES } from '../limits.ts';
import { cutJson, fitsBytes } from '../text/json-size.ts';
import type { ServerFrame } from './frames.ts';

type OfType<T extends ServerFrame['type']> = Extract<ServerFrame, { type: T }>;
type Telling = OfType<'message' | 'amended'>;

/** What every client needs to find the ticket and to read it; each of these has a bounded length. */
const NEEDED = ['id', 'sequence', 'status', 'priority', 'threadId', 'conversationId', 'updatedAt', 'version'] as const;

const fits = (text: string): boolean => fitsBytes(text, FRAME_BYTES);

/**
 * A ticket that is too long omits its custom fields, and if that is not enough everything but its ids and its status. Omitted, not emptied: a client that
 * writes back what it holds must not replace the ticket's fields by an empty object.
 */
const shorterTickets = (frame: OfType<'ticket'>): ServerFrame[] => {
  const { customFields: _left, ...ticket } = frame.ticket as OfType<'ticket'>['ticket'] & { customFields?: unknown };
  const ids = Object.fromEntries(NEEDED.flatMap((name) => (name in ticket ? [[name, ticket[name]]] : []))) as OfType<'ticket'>['ticket'];
  return [
    { ...frame, ticket, truncated: true },
    { ...frame, ticket: ids, truncated: true },
  ];
};

/** Cuts a body that is too long to the space that the rest of its frame leaves. */
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
 * A frame's text, at most `FRAME_BYTES` long: the rest is cut, and `truncated:true` tells the client to read the
 * ticket or the message through the API. Other types of frames are always short.
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
