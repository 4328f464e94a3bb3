import type { OutgoingReply, SendSettings } from '../../channels/channel.ts';

export const reply: OutgoingReply = {
  tenantId: 't',
  originId: 'o',
  ticketId: 'th.1',
  threadId: 'th',
  number: 2,
  replyId: 'th.2',
  to: '16505551234',
  text: 'It is on its way.',
  html: null,
  cc: [],
  bcc: [],
  subject: null,
  surface: 'dm',
  inReplyTo: null,
  agentName: 'Ada',
  createdAt: '2026-11-21T10:00:00.000Z',
};

interface Sent {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** A receiver that answers one thing, and remembers what it was sent. */
export const receiver = (answer: () => Response | Promise<Response>, baseUrls: SendSettings['baseUrls'] = {}): { settings: SendSettings; sent: Sent[] } => {
  const sent: Sent[] = [];
  return {
    sent,
    settings: {
      baseUrls,
      timeoutMs: 1000,
      fetch: async (url, { headers, body }) => {
        sent.push({ url, headers, body });
        return answer();
      },
    },
  };
};

export const json = (status: number, body: unknown, headers: Record<string, string> = {}): Response => new Response(JSON.stringify(body), { status, headers });
export const failing =
  (code?: string): (() => never) =>
  () => {
    throw new TypeError('fetch failed', { cause: code === undefined ? undefined : Object.assign(new Error('inner'), { code }) });
  };
