import type { Objects } from '../../adapters/objects/objects.ts';
import { Rejected, Unavailable } from '../../domain/edge-errors.ts';
import { type Content, contentSchema } from '../../domain/support/messages/inbound/inbound-event.ts';

/**
 * Reads an event's content that was put aside. A store that does not answer is an outage: the event waits. What lies there and is no content stays
 * none: the event never succeeds. @throws Unavailable, Rejected
 */
export const contentOf =
  (objects: Pick<Objects, 'get'>) =>
  async (key: string): Promise<Content | undefined> => {
    const object = await objects.get(key).catch((error: unknown) => {
      throw new Unavailable('the object store does not answer', error);
    });
    if (!object) return undefined;
    try {
      return contentSchema.parse(JSON.parse(Buffer.from(object.body).toString('utf8')));
    } catch (error) {
      throw new Rejected('the content that was put aside cannot be read', error);
    }
  };
