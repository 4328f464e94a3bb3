import { logPage } from './fake-applications.ts';
import { type Answer, done, ok, page, type Routes, refusal } from './fake-settings.ts';

const CREATED = '2026-11-29T09:00:00Z';

export interface GroupMessage {
  number: number;
  body: string | null;
  senderId: string;
  deleted: boolean;
  hidden: boolean;
  [more: string]: unknown;
}

export interface FakeGroups {
  readonly routes: Routes;
  readonly messages: GroupMessage[];
  /** Adds a message, as somebody who is in the group does. */
  say(senderId: string, body: string): GroupMessage;
}

export const GROUP = '3f0a6c1e-0000-4000-8000-000000000001';
export const HOSTILE = '<img src=x onerror="document.title=\'pwned\'"> \u202Eevil\u202C';

/** A group that this person owns, with 60 messages, and one in which they are a plain member. */
export function groups(): FakeGroups {
  const messages: GroupMessage[] = [];
  const bans: { userId: string; name: string | null; reason: string | null; by: string; at: string }[] = [];
  const audit: Record<string, unknown>[] = [];
  const say = (senderId: string, body: string): GroupMessage => {
    const made = {
      number: messages.length + 1,
      body: body as string | null,
      senderId,
      createdAt: CREATED,
      editedAt: null,
      deleted: false,
      hidden: false,
      inReplyTo: null,
      threadOf: null,
      replyCount: 0,
      lastReplyAt: null,
      mentions: [],
      attachments: [],
      reactions: [],
    };
    messages.push(made);
    return made;
  };
  for (let at = 1; at <= 60; at += 1) say(at % 3 === 0 ? 'p-troll' : 'u2', at === 60 ? HOSTILE : `Word ${at}`);
  const north = { id: GROUP, name: 'Couriers north', description: 'Everybody who rides in the north.', membersCount: 3, slowModeSeconds: 0, role: 'owner' };
  const plain = { id: 'g-plain', name: 'All hands', description: null, membersCount: 40, slowModeSeconds: 0, role: 'member' };
  const shown = (group: typeof north | typeof plain) => ({
    ...group,
    conversationId: `g.${group.id}`,
    messagesCount: group === north ? messages.length : 0,
    unreadCount: group === north ? 2 : 0,
    lastMessage: group === north ? messages.at(-1) : null,
    mutedUntil: null,
    pinned: false,
    createdAt: CREATED,
  });
  const record = (type: string, id: string, field: string, from: unknown, to: unknown): void => {
    audit.unshift({
      at: new Date().toISOString(),
      by: { type: 'agent', id: 'u1' },
      changes: [{ field, from, to }],
      correlationId: `c${audit.length}`,
      cause: null,
      object: { type, id },
    });
  };
  record('message', 'g.of-another-group/4', 'hidden', false, true);
  const all = [north, plain];
  const of = (id: string): Answer => {
    const group = all.find((one) => one.id === id);
    return group === undefined ? refusal(404, 'not_found', 'There is no such group.') : ok(shown(group));
  };
  const message = (ids: string): GroupMessage => messages[Number(ids.split(' ')[1]) - 1] as GroupMessage;
  const routes: Routes = {
    'GET /v1/groups': () => page(all.map(shown)),
    'GET /v1/groups/{id}': of,
    'PATCH /v1/groups/{id}': (id, body) => {
      record('group', id, 'slowModeSeconds', north.slowModeSeconds, body['slowModeSeconds']);
      Object.assign(north, body);
      return of(id);
    },
    'GET /v1/groups/{id}/members': () =>
      page([
        { userId: 'u1', name: 'Luna Marchetti', role: 'owner', joinedAt: CREATED },
        { userId: 'p-troll', name: 'Sam Lang', role: 'member', joinedAt: CREATED },
      ]),
    'GET /v1/groups/{id}/messages': (id, _, query) => logPage(id === GROUP ? messages : [], query),
    'GET /v1/groups/{id}/messages/{id}': (ids) => ok(message(ids)),
    'PATCH /v1/groups/{id}/messages/{id}': (ids, body) => {
      const changed = message(ids);
      record('message', `g.${GROUP}/${changed.number}`, 'hidden', changed.hidden, body['hidden']);
      return ok(Object.assign(changed, body));
    },
    'DELETE /v1/groups/{id}/messages/{id}': (ids) => {
      const changed = message(ids);
      Object.assign(changed, { deleted: true, body: null });
      record('message', `g.${GROUP}/${changed.number}`, 'deleted', false, true);
      return done;
    },
    'GET /v1/groups/{id}/bans': () => page(bans),
    'PUT /v1/groups/{id}/bans/{id}': (ids, body) => {
      const userId = ids.split(' ')[1] ?? '';
      const ban = { userId, name: 'Sam Lang', reason: (body['reason'] as string | undefined) ?? null, by: 'u1', at: CREATED };
      bans.push(ban);
      north.membersCount -= 1;
      record('groupBan', `${GROUP}/${userId}`, 'banned', false, true);
      return ok(ban);
    },
    'DELETE /v1/groups/{id}/bans/{id}': (ids) => {
      bans.pop();
      record('groupBan', ids.replace(' ', '/'), 'banned', true, false);
      return done;
    },
    'GET /v1/audit': () => page(audit),
  };
  return { routes, messages, say };
}
