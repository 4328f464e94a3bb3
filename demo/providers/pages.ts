import { createHmac, randomBytes, randomInt } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Fault, Faults } from './faults.ts';
import { type GraphAnswer, graphError, invalid, isRecord, refusedToken } from './graph-error.ts';
import { answerNode } from './graph-node.ts';
import { commentFault, graphForm, messageFault, parsedJson, senderActionFault } from './pages-faults.ts';
import { commented, delivered, echo, moderated, type PageAccount, postOf, type SentMessage, seen } from './pages-webhooks.ts';

/**
 * The Graph API of Pages and Instagram accounts, as far as a hub needs it, from its documentation alone; pages-faults.ts checks the requests.
 * - `PUT /accounts/{facebook|instagram}/{id}` `{accessToken, appSecret, webhookUrl}`: from then on, this token is required for the account's messages, the
 *   previous one is
 *   revoked everywhere, and Meta's events are sent to the webhook.
 * - `PUT /faults/pages/{id}/{messages|message_attachments|comments|replies|mentions|node}`: the results of the next calls for that id.
 */
interface World {
  /** Milliseconds until an echo, a delivery and a read mark. */
  readonly delays: readonly [number, number, number];
  later(delay: number, run: () => Promise<void>): void;
  post(call: { readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly body: string }): Promise<void>;
  remember(message: unknown): void;
}

interface Call {
  readonly method: string;
  readonly id: string;
  readonly edge: string;
  readonly request: IncomingMessage;
  readonly body: Buffer;
  readonly account: PageAccount | undefined;
}

const PATH = /^\/v\d+\.\d+\/([\w.:-]+)(?:\/(messages|message_attachments|comments|replies|mentions))?$/;
const GONE = 'Object does not exist, cannot be loaded due to missing permissions, or does not support this operation';

export const isPageUpload = (route: string): boolean => /\/(?:message_attachments|comments)$/.test(route);

export function pagesSite(world: World) {
  const accounts = new Map<string, PageAccount>();
  const revoked = new Set<string>();
  const faults = new Faults();
  const files = new Map<string, string>();
  const gone = new Set<string>();
  /** Posts and comments that already have a private reply. */
  const answered = new Set<string>();

  const tell = (account: PageAccount | undefined, delay: number, bodyAt: (account: PageAccount, at: number) => string): void => {
    if (!account) return;
    world.later(delay, () => {
      const body = bodyAt(account, Date.now());
      const signature = `sha256=${createHmac('sha256', account.appSecret).update(body).digest('hex')}`;
      return world.post({ url: account.webhookUrl, headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature }, body });
    });
  };
  const remember = ({ account, id, edge, method }: Call, providerId: string | null, request: unknown, file?: string): void =>
    world.remember({
      channel: account?.channel ?? 'facebook',
      account: account?.id ?? id,
      providerId,
      method,
      path: edge === '' ? id : `${id}/${edge}`,
      request,
      ...(file ? { file } : {}),
    });

  const register = (channel: PageAccount['channel'], id: string, body: Buffer): GraphAnswer => {
    const given = parsedJson(body);
    const { accessToken, appSecret, webhookUrl } = isRecord(given) ? given : {};
    if (typeof accessToken !== 'string' || typeof appSecret !== 'string' || typeof webhookUrl !== 'string') return invalid('a member is missing');
    const before = accounts.get(id);
    if (before && before.accessToken !== accessToken) revoked.add(before.accessToken);
    revoked.delete(accessToken);
    accounts.set(id, { channel, id, accessToken, appSecret, webhookUrl });
    return { status: 200, body: {} };
  };

  const messages = (call: Call): GraphAnswer => {
    const given = parsedJson(call.body);
    const channel = call.account?.channel ?? (call.id === 'me' ? 'instagram' : 'facebook');
    if (isRecord(given) && given['sender_action'] !== undefined) {
      const wrong = senderActionFault(given, channel);
      if (!wrong) remember(call, null, given);
      return wrong ?? { status: 200, body: { recipient_id: (given['recipient'] as { id: string }).id } };
    }
    const fault = messageFault(given, channel, (attachment) => files.has(attachment));
    if (fault) return fault;
    const { recipient, message } = given as { recipient: Record<string, string>; message: Record<string, unknown> };
    const about = recipient['comment_id'] ?? recipient['post_id'];
    if (about !== undefined && gone.has(about)) return graphError(400, 100, `Unsupported post request. ${GONE}`);
    if (about !== undefined && answered.has(about)) return graphError(400, 10900, '(#10900) Activity already replied to');
    if (about !== undefined) answered.add(about);
    const to = recipient['id'] ?? `writer-of-${String(about)}`;
    const sent: SentMessage = { id: `m_${randomBytes(24).toString('base64url')}`, recipient: to, message };
    const attachment = message['attachment'] as { payload: { attachment_id: string } } | undefined;
    remember(call, sent.id, given, attachment && files.get(attachment.payload.attachment_id));
    const [echoed, arrived, read] = world.delays;
    tell(call.account, echoed, (account, at) => echo(account, sent, at));
    if (channel === 'facebook') tell(call.account, arrived, (account, at) => delivered(account, sent, at));
    tell(call.account, read, (account, at) => seen(account, sent, at));
    return { status: 200, body: { recipient_id: to, message_id: sent.id } };
  };

  const upload = async (call: Call): Promise<GraphAnswer> => {
    const form = await graphForm(call.request, call.body, ['message', 'filedata', ...(call.id === 'me' ? ['platform'] : [])]);
    if ('status' in form) return form;
    const message = parsedJson(form.texts['message'] ?? '');
    const attachment = isRecord(message) && isRecord(message['attachment']) ? message['attachment'] : {};
    if (!['image', 'audio', 'video', 'file'].includes(String(attachment['type']))) return invalid('message["attachment"]["type"]');
    if (!form.file) return invalid('filedata');
    if (form.file.size > 25 * 1024 * 1024) return graphError(400, 100, '(#100) Attachment size exceeds allowable limit');
    const id = String(randomInt(2 ** 47, 2 ** 48 - 1));
    files.set(id, form.file.sha256);
    return { status: 200, body: { attachment_id: id } };
  };

  const comment = async (call: Call): Promise<GraphAnswer> => {
    const form = call.edge === 'comments' && call.request.headers['content-type']?.startsWith('multipart/') === true;
    const read = form ? await graphForm(call.request, call.body, ['message', 'source']) : { texts: parsedJson(call.body), file: undefined };
    if ('status' in read) return read;
    const fault = commentFault(read.texts, call.edge, read.file !== undefined);
    if (fault) return fault;
    if (gone.has(call.id)) return graphError(400, 100, `Unsupported post request. ${GONE}`);
    const { message: text = '' } = read.texts as { message?: string };
    const number = String(randomInt(1_000_000, 9_999_999));
    const id = call.edge === 'comments' && call.account ? `${postOf(call.account, call.id)}_${number}` : number;
    remember(call, id, read.texts, read.file?.sha256);
    if (call.edge !== 'mentions') tell(call.account, world.delays[0], (account, at) => commented(account, { id, text, below: call.id }, at));
    return { status: 200, body: { id } };
  };

  const node = (call: Call): GraphAnswer => {
    const isFacebook = call.account?.channel !== 'instagram';
    const missing = graphError(400, 100, `Unsupported ${call.method.toLowerCase()} request. ${GONE}`);
    (missing.body as { error: Record<string, unknown> }).error['error_subcode'] = 33;
    if (gone.has(call.id)) return missing;
    if (call.method === 'DELETE') {
      gone.add(call.id);
      remember(call, call.id, null);
      if (isFacebook) tell(call.account, world.delays[0], (account, at) => moderated(account, call.id, 'remove', at));
      return { status: 200, body: { success: true } };
    }
    const given = parsedJson(call.body);
    const [key, ...others] = isRecord(given) ? Object.keys(given) : [];
    const value = isRecord(given) && key !== undefined ? given[key] : undefined;
    const hiding = key === (isFacebook ? 'is_hidden' : 'hide') && typeof value === 'boolean';
    const editing = isFacebook && key === 'message' && typeof value === 'string' && value !== '';
    if (others.length > 0 || (!hiding && !editing)) return invalid(`Unexpected key "${String(key)}".`);
    remember(call, call.id, given);
    if (hiding && isFacebook) tell(call.account, world.delays[0], (account, at) => moderated(account, call.id, value ? 'hide' : 'unhide', at));
    return { status: 200, body: { success: true } };
  };

  const answer = async (call: Call, token: string): Promise<GraphAnswer> => {
    const expected = accounts.get(call.id)?.accessToken;
    const refused = revoked.has(token)
      ? graphError(401, 190, 'Error validating access token: The session has been invalidated')
      : refusedToken(call.request.headers.authorization, expected);
    if (refused) return refused;
    if (call.edge === 'messages') return messages(call);
    if (call.edge === 'message_attachments') return upload(call);
    return call.edge === '' ? node(call) : comment(call);
  };

  return {
    /** True if the call was for Pages; it is then answered. */
    async handle(request: IncomingMessage, { pathname: path, searchParams: query }: URL, body: Buffer, response: ServerResponse): Promise<boolean> {
      const method = String(request.method);
      const done = ({ status, body: told }: GraphAnswer): true => {
        response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(told));
        return true;
      };
      const [, channel, account] = (method === 'PUT' && /^\/accounts\/(facebook|instagram)\/([\w.-]+)$/.exec(path)) || [];
      if (account !== undefined) return done(register(channel as PageAccount['channel'], account, body));
      const [, faulty] = (method === 'PUT' && /^\/faults\/pages\/([\w.:-]+\/\w+)$/.exec(path)) || [];
      if (faulty !== undefined) {
        faults.set(faulty, JSON.parse(body.toString('utf8')) as (Fault | null)[]);
        return done({ status: 200, body: {} });
      }
      const [, id, edge = ''] = PATH.exec(path) ?? [];
      const read = method === 'GET' && edge === '' ? accounts.get(id ?? '') : undefined;
      if (read) return done(answerNode(read.id, query, request.headers.authorization, read.accessToken));
      if (id === undefined || (method !== 'POST' && !(method === 'DELETE' && edge === ''))) return false;
      // Messages of WhatsApp have the same path.
      if (edge === 'messages' && id !== 'me' && !accounts.has(id) && !isRecord((parsedJson(body) as Record<string, unknown> | null)?.['recipient']))
        return false;
      if (faults.answer(`${id}/${edge === '' ? 'node' : edge}`, response)) return true;
      const token = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
      const known = accounts.get(id) ?? [...accounts.values()].find(({ accessToken }) => accessToken === token);
      return done(await answer({ method, id, edge, request, body, account: known }, token));
    },
  };
}
