import { createHash } from 'node:crypto';

/**
 * A place in a tenant's feed: the time of the newest change that its holder has seen. Bound to the tenant, opaque to clients. It
 * carries no signature: what is replayed is walled anyway, so a forged one only replays more or less of what its holder may see.
 */
const mark = (tenantId: string): string => createHash('sha256').update(tenantId).digest('base64url').slice(0, 8);

export const encodeFeedCursor = (tenantId: string, at: number): string => Buffer.from(`f1.${mark(tenantId)}.${at}`).toString('base64url');

/** Epoch ms; null for a text that is no cursor of this tenant. */
export const decodeFeedCursor = (tenantId: string, cursor: string): number | null => {
  const [, whose, at] = /^f1\.([\w-]{8})\.(\d{1,15})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? [];
  return whose === mark(tenantId) ? Number(at) : null;
};
