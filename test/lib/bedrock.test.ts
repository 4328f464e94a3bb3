import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { bundleEntry } from '../../scripts/bundles/bundle.ts';
import { list, synthesise } from './synthesised.ts';

const SLOW = 180_000;
const ENTRY = 'functions/toolbox/handler.ts';
const root = fileURLToPath(new URL('../..', import.meta.url));

describe.each([
  ['example.model-1-0:0', ['foundation-model/example.model-1-0:0']],
  ['eu.example.model-1-0:0', ['foundation-model/example.model-1-0:0', 'inference-profile/eu.example.model-1-0:0']],
])('the stack of the toolbox on Bedrock, with %s', (modelId, resources) => {
  test(
    'passes every policy check, calls that model alone, and the hub calls it',
    async () => {
      const app = await synthesise({ profile: 'dev', bedrockModelId: modelId }, true);
      const fn = app.of('AWS::Lambda::Function').find(({ Metadata }) => Metadata?.['parley:deploy-entry'] === ENTRY);
      if (!fn) throw new Error('there is no function');
      expect(fn.Properties['VpcConfig']).toBeUndefined();
      expect(fn.Properties['Environment']?.['Variables']).toMatchObject({ BEDROCK_MODEL_ID: modelId, AITOOLBOX_SECRET_NAME: 'parley/dev/toolbox' });
      const statements = app.statements(app.roleOf(fn), fn.stack).filter(({ Effect }) => Effect === 'Allow');
      const calls = statements.filter(({ Action }) => list(Action).some((action) => action.startsWith('bedrock:')));
      expect(calls.flatMap(({ Action }) => list(Action)).every((action) => action === 'bedrock:InvokeModel')).toBe(true);
      const named = calls
        .flatMap(({ Resource }) => list(Resource))
        .map((resource) => /((?:foundation-model|inference-profile)\/[^"]+)"/.exec(JSON.stringify(resource))?.[1]);
      expect(new Set(named)).toEqual(new Set(resources));
      expect(named).toHaveLength(resources.length);
      // In other Regions the model may be called through the profile only.
      for (const call of calls)
        if (/bedrock:\*::/.test(JSON.stringify(call.Resource))) expect(JSON.stringify(call.Condition)).toContain(`inference-profile/${modelId}`);
      expect(statements.filter(({ Action }) => list(Action).includes('secretsmanager:GetSecretValue'))).toHaveLength(1);
      const url = app.fn('functions/senders/analysis.ts').Properties['Environment']?.['Variables']?.['AITOOLBOX_SERVICE_URL'];
      expect(JSON.stringify(url)).toMatch(/ImportValue|GetAtt|Ref/);
      expect(app.fn('functions/senders/analysis.ts').Properties['Environment']?.['Variables']).toMatchObject({ AITOOLBOX_SECRET_NAME: 'parley/dev/toolbox' });
      const [route, ...others] = app.of('AWS::ApiGatewayV2::Route').filter(({ stack }) => stack === fn.stack);
      expect([route?.Properties['RouteKey'], others]).toEqual(['POST /v1/analyze', []]);
      const [stage] = app.of('AWS::ApiGatewayV2::Stage').filter(({ stack }) => stack === fn.stack);
      expect(stage?.Properties).toMatchObject({ DefaultRouteSettings: { ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 } });
      expect(JSON.stringify(stage?.Properties['AccessLogSettings'])).not.toMatch(/body|sourceIp/i);
    },
    SLOW,
  );
});

test.each([
  [{ bedrockModelId: 'no model' }, 'inference profile'],
  [{ bedrockModelId: 'a.b', aitoolboxServiceUrl: 'https://x.example', aitoolboxSecretName: 's' }, 'one AI toolbox'],
  [{ bedrockModelId: 'a.b', emulator: 'true' }, 'no Bedrock'],
])('options %o are refused', async (context, words) => {
  await expect(synthesise({ profile: 'dev', ...(context as unknown as Record<string, string>) })).rejects.toThrow(words);
});

test(
  'its bundle is small: the SDK’s client of Bedrock is not in it',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'parley-toolbox-'));
    try {
      const { total, packages } = await bundleEntry(ENTRY, root, folder);
      expect(total).toBeLessThan(500_000);
      expect(packages.map(([name]) => name)).not.toContain('@aws-sdk/client-bedrock-runtime');
    } finally {
      await rm(folder, { recursive: true });
    }
  },
  SLOW,
);
