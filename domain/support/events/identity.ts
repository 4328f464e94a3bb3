import { hash } from 'node:crypto';
import type { Key } from '../../table/port.ts';

/** Marks that an event took effect. It never expires: the same id again does nothing. */
export const eventKey = (tenantId: string, topic: string, eventId: string): Key => ({
  pk: `T#${tenantId}#EV#${topic}#${hash('sha256', eventId, 'base64url').slice(0, 22)}`,
  sk: 'EV',
});
