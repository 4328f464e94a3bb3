import { createHmac } from 'node:crypto';
import type { Breaker } from './breaker.ts';
import { readToolboxAnswer, type ToolboxAnswer, type Want } from './toolbox-answer.ts';

export interface ToolboxMessage {
  readonly number: number;
  readonly kind: string;
  readonly text: string;
  readonly createdAt: string;
}

/** `POST {url}/v1/analyze` */
export interface ToolboxRequest {
  readonly tenantId: string;
  readonly ticketId: string;
  readonly conversationId: string;
  readonly language?: string | undefined;
  readonly messages: readonly ToolboxMessage[];
  readonly want: readonly Want[];
}

export type Analysed =
  | { readonly outcome: 'answered'; readonly answer: ToolboxAnswer }
  /** Not now. */
  | { readonly outcome: 'later'; readonly reason: string; readonly afterMs: number | null }
  /** An answer that no repeat makes better. */
  | { readonly outcome: 'bad'; readonly reason: string };

/** The answer's status and body, or why there was none. Never throws. */
export type ToolboxPost = (
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
) => Promise<{ readonly status: number; readonly body: string } | { readonly unanswered: string }>;

export interface ToolboxDeps {
  readonly url: string;
  /** Signs the calls. */
  secret(): Promise<string>;
  readonly post: ToolboxPost;
  readonly breaker: Breaker;
  readonly clock: () => number;
  /** What an operator should know, for the log. */
  report(level: 'warn' | 'error', message: string, detail: Readonly<Record<string, string>>): void;
}

const passes = (status: number): boolean => status === 408 || status === 425 || status === 429 || status >= 500 || status < 100;

/** A wrong secret or address: messages wait until the operator has mended it. A redirect is not followed: it would take the signature elsewhere. */
const isOperators = (status: number): boolean => (status >= 300 && status < 400) || [401, 403, 404, 405, 407].includes(status);

/** One signed call of the toolbox; whatever comes of it is a value. @throws when the secret cannot be read */
export const callToolbox = async ({ url, secret, post, breaker, clock, report }: ToolboxDeps, request: ToolboxRequest): Promise<Analysed> => {
  const rest = breaker.restMs();
  if (rest > 0) return { outcome: 'later', reason: 'the toolbox did not answer a moment ago', afterMs: rest };
  const body = JSON.stringify(request);
  const timestamp = String(Math.floor(clock() / 1000));
  const signature = createHmac('sha256', await secret())
    .update(`${timestamp}.${body}`)
    .digest('hex');
  const headers = { 'content-type': 'application/json', 'x-parley-timestamp': timestamp, 'x-parley-signature': `sha256=${signature}` };
  const posted = await post(`${url.replace(/\/+$/, '')}/v1/analyze`, headers, body);
  if ('unanswered' in posted || passes(posted.status)) {
    breaker.failed();
    return { outcome: 'later', reason: 'unanswered' in posted ? posted.unanswered : `HTTP ${posted.status}`, afterMs: null };
  }
  if (isOperators(posted.status)) {
    breaker.failed();
    const reason = `HTTP ${posted.status}`;
    report('error', 'the toolbox refuses the calls: look at AITOOLBOX_SERVICE_URL and its secret', { reason });
    return { outcome: 'later', reason, afterMs: null };
  }
  breaker.succeeded();
  if (posted.status !== 200) return { outcome: 'bad', reason: `HTTP ${posted.status}` };
  const read = readToolboxAnswer(posted.body, request.want);
  if (!read.ok) return { outcome: 'bad', reason: read.reason };
  const { tenantId, ticketId } = request;
  if (read.faults.length > 0) report('warn', 'a part of the toolbox’s answer is bad', { tenantId, ticketId, reason: read.faults.join(', ') });
  return { outcome: 'answered', answer: read.answer };
};
