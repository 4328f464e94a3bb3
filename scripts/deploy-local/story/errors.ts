import type { Services } from '../target.ts';

/** Of profile dev (lib/error-tracking.ts). */
const GROUPS = 'parley-dev-error-groups';

interface Group {
  readonly service: { readonly S: string };
  readonly count: { readonly N: string };
}

/** The number of errors of a service in all groups. */
export async function errorsOf(services: Services, service: string): Promise<number> {
  const { Items } = await services.json<{ Items: readonly Group[] }>('dynamodb', 'DynamoDB_20120810.Scan', { TableName: GROUPS, ConsistentRead: true }, '1.0');
  return Items.filter((group) => group.service.S === service).reduce((sum, { count }) => sum + Number(count.N), 0);
}
