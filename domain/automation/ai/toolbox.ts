import { passes, signedHeaders } from '../../services/signed-headers.ts';
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
}

/** One signed call of the toolbox; whatever comes of it is a value. @throws when the secret cannot be read */
export const callToolbox = async ({ url, secret, post, breaker, clock }: ToolboxDeps, request: ToolboxRequest): Promise<Analysed> => {
  const rest = breaker.restMs();
  if (rest > 0) return { outcome: 'later', reason: 'the toolbox did not answer a moment ago', afterMs: rest };
  const body = JSON.stringify(request);
  const headers = signedHeaders(await secret(), clock(), body);
  const posted = await post(`${url.replace(/\/+$/, '')}/v1/analyze`, headers, body);
  if ('unanswered' in posted || passes(posted.status)) {
    breaker.failed();
    return { outcome: 'later', reason: 'unanswered' in posted ? posted.unanswered : `HTTP ${posted.status}`, afterMs: null };
  }
  breaker.succeeded();
  if (posted.status !== 200) return { outcome: 'bad', reason: `HTTP ${posted.status}` };
  const read = readToolboxAnswer(posted.body, request.want);
  return read.ok ? { outcome: 'answered', answer: read.answer } : { outcome: 'bad', reason: read.reason };
};
