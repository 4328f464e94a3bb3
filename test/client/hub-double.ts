import * as z from 'zod/mini';
import { clientFrames, serverFrames } from '../../domain/realtime/frames.ts';
import type { Random } from './random.ts';

/** A hub for one user's client: logs, cursors, sends with ids, and a wire that misbehaves as `trouble` says. Time is the test's fake clock. */
export interface Trouble {
  /** 0 to 1, for each frame to the client. */
  readonly drop: number;
  readonly double: number;
  readonly delay: number;
  /** For each message of the socket in any direction: the connection dies, with or without saying so. */
  readonly cut: number;
  /** For each frame of the client: it is lost, or answered with an error that passes. */
  readonly lose: number;
  readonly busy: number;
}

interface Entry {
  readonly conversationId: string;
  readonly number: number;
  readonly body: string;
  readonly senderId: string;
}

export const ME = 'me';
const WIRE_MS = 5;
type Frame = { readonly type: string; readonly [member: string]: unknown };

export function createHubDouble(random: Random, trouble: Trouble) {
  let calm = false;
  let down = false;
  const feed: Entry[] = [];
  const sent = new Map<string, Entry>();
  const sockets = new Set<Wire>();
  const acked: string[] = [];
  let lastAck = 0;
  const happens = (chance: number): boolean => !calm && random() < chance;
  const lengthOf = (conversationId: string): number => feed.filter((entry) => entry.conversationId === conversationId).length;
  // Both sides keep to the hub's own schemas.
  const entryFrame = (entry: Entry, cursor: number): Frame =>
    z.parse(serverFrames.message, { type: 'message', kind: 'message', createdAt: '2026-11-30T00:00:00.000Z', ...entry, cursor: String(cursor) });

  const append = (conversationId: string, body: string, senderId: string): Entry => {
    const entry = { conversationId, number: lengthOf(conversationId) + 1, body, senderId };
    feed.push(entry);
    for (const socket of sockets) socket.live(feed.length - 1);
    return entry;
  };
  const take = (frame: Frame): Entry => {
    const id = String(frame['id']);
    const entry = sent.get(id) ?? append(String(frame['conversationId']), String(frame['body']), ME);
    sent.set(id, entry);
    return entry;
  };

  class Wire {
    onopen: (() => void) | null = null;
    onmessage: ((event: { data: string }) => void) | null = null;
    onclose: (() => void) | null = null;
    onerror: (() => void) | null = null;
    #dead = false;
    /** What this connection has been given without a hole: a cursor claims no more. */
    #given = 0;
    #holes = false;
    constructor(_url: string) {
      if (down) {
        setTimeout(() => this.#end(), WIRE_MS);
        return;
      }
      setTimeout(() => {
        if (this.#dead) return;
        sockets.add(this);
        this.#given = feed.length;
        this.#holes = true;
        this.onopen?.();
      }, WIRE_MS);
    }
    #end(): void {
      this.#dead = true;
      sockets.delete(this);
      this.onclose?.();
    }
    die(): void {
      this.#end();
    }
    /** Half of the dead connections never say so. */
    #cut(): boolean {
      if (this.#dead || !happens(trouble.cut)) return this.#dead;
      this.#dead = true;
      sockets.delete(this);
      if (random() < 0.5) setTimeout(() => this.onclose?.(), WIRE_MS);
      return true;
    }
    give(frame: Frame, late = happens(trouble.delay) ? 400 * random() : 0): void {
      if (this.#cut()) return;
      for (let copies = happens(trouble.double) ? 2 : 1; copies > 0; copies -= 1)
        setTimeout(() => this.#dead || this.onmessage?.({ data: JSON.stringify(copies === 2 ? [frame, frame] : frame) }), WIRE_MS + late * copies);
    }
    live(at: number): void {
      const entry = feed[at] as Entry;
      // Own messages are not owed to their sender.
      if (entry.senderId === ME) return;
      if (happens(trouble.drop)) {
        this.#holes = true;
        return;
      }
      // A frame that others overtake is a hole, too.
      const late = happens(trouble.delay) ? 400 * random() : 0;
      if (late > 0) this.#holes = true;
      if (!this.#holes) this.#given = at + 1;
      this.give(entryFrame(entry, this.#given), late);
    }
    send(text: string): void {
      const frame = JSON.parse(text) as Frame;
      z.parse(clientFrames[frame.type as keyof typeof clientFrames], frame);
      if (this.#cut()) return;
      setTimeout(() => this.#dead || this.#receive(frame), WIRE_MS);
    }
    #receive(frame: Frame): void {
      if (happens(trouble.lose)) return;
      if (happens(trouble.busy)) this.give({ type: 'error', code: 'rate_limited', title: 'Later', ...(frame['id'] === undefined ? {} : { id: frame['id'] }) });
      else if (frame.type === 'resume') this.#replay(frame);
      else if (frame.type === 'ack') acked.push(String(frame['cursor']));
      else if (frame.type === 'send' && frame['body'] === 'bad')
        this.give({ type: 'error', id: frame['id'], code: 'not_found', title: 'No such conversation' });
      else if (frame.type === 'send') {
        const { conversationId, number } = take(frame);
        this.give({ type: 'accepted', id: frame['id'], conversationId, number });
      }
    }
    #replay({ id, cursor }: Frame): void {
      const from = Number(cursor ?? 0);
      const page = feed.slice(from, from + 5);
      const to = from + page.length;
      for (const [at, entry] of page.entries()) if (entry.senderId !== ME) this.#frames(entryFrame(entry, from + at + 1));
      const more = to < feed.length;
      this.#frames({ type: 'resumed', id, cursor: String(to), more });
      if (!more) {
        this.#holes = false;
        this.#given = to;
      }
    }
    /** A replay is in order and complete, or the connection is gone: that is what its end promises. */
    #frames(frame: Frame): void {
      if (!this.#cut()) setTimeout(() => this.#dead || this.onmessage?.({ data: JSON.stringify(frame) }), WIRE_MS);
    }
    close(): void {
      this.#dead = true;
      sockets.delete(this);
    }
  }

  return {
    WebSocket: Wire,
    append,
    feed,
    acked,
    calmDown: () => void (calm = true),
    setDown(value: boolean): void {
      down = value;
      if (down) for (const socket of sockets) socket.die();
    },
    api: {
      request(method: string, path: string, body?: unknown): Promise<unknown> {
        if (path === '/v1/socket-tickets') return Promise.resolve({ ticket: 't' });
        if (path === '/v1/send') return Promise.resolve({ items: (body as Frame[]).map((frame) => ({ id: frame['id'], accepted: true, ...take(frame) })) });
        if (path === '/v1/acks') {
          lastAck = Math.max(lastAck, Number((body as { cursor: string }).cursor));
          return Promise.resolve({});
        }
        const from = Math.max(lastAck, Number(new URL(path, 'http://x').searchParams.get('cursor') ?? 0));
        const items = feed
          .flatMap((entry, at) => (at < from || entry.senderId === ME ? [] : [{ type: 'message', ...entry, cursor: String(at + 1), createdAt: '' }]))
          .slice(0, 3);
        const last = items.at(-1);
        return Promise.resolve(method === 'GET' ? { items, nextCursor: items.length === 3 ? last?.cursor : null } : {});
      },
    },
  };
}
