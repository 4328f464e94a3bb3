import { ArnPrincipal, type IPrincipal, type IRole, PolicyDocument, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { useKey } from './data-key.ts';
import { type DataStack, INDEXES } from './data-stack.ts';
import { allow } from './grants.ts';
import type { ParleyFunction } from './parley-function.ts';

/** The tag of a session that names its tenant. */
const TAG = 'tenant';
const OWN_KEYS = [`T#\${aws:PrincipalTag/${TAG}}`, `T#\${aws:PrincipalTag/${TAG}}#*`];

/** Entries of the directory, as far as a function works with them. */
interface Entries {
  /** Come and go in one transaction with items of their tenant. */
  readonly joined: readonly string[];
  /** Are looked up before a tenant is known. */
  readonly read: readonly string[];
  /** Are written alone, by these actions. */
  readonly alone: readonly (readonly [actions: readonly string[], keys: readonly string[]])[];
}

const ENTRIES: Readonly<Record<string, Entries>> = {
  'functions/api/handler.ts': {
    joined: ['DIR#slug#*', 'DIR#origin#*', 'DIR#key#*', 'DIR#once#*', 'DIR#poll'],
    read: ['DIR#slug#*', 'DIR#key#*', 'DIR#once#*', 'DIR#rate#*', 'DIR#cx#*'],
    // Counts of attempts; sockets' tickets; connections of ended sessions, when the queue to delivery is down.
    alone: [
      [['PutItem', 'UpdateItem'], ['DIR#rate#*']],
      [['PutItem'], ['DIR#ticket#*']],
      [['DeleteItem'], ['DIR#cx#*']],
    ],
  },
  'functions/realtime/gateway.ts': {
    joined: ['DIR#ticket#*', 'DIR#cx#*'],
    read: ['DIR#ticket#*', 'DIR#cx#*'],
    alone: [[['DeleteItem'], ['DIR#cx#*']]],
  },
};

/**
 * Narrows a function to one tenant at a time (docs/decisions/0315): its own role reaches nothing but the directory, and for items of a tenant
 * it assumes the tenant role with the tenant as the session's tag.
 */
export function narrowByTenant(fn: ParleyFunction, data: DataStack): void {
  const caller = fn.role;
  const entries = ENTRIES[fn.entry];
  if (!caller || !entries) throw new Error(`${fn.node.path} cannot be narrowed: say what it needs of the directory`);
  const { tableArn } = data.table;
  const indexArns = INDEXES.map(([name]) => `${tableArn}/index/${name}`);
  const tenant = new Role(fn.stack, `${fn.node.id}TenantRole`, {
    description: `Parley ${fn.entry}: the items of one tenant`,
    assumedBy: taggedBy(caller),
    inlinePolicies: { OneTenant: new PolicyDocument({ statements: ofOneTenant(tableArn, indexArns, entries.joined) }) },
  });
  useKey(tenant, data.key, 'dynamodb');
  fn.addToRolePolicy(allowing(actions('BatchGetItem'), [tableArn], entries.read));
  for (const [names, keys] of entries.alone) fn.addToRolePolicy(allowing(actions(...names), [tableArn], keys));
  allow(fn, ['sts:AssumeRole', 'sts:TagSession'], [tenant.roleArn]);
  fn.addEnvironment('TENANT_ROLE_ARN', tenant.roleArn);
}

/** The function alone, and only with the tag, no other tag, and none that would follow into a further role. */
const taggedBy = (caller: IRole): IPrincipal =>
  new ArnPrincipal(caller.roleArn)
    .withConditions({
      StringLike: { [`aws:RequestTag/${TAG}`]: '?*' },
      'ForAllValues:StringEquals': { 'aws:TagKeys': [TAG] },
      Null: { 'sts:TransitiveTagKeys': 'true' },
    })
    .withSessionTags();

/**
 * Transactions are allowed by what they consist of. Those that also write the directory have a statement of their own which holds all of
 * their keys, so that it does not matter whether the condition sees the keys of one item or of the whole transaction. No entry is written
 * alone, and none read, except for one that stands in the way of a conditional write.
 */
function ofOneTenant(tableArn: string, indexArns: readonly string[], joined: readonly string[]): PolicyStatement[] {
  const writes = actions('PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem');
  return [
    allowing([...actions('BatchGetItem', 'Query'), ...writes], [tableArn], OWN_KEYS),
    allowing(actions('Query'), indexArns, OWN_KEYS),
    allowing(writes, [tableArn], [...OWN_KEYS, ...joined], {
      'ForAnyValue:StringEquals': { 'dynamodb:EnclosingOperation': ['TransactWriteItems'] },
    }),
  ];
}

/** Every partition key of a call is one of these; a call without any is not allowed, which it were without `Null`. */
const allowing = (names: string[], resources: readonly string[], keys: readonly string[], further: Record<string, unknown> = {}): PolicyStatement =>
  new PolicyStatement({
    actions: names,
    resources: [...resources],
    conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...keys] }, Null: { 'dynamodb:LeadingKeys': 'false' }, ...further },
  });

const actions = (...names: readonly string[]): string[] => names.map((name) => `dynamodb:${name}`);
