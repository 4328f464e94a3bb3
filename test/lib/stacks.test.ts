import { beforeAll, describe, expect, test } from 'vitest';
import { items, type Json, list, type Policy, type Resource, type Synthesised, synthesise, text } from './synthesised.ts';

const SLOW = 180_000;

const ENTRIES = [
  'functions/api/handler.ts',
  'functions/webhooks/handler.ts',
  'functions/consumers/escalations-outbound.ts',
  'functions/consumers/messages.ts',
  'functions/consumers/ai-messages.ts',
  'functions/consumers/metadata-actions.ts',
  'functions/consumers/queue-acks.ts',
  'functions/consumers/tickets.ts',
  'functions/streams/projector.ts',
  'functions/streams/reindex.ts',
  'functions/senders/actions.ts',
  'functions/senders/analysis.ts',
  'functions/senders/outbound.ts',
  'functions/senders/people.ts',
  'functions/senders/ticket-helper.ts',
  'functions/senders/customer-webhooks.ts',
  'functions/senders/media.ts',
  'functions/senders/push.ts',
  'functions/realtime/gateway.ts',
  'functions/realtime/delivery.ts',
  'functions/realtime/fan-out.ts',
  'functions/jobs/timers.ts',
  'functions/jobs/bulk.ts',
  'functions/jobs/poller.ts',
  'functions/mail/handler.ts',
];

test.each([{ profile: 'dev' }, { profile: 'prod' }, { profile: 'dev', emulator: 'true' }, { profile: 'prod', emulator: 'true' }])(
  '%o passes every policy check',
  async (context) => void (await synthesise(context as unknown as Record<string, string>, true)),
  SLOW,
);

test('there are two profiles', async () => {
  await expect(synthesise({ profile: 'staging' })).rejects.toThrow('must be dev or prod');
});

describe.each(['dev', 'prod'] as const)('%s', (profile) => {
  let app: Synthesised;
  beforeAll(async () => {
    app = await synthesise({ profile });
  }, SLOW);
  const only = (type: string): Resource => {
    const [resource, ...others] = app.of(type);
    if (!resource || others.length > 0) throw new Error(`not one ${type}`);
    return resource;
  };

  test('every function of the hub is there, and nothing else is called one', () => {
    expect([...app.entries].sort()).toEqual([...ENTRIES].sort());
  });

  test('every function has a role, a log group and nothing shared, on Node 24 and arm64, traced', () => {
    const roles = new Set<string>();
    const logs = new Set<string>();
    for (const entry of ENTRIES) {
      const fn = app.fn(entry);
      expect(fn.Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
        TracingConfig: { Mode: 'Active' },
        LoggingConfig: { LogFormat: 'JSON' },
      });
      roles.add(`${fn.stack}/${app.roleOf(fn)}`);
      logs.add(`${fn.stack}/${text(fn.Properties['LoggingConfig']?.['LogGroup']?.['Ref'])}`);
    }
    expect(roles.size).toBe(ENTRIES.length);
    expect(logs.size).toBe(ENTRIES.length);
    for (const group of app.of('AWS::Logs::LogGroup')) expect(group.Properties['RetentionInDays'], group.id).toBeDefined();
  });

  test('no role of ours has a managed policy, an action with a wildcard, or a wildcard of a resource that could be named', () => {
    for (const entry of ENTRIES) {
      const fn = app.fn(entry);
      const roleId = app.roleOf(fn);
      const role = app.of('AWS::IAM::Role').find(({ id, stack }) => id === roleId && stack === fn.stack);
      expect(role?.Properties['ManagedPolicyArns'], entry).toBeUndefined();
      const statements = app.statements(roleId, fn.stack);
      expect(statements.length, entry).toBeGreaterThan(0);
      for (const statement of statements.filter(({ Effect }) => Effect === 'Allow')) {
        for (const action of list(statement.Action)) {
          expect(action, entry).not.toContain('*');
          if (list(statement.Resource).includes('*')) expect(action, entry).toMatch(/^(xray:|ec2:|dynamodb:ListStreams$)/);
        }
      }
    }
  });

  test("a function's code cannot use the network rights that Lambda needs to place it", () => {
    for (const entry of ENTRIES) {
      const fn = app.fn(entry);
      if (!fn.Properties['VpcConfig']) continue;
      const denied = app.statements(app.roleOf(fn), fn.stack).filter(({ Effect }) => Effect === 'Deny');
      expect(
        denied.flatMap(({ Action }) => list(Action)),
        entry,
      ).toContain('ec2:CreateNetworkInterface');
    }
  });

  test('only what needs brokers or search stands in the network, and nothing leaves it', () => {
    const inside = ENTRIES.filter((entry) => app.fn(entry).Properties['VpcConfig']);
    expect(inside.sort()).toEqual([
      'functions/api/handler.ts',
      'functions/jobs/bulk.ts',
      'functions/mail/handler.ts',
      'functions/streams/reindex.ts',
      'functions/webhooks/handler.ts',
    ]);
    for (const type of ['AWS::EC2::NatGateway', 'AWS::EC2::InternetGateway', 'AWS::EC2::EIP']) expect(app.of(type)).toEqual([]);
    expect(app.of('AWS::EC2::Subnet').length).toBe(profile === 'prod' ? 3 : 2);
  });

  test.each([
    ['messages', 'functions/consumers/messages.ts', 'DeadLetters', profile === 'prod' ? [2, 20] : [1, 1]],
    ['tickets', 'functions/consumers/tickets.ts', 'TicketsDeadLetters', profile === 'prod' ? [1, 5] : [1, 1]],
    ['ai_messages', 'functions/consumers/ai-messages.ts', 'AiMessagesDeadLetters', profile === 'prod' ? [1, 5] : [1, 1]],
    ['metadata_actions', 'functions/consumers/metadata-actions.ts', 'MetadataActionsDeadLetters', profile === 'prod' ? [1, 5] : [1, 1]],
    ['queue_acks', 'functions/consumers/queue-acks.ts', 'QueueAcksDeadLetters', profile === 'prod' ? [1, 5] : [1, 1]],
    ['escalations_outbound', 'functions/consumers/escalations-outbound.ts', 'EscalationsOutboundDeadLetters', profile === 'prod' ? [1, 5] : [1, 1]],
  ] as const)(
    'the topic %s is consumed in batches of 20, with limits, partial answers, dead letters of its own and shared pollers',
    (topic, entry, letters, [least, most]) => {
      expect(app.sources(entry)).toEqual([
        expect.objectContaining({
          Topics: [topic],
          BatchSize: 20,
          MaximumBatchingWindowInSeconds: profile === 'prod' ? 1 : 0,
          FunctionResponseTypes: ['ReportBatchItemFailures'],
          BisectBatchOnFunctionError: true,
          MaximumRetryAttempts: 5,
          MaximumRecordAgeInSeconds: 6 * 86_400,
          AmazonManagedKafkaEventSourceConfig: { ConsumerGroupId: `parley-${topic}` },
          ProvisionedPollerConfig: { MinimumPollers: least, MaximumPollers: most, PollerGroupName: `parley-${profile}` },
        }),
      ]);
      const [{ DestinationConfig: destination }] = app.sources(entry) as unknown as [{ DestinationConfig: unknown }];
      const variables = app.fn(entry).Properties['Environment']?.['Variables'];
      for (const place of [destination, variables?.['DEAD_LETTER_QUEUE_URL']])
        expect(JSON.stringify(place)).toMatch(new RegExp(`(Att|Ref)${letters}[0-9A-F]{8}`));
      expect(variables?.['MAX_RETRIES']).toBe('5');
    },
  );

  test('every topic that has a consumer has one', () => {
    expect(app.of('AWS::Lambda::EventSourceMapping').flatMap(({ Properties }) => Properties['Topics'] ?? [])).toHaveLength(6);
  });

  test('the stream of the table has exactly two readers', () => {
    const readers = ['functions/streams/projector.ts', 'functions/streams/reindex.ts'].map((entry) => app.sources(entry));
    expect(readers.map((sources) => sources.map((source) => Number(source['BatchSize'])))).toEqual([[100], [200]]);
    for (const source of readers.flat()) {
      expect(source).toMatchObject({ FunctionResponseTypes: ['ReportBatchItemFailures'], BisectBatchOnFunctionError: true, StartingPosition: 'TRIM_HORIZON' });
      expect(source['DestinationConfig']).toBeDefined();
    }
    const streams = app.of('AWS::Lambda::EventSourceMapping').filter(({ Properties }) => JSON.stringify(Properties['EventSourceArn']).includes('StreamArn'));
    expect(streams).toHaveLength(2);
  });

  test.each([
    ['functions/senders/outbound.ts', 1],
    ['functions/senders/actions.ts', 1],
    ['functions/senders/analysis.ts', 1],
    ['functions/senders/media.ts', 1],
    ['functions/senders/people.ts', 1],
    ['functions/mail/handler.ts', 1],
    ['functions/senders/ticket-helper.ts', 1],
    ['functions/realtime/delivery.ts', 10],
    ['functions/realtime/fan-out.ts', 10],
    ['functions/jobs/timers.ts', 10],
    ['functions/jobs/bulk.ts', 1],
  ])('%s takes %i messages at a time and answers in parts', (entry, batch) => {
    const [source, ...others] = app.sources(entry);
    expect(others).toEqual([]);
    expect(source).toMatchObject({ BatchSize: batch, FunctionResponseTypes: ['ReportBatchItemFailures'] });
    expect(source?.['MaximumBatchingWindowInSeconds'] ?? 0).toBe(0);
  });

  test('every queue is encrypted, refuses plain text and gives up into dead letters', () => {
    const queues = app.of('AWS::SQS::Queue');
    const redriven = queues.filter(({ Properties }) => Properties['RedrivePolicy']);
    const names = redriven.map(({ id }) => id.replace(/[0-9A-F]{8}$/, ''));
    expect(names.sort()).toEqual([
      'Actions',
      'Analysis',
      'Bulk',
      'Delivery',
      'Fanout',
      'Helper',
      'Mailbox',
      'Media',
      'Outbound',
      'People',
      'Push',
      'Timers',
      'Webhooks',
    ]);
    for (const { Properties, id } of queues) {
      expect(Properties['SqsManagedSseEnabled'], id).toBe(true);
      expect(
        app
          .of('AWS::SQS::QueuePolicy')
          .some(
            (policy) =>
              items(policy.Properties['Queues']).some((queue) => text(queue['Ref']) === id) &&
              JSON.stringify(policy.Properties).includes('aws:SecureTransport'),
          ),
        id,
      ).toBe(true);
    }
    for (const { Properties, id } of redriven) {
      const target = text(items(Properties['RedrivePolicy']?.['deadLetterTargetArn']?.['Fn::GetAtt'])[0]);
      const dead = queues.find((queue) => queue.id === target);
      expect(dead?.Properties['FifoQueue'], id).toBe(Properties['FifoQueue']);
    }
  });

  test('dead letters take from their own queue only, and a schedule that fails for good has some', () => {
    const queues = app.of('AWS::SQS::Queue');
    for (const { Properties, id } of queues.filter((queue) => /DeadLetters[0-9A-F]{8}$/.test(queue.id))) {
      const of = id.replace(/DeadLetters[0-9A-F]{8}$/, '').toLowerCase();
      const policy = Properties['RedriveAllowPolicy'] as unknown as { redrivePermission: string; sourceQueueArns?: readonly unknown[] };
      if (['', 'tickets', 'queueacks', 'aimessages', 'metadataactions', 'escalationsoutbound'].includes(of))
        expect(policy).toEqual({ redrivePermission: 'denyAll' });
      else {
        expect(policy.redrivePermission, id).toBe('byQueue');
        expect(JSON.stringify(policy.sourceQueueArns), id).toContain(`:parley-${profile}-${of}`);
        expect(queues.map((queue) => text(queue.Properties['QueueName']))).toContain(
          `parley-${profile}-${of}${['outbound', 'actions', 'analysis', 'helper', 'webhooks', 'media', 'people', 'fanout'].includes(of) ? '.fifo' : ''}`,
        );
      }
    }
    const variables = app.fn('functions/streams/projector.ts').Properties['Environment']?.['Variables'];
    expect(JSON.stringify(variables?.['SCHEDULE_DEAD_LETTERS_ARN'])).toContain('TimersDeadLetters');
    const role = app.of('AWS::IAM::Role').find(({ Properties }) => JSON.stringify(Properties).includes('scheduler.amazonaws.com')) as Resource;
    expect(JSON.stringify(app.statements(role.id, role.stack))).toMatch(/sqs:SendMessage.*TimersDeadLetters/);
  });

  test('a queue hides what is in work at least as long as its function may take', () => {
    const hidden = (id: string): number =>
      Number(app.of('AWS::SQS::Queue').find((queue) => queue.id.startsWith(id) && queue.Properties['RedrivePolicy'])?.Properties['VisibilityTimeout']);
    for (const [queue, entry] of [
      ['Outbound', 'functions/senders/outbound.ts'],
      ['Actions', 'functions/senders/actions.ts'],
      ['Helper', 'functions/senders/ticket-helper.ts'],
      ['Webhooks', 'functions/senders/customer-webhooks.ts'],
      ['Media', 'functions/senders/media.ts'],
      ['People', 'functions/senders/people.ts'],
      ['Mailbox', 'functions/mail/handler.ts'],
      ['Push', 'functions/senders/push.ts'],
      ['Delivery', 'functions/realtime/delivery.ts'],
      ['Fanout', 'functions/realtime/fan-out.ts'],
      ['Timers', 'functions/jobs/timers.ts'],
      ['Bulk', 'functions/jobs/bulk.ts'],
    ] as const) {
      expect(hidden(queue), queue).toBeGreaterThanOrEqual(Number(app.fn(entry).Properties['Timeout']));
    }
  });

  test('the table has its keys-only indexes, stream and expiry, and is kept in prod', () => {
    const { Properties, DeletionPolicy } = only('AWS::DynamoDB::Table');
    expect(Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: profile === 'prod' },
      DeletionProtectionEnabled: false,
    });
    expect(DeletionPolicy).toBe(profile === 'prod' ? 'RetainExceptOnCreate' : 'Delete');
    const indexes = items(Properties['GlobalSecondaryIndexes']);
    expect(
      indexes.map((index) => [
        text(index['IndexName']),
        ...items(index['KeySchema']).map((key) => text(key['AttributeName'])),
        text(index['Projection']?.['ProjectionType']),
      ]),
    ).toEqual([
      ['byActivity', 'aPk', 'aSk', 'KEYS_ONLY'],
      ['byOwner', 'oPk', 'oSk', 'KEYS_ONLY'],
      ['byTeam', 'gPk', 'gSk', 'KEYS_ONLY'],
      ['bySequence', 'nPk', 'nSk', 'KEYS_ONLY'],
    ]);
  });

  test('only a rebuild may scan', () => {
    const scanning = ENTRIES.filter((entry) => {
      const fn = app.fn(entry);
      return app.statements(app.roleOf(fn), fn.stack).some(({ Action }: Policy) => list(Action).includes('dynamodb:Scan'));
    });
    expect(scanning).toEqual(['functions/jobs/bulk.ts']);
  });

  test('objects are private, encrypted and read over TLS only', () => {
    for (const { Properties, id } of app.of('AWS::S3::Bucket')) {
      expect(Properties['PublicAccessBlockConfiguration'], id).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
      expect(Properties['BucketEncryption'], id).toBeDefined();
    }
    expect(JSON.stringify(app.of('AWS::S3::BucketPolicy'))).toContain('aws:SecureTransport');
  });

  test('brokers take IAM over TLS only, and every topic has three partitions or more', () => {
    expect(only('AWS::MSK::Cluster').Properties).toMatchObject({
      ClientAuthentication: { Sasl: { Iam: { Enabled: true } }, Unauthenticated: { Enabled: false } },
      EncryptionInfo: { EncryptionInTransit: { ClientBroker: 'TLS', InCluster: true } },
      BrokerNodeGroupInfo: { InstanceType: profile === 'prod' ? 'express.m7g.large' : 'kafka.t3.small' },
    });
    const { Topics, Replicas } = only('Custom::KafkaTopics').Properties as unknown as { Topics: Record<string, number>; Replicas: number };
    expect(Object.keys(Topics).sort()).toEqual(['ai_messages', 'escalations_outbound', 'messages', 'metadata_actions', 'queue_acks', 'tickets']);
    expect(Math.min(...Object.values(Topics))).toBeGreaterThanOrEqual(3);
    expect(Replicas).toBe(profile === 'prod' ? 3 : 2);
  });

  test('only Scheduler may wake the timers by a schedule, and only the projector arms them', () => {
    const fn = app.fn('functions/streams/projector.ts');
    const passing = app.statements(app.roleOf(fn), fn.stack).find(({ Action }) => list(Action).includes('iam:PassRole'));
    expect(passing?.Condition).toEqual({ StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } });
    for (const entry of ENTRIES.filter((other) => other !== 'functions/streams/projector.ts')) {
      const other = app.fn(entry);
      expect(JSON.stringify(app.statements(app.roleOf(other), other.stack)), entry).not.toMatch(/scheduler:|iam:PassRole/);
    }
  });

  test('no function is told a secret, and none may call what is internal', () => {
    for (const entry of ENTRIES) expect(JSON.stringify(app.fn(entry).Properties['Environment']), entry).not.toContain('resolve:');
    expect(text(app.fn('functions/senders/outbound.ts').Properties['Environment']?.['Variables']?.['PARLEY_OUTGOING_ALLOW'])).toBe('');
  });

  test('everything is tagged', () => {
    expect(only('AWS::DynamoDB::Table').Properties['Tags']).toEqual([
      { Key: 'app', Value: 'parley' },
      { Key: 'parley:component', Value: 'data' },
      { Key: 'profile', Value: profile },
    ]);
  });
});

test(
  'an emulator gets every function, outside of any network, and neither brokers nor search',
  async () => {
    const app = await synthesise({ emulator: 'true', kafkaBrokers: '127.0.0.1:1', searchEndpoint: 'http://127.0.0.1:2' });
    expect([...app.entries].sort()).toEqual([...ENTRIES].sort());
    for (const type of ['AWS::EC2::VPC', 'AWS::MSK::Cluster', 'AWS::OpenSearchService::Domain', 'Custom::KafkaTopics']) expect(app.of(type)).toEqual([]);
    const variables = (entry: string): Json => app.fn(entry).Properties['Environment']?.['Variables'] as Json;
    expect(app.fn('functions/webhooks/handler.ts').Properties['VpcConfig']).toBeUndefined();
    expect(text(variables('functions/webhooks/handler.ts')['KAFKA_BROKERS'])).toBe('127.0.0.1:1');
    expect(text(variables('functions/streams/reindex.ts')['SEARCH_ENDPOINT'])).toBe('http://127.0.0.1:2');
  },
  SLOW,
);
