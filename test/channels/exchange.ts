import type { OutgoingAnswer, OutgoingReply, SendSettings } from '../../channels/channel.ts';

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
  files: [],
  inReplyTo: null,
  agentName: 'Ada',
  createdAt: '2026-11-21T10:00:00.000Z',
  causation: '1.mac.th.2',
};

interface Sent {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** A receiver that answers one thing, and remembers what it was sent. */
export const receiver = (
  answer: () => OutgoingAnswer | Promise<OutgoingAnswer>,
  baseUrls: SendSettings['baseUrls'] = {},
): { settings: SendSettings; sent: Sent[] } => {
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

export const plain = (status: number, body = '', retryAfter: string | null = null): OutgoingAnswer => ({ status, body, retryAfter });
export const json = (status: number, body: unknown, retryAfter: string | null = null): OutgoingAnswer => plain(status, JSON.stringify(body), retryAfter);
/** A call that got no answer. */
export const failing =
  (code?: string, left?: boolean): (() => never) =>
  () => {
    throw Object.assign(new Error('no answer'), code === undefined ? {} : { code }, left === undefined ? {} : { left });
  };
