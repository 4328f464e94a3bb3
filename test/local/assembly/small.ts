import type { Resource, Stack } from '../../../local/assembly/template.ts';

const fn = (entry: string, more: Record<string, unknown> = {}): Resource => ({
  Type: 'AWS::Lambda::Function',
  Metadata: { 'parley:entry': entry },
  Properties: { Handler: 'index.handler', Timeout: 20, MemorySize: 256, ...more },
});

/** A small cloud by hand: two stacks, an HTTP route of each kind, a WebSocket API, and one event source of each kind. */
export const smallAssembly = (): Stack[] => [
  {
    name: 'stores',
    template: {
      Resources: {
        Table: {
          Type: 'AWS::DynamoDB::Table',
          Properties: {
            AttributeDefinitions: [
              { AttributeName: 'pk', AttributeType: 'S' },
              { AttributeName: 'x', AttributeType: 'S' },
            ],
            KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
            GlobalSecondaryIndexes: [
              {
                IndexName: 'byX',
                KeySchema: [{ AttributeName: 'x', KeyType: 'HASH' }],
                Projection: { ProjectionType: 'KEYS_ONLY' },
                ProvisionedThroughput: { ReadCapacityUnits: 1 },
              },
            ],
            StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
            BillingMode: 'PROVISIONED',
          },
        },
        Work: {
          Type: 'AWS::SQS::Queue',
          Properties: { VisibilityTimeout: 60, RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 3 } },
        },
        Dead: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'the-dead' } },
        Ordered: {
          Type: 'AWS::SQS::Queue',
          Properties: { FifoQueue: true, ContentBasedDeduplication: true, DeduplicationScope: 'messageGroup', DelaySeconds: 5 },
        },
        Cluster: { Type: 'AWS::MSK::Cluster', Properties: { ClusterName: 'brokers' } },
        Seed: { Type: 'AWS::SecretsManager::Secret', Properties: { GenerateSecretString: { PasswordLength: 24 } } },
        App: {
          Type: 'AWS::SecretsManager::Secret',
          Properties: {
            Name: 'parley/test/app',
            SecretString: {
              'Fn::Join': ['', ['{"adminToken":"{{resolve:secretsmanager:', { Ref: 'Seed' }, ':SecretString:::}}","tokenKey":"t","cursorKey":"c"}']],
            },
          },
        },
      },
      Outputs: {
        WorkUrl: { Value: { Ref: 'Work' }, Export: { Name: 'stores:WorkUrl' } },
        WorkArn: { Value: { 'Fn::GetAtt': ['Work', 'Arn'] }, Export: { Name: 'stores:WorkArn' } },
        DeadArn: { Value: { 'Fn::GetAtt': 'Dead.Arn' }, Export: { Name: 'stores:DeadArn' } },
        StreamArn: { Value: { 'Fn::GetAtt': ['Table', 'StreamArn'] }, Export: { Name: 'stores:StreamArn' } },
        ClusterArn: { Value: { Ref: 'Cluster' }, Export: { Name: 'stores:ClusterArn' } },
        TableName: { Value: { Ref: 'Table' } },
      },
    },
  },
  {
    name: 'app',
    template: {
      Resources: {
        Api: fn('functions/api.ts', {
          Environment: {
            Variables: {
              TABLE_NAME: { 'Fn::GetStackOutput': { StackName: 'stores', OutputName: 'TableName' } },
              WORK_URL: { 'Fn::ImportValue': 'stores:WorkUrl' },
              APP_SECRETS_NAME: 'parley/test/app',
              WS_URL: { 'Fn::Sub': 'wss://${Sockets}.execute-api.${AWS::Region}.${AWS::URLSuffix}/live' },
              API_URL: { 'Fn::GetAtt': ['Http', 'ApiEndpoint'] },
            },
          },
        }),
        Worker: fn('functions/worker.ts', { Environment: { Variables: { SCHEDULE_TARGET_ARN: { 'Fn::GetAtt': ['Timer', 'Arn'] } } } }),
        Timer: fn('functions/timer.ts'),
        Idle: fn('functions/idle.ts'),
        Provider: { Type: 'AWS::Lambda::Function', Properties: { Handler: 'index.handler' } },
        Invocations: {
          Type: 'AWS::Lambda::EventInvokeConfig',
          Properties: {
            FunctionName: { Ref: 'Timer' },
            MaximumRetryAttempts: 1,
            MaximumEventAgeInSeconds: 60,
            DestinationConfig: { OnFailure: { Destination: { 'Fn::ImportValue': 'stores:DeadArn' } } },
          },
        },
        Http: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'HTTP' } },
        HttpIntegration: {
          Type: 'AWS::ApiGatewayV2::Integration',
          Properties: { ApiId: { Ref: 'Http' }, IntegrationUri: { 'Fn::GetAtt': ['Api', 'Arn'] }, PayloadFormatVersion: '2.0', TimeoutInMillis: 5000 },
        },
        RouteA: {
          Type: 'AWS::ApiGatewayV2::Route',
          Properties: { ApiId: { Ref: 'Http' }, RouteKey: 'GET /a/{id}', Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'HttpIntegration' }]] } },
        },
        RouteB: {
          Type: 'AWS::ApiGatewayV2::Route',
          Properties: { ApiId: { Ref: 'Http' }, RouteKey: 'POST /b', Target: { 'Fn::Sub': 'integrations/${HttpIntegration}' } },
        },
        Closed: {
          Type: 'AWS::ApiGatewayV2::Route',
          Properties: { ApiId: { Ref: 'Http' }, RouteKey: 'GET /iam', AuthorizationType: 'AWS_IAM', Target: { 'Fn::Sub': 'integrations/${HttpIntegration}' } },
        },
        Nowhere: { Type: 'AWS::ApiGatewayV2::Route', Properties: { ApiId: { Ref: 'Http' }, RouteKey: 'GET /nowhere', Target: 'integrations/none' } },
        Sockets: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'WEBSOCKET', RouteSelectionExpression: '$request.body.action' } },
        SocketsStage: { Type: 'AWS::ApiGatewayV2::Stage', Properties: { ApiId: { Ref: 'Sockets' }, StageName: 'live' } },
        SocketsIntegration: {
          Type: 'AWS::ApiGatewayV2::Integration',
          Properties: {
            ApiId: { Ref: 'Sockets' },
            IntegrationUri: {
              'Fn::Sub': [
                'arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Fn}/invocations',
                { Fn: { 'Fn::GetAtt': ['Worker', 'Arn'] } },
              ],
            },
          },
        },
        SocketsRoute: {
          Type: 'AWS::ApiGatewayV2::Route',
          Properties: { ApiId: { Ref: 'Sockets' }, RouteKey: '$default', Target: { 'Fn::Sub': 'integrations/${SocketsIntegration}' } },
        },
        TopicSource: {
          Type: 'AWS::Lambda::EventSourceMapping',
          Properties: {
            EventSourceArn: { 'Fn::ImportValue': 'stores:ClusterArn' },
            FunctionName: { Ref: 'Worker' },
            Topics: ['messages'],
            AmazonManagedKafkaEventSourceConfig: { ConsumerGroupId: 'group' },
            BatchSize: 25,
            MaximumBatchingWindowInSeconds: 1,
            MaximumRetryAttempts: 5,
            BisectBatchOnFunctionError: true,
            StartingPosition: 'TRIM_HORIZON',
            FunctionResponseTypes: ['ReportBatchItemFailures'],
            DestinationConfig: { OnFailure: { Destination: { 'Fn::ImportValue': 'stores:DeadArn' } } },
          },
        },
        StreamSource: {
          Type: 'AWS::Lambda::EventSourceMapping',
          Properties: {
            EventSourceArn: { 'Fn::ImportValue': 'stores:StreamArn' },
            FunctionName: { 'Fn::GetAtt': ['Worker', 'Arn'] },
            StartingPosition: 'LATEST',
            MaximumRecordAgeInSeconds: 60,
            FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] },
          },
        },
        QueueSource: {
          Type: 'AWS::Lambda::EventSourceMapping',
          Properties: {
            EventSourceArn: { 'Fn::ImportValue': 'stores:WorkArn' },
            FunctionName: { Ref: 'Worker' },
            BatchSize: 5,
            ScalingConfig: { MaximumConcurrency: 2 },
          },
        },
        OffSource: {
          Type: 'AWS::Lambda::EventSourceMapping',
          Properties: { EventSourceArn: 'arn:aws:sqs:r:1:x', FunctionName: { Ref: 'Worker' }, Enabled: false },
        },
        OddSource: { Type: 'AWS::Lambda::EventSourceMapping', Properties: { EventSourceArn: 'arn:aws:kinesis:r:1:stream/x', FunctionName: { Ref: 'Worker' } } },
        Nightly: {
          Type: 'AWS::Scheduler::Schedule',
          Properties: { ScheduleExpression: 'rate(1 day)', Target: { Arn: { 'Fn::GetAtt': ['Timer', 'Arn'] }, Input: '{"night":true}' } },
        },
        Hourly: {
          Type: 'AWS::Events::Rule',
          Properties: { Name: 'hourly', ScheduleExpression: 'cron(0 * * * ? *)', Targets: [{ Arn: { 'Fn::GetAtt': ['Timer', 'Arn'] } }] },
        },
        Pattern: { Type: 'AWS::Events::Rule', Properties: { EventPattern: {} } },
      },
    },
  },
];

/** The same without one resource. */
export const without = (stacks: readonly Stack[], id: string): Stack[] =>
  stacks.map(({ name, template }) => ({
    name,
    template: { ...template, Resources: Object.fromEntries(Object.entries(template.Resources ?? {}).filter(([key]) => key !== id)) },
  }));
