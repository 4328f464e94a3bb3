import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { BASE } from '../../console/base.ts';
import { contentPolicy, pageHeaders } from '../../console/policy.ts';
import { pathsCode } from '../../lib/console-paths.ts';
import { items, type Json, type Resource, type Synthesised, synthesise, text } from './synthesised.ts';

const SLOW = 240_000;
const API = 'functions/api/handler.ts';
const edge = 'arn:aws:acm:us-east-1:111122223333:certificate/edge';
const named = { domainName: 'parley.example.com', certificateArn: 'arn:aws:acm:eu-central-1:111122223333:certificate/regional', hostedZoneId: 'Z1' };

beforeAll(() => void vi.stubEnv('CDK_DEFAULT_REGION', 'eu-central-1'));
afterAll(() => void vi.unstubAllEnvs());

const inConsole = (app: Synthesised, type: string): readonly Resource[] => app.of(type).filter(({ stack }) => stack.endsWith('-console'));
const distributionOf = (app: Synthesised): Json => inConsole(app, 'AWS::CloudFront::Distribution')[0]?.Properties['DistributionConfig'] as Json;
const headersOf = (app: Synthesised, name: string): Json =>
  inConsole(app, 'AWS::CloudFront::ResponseHeadersPolicy').find(({ id }) => id.startsWith(name))?.Properties['ResponseHeadersPolicyConfig'] as Json;
/** What makes links to the console. */
const LINKING = [API, 'functions/senders/outbound.ts'];
const variablesOf = (app: Synthesised, entry = API): Json => app.fn(entry).Properties['Environment']?.['Variables'] as Json;

describe('the console in dev, without a name', () => {
  let app: Synthesised;
  beforeAll(async () => {
    app = await synthesise({ profile: 'dev' }, true);
  }, SLOW);

  test('nobody but its distribution reads the bucket', () => {
    const bucket = inConsole(app, 'AWS::S3::Bucket')[0];
    expect(bucket?.Properties['PublicAccessBlockConfiguration']).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    expect(bucket?.Properties['WebsiteConfiguration']).toBeUndefined();
    const statements = items(inConsole(app, 'AWS::S3::BucketPolicy')[0]?.Properties['PolicyDocument']?.['Statement']);
    const readers = statements.filter((statement) => text(statement['Effect']) === 'Allow');
    expect(readers).toHaveLength(1);
    expect(readers[0]).toMatchObject({ Action: 's3:GetObject', Principal: { Service: 'cloudfront.amazonaws.com' }, Condition: { StringEquals: {} } });
    expect(JSON.stringify(readers[0]?.['Condition'])).toContain('AWS:SourceArn');
    expect(inConsole(app, 'AWS::CloudFront::OriginAccessControl')).toHaveLength(1);
  });

  test('every file has the policy of the page as a laptop sends it, and the other headers', () => {
    const config = headersOf(app, 'PageHeaders')['SecurityHeadersConfig'];
    const policy = JSON.stringify(config?.['ContentSecurityPolicy']?.['ContentSecurityPolicy']);
    // Names of the APIs and the bucket are known at the deployment only.
    const [before = '', after = ''] = contentPolicy({ feeds: ['FEED'], buckets: [] }).split('FEED');
    for (const part of [...before.split('; ').slice(0, 3), ...after.split('; ').slice(1)]) expect(policy).toContain(part);
    expect(policy).toMatch(/connect-src 'self' wss?:/);
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(config).toMatchObject({
      ContentTypeOptions: { Override: true },
      ReferrerPolicy: { ReferrerPolicy: pageHeaders('')['referrer-policy'], Override: true },
      StrictTransportSecurity: { AccessControlMaxAgeSec: 31_536_000 },
    });
  });

  test('calls of the API go through the same host, are never cached, and prove where the caller is', () => {
    const { CacheBehaviors: behaviours, Origins: origins } = distributionOf(app);
    const api = items(behaviours).find(({ PathPattern: path }) => text(path) === '/v1/*');
    expect(api).toMatchObject({ CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad', ViewerProtocolPolicy: 'https-only' });
    expect(items(api?.['AllowedMethods'])).toContain('PATCH');
    const origin = items(origins).find(({ Id: id }) => text(id) === text(api?.['TargetOriginId']));
    expect(JSON.stringify(origin?.['OriginCustomHeaders'])).toContain('{{resolve:secretsmanager:parley/dev/edge:SecretString:::}}');
    expect(text(variablesOf(app)['EDGE_SECRET_NAME'])).toBe('parley/dev/edge');
    const secret = app.of('AWS::SecretsManager::Secret').find(({ Properties }) => text(Properties['Name']) === 'parley/dev/edge');
    expect(secret?.Properties['ReplicaRegions']).toBeUndefined();
  });

  test('the widget is there for pages of every host', () => {
    expect(items(distributionOf(app)['CacheBehaviors']).map(({ PathPattern: path }) => text(path))).toContain('/widget*.js');
    expect(headersOf(app, 'WidgetHeaders')['CorsConfig']).toMatchObject({ AccessControlAllowOrigins: { Items: ['*'] }, AccessControlAllowCredentials: false });
  });

  test('files with a hash are kept for ever and come first, the page is asked for each time, and nothing is deleted under open pages', () => {
    const uploads = inConsole(app, 'Custom::CDKBucketDeployment');
    const upload = (name: string): Resource => uploads.find(({ id }) => id.startsWith(name)) as Resource;
    expect(upload('Hashed').Properties).toMatchObject({
      Include: ['assets/*'],
      SystemMetadata: { 'cache-control': 'public, max-age=31536000, immutable' },
      DestinationBucketKeyPrefix: BASE.slice(1),
    });
    expect(upload('Page').Properties).toMatchObject({ Exclude: ['assets/*'], SystemMetadata: { 'cache-control': 'no-cache' } });
    expect(upload('Page').DependsOn?.some((id) => id.startsWith('Hashed'))).toBe(true);
    for (const { Properties } of uploads) expect(Properties['Prune']).toBe(false);
  });

  test('links keep the address of the API: the name of CloudFront is known after the deployment only', () => {
    for (const entry of LINKING) expect(variablesOf(app, entry)['PARLEY_CONSOLE_URL'], entry).toBeUndefined();
  });

  test('it keeps the name of CloudFront, and nothing is recorded', () => {
    expect(distributionOf(app)['Aliases']).toBeUndefined();
    expect(inConsole(app, 'AWS::Route53::RecordSet')).toEqual([]);
  });
});

describe('the console in prod, with a name and a firewall', () => {
  let app: Synthesised;
  beforeAll(async () => {
    app = await synthesise({ profile: 'prod', objectsBucket: 'parley-files', ...named, edgeCertificateArn: edge });
  }, SLOW);

  test('it has its own name, behind the firewall of the API', () => {
    expect(distributionOf(app)).toMatchObject({ Aliases: ['console.parley.example.com'], ViewerCertificate: { AcmCertificateArn: edge } });
    expect(JSON.stringify(distributionOf(app)['WebACLId'])).toContain('Firewall');
    expect(inConsole(app, 'AWS::Route53::RecordSet').map(({ Properties }) => `${text(Properties['Type'])} ${text(Properties['Name'])}`)).toEqual([
      'A console.parley.example.com.',
      'AAAA console.parley.example.com.',
    ]);
    expect(items(distributionOf(app)['Origins']).map(({ DomainName: name }) => text(name))).toContain('origin.parley.example.com');
  });

  test('links lead to it', () => {
    for (const entry of LINKING) expect(text(variablesOf(app, entry)['PARLEY_CONSOLE_URL']), entry).toBe('https://console.parley.example.com');
  });

  test('the policy names the feed and the bucket, as a laptop’s does', () => {
    const policy = headersOf(app, 'PageHeaders')['SecurityHeadersConfig']?.['ContentSecurityPolicy']?.['ContentSecurityPolicy'];
    const files = 'https://parley-files.s3.eu-central-1.amazonaws.com';
    expect(policy).toBe(pageHeaders('wss://ws.parley.example.com', [files])['content-security-policy']);
  });
});

test.each([{ console: 'off' }, { emulator: 'true' }])(
  '%o: there is no console, and the API trusts no CloudFront',
  async (context) => {
    const app = await synthesise({ profile: 'dev', ...(context as unknown as Record<string, string>) });
    expect(app.resources.filter(({ stack }) => stack.endsWith('-console'))).toEqual([]);
    expect(variablesOf(app)['EDGE_SECRET_NAME']).toBeUndefined();
  },
  SLOW,
);

test(
  'with a certificate of another Region the console keeps the name of CloudFront, and without its bucket’s name it shows no files',
  async () => {
    const app = await synthesise({ profile: 'dev', ...named });
    expect(distributionOf(app)['Aliases']).toBeUndefined();
    expect(variablesOf(app)['PARLEY_CONSOLE_URL']).toBeUndefined();
    const other = await synthesise({ profile: 'prod', ...named, edgeCertificateArn: edge });
    expect(JSON.stringify(headersOf(other, 'PageHeaders'))).toContain(pageHeaders('wss://ws.parley.example.com')['content-security-policy']);
  },
  SLOW,
);

test(
  'links lead to the address that is given',
  async () => {
    const app = await synthesise({ profile: 'dev', consoleUrl: 'https://d111111abcdef8.cloudfront.net/' });
    for (const entry of LINKING) expect(text(variablesOf(app, entry)['PARLEY_CONSOLE_URL']), entry).toBe('https://d111111abcdef8.cloudfront.net');
  },
  SLOW,
);

test.each([
  [{ console: 'yes' }, 'must be on or off'],
  [{ consoleUrl: 'https://console.example.com/inbox' }, 'must be an address'],
  [{ consoleUrl: 'console.example.com' }, 'must be an address'],
  [{ console: 'on', emulator: 'true' }, 'an emulator has no CloudFront'],
])('%o is refused before anything is deployed', async (context, said) => {
  await expect(synthesise(context as unknown as Record<string, string>)).rejects.toThrow(said);
});

describe('addresses within the console', () => {
  const run = (base: string, uri: string): string => {
    // eslint-disable-next-line no-new-func, typescript/no-implied-eval -- CloudFront runs this text
    const handler = new Function(`${pathsCode(base)}; return handler;`)() as (event: object) => { uri?: string; headers?: { location: { value: string } } };
    const answer = handler({ request: { uri } });
    return answer.headers ? `→ ${answer.headers.location.value}` : String(answer.uri);
  };
  test.each([
    ['/next/', '/next/', '/next/index.html'],
    ['/next/', '/next', '/next/index.html'],
    ['/next/', '/next/inbox/queue-1/AbCdEfGhIjKlMnOp.12', '/next/index.html'],
    ['/next/', '/next/assets/main-B1x_2.js', '/next/assets/main-B1x_2.js'],
    ['/next/', '/next/icon.svg', '/next/icon.svg'],
    ['/next/', '/', '→ /next/'],
    ['/next/', '/widget.js', '/widget.js'],
    ['/', '/', '/index.html'],
    ['/', '/settings/queues', '/index.html'],
    ['/', '/assets/plex-latin.woff2', '/assets/plex-latin.woff2'],
  ])('at %s: %s is %s', (base, uri, answer) => {
    expect(run(base, uri)).toBe(answer);
  });
});
