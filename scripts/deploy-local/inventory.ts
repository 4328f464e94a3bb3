import { bucketNames, bucketsAt } from './buckets.ts';
import { blocks, elements, type Services } from './target.ts';

/** Everything that a deployment can leave behind, by type. */
export type Inventory = Readonly<Record<string, readonly string[]>>;

type Lister = (services: Services) => Promise<readonly string[]>;

/** Follows a JSON service's pages. */
const listed =
  (service: string, operation: string, member: string, nameOf: (item: never) => string, token = 'NextToken', version: '1.0' | '1.1' = '1.1'): Lister =>
  async (services) => {
    const names: string[] = [];
    for (let next: unknown; ; ) {
      const page = await services.json<Record<string, unknown>>(service, operation, next === undefined ? {} : { [token]: next }, version);
      names.push(...((page[member] ?? []) as never[]).map(nameOf));
      next = page[token];
      if (next === undefined || next === null || next === '') return names;
    }
  };

/** Follows IAM's pages, which end when `IsTruncated` is not set. */
const iam =
  (action: string, member: string, parameters: Readonly<Record<string, string>> = {}): Lister =>
  async (services) => {
    const names: string[] = [];
    for (let marker: string | undefined; ; ) {
      const xml = await services.query('iam', '2010-05-08', action, { ...parameters, ...(marker === undefined ? {} : { Marker: marker }) });
      names.push(...elements(xml, member));
      marker = elements(xml, 'IsTruncated')[0] === 'true' ? elements(xml, 'Marker')[0] : undefined;
      if (marker === undefined) return names;
    }
  };

const rest =
  (service: string, path: string, member: string, nameOf: (item: Record<string, string>) => string | undefined): Lister =>
  async (services) => {
    const page = JSON.parse(await services.rest(service, 'GET', path)) as Record<string, Record<string, string>[] | undefined>;
    return (page[member] ?? page[member.toLowerCase()] ?? []).map((item) => nameOf(item) ?? '?');
  };

const stacks: Lister = async (services) =>
  blocks(await services.query('cloudformation', '2010-05-15', 'ListStacks'), 'member')
    .filter((stack) => elements(stack, 'StackStatus')[0] !== 'DELETE_COMPLETE')
    .flatMap((stack) => elements(stack, 'StackName'));

export const logGroupNames: Lister = listed(
  'logs',
  'Logs_20140328.DescribeLogGroups',
  'logGroups',
  (group: { logGroupName: string }) => group.logGroupName,
  'nextToken',
);

const LISTERS: Readonly<Record<string, Lister>> = {
  'CloudFormation stacks': stacks,
  tables: listed('dynamodb', 'DynamoDB_20120810.ListTables', 'TableNames', (name: string) => name, 'LastEvaluatedTableName', '1.0'),
  queues: listed('sqs', 'AmazonSQS.ListQueues', 'QueueUrls', (url: string) => url.split('/').at(-1) ?? url, 'NextToken', '1.0'),
  functions: rest('lambda', '/2015-03-31/functions?MaxItems=1000', 'Functions', (item) => item['FunctionName']),
  'event source mappings': rest('lambda', '/2015-03-31/event-source-mappings?MaxItems=1000', 'EventSourceMappings', (item) => item['UUID']),
  buckets: ({ target }) => bucketNames(bucketsAt(target)),
  roles: iam('ListRoles', 'RoleName'),
  policies: iam('ListPolicies', 'PolicyName', { Scope: 'Local' }),
  'log groups': logGroupNames,
  APIs: rest('apigateway', '/v2/apis?MaxResults=1000', 'Items', (item) => item['name'] ?? item['Name']),
  'schedule groups': rest('scheduler', '/schedule-groups?MaxResults=100', 'ScheduleGroups', (item) => item['Name']),
  schedules: rest('scheduler', '/schedules?MaxResults=100', 'Schedules', (item) => item['Name']),
  secrets: listed('secretsmanager', 'secretsmanager.ListSecrets', 'SecretList', (secret: { Name: string }) => secret.Name),
  parameters: listed('ssm', 'AmazonSSM.DescribeParameters', 'Parameters', (parameter: { Name: string }) => parameter.Name),
  repositories: listed(
    'ecr',
    'AmazonEC2ContainerRegistry_V20150921.DescribeRepositories',
    'repositories',
    (repository: { repositoryName: string }) => repository.repositoryName,
    'nextToken',
  ),
  topics: async (services) => elements(await services.query('sns', '2010-03-31', 'ListTopics'), 'TopicArn'),
  alarms: async (services) => elements(await services.query('monitoring', '2010-08-01', 'DescribeAlarms'), 'AlarmName'),
  dashboards: async (services) => elements(await services.query('monitoring', '2010-08-01', 'ListDashboards'), 'DashboardName'),
  keys: listed('kms', 'TrentService.ListKeys', 'Keys', (key: { KeyId: string }) => key.KeyId, 'NextMarker'),
};

/** Lists what exists now. @throws when a service refuses a list, because a missing list must not look like an empty one */
export async function inventory(services: Services): Promise<Inventory> {
  const found: Record<string, readonly string[]> = {};
  for (const [type, list] of Object.entries(LISTERS)) found[type] = await list(services);
  return found;
}

/** What was added since `before`; types without additions are omitted. */
export const added = (before: Inventory, now: Inventory): Inventory =>
  Object.fromEntries(
    Object.entries(now).flatMap(([type, names]) => {
      const more = names.filter((name) => !before[type]?.includes(name));
      return more.length === 0 ? [] : [[type, more]];
    }),
  );

export const TYPES: readonly string[] = Object.keys(LISTERS);
