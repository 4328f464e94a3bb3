import { type Answer, done, ok, page, type Routes, refusal } from './fake-settings.ts';

/** Newest first; the cursor is the number that the page before ended with. */
export function logPage(messages: readonly { readonly number: number }[], query?: URLSearchParams): Answer {
  const limit = Number(query?.get('limit') ?? 20);
  const before = Number(query?.get('cursor') ?? Number.POSITIVE_INFINITY);
  const older = messages.filter(({ number }) => number < before).toReversed();
  const items = older.slice(0, limit);
  return ok({ items, nextCursor: older.length > limit ? String(items.at(-1)?.number) : null });
}

export const TOKEN = 'aaaaBBBBccccDDDDeeeeFFFF-gggHHHH_iiiJJJJkkk';

/** An application with a chat of 60 messages, in pages of 50, and a report of one of them. */
export function applications(): Routes {
  const createdAt = '2026-11-29T09:00:00Z';
  const all = [{ token: TOKEN, name: 'Courier app', chatsCount: 2, createdAt }];
  const origins: Record<string, unknown>[] = [];
  const say = (number: number, senderId: string, body: string) => ({
    number,
    body: body as string | null,
    senderId,
    createdAt,
    editedAt: null,
    deleted: false,
    hidden: false,
    inReplyTo: null,
    threadOf: null,
    replyCount: 0,
    lastReplyAt: null,
    mentions: [],
    attachments: number === 60 ? [{ id: 'f', name: 'door.jpg', type: 'image/jpeg', size: 120_000 }] : [],
    reactions: [],
  });
  const messages = Array.from({ length: 60 }, (_, at) => say(at + 1, at % 2 === 0 ? 'rider-7' : 'u2', at === 58 ? '<b>I will find you</b>' : `Line ${at + 1}`));
  const of = (n: string) => messages[Number(n) - 1];
  const reports = [
    {
      id: 'r1',
      conversationId: 'c',
      number: 59,
      reason: 'A threat',
      createdAt,
      state: 'open',
      kind: 'chat',
      reportedBy: 'u2',
      action: null as string | null,
      settledBy: null as string | null,
      settledAt: null as string | null,
    },
  ];
  const change = (n: string, more: object): Answer => {
    const message = of(n);
    return message?.deleted === false ? ok(Object.assign(message, more)) : refusal(409, 'conflict', 'This message was deleted.');
  };
  return {
    'GET /v1/applications': () => page(all),
    'POST /v1/applications': (_, body) => {
      const made = { token: 'b'.repeat(43), chatsCount: 0, createdAt, name: String(body['name']) };
      all.push(made);
      return ok(made, 201);
    },
    'GET /v1/applications/{id}': (id) => ok(all.find(({ token }) => token === id)),
    'PATCH /v1/applications/{id}': (id, body) => ok(Object.assign(all.find(({ token }) => token === id) ?? {}, body)),
    'GET /v1/applications/{id}/chats': (id) =>
      page(
        id === TOKEN
          ? [
              { number: 2, name: null, conversationId: 'c2', messagesCount: 0, createdAt },
              { number: 1, name: 'Order 4711', conversationId: 'c', messagesCount: 60, createdAt },
            ]
          : [],
      ),
    'GET /v1/applications/{id}/chats/{id}': () => ok({ number: 1, name: 'Order 4711', conversationId: 'c', messagesCount: 60, createdAt }),
    'GET /v1/applications/{id}/chats/{id}/messages': (_, __, query) => logPage(messages, query),
    'GET /v1/applications/{id}/chats/{id}/messages/search': () => page([{ ...messages[6], highlights: ['<em>Line</em> 7'] }]),
    'GET /v1/applications/{id}/chats/{id}/messages/{id}': (ids) => ok(of(ids.split(' ')[2] ?? '')),
    'PATCH /v1/applications/{id}/chats/{id}/messages/{id}': (ids, body) => change(ids.split(' ')[2] ?? '', body),
    'DELETE /v1/applications/{id}/chats/{id}/messages/{id}': (ids) => {
      change(ids.split(' ')[2] ?? '', { deleted: true, body: null });
      return done;
    },
    'GET /v1/reports': (_, __, query) =>
      page(reports.filter(({ state }) => state === (query?.get('state') ?? 'open')).map((report) => ({ ...report, message: of(String(report.number)) }))),
    'PATCH /v1/reports/{id}': (id, body) => {
      const report = reports.find((one) => one.id === id);
      if (body['action'] === 'hide') change('59', { hidden: true });
      if (body['action'] === 'unhide') change('59', { hidden: false });
      const settled = { settledBy: 'u1' as string | null, settledAt: '2026-11-30T08:00:00Z' as string | null };
      return ok({ ...Object.assign(report ?? {}, { action: body['action'] ?? null, state: body['state'] ?? 'settled', ...settled }), message: of('59') });
    },
    'GET /v1/origins': () => page(origins),
    'POST /v1/origins': (_, body) => {
      const made = {
        id: 'o9',
        channel: 'application',
        name: body['name'],
        state: 'enabled',
        accountId: TOKEN,
        webhookPath: '/webhooks/application/o9',
        createdAt,
      };
      origins.push(made);
      return ok(made, 201);
    },
    'GET /v1/origins/{id}': () => ok(origins[0]),
    'GET /v1/origins/{id}/health': () => ok({ lastEventAt: null, lostAccess: null, unreadable: 0, lastUnreadable: null, notices: [] }),
    'GET /v1/origins/{id}/events': () => page([]),
  };
}
