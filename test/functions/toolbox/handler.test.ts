import { createHmac } from 'node:crypto';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { callToolbox } from '../../../domain/automation/ai/toolbox.ts';
import { openBreaker } from '../../../domain/services/breaker.ts';
import { conversed, failed, startBedrock } from '../../harness/bedrock.ts';
import { countsIn, written } from '../written.ts';

const SECRET = 'a secret of the toolbox';
const MODEL = 'eu.example.model-1-0:0';
vi.mock('#secrets', () => ({ openSecrets: () => ({ get: async (name: string) => (name === 'toolbox' ? SECRET : undefined) }) }));

let bedrock: Awaited<ReturnType<typeof startBedrock>>;
let handler: (event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;
let lines: Record<string, unknown>[];
beforeAll(async () => {
  bedrock = await startBedrock();
  Object.assign(process.env, {
    AITOOLBOX_SECRET_NAME: 'toolbox',
    BEDROCK_MODEL_ID: MODEL,
    BEDROCK_URL: bedrock.url,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'example',
    POWERTOOLS_DEV: 'false',
    POWERTOOLS_LOG_LEVEL: 'INFO',
  });
  ({ handler } = (await import('../../../functions/toolbox/handler.ts')) as unknown as { handler: typeof handler });
});
afterAll(() => bedrock.close());
beforeEach(() => {
  lines = written();
  bedrock.requests.length = 0;
});

const REQUEST = {
  tenantId: 't1',
  ticketId: 'th.1',
  conversationId: 'th',
  want: ['suggestion', 'language'],
  messages: [{ number: 1, kind: 'customer', text: 'My very private words', createdAt: '2026-01-01T00:00:00Z' }],
};
const SAID = '{"suggestion":{"text":"Very private answer","confidence":0.8},"language":"en"}';

const invoke = (headers: Readonly<Record<string, string>>, body: string, isBase64Encoded = false) =>
  handler(
    { headers, body: isBase64Encoded ? Buffer.from(body).toString('base64') : body, isBase64Encoded } as unknown as APIGatewayProxyEventV2,
    {
      awsRequestId: 'r',
    } as Context,
  );
const signed = (body: string, { at = Date.now(), secret = SECRET } = {}) => {
  const timestamp = String(Math.floor(at / 1000));
  return { 'x-parley-timestamp': timestamp, 'x-parley-signature': `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}` };
};
const ask = (request: unknown = REQUEST) => {
  const body = JSON.stringify(request);
  return invoke(signed(body), body);
};

describe('the AI toolbox on Bedrock', () => {
  it('answers the hub’s own caller with what the model says, and its name', async () => {
    bedrock.answers(conversed(SAID));
    const post = async (_url: string, headers: Readonly<Record<string, string>>, body: string) => {
      const { statusCode, body: answered } = await invoke(headers, body, true);
      return { status: Number(statusCode), body: String(answered) };
    };
    const deps = { url: 'https://ai.example', secret: async () => SECRET, post, breaker: openBreaker(Date.now), clock: Date.now, report: () => undefined };
    const { want: _, ...rest } = REQUEST;
    expect(await callToolbox(deps, { ...rest, want: ['suggestion', 'language'] })).toEqual({
      outcome: 'answered',
      answer: { suggestion: { text: 'Very private answer', confidence: 0.8, model: MODEL }, language: 'en' },
    });
    const [request] = bedrock.requests;
    expect(request).toMatchObject({ modelId: MODEL, body: { inferenceConfig: { temperature: 0 }, messages: [{ role: 'user' }] } });
    expect(request?.body.messages[0]?.content[0]?.text).toContain('My very private words');
    expect(request?.body.system[0]?.text).not.toContain('private');
    expect(countsIn(lines)).toEqual({ ToolboxAnswered: 1, ModelTokensIn: 120, ModelTokensOut: 34 });
  });

  it.each([
    ['another secret', () => signed(JSON.stringify(REQUEST), { secret: 'wrong' })],
    ['an old time', () => signed(JSON.stringify(REQUEST), { at: Date.now() - 400_000 })],
    ['a time to come', () => signed(JSON.stringify(REQUEST), { at: Date.now() + 400_000 })],
    ['no headers', () => ({})],
    ['a short signature', () => ({ ...signed(JSON.stringify(REQUEST)), 'x-parley-signature': 'sha256=00' })],
    ['the signature of another body', () => signed('{}')],
  ])('refuses a call with %s, and asks no model', async (_, headers) => {
    expect(await invoke(headers(), JSON.stringify(REQUEST))).toMatchObject({ statusCode: 401 });
    expect(bedrock.requests).toEqual([]);
    expect(countsIn(lines)).toEqual({ ToolboxRefused: 1 });
  });

  it.each(['no json', '{}', JSON.stringify({ ...REQUEST, want: ['poem'] }), JSON.stringify({ ...REQUEST, messages: [] })])(
    'answers 400 to %s',
    async (body) => {
      expect(await invoke(signed(body), body)).toMatchObject({ statusCode: 400 });
      expect(bedrock.requests).toEqual([]);
    },
  );

  it.each([
    [failed(400, 'ValidationException'), 422, 1],
    [failed(403, 'AccessDeniedException'), 502, 1],
    [failed(404, 'ResourceNotFoundException'), 502, 1],
    [failed(408, 'ModelTimeoutException'), 503, 1],
    [failed(424, 'ModelErrorException'), 503, 1],
    [failed(429, 'ThrottlingException'), 503, 3],
    [failed(503, 'ServiceUnavailableException'), 503, 3],
    [{ status: 400, body: {} }, 422, 1],
    [{ status: 200, body: 'no json' }, 503, 1],
    [conversed('cut off {', 'max_tokens'), 422, 1],
    [conversed(SAID, 'guardrail_intervened'), 422, 1],
    [{ status: 200, body: {} }, 422, 1],
    [conversed('I am sorry.'), 422, 1],
  ])('to %o it answers %i after %i attempts', async (given, status, attempts) => {
    bedrock.answers(given);
    expect((await ask()).statusCode).toBe(status);
    expect(bedrock.requests).toHaveLength(attempts);
    expect(countsIn(lines)).toMatchObject({ ToolboxFailed: 1 });
    expect(lines.some(({ level }) => level === (status === 502 ? 'ERROR' : 'WARN'))).toBe(true);
  });

  it('asks again where Bedrock was busy for a moment', async () => {
    bedrock.answers(failed(429, 'ThrottlingException'), conversed(SAID));
    expect(await ask()).toMatchObject({ statusCode: 200 });
    expect(bedrock.requests).toHaveLength(2);
  });

  it('logs nothing that anybody wrote', async () => {
    for (const given of [conversed(SAID), conversed('Very private nonsense'), failed(400, 'ValidationException')]) {
      bedrock.answers(given);
      await ask();
    }
    expect(JSON.stringify(lines)).not.toMatch(/private|what Bedrock says/);
  });
});
