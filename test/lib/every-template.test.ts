import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { items, type Json, list, type Policy, type Resource, type Synthesised, synthesise, text } from './synthesised.ts';

const SLOW = 180_000;

/** Every set of stacks that somebody may deploy. */
const SETS = {
  dev: { profile: 'dev' },
  prod: { profile: 'prod' },
  'prod with a name': {
    profile: 'prod',
    domainName: 'parley.example.com',
    certificateArn: 'arn:aws:acm:eu-central-1:111122223333:certificate/regional',
    edgeCertificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/edge',
  },
  'dev without the console': { profile: 'dev', console: 'off' },
  emulator: { profile: 'dev', emulator: 'true' },
  'emulator of prod': { profile: 'prod', emulator: 'true' },
} as const;

/** CDK's own functions, which deployments run: each calls one function of ours, or one call of the service named. */
const OF_CDK = /^(.*Provider.*framework.*|AWS679f53fac002430cb0da5b7982bd2287.*|CustomVpcRestrictDefaultSG.*|CustomCDKBucketDeployment.*)$/;
/** Actions that know no resources. */
const UNNAMEABLE = /^(xray:(PutTraceSegments|PutTelemetryRecords)|ec2:.*|dynamodb:ListStreams)$/;

beforeAll(() => void vi.stubEnv('CDK_DEFAULT_REGION', 'eu-central-1'));
afterAll(() => void vi.unstubAllEnvs());

describe.each(Object.entries(SETS))('%s', (_, context) => {
  let app: Synthesised;
  beforeAll(async () => {
    app = await synthesise(context);
  }, SLOW);
  const functions = (): readonly Resource[] => app.of('AWS::Lambda::Function');
  const isOurs = ({ Metadata }: Resource): boolean => Metadata?.['parley:entry'] !== undefined || Metadata?.['parley:deploy-entry'] !== undefined;
  /** What an attribute or a reference of this template belongs to. */
  const named = (stack: string, value: unknown): Resource | undefined => {
    const { Ref, 'Fn::GetAtt': attribute } = (value ?? {}) as { Ref?: string; 'Fn::GetAtt'?: readonly string[] };
    return app.resources.find((resource) => resource.stack === stack && resource.id === (Ref ?? attribute?.[0]));
  };

  test('every function is ours or known to be of CDK', () => {
    expect(
      functions()
        .filter((fn) => !isOurs(fn) && !OF_CDK.test(fn.id))
        .map(({ id }) => id),
    ).toEqual([]);
  });

  test('every function has a log group that forgets; ours have one, a role and a trace each of their own', () => {
    const roles: string[] = [];
    for (const fn of functions()) {
      const group = named(fn.stack, fn.Properties['LoggingConfig']?.['LogGroup']);
      expect(group?.Properties['RetentionInDays'], fn.id).toBeDefined();
      if (!isOurs(fn)) continue;
      expect(fn.Properties['TracingConfig'], fn.id).toEqual({ Mode: 'Active' });
      expect(fn.Properties['Architectures'], fn.id).toEqual(['arm64']);
      expect(Number(fn.Properties['Timeout']), fn.id).toBeLessThanOrEqual(900);
      expect(fn.Properties['Description'], fn.id).toBeTruthy();
      roles.push(`${fn.stack}/${app.roleOf(fn)}`);
    }
    expect(new Set(roles).size).toBe(roles.length);
    const retained = app.of('AWS::Logs::LogGroup').map(({ Properties }) => Number(Properties['RetentionInDays']));
    expect(new Set(retained)).toEqual(new Set([context.profile === 'prod' ? 90 : 7]));
  });

  test('every asynchronous invocation of a function has a place for failures', () => {
    for (const { Properties, id, stack } of app.of('AWS::Lambda::EventSourceMapping')) {
      if (Properties['Topics'] || Properties['StartingPosition']) {
        expect(Properties['DestinationConfig']?.['OnFailure']?.['Destination'], id).toBeDefined();
        expect(Number(Properties['MaximumRetryAttempts']), id).toBeGreaterThan(0);
        expect(Number(Properties['MaximumRecordAgeInSeconds']), id).toBeGreaterThan(0);
        expect(Properties['BisectBatchOnFunctionError'], id).toBe(true);
      } else {
        expect(Number(Properties['ScalingConfig']?.['MaximumConcurrency']), id).toBeGreaterThan(1);
        // The queue is in another stack: by its export.
        const queue = named(stack, Properties['EventSourceArn']) ?? exported(text(Properties['EventSourceArn']?.['Fn::ImportValue']));
        expect(queue?.Properties['RedrivePolicy'], id).toBeDefined();
      }
      expect(items(Properties['FunctionResponseTypes']), id).toEqual(['ReportBatchItemFailures']);
    }
    const withoutWaiting = ['AWS::Events::Rule', 'AWS::Scheduler::Schedule', 'AWS::SNS::Subscription'].flatMap((type) => [...app.of(type)]);
    const destinations = app.of('AWS::Lambda::EventInvokeConfig');
    for (const resource of withoutWaiting) {
      for (const fn of functions().filter((one) => one.stack === resource.stack && JSON.stringify(resource.Properties).includes(`"${one.id}"`))) {
        const config = destinations.find(({ Properties, stack }) => stack === fn.stack && named(stack, Properties['FunctionName'])?.id === fn.id);
        expect(config?.Properties['DestinationConfig']?.['OnFailure'] ?? fn.Properties['DeadLetterConfig'], `${resource.id} → ${fn.id}`).toBeDefined();
      }
    }
    expect(destinations.length).toBeGreaterThan(0);
  });
  const exported = (name: string): Resource | undefined => app.of('AWS::SQS::Queue').find(({ id }) => name.includes(`GetAtt${id}Arn`));

  test('an alarm watches every queue of dead letters, where there are alarms', () => {
    const dead = app.of('AWS::SQS::Queue').filter(({ id }) => /DeadLetters[0-9A-F]{8}$/.test(id));
    expect(dead.length).toBeGreaterThanOrEqual(5);
    if (context.profile !== 'prod') return;
    const watched = app.of('AWS::CloudWatch::Alarm').map(({ Properties }) => JSON.stringify(Properties));
    for (const { id } of dead) expect(watched.filter((alarm) => alarm.includes(id)).length, id).toBeGreaterThan(0);
  });

  test('no role may do everything of a service, and none anything to everything but what knows no resources', () => {
    for (const { id, stack, Properties } of app.of('AWS::IAM::Policy'))
      for (const statement of items(Properties['PolicyDocument']?.['Statement']) as unknown as readonly Policy[]) {
        if (statement.Effect !== 'Allow') continue;
        for (const action of list(statement.Action)) {
          expect(action, `${stack}/${id}`).not.toMatch(/^(\*|[a-z0-9-]+:\*)$/);
          if (list(statement.Resource).includes('*')) expect(action, `${stack}/${id}`).toMatch(UNNAMEABLE);
        }
      }
  });

  test('managed policies are given to functions of CDK only', () => {
    for (const role of app.of('AWS::IAM::Role')) {
      if (!role.Properties['ManagedPolicyArns']) continue;
      const users = functions().filter((fn) => fn.stack === role.stack && app.roleOf(fn) === role.id);
      expect(
        users.map(({ id }) => id).filter((id) => !OF_CDK.test(id)),
        role.id,
      ).toEqual([]);
      expect(users.length, role.id).toBeGreaterThan(0);
    }
  });

  test('no template shows a secret, a key or a password', () => {
    for (const resource of app.resources) {
      const json = JSON.stringify(resource);
      expect(json, resource.id).not.toMatch(/AKIA[0-9A-Z]{16}|-----BEGIN|"(Master)?Password"/i);
      if (resource.Type !== 'AWS::SecretsManager::Secret') continue;
      const { SecretString, GenerateSecretString } = resource.Properties as Partial<Record<string, Json>>;
      // The deployment's own is filled by a function at deploy time.
      if (!resource.id.startsWith('AppSecrets')) expect((SecretString === undefined) !== (GenerateSecretString === undefined), resource.id).toBe(true);
      if (SecretString !== undefined) expect(JSON.stringify(SecretString), resource.id).toMatch(/\{\{resolve:secretsmanager:/);
    }
  });

  test('everything that costs is tagged by deployment, profile and component', () => {
    for (const type of ['AWS::Lambda::Function', 'AWS::SQS::Queue', 'AWS::DynamoDB::Table', 'AWS::S3::Bucket', 'AWS::OpenSearchService::Domain'])
      for (const { Properties, id, stack } of app.of(type)) {
        const tags = Object.fromEntries(items(Properties['Tags']).map((tag) => [text(tag['Key']), text(tag['Value'])]));
        expect(tags, id).toMatchObject({ app: 'parley', profile: context.profile, 'parley:component': stack.replace(`parley-${context.profile}-`, '') });
      }
  });
});

test.each([
  ['dev', undefined, undefined],
  ['prod', undefined, 200],
  ['prod', '50', 50],
  ['prod', '0', undefined],
])(
  '%s reserves executions for webhooks (%s): %s',
  async (profile, webhookConcurrency, reserved) => {
    const app = await synthesise({ profile, ...(webhookConcurrency === undefined ? {} : { webhookConcurrency }) });
    for (const entry of app.entries)
      expect(app.fn(entry).Properties['ReservedConcurrentExecutions'], entry).toBe(entry === 'functions/webhooks/handler.ts' ? reserved : undefined);
  },
  SLOW,
);

test(
  'stacks of what is kept are protected in prod once that is asked for, and no others',
  async () => {
    const { buildApp } = await import('../../lib/app.ts');
    const protectedOf = async (profile: string): Promise<string[]> => {
      const built = await buildApp({ context: { profile, deletionProtection: 'on', 'aws:cdk:bundling-stacks': [] } });
      const { Stack } = await import('aws-cdk-lib');
      return built.node.children.flatMap((child) => (child instanceof Stack && child.terminationProtection ? [child.stackName] : [])).sort();
    };
    expect(await protectedOf('dev')).toEqual([]);
    expect(await protectedOf('prod')).toEqual(['data', 'messaging', 'network', 'search', 'streaming'].map((part) => `parley-prod-${part}`));
  },
  SLOW,
);
