import type { OutgoingAnswer, SendSettings } from '../../channels/outbound.ts';
import type { ReplyAction } from '../../domain/channels/actions.ts';

export const reply: ReplyAction = {
  kind: 'reply',
  id: 'th.2',
  tenantId: 't',
  originId: 'o',
  ticketId: 'th.1',
  threadId: 'th',
  to: '16505551234',
  text: 'It is on its way.',
  html: null,
  cc: [],
  bcc: [],
  subject: null,
  surface: 'dm',
  files: [],
  inReplyTo: null,
  references: [],
  automatic: false,
  agentName: 'Ada',
  customerWroteAt: null,
  sentParts: [],
  notes: { begin: async () => {}, sent: async () => {} },
  createdAt: '2026-11-21T10:00:00.000Z',
  causation: '1.mac.th.2',
};

interface Sent {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A receiver that remembers what it was sent; a body of pieces as one text, a character a byte. */
export const receiver = (answer: (url: string) => OutgoingAnswer | Promise<OutgoingAnswer>, baseUrl = ''): { settings: SendSettings; sent: Sent[] } => {
  const sent: Sent[] = [];
  return {
    sent,
    settings: {
      baseUrl,
      timeoutMs: 1000,
      originName: 'Shop',
      sendMail: () => Promise.reject(new Error('no mail is sent here')),
      fetch: async (url, { headers, body }) => {
        const pieces: Uint8Array[] = [];
        if (typeof body !== 'string') for await (const piece of body) pieces.push(piece);
        sent.push({ url, headers, body: typeof body === 'string' ? body : Buffer.concat(pieces).toString('latin1') });
        return answer(url);
      },
    },
  };
};

export const plain = (status: number, body = '', retryAfter: string | null = null): OutgoingAnswer => ({ status, body, retryAfter });
export const json = (status: number, body: unknown, retryAfter: string | null = null): OutgoingAnswer => plain(status, JSON.stringify(body), retryAfter);
/** A call that got no answer. */
export const failing =
  (code?: string, left?: boolean): (() => never) =>
  () => {
    throw Object.assign(new Error('no answer'), code === undefined ? {} : { code }, left === undefined ? {} : { left });
  };
