import { randomBytes, randomInt } from 'node:crypto';
import { isRecord, sameText } from './graph-error.ts';
import { recordOf } from './site.ts';
import type { XAnswer, XCall } from './x-call.ts';
import { xMedia } from './x-media.ts';

/**
 * X's API, as far as a hub needs it, written from its documentation alone (docs.x.com, read 2026-11-29):
 * - tokens: resources/fundamentals/authentication/oauth-2-0/user-access-token (two hours; a refresh token works once)
 * - posts: x-api/posts/creation-of-a-post, x-api/posts/delete-post; how characters count: developer.x.com/en/docs/counting-characters
 * - direct messages: x-api/direct-messages/manage/integrate
 * - pictures: x-api/media/upload-media, x-api/media/quickstart/best-practices; GIFs and films: x-media.ts
 * - the account of a token: x-api/users/lookup/quickstart/authenticated-lookup
 * - errors and limits: x-api/fundamentals/response-codes-and-errors, x-api/fundamentals/rate-limits
 */
export interface XAccount {
  readonly handle: string;
  readonly clientId: string;
  /** Only for a confidential client. */
  readonly clientSecret?: string | undefined;
  readonly accessToken: string;
  readonly refreshToken: string;
}
export const TOKEN_SECONDS = 7_200;
const LONGEST_POST = 280;
const LONGEST_MESSAGE = 10_000;
const LARGEST_PICTURE = 5 * 1024 * 1024;
const WINDOW_MS = 900_000;
const PICTURES = new Set(['image/jpeg', 'image/png', 'image/webp']);

const problem = (status: number, title: string, detail: string, kind?: string): XAnswer => ({
  status,
  body: { title, detail, type: kind === undefined ? 'about:blank' : `https://api.x.com/2/problems/${kind}`, status },
});
const invalid = (detail: string): XAnswer => problem(400, 'Invalid Request', detail, 'invalid-request');
/** The approximate weight of a post: each character outside Latin counts twice, a link 23. */
const weightOf = (text: string): number => {
  const links = text.match(/https?:\/\/\S+/g) ?? [];
  const rest = Array.from(text.replaceAll(/https?:\/\/\S+/g, ''));
  return links.length * 23 + rest.reduce((sum, sign) => sum + ((sign.codePointAt(0) ?? 0) <= 4_351 ? 1 : 2), 0);
};

/** `clock`: epoch ms. `callsPerWindow`: maximum calls in fifteen minutes, for each account. */
export const x = ({ clock = Date.now, callsPerWindow = 500 }: { readonly clock?: () => number; readonly callsPerWindow?: number } = {}) => {
  const accounts = new Map<string, XAccount>();
  /** All issued access tokens with their account, including expired ones. */
  const tokens = new Map<string, { readonly account: string; readonly until: number }>();
  const refreshTokens = new Map<string, string>();
  const media = new Set<string>();
  const posted = new Map<string, { readonly account: string; readonly text: string; readonly answers: unknown }>();
  const calls = new Map<string, number[]>();
  const nextId = (): string => `1${String(clock()).padStart(13, '0')}${String(randomInt(100_000)).padStart(5, '0')}`;

  /** GIFs and films, of which a post has one and nothing else. */
  const alone = new Set<string>();
  const segments = xMedia({ invalid, nextId, ready: (id) => void (media.add(id), alone.add(id)) });

  const token = ({ authorization, body }: XCall): XAnswer => {
    const form = new URLSearchParams(body.toString('utf8'));
    const unknown = [...form.keys()].find((name) => !['grant_type', 'refresh_token', 'client_id'].includes(name));
    const account = refreshTokens.get(form.get('refresh_token') ?? '');
    const known = account === undefined ? undefined : accounts.get(account);
    const refused = (error: string): XAnswer => ({ status: 400, body: { error, error_description: 'Value passed for the token was invalid.' } });
    if (unknown !== undefined || form.get('grant_type') !== 'refresh_token') return refused('invalid_request');
    if (account === undefined || !known) return refused('invalid_grant');
    const basic = Buffer.from(`${known.clientId}:${known.clientSecret ?? ''}`).toString('base64');
    const isClient = known.clientSecret === undefined ? form.get('client_id') === known.clientId : sameText(authorization ?? '', `Basic ${basic}`);
    if (!isClient) return { status: 401, body: { error: 'unauthorized_client', error_description: 'Missing valid authorization header' } };
    refreshTokens.delete(form.get('refresh_token') ?? '');
    const [accessToken, refreshToken] = [randomBytes(24).toString('base64url'), randomBytes(24).toString('base64url')];
    tokens.set(accessToken, { account, until: clock() + TOKEN_SECONDS * 1_000 });
    refreshTokens.set(refreshToken, account);
    return {
      status: 200,
      body: { token_type: 'bearer', expires_in: TOKEN_SECONDS, access_token: accessToken, refresh_token: refreshToken, scope: 'tweet.write dm.write' },
    };
  };

  /** The account of a token. An unknown token is accepted for an unknown account, because a laptop's own origins may have invented credentials. */
  const caller = ({ authorization }: XCall): { readonly account: string } | XAnswer => {
    const given = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1];
    if (given === undefined) return problem(401, 'Unauthorized', 'Unauthorized');
    const known = tokens.get(given);
    if (known && known.until <= clock()) return problem(401, 'Unauthorized', 'Unauthorized');
    const account = known?.account ?? 'unknown';
    const recent = (calls.get(account) ?? []).filter((at) => at > clock() - WINDOW_MS);
    const [oldest] = recent;
    if (oldest !== undefined && recent.length >= callsPerWindow)
      return { ...problem(429, 'Too Many Requests', 'Too Many Requests'), rateLimitReset: Math.ceil((oldest + WINDOW_MS) / 1_000) };
    calls.set(account, [...recent, clock()]);
    return { account };
  };

  const post = ({ body }: XCall, account: string): XAnswer => {
    const given = recordOf(body);
    if (!given) return invalid('The body is no object of JSON.');
    const { text = '', reply, media: files, ...unknown } = given;
    const [first] = Object.keys(unknown);
    if (first !== undefined) return invalid(`[${first}] is not allowed.`);
    const answers = isRecord(reply) && Object.keys(reply).length === 1 ? reply['in_reply_to_tweet_id'] : undefined;
    if (reply !== undefined && (typeof answers !== 'string' || !/^\d{1,19}$/.test(answers))) return invalid('reply.in_reply_to_tweet_id');
    const pictures = files === undefined ? [] : isRecord(files) && Object.keys(files).length === 1 ? files['media_ids'] : undefined;
    if (!isIds(pictures) || pictures.length > 4 || (files !== undefined && pictures.length === 0)) return invalid('media.media_ids');
    if (pictures.some((one) => !media.has(one))) return invalid('Your media IDs are invalid.');
    if (pictures.length > 1 && pictures.some((one) => alone.has(one))) return invalid('media.media_ids: one GIF or one video');
    if (typeof text !== 'string' || (text === '' && pictures.length === 0)) return invalid('text');
    if (weightOf(text) > LONGEST_POST) return problem(403, 'Forbidden', 'Your Tweet text is too long.');
    const isTwice = text !== '' && [...posted.values()].some((one) => one.account === account && one.text === text && one.answers === answers);
    if (isTwice) return problem(403, 'Forbidden', 'You are not allowed to create a Tweet with duplicate content.');
    const id = nextId();
    posted.set(id, { account, text, answers });
    const done = { what: 'post' as const, account, id, text, answers: typeof answers === 'string' ? answers : '', media: pictures };
    return { status: 201, body: { data: { id, text } }, done };
  };

  const message = ({ body }: XCall, account: string, to: string): XAnswer => {
    const given = recordOf(body);
    if (!given) return invalid('The body is no object of JSON.');
    const { text = '', attachments = [], ...unknown } = given;
    const [first] = Object.keys(unknown);
    if (first !== undefined) return invalid(`[${first}] is not allowed.`);
    if (!/^\d{1,19}$/.test(to)) return invalid('participant_id');
    if (typeof text !== 'string' || text.length > LONGEST_MESSAGE) return invalid('text');
    if (!Array.isArray(attachments) || attachments.length > 1) return invalid('attachments');
    const ids = attachments.map((one: unknown) => (isRecord(one) && Object.keys(one).length === 1 ? one['media_id'] : undefined));
    if (!isIds(ids) || ids.some((one) => !media.has(one))) return invalid('attachments.media_id');
    if (text === '' && ids.length === 0) return invalid('text or attachments');
    const id = nextId();
    const done = { what: 'message' as const, account, id, to, text, media: ids };
    return { status: 201, body: { data: { dm_conversation_id: `${account}-${to}`, dm_event_id: id } }, done };
  };

  const upload = async ({ body, contentType }: XCall): Promise<XAnswer> => {
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType ?? '' } }).formData().catch(() => null);
    if (form === null) return invalid('The body is no form.');
    for (const key of form.keys()) if (key !== 'media' && key !== 'media_category') return invalid(`[${key}] is not allowed.`);
    const [category, file] = [form.get('media_category'), form.get('media')];
    if (category !== 'tweet_image' && category !== 'dm_image') return invalid('media_category');
    if (file === null || typeof file === 'string' || !PICTURES.has(file.type)) return invalid('media type unrecognized.');
    if (file.size > LARGEST_PICTURE) return invalid('File size exceeds 5242880 bytes.');
    const id = nextId();
    media.add(id);
    return { status: 200, body: { data: { id, media_key: `3_${id}`, expires_after_secs: 86_400, size: file.size } } };
  };

  const me = (account: string): XAnswer => {
    const known = accounts.get(account);
    if (!known) return problem(401, 'Unauthorized', 'Unauthorized');
    return { status: 200, body: { data: { id: account, name: known.handle, username: known.handle } } };
  };

  const remove = (account: string, id: string): XAnswer => {
    const known = posted.get(id);
    if (!known) return { ...problem(404, 'Not Found Error', `Could not find tweet with id: [${id}].`, 'resource-not-found') };
    if (known.account !== account) return problem(403, 'Forbidden', 'You are not allowed to delete this Tweet.');
    posted.delete(id);
    return { status: 200, body: { data: { deleted: true } }, done: { what: 'deletion', account, id } };
  };

  return {
    account(userId: string, account: XAccount): void {
      // A repeat changes nothing, because the tokens may have been renewed in the meantime.
      if (accounts.has(userId)) return;
      accounts.set(userId, account);
      tokens.set(account.accessToken, { account: userId, until: clock() + TOKEN_SECONDS * 1_000 });
      refreshTokens.set(account.refreshToken, userId);
    },
    /** Every access token has expired. */
    expire(): void {
      for (const [name, { account }] of tokens) tokens.set(name, { account, until: 0 });
    },
    /** The account's owner withdraws the app's permission. */
    revoke(): void {
      this.expire();
      refreshTokens.clear();
    },
    nextId,
    handleOf: (userId: string): string => accounts.get(userId)?.handle ?? 'somebody',
    /** Undefined: the path does not belong to X. */
    async answer(call: XCall): Promise<XAnswer | undefined> {
      const { pathname } = call.url;
      const route = `${call.method} ${pathname}`;
      if (!pathname.startsWith('/2/') || pathname.startsWith('/2/email')) return undefined;
      if (route === 'POST /2/oauth2/token') return token(call);
      const who = caller(call);
      if (!('account' in who)) return who;
      if (route === 'GET /2/users/me') return me(who.account);
      if (route === 'POST /2/tweets') return post(call, who.account);
      if (route === 'POST /2/media/upload') return upload(call);
      const inSegments = await segments.answer(call);
      if (inSegments) return inSegments;
      const [, to] = /^POST \/2\/dm_conversations\/with\/([^/]+)\/messages$/.exec(route) ?? [];
      if (to !== undefined) return message(call, who.account, decodeURIComponent(to));
      const [, id] = /^DELETE \/2\/tweets\/(\d{1,19})$/.exec(route) ?? [];
      return id === undefined ? problem(404, 'Not Found', `No such path: ${route}`) : remove(who.account, id);
    },
  };
};
export type X = ReturnType<typeof x>;

const isIds = (given: unknown): given is string[] => Array.isArray(given) && given.every((one) => typeof one === 'string' && /^\d{1,19}$/.test(one));
