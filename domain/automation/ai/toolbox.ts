import { callService } from '../../services/call-service.ts';
import type { Service } from '../../services/service.ts';
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
  /** Try again later. */
  | { readonly outcome: 'later'; readonly reason: string; readonly afterMs: number | null }
  /** An error that a retry does not fix. */
  | { readonly outcome: 'bad'; readonly reason: string };

export interface ToolboxDeps extends Service {
  /** For operators: goes to the log. */
  report(level: 'warn' | 'error', message: string, detail: Readonly<Record<string, string>>): void;
}

/** One signed call of the toolbox. Every outcome is a return value. @throws when the secret cannot be read */
export const callToolbox = async (deps: ToolboxDeps, request: ToolboxRequest): Promise<Analysed> => {
  const called = await callService(deps, '/v1/analyze', request);
  if (called.outcome === 'later') {
    const { reason, restMs } = called;
    if (called.isOperators) deps.report('error', 'the toolbox rejects the calls: check AITOOLBOX_SERVICE_URL and its secret', { reason });
    return { outcome: 'later', reason: restMs === null ? reason : 'the toolbox did not answer recently', afterMs: restMs };
  }
  if (called.status !== 200) return { outcome: 'bad', reason: `HTTP ${called.status}` };
  const read = readToolboxAnswer(called.body, request.want);
  if (!read.ok) return { outcome: 'bad', reason: read.reason };
  const { tenantId, ticketId } = request;
  if (read.faults.length > 0) deps.report('warn', 'a part of the toolbox’s answer is invalid', { tenantId, ticketId, reason: read.faults.join(', ') });
  return { outcome: 'answered', answer: read.answer };
};
