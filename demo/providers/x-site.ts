import { createHmac } from 'node:crypto';
import { routeOf, type SiteAnswer, type SiteCall } from './site.ts';
import { x } from './x.ts';
import type { XAnswer } from './x-call.ts';

/**
 * X as the simulator's server shows it: the API (`x.ts`), and what happens at X itself:
 * - `PUT /accounts/x/{userId}` `{handle, consumerSecret, clientId, clientSecret?, accessToken, refreshToken, webhookUrl}`
 * - `POST /x/{userId}/posts` `{posts: [{id, text, user: {id, name, handle}}]}`: people mention the account. Existing posts stay unchanged.
 * - `POST /x/{userId}/messages` `{messages: [{id, text, user}]}`: people write to it.
 * What people and the account do is posted to the webhook as the Account Activity API does, signed with the consumer secret
 * (https://docs.x.com/enterprise-api/account-activity/introduction, https://docs.x.com/x-api/webhooks/quickstart, read 2026-11-29).
 */
interface Person {
  readonly id: string;
  readonly name: string;
  readonly handle: string;
}
interface Written {
  readonly id: string;
  readonly text: string;
  readonly user: Person;
}
interface Hook {
  readonly url: string;
  readonly secret: string;
}

const NONE = { hashtags: [], symbols: [], user_mentions: [], urls: [] };
const userOf = ({ id, name, handle }: Person): object => ({ id: Number(id), id_str: id, name, screen_name: handle });
/** `Wed Oct 10 20:19:24 +0000 2018` */
const written = (at: number): string => {
  const [day, date, month, year, time] = new Date(at).toUTCString().replace(',', '').split(' ');
  return `${day} ${month} ${date} ${time} +0000 ${year}`;
};

export const xSite = () => {
  const site = x();
  const hooks = new Map<string, Hook>();
  /** The writers, by the ids of posts and messages. */
  const authors = new Map<string, Person>();

  const webhook = (account: string, events: object): Pick<SiteAnswer, 'webhook'> => {
    const hook = hooks.get(account);
    if (!hook) return {};
    const body = JSON.stringify({ for_user_id: account, ...events });
    const signature = `sha256=${createHmac('sha256', hook.secret).update(body).digest('base64')}`;
    return { webhook: { url: hook.url, headers: { 'content-type': 'application/json', 'x-twitter-webhooks-signature': signature }, body } };
  };

  const account = (userId: string, body: string): SiteAnswer => {
    const { handle, consumerSecret, clientId, clientSecret, accessToken, refreshToken, webhookUrl } = JSON.parse(body) as Record<string, string | undefined>;
    if (!handle || !consumerSecret || !clientId || !accessToken || !refreshToken || !webhookUrl) return { status: 400, body: { error: 'a member is missing' } };
    site.account(userId, { handle, clientId, clientSecret, accessToken, refreshToken });
    hooks.set(userId, { url: webhookUrl, secret: consumerSecret });
    return { status: 200, body: { id: userId } };
  };

  const post = (id: string, text: string, user: Person, more: object = {}): object => ({
    created_at: written(Date.now()),
    id: Number(id),
    id_str: id,
    text,
    truncated: false,
    in_reply_to_status_id_str: null,
    in_reply_to_user_id_str: null,
    user: userOf(user),
    entities: NONE,
    timestamp_ms: String(Date.now()),
    ...more,
  });
  const message = (id: string, text: string, from: string, to: string): object => ({
    type: 'message_create',
    id,
    created_timestamp: String(Date.now()),
    message_create: { target: { recipient_id: to }, sender_id: from, message_data: { text, entities: NONE } },
  });

  const people = (userId: string, what: 'posts' | 'messages', body: string): SiteAnswer => {
    const given = (JSON.parse(body) as Record<string, readonly Written[] | undefined>)[what] ?? [];
    const fresh = given.filter(({ id }) => !authors.has(id));
    for (const { id, user } of fresh) authors.set(id, user);
    const answer = { status: 201, body: { written: fresh.length } };
    if (fresh.length === 0) return answer;
    const users = Object.fromEntries(fresh.map(({ user }) => [user.id, { id: user.id, name: user.name, screen_name: user.handle }]));
    const events =
      what === 'posts'
        ? { user_has_blocked: 'false', tweet_create_events: fresh.map(({ id, text, user }) => post(id, text, user)) }
        : { direct_message_events: fresh.map(({ id, text, user }) => message(id, text, user.id, userId)), users };
    return { ...answer, ...webhook(userId, events) };
  };

  /** The account's own actions are events too. */
  const echo = (done: NonNullable<XAnswer['done']>): Pick<SiteAnswer, 'webhook'> => {
    const me = { id: done.account, name: 'The shop', handle: site.handleOf(done.account) };
    if (done.what === 'deletion')
      return webhook(done.account, { tweet_delete_events: [{ status: { id: done.id, user_id: done.account }, timestamp_ms: String(Date.now()) }] });
    if (done.what === 'message') return webhook(done.account, { direct_message_events: [message(done.id, done.text, done.account, done.to)] });
    const to = authors.get(done.answers);
    const answered = { in_reply_to_status_id_str: done.answers, in_reply_to_user_id_str: to?.id ?? null, in_reply_to_screen_name: to?.handle ?? null };
    return webhook(done.account, { tweet_create_events: [post(done.id, done.text, me, answered)] });
  };

  return {
    /** Undefined: the path does not belong to X. */
    async answer(call: SiteCall): Promise<SiteAnswer | undefined> {
      const route = routeOf(call);
      const text = call.body.toString('utf8');
      const [, userId] = /^PUT \/accounts\/x\/(\d+)$/.exec(route) ?? [];
      if (userId !== undefined) return account(userId, text);
      const [, of, what] = /^POST \/x\/(\d+)\/(posts|messages)$/.exec(route) ?? [];
      if (of !== undefined) return people(of, what === 'posts' ? 'posts' : 'messages', text);
      const answer = await site.answer(call);
      if (!answer) return undefined;
      const { done, ...answered } = answer;
      if (!done) return answered;
      return { ...answered, sent: { channel: 'x', account: done.account, providerId: done.id, request: done }, ...echo(done) };
    },
  };
};
