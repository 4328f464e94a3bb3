import { type Answer, done, ok, page, type Routes, refusal } from './fake-settings.ts';

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
  const newest = messages.toReversed();
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
      action: null,
      settledBy: null,
      settledAt: null,
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
    'GET /v1/applications/{id}/chats/{id}/messages': () => ok({ items: newest.slice(0, 50), nextCursor: null }),
    'GET /v1/applications/{id}/chats/{id}/messages/search': () => page([{ ...messages[6], highlights: ['<em>Line</em> 7'] }]),
    'PATCH /v1/applications/{id}/chats/{id}/messages/{id}': (ids, body) => change(ids.split(' ')[2] ?? '', body),
    'DELETE /v1/applications/{id}/chats/{id}/messages/{id}': (ids) => {
      change(ids.split(' ')[2] ?? '', { deleted: true, body: null });
      return done;
    },
    'GET /v1/reports': () => page(reports.map((report) => ({ ...report, message: of(String(report.number)) }))),
    'PATCH /v1/reports/{id}': (_, body) => {
      const [report] = reports.splice(0, 1);
      if (body['action'] === 'hide') change('59', { hidden: true });
      return ok({ ...report, state: 'settled', message: of('59') });
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
