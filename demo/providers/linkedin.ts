import { createHmac, randomBytes, randomInt } from 'node:crypto';
import { isRecord } from './graph-error.ts';
import { recordOf, type SiteAnswer, type SiteCall } from './site.ts';

/**
 * LinkedIn, as far as a hub needs it, written from its documentation alone (learn.microsoft.com/linkedin, read 2026-11-29):
 * - tokens: shared/authentication/programmatic-refresh-tokens (60 days; a refresh token works for a year)
 * - tokens, looked up: shared/authentication/token-introspection
 * - comments: marketing/community-management/shares/comments-api
 * - reactions: marketing/community-management/shares/reactions-api (read 2026-11-30)
 * - notifications, pushed and pulled: marketing/community-management/organizations/organization-social-action-notifications
 * - signatures: shared/api-guide/webhook-validation; errors: shared/api-guide/concepts/error-handling
 * What happens at LinkedIn itself:
 * - `PUT /accounts/linkedin/{organization id}` `{clientId, clientSecret, accessToken, refreshToken, webhookUrl}`
 * - `POST /linkedin/{organization id}/comments` `{comments: [{id, text, owner, parent?}], push?: false}`: members comment. Existing comments stay unchanged.
 *   Without
 *   a push, the notification can only be polled.
 */
interface Account {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly webhookUrl: string;
}
interface Comment {
  readonly post: string;
  readonly id: string;
  readonly actor: string;
  readonly text: string;
  readonly parent: string | null;
}
interface Notification {
  readonly organization: string;
  readonly at: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export const TOKEN_SECONDS = 5_184_000;
const LONGEST_COMMENT = 1_250;
const ACTIONS = new Set(['LIKE', 'COMMENT', 'SHARE', 'SHARE_MENTION', 'ADMIN_COMMENT', 'COMMENT_EDIT', 'COMMENT_DELETE']);

const REACTIONS = new Set(['LIKE', 'PRAISE', 'APPRECIATION', 'EMPATHY', 'INTEREST', 'ENTERTAINMENT']);

const refused = (status: number, message: string): SiteAnswer => ({ status, body: { message, serviceErrorCode: status, status } });
const urnOf = ({ post, id }: Pick<Comment, 'post' | 'id'>): string => `urn:li:comment:(${post},${id})`;

/** `clock`: epoch ms. */
export const linkedIn = ({ clock = Date.now }: { readonly clock?: () => number } = {}) => {
  const accounts = new Map<string, Account>();
  const tokens = new Map<string, { readonly organization: string; readonly until: number }>();
  const refreshTokens = new Map<string, string>();
  const comments = new Map<string, Comment>();
  const reactions = new Map<string, string>();
  const notifications: Notification[] = [];

  /** An event in LinkedIn's format. */
  const noted = (organization: string, action: string, comment: Comment): Notification['body'] => {
    const urn = urnOf(comment);
    const decorated = {
      entity: urn,
      owner: comment.actor,
      object: comment.post,
      text: comment.text,
      ...(comment.parent === null ? {} : { parentComment: comment.parent }),
    };
    const body = {
      notificationId: 5_000_000 + notifications.length,
      organizationalEntity: `urn:li:organization:${organization}`,
      action,
      sourcePost: comment.post,
      lastModifiedAt: clock(),
      // LinkedIn writes the URN of the same comment in two ways.
      generatedActivity: urn.replace('(urn:li:', '('),
      decoratedGeneratedActivity: { comment: decorated },
      subscriber: 'urn:li:person:admin',
    };
    notifications.push({ organization, at: clock(), body });
    return body;
  };
  const push = (organization: string, bodies: readonly Notification['body'][]): Pick<SiteAnswer, 'webhook'> => {
    const account = accounts.get(organization);
    if (!account || bodies.length === 0) return {};
    const call = JSON.stringify({ type: 'ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS', notifications: bodies });
    const signature = createHmac('sha256', account.clientSecret).update(`hmacsha256=${call}`).digest('hex');
    return { webhook: { url: account.webhookUrl, headers: { 'content-type': 'application/json', 'x-li-signature': signature }, body: call } };
  };

  const notify = (organization: string, action: string, comment: Comment) => push(organization, [noted(organization, action, comment)]);

  const account = (organization: string, body: string): SiteAnswer => {
    const { clientId, clientSecret, accessToken, refreshToken, webhookUrl } = JSON.parse(body) as Record<string, string | undefined>;
    if (!clientId || !clientSecret || !accessToken || !refreshToken || !webhookUrl) return { status: 400, body: { error: 'a member is missing' } };
    if (!accounts.has(organization)) tokens.set(accessToken, { organization, until: clock() + TOKEN_SECONDS * 1_000 });
    accounts.set(organization, { clientId, clientSecret, webhookUrl });
    refreshTokens.set(refreshToken, organization);
    return { status: 200, body: { id: organization } };
  };

  const written = (organization: string, body: string): SiteAnswer => {
    const given = JSON.parse(body) as { readonly push?: boolean; readonly comments: readonly { id: string; text: string; owner: string; parent?: string }[] };
    const bodies: Notification['body'][] = [];
    for (const { id, text, owner, parent } of given.comments) {
      const comment = { post: 'urn:li:activity:7094637247890620418', id, actor: owner, text, parent: parent ?? null };
      if (comments.has(urnOf(comment))) continue;
      comments.set(urnOf(comment), comment);
      bodies.push(noted(organization, 'COMMENT', comment));
    }
    return { status: 201, body: { written: bodies.length }, ...(given.push === false ? {} : push(organization, bodies)) };
  };

  const token = (body: string): SiteAnswer => {
    const form = new URLSearchParams(body);
    const unknown = [...form.keys()].find((name) => !['grant_type', 'refresh_token', 'client_id', 'client_secret'].includes(name));
    const organization = refreshTokens.get(form.get('refresh_token') ?? '');
    const known = organization === undefined ? undefined : accounts.get(organization);
    if (unknown !== undefined || form.get('grant_type') !== 'refresh_token') return { status: 400, body: { error: 'invalid_request' } };
    if (organization === undefined || !known) return { status: 400, body: { error: 'invalid_grant', error_description: 'The provided token is invalid' } };
    if (form.get('client_id') !== known.clientId || form.get('client_secret') !== known.clientSecret) return { status: 401, body: { error: 'invalid_client' } };
    const accessToken = randomBytes(24).toString('base64url');
    tokens.set(accessToken, { organization, until: clock() + TOKEN_SECONDS * 1_000 });
    return {
      status: 200,
      body: { access_token: accessToken, expires_in: TOKEN_SECONDS, refresh_token: form.get('refresh_token'), refresh_token_expires_in: 31_536_000 },
    };
  };

  /** Unlike other calls, this one refuses clients that the simulator does not know. */
  const introspect = (body: string): SiteAnswer => {
    const form = new URLSearchParams(body);
    const unknown = [...form.keys()].find((name) => !['client_id', 'client_secret', 'token'].includes(name));
    if (unknown !== undefined) return { status: 400, body: { error: 'invalid_request', error_description: unknown } };
    const isClient = [...accounts.values()].some((one) => one.clientId === form.get('client_id') && one.clientSecret === form.get('client_secret'));
    if (!isClient) return { status: 401, body: { error: 'invalid_client', error_description: 'Client authentication failed' } };
    const known = tokens.get(form.get('token') ?? '');
    const active = known !== undefined && known.until > clock();
    return { status: 200, body: { active, status: active ? 'active' : known ? 'expired' : 'revoked', client_id: form.get('client_id'), auth_type: '3L' } };
  };

  /** Why a call is refused. An unknown token is accepted, because a laptop's own origins may have invented credentials. */
  const fault = ({ authorization, headers }: SiteCall, organization: string): SiteAnswer | undefined => {
    const given = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1];
    if (given === undefined) return refused(401, 'Empty oauth2_access_token');
    const known = tokens.get(given);
    if (known && known.until <= clock()) return refused(401, 'The token used in the request has expired');
    if (known && known.organization !== organization) return refused(403, 'Not enough permissions to access this organization');
    if (!/^20\d{4}$/.test(String(headers['linkedin-version'])))
      return refused(400, 'A version must be present. Please specify a version by adding the Linkedin-Version header.');
    return headers['x-restli-protocol-version'] === '2.0.0' ? undefined : refused(400, 'X-Restli-Protocol-Version');
  };

  const create = (call: SiteCall, below: string): SiteAnswer => {
    const given = recordOf(call.body);
    const { actor, object, message, parentComment, ...unknown } = given ?? {};
    const [first] = Object.keys(unknown);
    const organization = /^urn:li:organization:(\d+)$/.exec(String(actor))?.[1];
    if (!given || first !== undefined)
      return refused(400, first === undefined ? 'The body is no object of JSON.' : `ERROR :: /${first} :: unrecognized field found but not allowed`);
    if (organization === undefined) return refused(400, 'ERROR :: /actor');
    const wrong = fault(call, organization);
    if (wrong) return wrong;
    const text = isRecord(message) && Object.keys(message).length === 1 ? message['text'] : undefined;
    if (typeof text !== 'string' || text === '') return refused(400, 'ERROR :: /message/text');
    if (text.length > LONGEST_COMMENT) return refused(400, `ERROR :: /message/text :: length must be no more than ${LONGEST_COMMENT}`);
    if (typeof object !== 'string' || !/^urn:li:(?:activity|share|ugcPost):\d+$/.test(object)) return refused(400, 'ERROR :: /object');
    if (parentComment !== undefined && (parentComment !== below || !comments.has(below))) return refused(404, 'The parent comment does not exist');
    if (parentComment === undefined && below !== object) return refused(400, 'ERROR :: /object');
    const comment = {
      post: object,
      id: String(clock() * 1_000 + randomInt(1_000)),
      actor: String(actor),
      text,
      parent: parentComment === undefined ? null : below,
    };
    comments.set(urnOf(comment), comment);
    const body = {
      actor,
      object,
      message: { text },
      id: comment.id,
      commentUrn: urnOf(comment),
      created: { actor, time: clock() },
      ...(comment.parent === null ? {} : { parentComment }),
    };
    const sent = { channel: 'linkedin', account: organization, providerId: urnOf(comment), request: { text, object, parentComment: comment.parent } };
    return { status: 201, body, sent, ...notify(organization, 'ADMIN_COMMENT', comment) };
  };

  const change = (call: SiteCall, urn: string): SiteAnswer => {
    const organization = /^urn:li:organization:(\d+)$/.exec(call.url.searchParams.get('actor') ?? '')?.[1];
    const stored = comments.get(urn);
    if (organization === undefined) return refused(400, 'actor');
    const wrong = fault(call, organization);
    if (wrong) return wrong;
    if (!stored) return refused(404, 'The comment does not exist');
    if (stored.actor !== `urn:li:organization:${organization}`) return refused(403, 'Not enough permissions to change this comment');
    const sent = (request: object) => ({ channel: 'linkedin', account: organization, providerId: urn, request });
    if (call.method === 'DELETE') {
      comments.delete(urn);
      return { status: 204, body: null, sent: sent({ deleted: true }), ...notify(organization, 'COMMENT_DELETE', stored) };
    }
    const patch = recordOf(call.body)?.['patch'];
    const set = isRecord(patch) && isRecord(patch['message']) ? patch['message']['$set'] : undefined;
    const text = isRecord(set) ? set['text'] : undefined;
    if (call.headers['x-restli-method'] !== 'PARTIAL_UPDATE' || typeof text !== 'string' || text === '' || text.length > LONGEST_COMMENT)
      return refused(400, 'ERROR :: /patch');
    comments.set(urn, { ...stored, text });
    return { status: 204, body: null, sent: sent({ text }), ...notify(organization, 'COMMENT_EDIT', { ...stored, text }) };
  };

  /** By the actor's and the entity's URN. A different reaction of the same actor takes the place of the one before. */
  const react = (call: SiteCall): SiteAnswer => {
    const actor = call.url.searchParams.get('actor') ?? '';
    const organization = /^urn:li:organization:(\d+)$/.exec(actor)?.[1];
    if (organization === undefined) return refused(400, 'actor');
    const wrong = fault(call, organization);
    if (wrong) return wrong;
    const { root, reactionType, ...unknown } = recordOf(call.body) ?? {};
    const [first] = Object.keys(unknown);
    if (first !== undefined) return refused(400, `ERROR :: /${first} :: unrecognized field found but not allowed`);
    if (typeof reactionType !== 'string' || !REACTIONS.has(reactionType)) return refused(400, 'ERROR :: /reactionType');
    if (typeof root !== 'string' || !/^urn:li:(?:comment:\(urn:li:\w+:\d+,\d+\)|(?:activity|share|ugcPost):\d+)$/.test(root))
      return refused(400, 'ERROR :: /root');
    if (root.startsWith('urn:li:comment:') && !comments.has(root)) return refused(404, 'The comment does not exist');
    reactions.set(`${actor} ${root}`, reactionType);
    const sent = { channel: 'linkedin', account: organization, providerId: root, request: { root, reactionType } };
    return { status: 201, body: { id: `urn:li:reaction:(${actor},${root})`, root, reactionType, created: { actor, time: clock() } }, sent };
  };

  const unreact = (call: SiteCall, organization: string, root: string): SiteAnswer => {
    const wrong = fault(call, organization);
    if (wrong) return wrong;
    if (!reactions.delete(`urn:li:organization:${organization} ${root}`)) return refused(404, 'The reaction does not exist');
    return { status: 204, body: null, sent: { channel: 'linkedin', account: organization, providerId: root, request: { root, reactionType: null } } };
  };

  /** The brackets of lists and records stay as they are in a query. */
  const pull = (call: SiteCall): SiteAnswer => {
    const query = call.url.searchParams;
    const unknown = [...query.keys()].find((name) => !['q', 'actions', 'organizationalEntity', 'timeRange', 'sourcePost', 'start', 'count'].includes(name));
    const organization = /^urn:li:organization:(\d+)$/.exec(query.get('organizationalEntity') ?? '')?.[1];
    const actions = /^List\(([A-Z_,]+)\)$/.exec(query.get('actions') ?? '')?.[1]?.split(',');
    const [, from, to] = /^\(start:(\d+),end:(\d+)\)$/.exec(query.get('timeRange') ?? '') ?? [];
    const [start, count] = [Number(query.get('start') ?? 0), Number(query.get('count') ?? 10)];
    if (unknown !== undefined || query.get('q') !== 'criteria' || organization === undefined) return refused(400, unknown ?? 'q or organizationalEntity');
    const wrong = fault(call, organization);
    if (wrong) return wrong;
    if (!actions || actions.some((action) => !ACTIONS.has(action)) || from === undefined) return refused(400, 'actions or timeRange');
    if (!Number.isInteger(start) || start < 0 || !Number.isInteger(count) || count < 1 || count > 100) return refused(400, 'start or count');
    const found = notifications
      .filter((one) => one.organization === organization && actions.includes(String(one.body['action'])) && one.at >= Number(from) && one.at <= Number(to))
      .toSorted((left, right) => right.at - left.at);
    return { status: 200, body: { paging: { start, count, links: [] }, elements: found.slice(start, start + count).map(({ body }) => body) } };
  };

  return {
    /** Every access token has expired. */
    expire(): void {
      for (const [name, { organization }] of tokens) tokens.set(name, { organization, until: 0 });
    },
    comment: (urn: string): Comment | undefined => comments.get(urn),
    reaction: (actor: string, urn: string): string | undefined => reactions.get(`${actor} ${urn}`),
    /** Undefined: the path does not belong to LinkedIn. */
    answer(call: SiteCall): SiteAnswer | undefined {
      const path = decodeURIComponent(call.url.pathname);
      const route = `${call.method} ${path}`;
      const text = call.body.toString('utf8');
      const [, organization] = /^PUT \/accounts\/linkedin\/(\d+)$/.exec(route) ?? [];
      if (organization !== undefined) return account(organization, text);
      const [, of] = /^POST \/linkedin\/(\d+)\/comments$/.exec(route) ?? [];
      if (of !== undefined) return written(of, text);
      if (route === 'POST /oauth/v2/accessToken') return token(text);
      if (route === 'POST /oauth/v2/introspectToken') return introspect(text);
      if (route === 'GET /rest/organizationalEntityNotifications') return pull(call);
      if (route === 'POST /rest/reactions') return react(call);
      const [, reacting, root] = /^DELETE \/rest\/reactions\/\(actor:urn:li:organization:(\d+),entity:(.+)\)$/.exec(route) ?? [];
      if (reacting !== undefined && root !== undefined) return unreact(call, reacting, root);
      const [, below, id] = /^\w+ \/rest\/socialActions\/(.+)\/comments(?:\/(\d+))?$/.exec(route) ?? [];
      if (below === undefined) return undefined;
      if (id !== undefined && (call.method === 'DELETE' || call.method === 'POST')) return change(call, urnOf({ post: below, id }));
      return call.method === 'POST' ? create(call, below) : refused(405, 'Method Not Allowed');
    },
  };
};
