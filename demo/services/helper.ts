import { type Answered, type Asked, DOWN, type Double, isSigned, NO_PATH, UNSIGNED } from './double.ts';

interface Envelope {
  readonly id: string;
  readonly type: string;
  readonly tenantId: string;
  readonly data: { readonly ticketId?: string; readonly ticket?: { readonly id: string } };
}

const REMEMBERED = 500;

/**
 * A ticket helper: it accepts events about tickets, each once. `GET /helper/events`: the newest 500 accepted events, oldest first;
 * `PUT /helper/state {tenantId, down}` makes it answer that tenant 503.
 */
export const helperDouble = (secret: string): Double => {
  const taken: Envelope[] = [];
  const known = new Set<string>();
  const down = new Set<string>();
  const take = (asked: Asked): Answered => {
    if (!isSigned(secret, asked, Date.now())) return UNSIGNED;
    const event = JSON.parse(asked.body) as Envelope;
    if (down.has(event.tenantId)) return DOWN;
    const key = `${event.tenantId}/${event.id}`;
    if (!known.has(key)) taken.push(event);
    known.add(key);
    if (taken.length > REMEMBERED) taken.shift();
    return { status: 204, body: undefined };
  };
  return {
    prefix: '/helper/',
    handle(asked) {
      if (asked.route === 'POST /helper/v1/events') return take(asked);
      if (asked.route === 'GET /helper/events') return { status: 200, body: { items: taken } };
      if (asked.route !== 'PUT /helper/state') return NO_PATH;
      const state = JSON.parse(asked.body) as { tenantId: string; down: boolean };
      if (state.down) down.add(state.tenantId);
      else down.delete(state.tenantId);
      return { status: 200, body: state };
    },
  };
};
