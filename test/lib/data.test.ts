import { beforeAll, describe, expect, test } from 'vitest';
import { EXPIRING_KINDS, EXPIRY_TAG, expiryTag } from '../../adapters/objects/expiry-tag.ts';
import { APP_KEYS } from '../../domain/app-keys.ts';
import { items, type Json, list, type Policy, type Resource, type Synthesised, synthesise, text } from './synthesised.ts';

const SLOW = 180_000;
const HOLDING = ['AWS::DynamoDB::Table', 'AWS::S3::Bucket', 'AWS::SecretsManager::Secret', 'AWS::KMS::Key'];

describe.each(['dev', 'prod'] as const)('%s', (profile) => {
  let app: Synthesised;
  beforeAll(async () => {
    app = await synthesise({ profile });
  }, SLOW);
  const objects = (): Resource => app.of('AWS::S3::Bucket').find(({ id }) => id.startsWith('Objects')) as Resource;
  const rules = (): readonly Json[] => items(objects().Properties['LifecycleConfiguration']?.['Rules']);

  test('resources with data are kept in prod and deleted with their stack in dev', () => {
    const inData = ({ stack }: Resource): boolean => stack === `parley-${profile}-data`;
    for (const resource of HOLDING.flatMap((type) => app.of(type).filter(inData)))
      expect(resource.DeletionPolicy, resource.id).toBe(profile === 'prod' ? 'RetainExceptOnCreate' : 'Delete');
  });

  test(
    'a first deployment that fails can be repeated: nothing with a fixed name stays behind, and nothing is protected yet',
    async () => {
      for (const { DeletionPolicy, id, stack } of app.resources) expect(DeletionPolicy, `${stack} ${id}`).not.toBe('Retain');
      expect(app.of('AWS::DynamoDB::Table').map(({ Properties }) => Properties['DeletionProtectionEnabled'] as unknown)).toEqual([false]);
      expect(app.protectedStacks).toEqual([]);
      const later = await synthesise({ profile, deletionProtection: 'on' });
      const isProd = profile === 'prod';
      expect(later.of('AWS::DynamoDB::Table').map(({ Properties }) => Properties['DeletionProtectionEnabled'] as unknown)).toEqual([isProd]);
      expect(later.protectedStacks).toEqual(isProd ? ['data', 'messaging', 'network', 'search', 'streaming'].map((name) => `parley-prod-${name}`) : []);
      await expect(synthesise({ profile, deletionProtection: 'yes' })).rejects.toThrow('on or off');
    },
    SLOW,
  );

  test('no template writes the value of the deployment secret, so that a rotated key stays', () => {
    const named = app.of('AWS::SecretsManager::Secret').filter(({ Properties }) => text(Properties['Name']) === `parley/${profile}/app`);
    expect(named).toHaveLength(1);
    for (const { Properties } of named) {
      expect(Properties).not.toHaveProperty('SecretString');
      expect(Properties).not.toHaveProperty('GenerateSecretString');
    }
    const filled = app.of('Custom::AppSecrets');
    expect(filled.map(({ Properties }) => [text(Properties['SecretName']), Properties['Keys'] as unknown])).toEqual([[`parley/${profile}/app`, [...APP_KEYS]]]);
    expect(filled[0]?.DependsOn).toContain(named[0]?.id);
  });

  test("names of secrets carry the profile, and no function reads another profile's", () => {
    for (const { Properties, id } of app.of('AWS::SecretsManager::Secret')) expect(text(Properties['Name'] ?? {}), id).toContain(`parley/${profile}/`);
    for (const policy of app.of('AWS::IAM::Policy'))
      for (const statement of items(policy.Properties['PolicyDocument']?.['Statement'])) {
        if (!JSON.stringify(statement['Action']).includes('secretsmanager:')) continue;
        const resource = JSON.stringify(statement['Resource']);
        if (resource.includes(':secret:')) expect(resource, policy.id).toContain(`:secret:parley/${profile}/`);
      }
    for (const entry of ['functions/api/handler.ts', 'functions/webhooks/handler.ts', 'functions/senders/outbound.ts'])
      expect(app.fn(entry).Properties['Environment']?.['Variables']?.['ORIGIN_SECRETS_PREFIX'], entry).toBe(`parley/${profile}/`);
  });

  test('in prod one key of our own, rotated, encrypts table, objects and secrets; dev pays for none', () => {
    for (const { Properties, id } of app.of('AWS::KMS::Key')) expect(Properties['EnableKeyRotation'], id).toBe(true);
    // Alarms have another, which CloudWatch may use and which encrypts nobody's words.
    const keys = app.of('AWS::KMS::Key').filter(({ stack }) => stack === 'parley-prod-data');
    if (profile === 'dev') return expect(app.of('AWS::KMS::Key')).toEqual([]);
    expect(keys).toHaveLength(1);
    expect(app.of('AWS::KMS::Alias').map(({ Properties }) => text(Properties['AliasName']))).toContain('alias/parley/prod');
    const ours = expect.objectContaining({ 'Fn::GetAtt': [keys[0]?.id, 'Arn'] });
    expect(app.of('AWS::DynamoDB::Table')[0]?.Properties['SSESpecification']).toEqual({ KMSMasterKeyId: ours, SSEEnabled: true, SSEType: 'KMS' });
    expect(items(objects().Properties['BucketEncryption']?.['ServerSideEncryptionConfiguration'])).toEqual([
      { BucketKeyEnabled: true, ServerSideEncryptionByDefault: { KMSMasterKeyID: ours, SSEAlgorithm: 'aws:kms' } },
    ]);
    const exported = { 'Fn::ImportValue': expect.stringContaining(String(keys[0]?.id)) as string };
    for (const { stack, id, Properties } of app.of('AWS::SecretsManager::Secret'))
      expect(Properties['KmsKeyId'], id).toEqual(stack === 'parley-prod-data' ? ours : exported);
    return undefined;
  });

  test('no role uses the key but by way of the service whose data it may reach', () => {
    const SERVICES: Readonly<Record<string, string>> = { 'dynamodb:': 'dynamodb', 's3:': 's3', 'secretsmanager:': 'secretsmanager' };
    for (const entry of app.entries) {
      const fn = app.fn(entry);
      const statements = app.statements(app.roleOf(fn), fn.stack).filter(({ Effect }) => Effect === 'Allow');
      const kms = statements.filter(({ Action }) => list(Action).some((action) => action.startsWith('kms:')));
      if (profile === 'dev') expect(kms, entry).toEqual([]);
      const service = ({ Condition }: Policy): string => /"(\w+)\.",/.exec(JSON.stringify(Condition))?.[1] ?? 'any';
      for (const statement of kms) {
        const through = service(statement);
        // Lambda itself reads the stream in the function's name.
        if (through === 'any') expect(entry).toMatch(/^functions\/streams\//);
        else {
          const prefix = Object.keys(SERVICES).find((one) => SERVICES[one] === through) ?? 'nothing';
          expect(
            statements.some(({ Action }) => list(Action).some((action) => action.startsWith(prefix))),
            `${entry} ${through}`,
          ).toBe(true);
        }
      }
      const reachesTable = statements.some(({ Action }) => list(Action).some((action) => /^dynamodb:(Query|PutItem)$/.test(action)));
      if (profile === 'prod' && reachesTable) expect(kms.map(service), entry).toContain('dynamodb');
    }
  });

  test('claim checks and what could not be read pass; attachments stay', () => {
    const all = rules().filter((rule) => rule['ExpirationInDays'] !== undefined);
    const [mails, expiring] = [all.at(-1), all.slice(0, -1)];
    expect(mails).toMatchObject({ Prefix: 'mail-in/', ExpirationInDays: 14 });
    expect(expiring.map((rule) => [items(rule['TagFilters']), rule['ExpirationInDays']])).toEqual(
      EXPIRING_KINDS.map((kind) => [[{ Key: EXPIRY_TAG, Value: kind }], { in: 30, raw: 90, calls: 90, dead: 30, 'bad-rows': 30 }[kind]]),
    );
    expect(expiryTag('T/t/in/o/hash')).toBe('parley-passing=in');
    expect(expiryTag('T/t/raw/whatsapp/o/2026-11-21/hash')).toBe('parley-passing=raw');
    expect(expiryTag('T/t/attachments/a')).toBeUndefined();
    expect(expiryTag('T/t/media/o/hash')).toBeUndefined();
    expect(expiryTag('elsewhere')).toBeUndefined();
    const webhooks = app.fn('functions/webhooks/handler.ts');
    expect(JSON.stringify(app.statements(app.roleOf(webhooks), webhooks.stack))).toContain('s3:PutObjectTagging');
  });

  test('unfinished uploads and old versions end, large files move to cheaper tiers', () => {
    expect(rules()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } }),
        expect.objectContaining({ NoncurrentVersionExpiration: { NoncurrentDays: 30 } }),
        expect.objectContaining({ Transitions: [{ StorageClass: 'INTELLIGENT_TIERING', TransitionInDays: 30 }], ObjectSizeGreaterThan: 131_072 }),
      ]),
    );
    expect(objects().Properties['VersioningConfiguration']).toEqual(profile === 'prod' ? { Status: 'Enabled' } : undefined);
    expect(objects().Properties['LoggingConfiguration'] !== undefined).toBe(profile === 'prod');
  });

  test('keys that are throttled are named in prod', () => {
    expect(app.of('AWS::DynamoDB::Table')[0]?.Properties['ContributorInsightsSpecification']).toEqual(
      profile === 'prod' ? { Enabled: true, Mode: 'THROTTLED_KEYS' } : { Enabled: false },
    );
  });

  test('a secret of an origin is reached by the form of its name, created and deleted by the API only, and renewed by those who call providers', () => {
    for (const entry of app.entries) {
      const fn = app.fn(entry);
      for (const { Action, Resource } of app.statements(app.roleOf(fn), fn.stack)) {
        const actions = list(Action).filter((action) => action.startsWith('secretsmanager:'));
        if (actions.length === 0) continue;
        expect(JSON.stringify(Resource), entry).toMatch(/:secret:parley\/\w+\/(\*\/(origins|identity-providers)\/\*|app)/);
        if (entry === 'functions/api/handler.ts') continue;
        const isOfOrigins = !JSON.stringify(Resource).includes('identity-providers');
        const renews = isOfOrigins && (entry === 'functions/senders/outbound.ts' || entry === 'functions/jobs/poller.ts');
        const allowed = renews ? ['GetSecretValue', 'PutSecretValue', 'UpdateSecretVersionStage'] : ['GetSecretValue'];
        expect(actions, entry).toEqual(allowed.map((verb) => `secretsmanager:${verb}`));
      }
    }
  });
});

test(
  'a table can be made warm before a launch, within what DynamoDB takes',
  async () => {
    const app = await synthesise({ profile: 'prod', warmWrites: '40000' });
    expect(app.of('AWS::DynamoDB::Table')[0]?.Properties['WarmThroughput']).toEqual({ ReadUnitsPerSecond: 12_000, WriteUnitsPerSecond: 40_000 });
    await expect(synthesise({ warmReads: '5' })).rejects.toThrow('a whole number of at least 12000');
    await expect(synthesise({ warmWrites: 'many' })).rejects.toThrow('-c warmWrites=many');
  },
  SLOW,
);
