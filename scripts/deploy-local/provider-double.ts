import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';

/** A message that a provider was asked to send. */
export interface SentReply {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface ProviderDouble {
  readonly url: string;
  readonly port: number;
  readonly sent: () => readonly SentReply[];
  stop(): Promise<void>;
}

const SENT = '/sent';

/**
 * Replaces Meta's Graph API and accepts every reply (`POST /{version}/{phone number id}/messages`,
 * developers.facebook.com/documentation/business-messaging/whatsapp/messages/text-messages, of 2026-05). `GET /sent` returns them.
 */
export async function startProviderDouble(port = 0): Promise<ProviderDouble> {
  const sent: SentReply[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      text += chunk;
    });
    request.on('end', () => {
      const answer = (status: number, body: unknown): void => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      };
      if (request.method === 'GET' && request.url === SENT) return answer(200, sent);
      if (request.method !== 'POST' || !request.url?.endsWith('/messages')) return answer(404, { error: { code: 100, message: 'Unknown path' } });
      sent.push({ path: request.url, body: JSON.parse(text) as SentReply['body'] });
      answer(200, { messaging_product: 'whatsapp', messages: [{ id: `wamid.${randomUUID()}` }] });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  server.unref();
  const address = server.address();
  const own = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://127.0.0.1:${own}`,
    port: own,
    sent: () => sent,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The messages that the double at this address has accepted, wherever it runs. */
export async function repliesAt(url: string): Promise<readonly SentReply[]> {
  return (await (await fetch(`${url}${SENT}`, { signal: AbortSignal.timeout(5_000) })).json()) as SentReply[];
}
