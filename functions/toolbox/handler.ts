import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { openSecrets } from '#secrets';
import { converse } from '../../adapters/bedrock/converse.ts';
import { setting } from '../../adapters/environment.ts';
import { answerOfModel, promptOf } from '../../domain/automation/ai/prompt.ts';
import { toolboxRequest } from '../../domain/automation/ai/toolbox-request.ts';
import { observed } from '../observed.ts';
import { isFresh, isProven } from './proof.ts';

const { logger, count, entry } = observed('toolbox');
const secretName = setting('AITOOLBOX_SECRET_NAME');
const bedrock = { url: setting('BEDROCK_URL'), modelId: setting('BEDROCK_MODEL_ID'), withinMs: 9_000 };
const secrets = openSecrets();
const SECRET_MS = 60_000;

let kept: { readonly secret: string; readonly until: number } | undefined;
const secretNow = async (): Promise<string> => {
  if (kept && kept.until > Date.now()) return kept.secret;
  const secret = await secrets.get(secretName);
  if (!secret) throw new Error('the toolbox has no secret');
  kept = { secret, until: Date.now() + SECRET_MS };
  return secret;
};

const answer = (statusCode: number, body: unknown): APIGatewayProxyStructuredResultV2 => ({
  statusCode,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

const parsed = (body: Buffer) => {
  try {
    return toolboxRequest.safeParse(JSON.parse(body.toString('utf8')));
  } catch {
    return undefined;
  }
};

/** The status for each outcome: the hub retries a 5xx and never a 422 (docs/ai.md). */
const FAILED = { nothing: 422, refused: 422, busy: 503, forbidden: 502 } as const;

/** The AI toolbox on Amazon Bedrock. It stores nothing and logs no text of people. */
export const handler = entry<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>().handler(async ({ headers, body = '', isBase64Encoded }) => {
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  if (!isFresh(headers, Date.now()) || !isProven(headers, bytes, await secretNow())) {
    count('ToolboxRefused');
    return answer(401, { error: 'wrong signature or time' });
  }
  const request = parsed(bytes);
  if (!request?.success) return answer(400, { error: 'not a request of this protocol' });
  const { want, tenantId, ticketId } = request.data;
  const conversed = await converse(bedrock, promptOf(request.data));
  const line = { tenantId, ticketId, want };
  if (conversed.outcome !== 'said') {
    const { outcome, reason } = conversed;
    count('ToolboxFailed');
    if (outcome === 'forbidden') logger.error('the model cannot be called: check BEDROCK_MODEL_ID and the access to it', { ...line, reason });
    else logger.warn('no answer of the model', { ...line, outcome, reason });
    return answer(FAILED[outcome], { error: reason });
  }
  const given = answerOfModel(conversed.text, want, bedrock.modelId);
  count('ModelTokensIn', conversed.inputTokens);
  count('ModelTokensOut', conversed.outputTokens);
  if (!given) {
    count('ToolboxFailed');
    logger.warn('no answer of the model', { ...line, outcome: 'no JSON' });
    return answer(422, { error: 'the model gave no JSON' });
  }
  count('ToolboxAnswered');
  logger.info('answered', { ...line, tokensIn: conversed.inputTokens, tokensOut: conversed.outputTokens });
  return answer(200, given);
});
