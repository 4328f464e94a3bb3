import { createHmac } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { written } from '../written.ts';

vi.mock('#secrets', () => ({ openSecrets: () => ({ get: async () => undefined }) }));

test('a toolbox without its secret answers nothing', async () => {
  Object.assign(process.env, { AITOOLBOX_SECRET_NAME: 'gone', BEDROCK_MODEL_ID: 'a.b', BEDROCK_URL: 'http://127.0.0.1:9', AWS_REGION: 'eu-central-1' });
  written();
  const { handler } = await import('../../../functions/toolbox/handler.ts');
  const timestamp = String(Math.floor(Date.now() / 1000));
  // The HMAC of an empty secret is no key.
  const signature = `sha256=${createHmac('sha256', '').update(`${timestamp}.{}`).digest('hex')}`;
  const event = { headers: { 'x-parley-timestamp': timestamp, 'x-parley-signature': signature }, body: '{}', isBase64Encoded: false };
  await expect((handler as unknown as (event: unknown, context: unknown) => Promise<unknown>)(event, { awsRequestId: 'r' })).rejects.toThrow();
});
