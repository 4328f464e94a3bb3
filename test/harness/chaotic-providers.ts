import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KEPT } from './kept.ts';

/** A message that a provider has taken. `key`: what the provider knows a repeat by, on a channel that has it. */
export interface Taken {
  readonly channel: string;
  readonly conversation: string;
  readonly text: string;
  readonly key?: string;
}

export interface ChaoticProviders {
  readonly host: string;
  readonly url: string;
  readonly taken: readonly Taken[];
  /** Calls that got another answer than a success, or none. */
  readonly faults: () => number;
  /** From now on each call succeeds. */
  calm(): void;
  close(): void;
}

type Json = Readonly<Record<string, unknown>>;
const at = (value: unknown, ...path: readonly string[]): string =>
  String(path.reduce<unknown>((inner, name) => (typeof inner === 'object' && inner !== null ? (inner as Json)[name] : undefined), value));

interface Sending {
  readonly message: Taken;
  /** What the provider answers once it has taken it. */
  readonly status?: number;
  readonly body: unknown;
}

let ids = 0;
const newId = (): string => `id-${(ids += 1)}`;

/** The call of each provider that sends a text. The formats are tested in the channels' own folders. */
const readCall = (request: IncomingMessage, text: string): Sending | undefined => {
  const path = (request.url ?? '').split('?')[0] ?? '';
  const json = (): unknown => JSON.parse(text);
  let match: RegExpExecArray | null;
  if (path.startsWith('/callback')) {
    const body = json();
    const key = String(request.headers['idempotency-key']);
    return { message: { channel: 'api', conversation: at(body, 'to', 'id'), text: at(body, 'text'), key }, body: { id: newId() } };
  }
  if (path.endsWith('/outbound-emails')) {
    const body = json();
    const raw = Buffer.from(at(body, 'Content', 'Raw', 'Data'), 'base64').toString('utf8');
    const said = /reply [\w@.-]+ \d+/.exec(raw.replace(/=\r\n/g, ''))?.[0] ?? '';
    return { message: { channel: 'mail', conversation: at(body, 'Destination', 'ToAddresses', '0'), text: said }, body: { MessageId: newId() } };
  }
  if ((match = /^\/v[\d.]+\/(\w+)\/messages$/.exec(path))) {
    const body = json();
    if (at(body, 'messaging_product') === 'whatsapp')
      return { message: { channel: 'whatsapp', conversation: at(body, 'to'), text: at(body, 'text', 'body') }, body: { messages: [{ id: newId() }] } };
    const conversation = at(body, 'recipient', 'id');
    const channel = conversation.split('-')[0] ?? '';
    return { message: { channel, conversation, text: at(body, 'message', 'text') }, body: { recipient_id: conversation, message_id: newId() } };
  }
  if (/^\/bot[^/]+\/sendMessage$/.test(path)) {
    const body = json();
    return {
      message: { channel: 'telegram', conversation: at(body, 'chat_id'), text: at(body, 'text') },
      body: { ok: true, result: { message_id: (ids += 1), date: 1, chat: { id: 1 } } },
    };
  }
  if (path.endsWith('/Messages.json')) {
    const form = new URLSearchParams(text);
    return {
      message: { channel: 'twilio', conversation: String(form.get('To')), text: String(form.get('Body')) },
      status: 201,
      body: { sid: newId(), status: 'queued' },
    };
  }
  if ((match = /^\/2\/dm_conversations\/with\/([^/]+)\/messages$/.exec(path)))
    return {
      message: { channel: 'x', conversation: String(match[1]), text: at(json(), 'text') },
      status: 201,
      body: { data: { dm_conversation_id: 'c', dm_event_id: newId() } },
    };
  if ((match = /^\/rest\/socialActions\/([^/]+)\/comments$/.exec(path))) {
    const body = json();
    const urn = `urn:li:comment:(urn:li:activity:7,${(ids += 1) + 1_000_000})`;
    const conversation = decodeURIComponent(String(match[1]));
    return { message: { channel: 'linkedin', conversation, text: at(body, 'message', 'text') }, status: 201, body: { commentUrn: urn } };
  }
  if ((match = /^\/v1\/private\/reviews\/([^/]+)\/reply$/.exec(path))) {
    const key = String(match[1]);
    return { message: { channel: 'trustpilot', conversation: key, text: at(json(), 'message'), key }, status: 201, body: {} };
  }
  return undefined;
};

/** All providers as one server, which answers a share of the calls by 429, by 500, not at all, or takes the message and breaks off. */
export const startChaoticProviders = async (random: () => number): Promise<ChaoticProviders> => {
  const taken: Taken[] = [];
  let faults = 0;
  let isCalm = false;
  const answer = (request: IncomingMessage, response: ServerResponse, text: string): void => {
    const sending = readCall(request, text);
    const say = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): void =>
      void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
    // Without a token, nothing could be sent at all.
    if (request.url?.endsWith('/accesstoken')) return say(200, { access_token: 'a-token' });
    if (!sending) return say(404, {});
    const dice = isCalm ? 1 : random();
    if (dice >= 0.25) {
      taken.push(sending.message);
      return say(sending.status ?? 200, sending.body);
    }
    faults += 1;
    if (dice < 0.08) return say(429, {}, { 'retry-after': '1' });
    if (dice < 0.14) return say(500, {});
    if (dice < 0.2) return; // No answer comes.
    taken.push(sending.message);
    response.destroy();
  };
  const server = createServer(KEPT, (request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => answer(request, response, text));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    url: `http://${host}`,
    taken,
    faults: () => faults,
    calm: () => {
      isCalm = true;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
