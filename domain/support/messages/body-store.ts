import { createHash } from 'node:crypto';
import { inParallel } from '../../in-parallel.ts';
import { isMessageBody, type MessageBody } from './message.ts';

/** The methods of the object store for bodies that are too long for the table. */
export interface BodyStore {
  put(key: string, body: Uint8Array, contentType: string): Promise<void>;
  /** `undefined` if there is no such object. */
  get(key: string): Promise<{ readonly body: Uint8Array } | undefined>;
}

/** A body to be written to the object store. */
export interface StoredBody {
  readonly key: string;
  readonly bytes: Uint8Array;
}

/** Bodies read from the object store in parallel; each may have megabytes. */
const AT_ONCE = 4;

/**
 * A body as an object. `cause` names the effect that gives the message this body (an event's identity, a request): a repeat after a crash
 * writes the same object again, and no other effect ever names it, so that it can be deleted with its message.
 */
export const bodyObject = (thread: { readonly tenantId: string; readonly threadId: string }, cause: string, body: MessageBody): StoredBody => {
  const bytes = Buffer.from(JSON.stringify(body));
  const name = createHash('sha256').update(JSON.stringify(cause)).update(bytes).digest('hex');
  return { key: `T/${thread.tenantId}/bodies/${thread.threadId}/${name}`, bytes };
};

/** Stores the bodies before the transaction that names them. Writing one again changes nothing. */
export const storeBodies = async (store: BodyStore, bodies: readonly StoredBody[]): Promise<void> => {
  await Promise.all(bodies.map(({ key, bytes }) => store.put(key, bytes, 'application/json')));
};

/** Bodies by their key, a few at a time; missing ones are left out. */
export const readBodies = async (store: BodyStore, keys: readonly string[]): Promise<ReadonlyMap<string, MessageBody>> => {
  const found = new Map<string, MessageBody>();
  await inParallel(keys, AT_ONCE, async (key) => {
    const object = await store.get(key);
    const body: unknown = object && JSON.parse(Buffer.from(object.body).toString('utf8'));
    if (isMessageBody(body)) found.set(key, body);
  });
  return found;
};
