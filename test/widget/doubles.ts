import { CallFailed } from '../../widget/src/logic/api.ts';
import type { Keys } from '../../widget/src/logic/drawer.ts';
import type { Clock } from '../../widget/src/logic/timing.ts';
import type { ChatState, Message } from '../../widget/src/logic/types.ts';

/** A clock that moves when the test says so. */
export class TestClock implements Clock {
  at = 1_000_000;
  #due: { at: number; run: () => void }[] = [];
  now(): number {
    return this.at;
  }
  random(): number {
    return 0;
  }
  after(ms: number, run: () => void): () => void {
    const one = { at: this.at + ms, run };
    this.#due.push(one);
    return () => {
      this.#due = this.#due.filter((other) => other !== one);
    };
  }
  async pass(ms: number): Promise<void> {
    const end = this.at + ms;
    for (;;) {
      await settle();
      const next = this.#due.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#due = this.#due.filter((one) => one !== next);
      this.at = Math.max(this.at, next.at);
      next.run();
    }
    this.at = end;
    await settle();
  }
}

/** Lets everything that waits for promises run. */
export const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 30; turn += 1) await Promise.resolve();
};

/** The storage of one browser: several tabs share it. */
export const memoryKeys = (): Keys & { readonly map: Map<string, string> } => {
  const map = new Map<string, string>();
  return {
    map,
    get: (key) => map.get(key) ?? null,
    set: (key, value) => void (value === null ? map.delete(key) : map.set(key, value)),
    names: () => [...map.keys()],
  };
};

export const message = (number: number, more: Partial<Message> = {}): Message => ({
  number,
  from: 'agent',
  name: 'Mia',
  text: `message ${number}`,
  attachments: [],
  createdAt: new Date(1_000_000 + number).toISOString(),
  editedAt: null,
  deleted: false,
  status: 'sent',
  revision: 1,
  ...more,
});

export const OPEN: ChatState = { state: 'open', endedAt: null, rating: null, canRate: false, revision: 0 };
/** Ended after all messages of the test so far. */
export const ended = (more: Partial<ChatState> = {}): ChatState => ({
  state: 'ended',
  endedAt: new Date(2_000_000).toISOString(),
  rating: null,
  canRate: true,
  revision: 1,
  ...more,
});

/** A hub with one conversation per token, as the visitor's calls see it. */
export class TestHub {
  readonly said: Message[] = [];
  readonly calls: string[] = [];
  readonly acks: object[] = [];
  readonly drafts: Record<string, unknown>[] = [];
  /** What the next calls answer instead; undefined: as usual. */
  fails: ((call: string) => CallFailed | undefined) | null = null;
  valid = new Set<string>();
  people = new Map<string, string>();
  chat: ChatState = OPEN;
  readonly ratings: object[] = [];
  #sessions = 0;

  #called(call: string, token?: string): void {
    this.calls.push(call);
    const failure = this.fails?.(call);
    if (failure) throw failure;
    if (token !== undefined && !this.valid.has(token)) throw new CallFailed(401);
  }
  add(item: Message): Message {
    this.said.push(item);
    return item;
  }
  readonly api = {
    settings: async () => ({ mail: false, widget: {} }),
    session: async (draft: { token?: string; identity?: { id: string } }) => {
      this.drafts.push(draft);
      this.#called('session');
      const known = draft.identity && this.people.get(draft.identity.id);
      const token = known ?? (draft.token !== undefined && this.valid.has(draft.token) ? draft.token : `token-${(this.#sessions += 1)}`);
      const resumed = this.valid.has(token);
      this.valid.add(token);
      if (draft.identity) this.people.set(draft.identity.id, token);
      return { token, conversationId: `of-${token}`, resumed, position: `${resumed ? this.said.length : 0}.0` };
    },
    post: async (token: string, { id, text, attachmentIds }: { id: string; text?: string; attachmentIds?: readonly string[] }) => {
      this.#called(`post ${text ?? attachmentIds?.join() ?? ''}`, token);
      return this.said.find((one) => one.id === id) ?? this.add(message(this.said.length + 1, { id, from: 'visitor', name: null, text: text ?? null }));
    },
    updates: async (token: string, position: string) => {
      this.#called('updates', token);
      return {
        items: this.said.filter(({ number }) => number > Number.parseInt(position, 10)),
        position: `${this.said.length}.0`,
        more: false,
        chat: this.chat,
      };
    },
    history: async (token: string) => {
      this.#called('history', token);
      return { items: this.said.toReversed(), nextCursor: null };
    },
    acknowledge: async (token: string, to: object) => {
      this.#called('acknowledge', token);
      this.acks.push(to);
      return undefined;
    },
    rate: async (token: string, rating: { stars: number; comment?: string }) => {
      this.#called('rate', token);
      this.ratings.push(rating);
      this.chat = ended({ rating: { stars: rating.stars, comment: rating.comment ?? null }, revision: this.chat.revision + 1 });
      return this.chat;
    },
    announce: async () => ({ id: 'f-1', upload: { url: 'http://bucket', fields: {} } }),
    socketUrl: async (token: string) => {
      this.#called('socket', token);
      return 'ws://hub';
    },
  };
}
