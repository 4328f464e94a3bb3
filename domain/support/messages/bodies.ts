import { BODY_IN_TABLE_BYTES, LAST_MESSAGE } from '../../limits.ts';
import type { Item, Key, Table, Write } from '../../table/port.ts';
import { cut } from '../../text/well-formed.ts';
import { padded } from '../threads/keys.ts';
import { type BodyStore, bodyObject, readBodies, type StoredBody } from './body-store.ts';
import type { Message, MessageBody } from './message.ts';

/**
 * A long text is stored separately (`B#{n}`), because every amendment of a message is billed by the size of its item. The message keeps the
 * beginning, which is enough for lists and previews. A body that is too long for the table is in the object store, and `B#{n}` names the object.
 */
export const INLINE_BYTES = 500;

export const bodyKey = (pk: string, number: number): Key => ({ pk, sk: `B#${padded(number)}` });

/** The attributes of `B#{n}` besides its key: the body, or the name of its object. */
type BodyItem = MessageBody | { readonly object: string; readonly bytes: number };

export interface PutAside<M> {
  /** The message as its own item stores it. */
  readonly kept: M & { readonly aside?: true };
  /** Null for a body that stays in its message. */
  readonly body: BodyItem | null;
  /** To be stored before the transaction. */
  readonly object: StoredBody | null;
}

/** The message without its long body, and where the body is stored. `cause`: see `bodyObject`. */
export const putAside = <M extends MessageBody>(message: M, thread: { readonly tenantId: string; readonly threadId: string }, cause: string): PutAside<M> => {
  const bytes = Buffer.byteLength(message.text ?? '') + Buffer.byteLength(message.html ?? '');
  if (bytes <= INLINE_BYTES) return { kept: message, body: null, object: null };
  const kept = { ...message, text: message.text === null ? null : beginning(message.text), html: null, aside: true } as const;
  const body = { text: message.text, html: message.html };
  if (bytes <= BODY_IN_TABLE_BYTES) return { kept, body, object: null };
  const object = bodyObject(thread, cause, body);
  return { kept, body: { object: object.key, bytes }, object };
};

export const bodyWrite = (pk: string, number: number, body: BodyItem): Write => ({ op: 'put', item: { ...bodyKey(pk, number), ...body } });

/** First characters of a text, for lists and previews. */
export const beginning = (text: string): string => cut(text, LAST_MESSAGE);

/** The preview of a message in lists: the beginning of its text, or its subject if it has no text. */
export const previewOf = ({ text, subject }: Pick<Message, 'text' | 'subject'>): string => beginning((text?.trim() ? text : subject) ?? text ?? '');

/** The object that a `B#` item names; undefined for one that holds the body itself. */
export const objectOf = (item: Item | undefined): string | undefined => (typeof item?.['object'] === 'string' ? item['object'] : undefined);

const isAside = (item: Item): boolean => item['aside'] === true && item['deleted'] !== true;
const whole = (item: Item, body: MessageBody): Item => ({ ...item, text: body.text, html: body.html, aside: undefined });

interface Located {
  readonly item: Item;
  readonly body: Item | undefined;
}

const located = async (table: Table, pk: string, items: readonly Item[]): Promise<Located[]> => {
  const aside = items.filter(isAside);
  const bodies =
    aside.length === 0
      ? []
      : await table.get(
          aside.map((item) => bodyKey(pk, item['number'] as number)),
          { consistent: true },
        );
  const byNumber = new Map(aside.map((item, index) => [item['number'], bodies[index]]));
  return items.map((item) => ({ item, body: isAside(item) ? byNumber.get(item['number']) : undefined }));
};

const fromTable = ({ item, body }: Located): Item =>
  body && objectOf(body) === undefined ? whole(item, { text: (body['text'] ?? null) as string | null, html: (body['html'] ?? null) as string | null }) : item;

/**
 * Adds the bodies that are stored separately in the table; one batch read for all. Messages with a body in the object store keep their
 * beginning, and `aside`.
 */
export const withBodies = async (table: Table, pk: string, items: readonly Item[]): Promise<Item[]> => (await located(table, pk, items)).map(fromTable);

const sizeOf = ({ body }: Located): number => {
  if (!body) return 0;
  if (objectOf(body) !== undefined) return Number(body['bytes']);
  return [body['text'], body['html']].reduce<number>((sum, text) => sum + (typeof text === 'string' ? Buffer.byteLength(text) : 0), 0);
};

/** The first of them whose bodies together have at most this many bytes; at least one. */
const within = (found: readonly Located[], room: number): readonly Located[] => {
  let bytes = 0;
  const end = found.findIndex((one, at) => (bytes += sizeOf(one)) > room && at > 0);
  return end < 0 ? found : found.slice(0, end);
};

/**
 * The same for bodies in the table and in the object store. `room`: maximum bytes of all bodies; messages that do not fit are left out at the
 * end, but the first is always included.
 */
export const withWholeBodies = async (
  { table, bodies }: { readonly table: Table; readonly bodies: BodyStore },
  pk: string,
  items: readonly Item[],
  room = Number.POSITIVE_INFINITY,
): Promise<Item[]> => {
  const found = within(await located(table, pk, items), room);
  const objects = await readBodies(
    bodies,
    found.flatMap(({ body }) => objectOf(body) ?? []),
  );
  return found.map((one) => {
    const body = objects.get(objectOf(one.body) ?? '');
    return body ? whole(one.item, body) : fromTable(one);
  });
};
