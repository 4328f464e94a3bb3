import type { ClientSendFrame } from '../../../../client/index.ts';
import type { Parts } from './chat.ts';
import { withMessages, withOlder } from './logs.ts';
import { ofDirect, ofGroup, withRead } from './rooms.ts';
import type { ChatMessage, Outgoing, Person, Room } from './types.ts';

export type Extras = Pick<ClientSendFrame, 'inReplyTo' | 'threadOf' | 'attachmentIds'>;

export interface Actions {
  open(id: string | null): void;
  older(id: string): Promise<void>;
  /** The messages in the thread of one, also those that are far back. */
  readThread(id: string, number: number): Promise<void>;
  /** Shows the message at once, and sends it when there is a connection. */
  send(id: string, body: string, extras?: Extras): void;
  again(outgoing: Outgoing): void;
  discard(outgoing: Outgoing): void;
  typing(id: string): void;
  /** The person has seen the conversation up to its end. */
  seen(id: string): void;
  react(id: string, number: number, emoji: string, isMine: boolean): Promise<void>;
  edit(id: string, number: number, body: string): Promise<void>;
  remove(id: string, number: number): Promise<void>;
  upload(file: File): Promise<string>;
  /** A link to a file, good for five minutes. */
  link(attachmentId: string): Promise<string>;
  find(words: string): Promise<readonly Person[]>;
  openDirect(person: Person): Promise<void>;
  makeGroup(name: string, people: readonly Person[]): Promise<void>;
  dismiss(): void;
}

const PAGE = 50;
type Page = { readonly items: readonly ChatMessage[]; readonly nextCursor: string | null };

export function createActions({ api, feed, reads, state, refresh, failed }: Parts): Actions {
  const roomOf = (id: string): Room | undefined => state.get().rooms.find((room) => room.id === id);
  const pathOf = (id: string): string => roomOf(id)?.path ?? '/v1/groups/unknown';
  const put = (id: string, call: () => Promise<unknown>): Promise<void> => reads.apply(id, call, (log, message) => withMessages(log, [message as ChatMessage]));
  const loadMembers = async (room: Room): Promise<void> => {
    if (room.kind !== 'group' || state.get().members[room.id] !== undefined) return;
    const id = room.path.split('/').at(-1) ?? '';
    const { items } = await api.GET('/v1/groups/{id}/members', { params: { path: { id }, query: { limit: 100 } } });
    const people = items.map(({ userId, name }) => ({ id: userId, name: name ?? 'Somebody' }));
    state.change((before) => ({
      ...before,
      members: { ...before.members, [room.id]: people },
      names: { ...before.names, ...Object.fromEntries(people.map((person) => [person.id, person.name])) },
    }));
  };
  /** A room that the answer of a call has, opened. */
  const show = (room: Room): void => {
    state.change((before) => ({ ...before, rooms: withRead(before.rooms, [...before.rooms.filter(({ id }) => id !== room.id), room]) }));
    actions.open(room.id);
  };

  const actions: Actions = {
    open(id) {
      state.change((before) => ({ ...before, openId: id, notice: null }));
      const room = id === null ? undefined : roomOf(id);
      if (room === undefined) return;
      Promise.all([loadMembers(room), refresh(room.id)]).catch(failed);
    },
    async older(id) {
      const cursor = state.get().logs[id]?.older;
      if (!cursor) return;
      const call = async () => (await api.request('GET', `${pathOf(id)}/messages?limit=${PAGE}&cursor=${encodeURIComponent(cursor)}`)) as Page;
      await reads.apply(id, call, (log, { items, nextCursor }) => withOlder(log, items, nextCursor));
    },
    async readThread(id, number) {
      const call = async () => (await api.request('GET', `${pathOf(id)}/messages?limit=100&thread=${number}`)) as Page;
      await reads.apply(id, call, (log, { items }) => withMessages(log, items));
    },
    send(id, body, extras = {}) {
      feed.post({ type: 'send', conversationId: id, ...(body === '' ? {} : { body }), ...extras });
    },
    // The same id: a frame that the hub refused can be sent again with it, and one that it did not can do no harm.
    again: ({ frame }) => void feed.post(frame),
    discard: ({ id }) => state.change((before) => ({ ...before, outgoing: before.outgoing.filter((one) => one.id !== id) })),
    typing: (id) => feed.typing(id),
    seen(id) {
      const room = roomOf(id);
      const last = Math.max(room?.count ?? 0, state.get().logs[id]?.messages.at(-1)?.number ?? 0);
      if (room === undefined || last === 0) return;
      feed.read(id, last);
      if (room.unread > 0 || (room.readTo ?? 0) < last)
        state.change((before) => ({ ...before, rooms: before.rooms.map((one) => (one.id === id ? { ...one, unread: 0, readTo: last } : one)) }));
    },
    async react(id, number, emoji, isMine) {
      const path = `${pathOf(id)}/messages/${number}/reactions/${encodeURIComponent(emoji)}`;
      await put(id, () => api.request(isMine ? 'DELETE' : 'PUT', path));
    },
    async edit(id, number, body) {
      await put(id, () => api.request('PATCH', `${pathOf(id)}/messages/${number}`, { body }));
    },
    async remove(id, number) {
      await api.request('DELETE', `${pathOf(id)}/messages/${number}`);
      await reads.amended(id, number);
    },
    async upload(file) {
      const type = file.type === '' ? 'application/octet-stream' : file.type;
      const { id, upload } = await api.POST('/v1/attachments', { body: { name: file.name, type, size: file.size } });
      const form = new FormData();
      for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
      form.append('file', file);
      const response = await fetch(upload.url, { method: 'POST', body: form });
      if (!response.ok) throw new Error('The file could not be uploaded.');
      return id;
    },
    async link(attachmentId) {
      const { url } = await api.GET('/v1/attachments/{id}', { params: { path: { id: attachmentId } } });
      if (url === null) throw new Error('The file is not ready yet.');
      return url;
    },
    async find(words) {
      const { items } = await api.GET('/v1/users', { params: { query: { q: words, limit: 8 } } });
      return items.filter(({ id }) => id !== state.get().me.id).map(({ id, name }) => ({ id, name }));
    },
    async openDirect(person) {
      show(ofDirect(await api.POST('/v1/directs', { body: { userId: person.id } })));
    },
    async makeGroup(name, people) {
      const made = await api.POST('/v1/groups', { body: { id: crypto.randomUUID(), name, memberIds: people.map(({ id }) => id) } });
      if ('conversationId' in made) show(ofGroup(made));
    },
    dismiss: () => state.change((before) => ({ ...before, notice: null })),
  };
  return actions;
}
