import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { items, type Json, type Resource, type Synthesised, synthesise, text } from './synthesised.ts';

const SLOW = 180_000;
const regional = 'arn:aws:acm:eu-central-1:111122223333:certificate/regional';
const edge = 'arn:aws:acm:us-east-1:111122223333:certificate/edge';
const named = { domainName: 'parley.example.com', certificateArn: regional, hostedZoneId: 'Z1' };

beforeAll(() => void vi.stubEnv('CDK_DEFAULT_REGION', 'eu-central-1'));
afterAll(() => void vi.unstubAllEnvs());

const variablesOf = (app: Synthesised, entry: string): Json => app.fn(entry).Properties['Environment']?.['Variables'] as Json;
const distributions = (app: Synthesised): Resource[] => app.of('AWS::CloudFront::Distribution').filter(({ stack }) => !stack.endsWith('-console'));
const names = (app: Synthesised): string[] => app.of('AWS::ApiGatewayV2::DomainName').map(({ Properties }) => text(Properties['DomainName']));

describe('prod with a name of its own', () => {
  let app: Synthesised;
  beforeAll(async () => {
    app = await synthesise({ profile: 'prod', ...named, edgeCertificateArn: edge });
  }, SLOW);
  const acl = (): Resource => app.of('AWS::WAFv2::WebACL')[0] as Resource;
  const rules = (): readonly Json[] => items(acl().Properties['Rules']);

  test('both APIs are told and tell their own names, and the HTTP API answers to no other', () => {
    expect(names(app).sort()).toEqual(['origin.parley.example.com', 'ws.parley.example.com']);
    const variables = variablesOf(app, 'functions/api/handler.ts');
    expect(variables).toMatchObject({ PARLEY_PUBLIC_URL: 'https://parley.example.com', WS_URL: 'wss://ws.parley.example.com' });
    // Twilio signs the public address, and is told it for its callbacks. Traces of calls would show the token in Telegram's address.
    for (const entry of ['functions/webhooks/handler.ts', 'functions/senders/outbound.ts'])
      expect(variablesOf(app, entry)).toMatchObject({ PARLEY_PUBLIC_URL: 'https://parley.example.com' });
    expect(variablesOf(app, 'functions/senders/outbound.ts')).toMatchObject({ POWERTOOLS_TRACER_CAPTURE_HTTPS_REQUESTS: 'false' });
    const http = app.of('AWS::ApiGatewayV2::Api').find(({ Properties }) => text(Properties['ProtocolType']) === 'HTTP');
    expect(http?.Properties['DisableExecuteApiEndpoint']).toBe(true);
    for (const { Properties } of app.of('AWS::ApiGatewayV2::DomainName'))
      expect(items(Properties['DomainNameConfigurations'])[0]).toMatchObject({ CertificateArn: regional, EndpointType: 'REGIONAL' });
  });

  test('CloudFront with a firewall stands before the API, in us-east-1, caches nothing and passes everything on', () => {
    const [distribution, ...others] = distributions(app);
    expect(others).toEqual([]);
    expect(distribution?.stack).toBe('parley-prod-edge');
    const config = distribution?.Properties['DistributionConfig'];
    expect(config).toMatchObject({
      Aliases: ['parley.example.com'],
      HttpVersion: 'http2and3',
      ViewerCertificate: { AcmCertificateArn: edge, MinimumProtocolVersion: 'TLSv1.2_2021' },
      WebACLId: { 'Fn::GetAtt': [acl().id, 'Arn'] },
      // AWS's own policies: CachingDisabled, AllViewerExceptHostHeader.
      DefaultCacheBehavior: {
        CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
        OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
        ViewerProtocolPolicy: 'https-only',
        ResponseHeadersPolicyId: { Ref: app.of('AWS::CloudFront::ResponseHeadersPolicy')[0]?.id },
      },
    });
    expect(items(config?.['Origins'])).toEqual([
      expect.objectContaining({
        DomainName: 'origin.parley.example.com',
        CustomOriginConfig: expect.objectContaining({ OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] }),
      }),
    ]);
  });

  test('responses of API Gateway and CloudFront themselves have the headers of every response', () => {
    const config = app.of('AWS::CloudFront::ResponseHeadersPolicy')[0]?.Properties['ResponseHeadersPolicyConfig'];
    expect(config).toMatchObject({ SecurityHeadersConfig: { ContentTypeOptions: { Override: true }, ReferrerPolicy: { ReferrerPolicy: 'no-referrer' } } });
  });

  test('CloudFront proves itself by a secret that no template shows, replicated to its Region', () => {
    const origin = items(distributions(app)[0]?.Properties['DistributionConfig']?.['Origins'])[0];
    expect(JSON.stringify(origin?.['OriginCustomHeaders'])).toContain('{{resolve:secretsmanager:parley/prod/edge:SecretString:::}}');
    const secret = app.of('AWS::SecretsManager::Secret').find(({ Properties }) => text(Properties['Name']) === 'parley/prod/edge');
    expect(secret?.Properties['ReplicaRegions']).toEqual([{ Region: 'us-east-1' }]);
    expect(secret?.Properties['KmsKeyId']).toBeDefined();
    expect(text(variablesOf(app, 'functions/api/handler.ts')['EDGE_SECRET_NAME'])).toBe('parley/prod/edge');
  });

  test('a webhook is neither counted nor inspected, and no text of a customer is rejected', () => {
    expect(acl().Properties['Scope']).toBe('CLOUDFRONT');
    for (const rule of rules()) {
      const statement = rule['Statement'] as Json;
      const scope = statement['RateBasedStatement']?.['ScopeDownStatement'] ?? statement['ManagedRuleGroupStatement']?.['ScopeDownStatement'];
      expect(scope?.['NotStatement']?.['Statement']?.['ByteMatchStatement'], text(rule['Name'])).toMatchObject({
        PositionalConstraint: 'STARTS_WITH',
        SearchString: '/webhooks/',
      });
    }
    const counted = rules().flatMap((rule) => items(rule['Statement']?.['ManagedRuleGroupStatement']?.['RuleActionOverrides']));
    const bodies = counted.filter((override) => text(override['Name']).endsWith('_BODY'));
    expect(bodies.map((override) => text(override['Name'])).sort()).toEqual([
      'CrossSiteScripting_BODY',
      'EC2MetaDataSSRF_BODY',
      'GenericLFI_BODY',
      'GenericRFI_BODY',
      'JavaDeserializationRCE_BODY',
      'Log4JRCE_BODY',
      'SizeRestrictions_BODY',
    ]);
    for (const override of counted) expect(override['ActionToUse']).toEqual({ Count: {} });
  });

  test('too many requests of one address are answered as every error is, with the time to wait', () => {
    const block = rules()[0]?.['Action']?.['Block']?.['CustomResponse'];
    expect(block).toMatchObject({ ResponseCode: 429, ResponseHeaders: [{ Name: 'retry-after', Value: '300' }] });
    const body = JSON.parse(text(acl().Properties['CustomResponseBodies']?.['limited']?.['Content'])) as unknown;
    expect(body).toMatchObject({ code: 'rate_limited', status: 429, errors: [] });
  });

  test('the zone points to all three', () => {
    const records = app
      .of('AWS::Route53::RecordSet')
      .filter(({ stack }) => stack !== 'parley-prod-console')
      .map(({ Properties }) => `${text(Properties['Type'])} ${text(Properties['Name'])}`);
    expect(records.sort()).toEqual(['A origin.parley.example.com.', 'A parley.example.com.', 'A ws.parley.example.com.', 'AAAA parley.example.com.']);
  });
});

test(
  'a name without a firewall is the API’s own, and without a zone nothing is recorded',
  async () => {
    const app = await synthesise({ domainName: 'parley.example.com', certificateArn: regional });
    expect(names(app).sort()).toEqual(['parley.example.com', 'ws.parley.example.com']);
    for (const type of ['AWS::WAFv2::WebACL', 'AWS::Route53::RecordSet']) expect(app.of(type)).toEqual([]);
    expect(distributions(app)).toEqual([]);
  },
  SLOW,
);

test(
  'a new secret of CloudFront is taken by its version',
  async () => {
    const app = await synthesise({ profile: 'prod', ...named, edgeCertificateArn: edge, edgeSecretVersion: 'v-2' });
    expect(JSON.stringify(distributions(app)[0]?.Properties)).toContain('{{resolve:secretsmanager:parley/prod/edge:SecretString:::v-2}}');
  },
  SLOW,
);

test('without a name the APIs keep those of API Gateway', async () => {
  const app = await synthesise({ profile: 'prod' });
  expect(names(app)).toEqual([]);
  expect(distributions(app)).toEqual([]);
});

test.each([
  [{ domainName: 'Parley' }, 'a name in lower case'],
  [{ domainName: 'parley.example.com' }, '-c domainName needs -c certificateArn'],
  [{ ...named, profile: 'prod' }, 'certificates of us-east-1 only'],
  [{ ...named, emulator: 'true' }, 'an emulator has no domain names'],
])('%o is refused before anything is deployed', async (context, said) => {
  await expect(synthesise(context as unknown as Record<string, string>)).rejects.toThrow(said);
});

test('a firewall needs to know the Region', async () => {
  vi.stubEnv('CDK_DEFAULT_REGION', undefined);
  try {
    await expect(synthesise({ ...named, waf: 'true' })).rejects.toThrow('needs to know the Region');
  } finally {
    vi.stubEnv('CDK_DEFAULT_REGION', 'eu-central-1');
  }
});

test(
  'stacks with a name and a firewall pass every policy check',
  async () => void (await synthesise({ profile: 'prod', ...named, edgeCertificateArn: edge }, true)),
  SLOW,
);
