import type { Objects } from '../../adapters/objects/objects.ts';
import { Rejected, Unavailable } from '../../domain/edge-errors.ts';
import { type Content, contentSchema } from '../../domain/support/inbound/inbound-event.ts';

/**
 * Reads content that is stored apart from its event (claim check). If the store does not answer, the event is retried. If the stored object is not
 * valid content, a retry cannot help and the event is rejected. @throws Unavailable, Rejected
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
      throw new Rejected('the stored content of the event cannot be read', error);
    }
  };
