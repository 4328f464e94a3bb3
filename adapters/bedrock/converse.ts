import type { Prompt } from '../../domain/automation/ai/prompt.ts';
import { type SignedAnswer, signedFetch } from '../aws/signed-fetch.ts';
import { encodePart } from '../aws/sigv4.ts';

/** The outcome of one call of a model. `reason`: a name of Bedrock's or ours, never the model's output. */
export type Conversed =
  | { readonly outcome: 'said'; readonly text: string; readonly inputTokens: number; readonly outputTokens: number }
  /** The output cannot be used: cut off, or stopped by a filter. */
  | { readonly outcome: 'nothing'; readonly reason: string }
  /** Throttled, overloaded or too slow: try again later. */
  | { readonly outcome: 'busy'; readonly reason: string }
  /** A retry does not help. */
  | { readonly outcome: 'refused'; readonly reason: string }
  /** The deployment may not call the model, or there is no model of this name. */
  | { readonly outcome: 'forbidden'; readonly reason: string };

export interface BedrockSettings {
  /** The address of Bedrock's runtime, such as `https://bedrock-runtime.eu-central-1.amazonaws.com`. */
  readonly url: string;
  /** Of a foundation model or an inference profile. */
  readonly modelId: string;
  /** All attempts together. */
  readonly withinMs: number;
}

/** Complete answers of a model have this reason; others are cut off or filtered. */
const WHOLE: ReadonlySet<string> = new Set(['end_turn', 'stop_sequence']);

/**
 * One call of the Converse API, which is the same for every model that takes messages: `POST /model/{modelId}/converse` (docs.aws.amazon.com/bedrock/
 * latest/APIReference/API_runtime_Converse.html, 2026-11). Bedrock keeps nothing of it. Never throws.
 */
export const converse = async ({ url, modelId, withinMs }: BedrockSettings, { system, user, maxTokens }: Prompt): Promise<Conversed> => {
  const body = JSON.stringify({
    system: [{ text: system }],
    messages: [{ role: 'user', content: [{ text: user }] }],
    inferenceConfig: { maxTokens, temperature: 0 },
  });
  try {
    const answer = await signedFetch({
      service: 'bedrock',
      method: 'POST',
      url: new URL(`${url}/model/${encodePart(modelId)}/converse`),
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body,
      timeoutMs: withinMs,
      withinMs,
    });
    return answer.status === 200 ? said(answer) : refused(answer);
  } catch (error) {
    return { outcome: 'busy', reason: error instanceof Error ? error.name : 'unknown' };
  }
};

interface Response {
  readonly output?: { readonly message?: { readonly content?: readonly { readonly text?: string }[] } };
  readonly stopReason?: string;
  readonly usage?: { readonly inputTokens?: number; readonly outputTokens?: number };
}

const said = ({ body }: SignedAnswer): Conversed => {
  const { output, stopReason = 'unknown', usage } = JSON.parse(Buffer.from(body).toString('utf8')) as Response;
  // Blocks of reasoning have no text.
  const text = (output?.message?.content ?? []).map((block) => block.text ?? '').join('');
  if (!WHOLE.has(stopReason) || text === '') return { outcome: 'nothing', reason: stopReason };
  return { outcome: 'said', text, inputTokens: usage?.inputTokens ?? 0, outputTokens: usage?.outputTokens ?? 0 };
};

/**
 * The errors of Converse (the page above): AccessDeniedException 403, ResourceNotFoundException 404, ValidationException 400, ModelErrorException 424,
 * ModelTimeoutException 408, ThrottlingException and ModelNotReadyException 429, InternalServerException 500, ServiceUnavailableException 503.
 */
const refused = ({ status, headers }: SignedAnswer): Conversed => {
  const reason = headers.get('x-amzn-errortype')?.split(':')[0] ?? `HTTP ${status}`;
  if (status === 403 || status === 404) return { outcome: 'forbidden', reason };
  if (status === 408 || status === 424 || status === 429 || status >= 500) return { outcome: 'busy', reason };
  return { outcome: 'refused', reason };
};
