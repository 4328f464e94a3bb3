import { ArnPrincipal, type IPrincipal, type IRole, PolicyDocument, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { useKey } from './data-key.ts';
import { type DataStack, INDEXES } from './data-stack.ts';
import { allow } from './grants.ts';
import type { ParleyFunction } from './parley-function.ts';

/** The session tag with the tenant's id. */
const TAG = 'tenant';
const OWN_KEYS = [`T#\${aws:PrincipalTag/${TAG}}`, `T#\${aws:PrincipalTag/${TAG}}#*`];

/** Entries of the directory that a function uses. */
interface Entries {
  /** Written in one transaction with items of their tenant. */
  readonly joined: readonly string[];
  /** Read before a tenant is known. */
  readonly read: readonly string[];
  /** Written alone, with these actions. */
  readonly alone: readonly (readonly [actions: readonly string[], keys: readonly string[]])[];
}

const ENTRIES: Readonly<Record<string, Entries>> = {
  'functions/api/handler.ts': {
    joined: ['DIR#slug#*', 'DIR#origin#*', 'DIR#key#*', 'DIR#passkey#*', 'DIR#once#*', 'DIR#poll'],
    // `DIR#poll`: whether an origin that is connected to more than before has its row.
    read: ['DIR#slug#*', 'DIR#origin#*', 'DIR#key#*', 'DIR#passkey#*', 'DIR#once#*', 'DIR#rate#*', 'DIR#cx#*', 'DIR#poll'],
    // Counters of attempts; tickets for sockets; connections of ended sessions when the delivery queue is unavailable.
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
 * Limits a function to one tenant at a time (docs/decisions/0315): its own role can access only the directory, and for items of a tenant it
 * assumes the tenant role with the tenant as a session tag.
 */
export function narrowByTenant(fn: ParleyFunction, data: DataStack): void {
  const caller = fn.role;
  const entries = ENTRIES[fn.entry];
  if (!caller || !entries) throw new Error(`${fn.node.path} cannot be limited to a tenant: list its entries of the directory`);
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

/** Only the function may assume the role, only with this one tag, which must not be transitive. */
const taggedBy = (caller: IRole): IPrincipal =>
  new ArnPrincipal(caller.roleArn)
    .withConditions({
      StringLike: { [`aws:RequestTag/${TAG}`]: '?*' },
      'ForAllValues:StringEquals': { 'aws:TagKeys': [TAG] },
      Null: { 'sts:TransitiveTagKeys': 'true' },
    })
    .withSessionTags();

/**
 * A transaction needs permissions for its parts. Transactions that also write the directory have their own statement with all of their keys, so
 * that it does not matter whether the condition sees the keys of one item or of the whole transaction. Entries cannot be written alone, and they
 * are returned only when they fail the condition of a write.
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

/** Every partition key of a call must be one of these. `Null` denies calls without a key, which would be allowed otherwise. */
const allowing = (names: string[], resources: readonly string[], keys: readonly string[], further: Record<string, unknown> = {}): PolicyStatement =>
  new PolicyStatement({
    actions: names,
    resources: [...resources],
    conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...keys] }, Null: { 'dynamodb:LeadingKeys': 'false' }, ...further },
  });

const actions = (...names: readonly string[]): string[] => names.map((name) => `dynamodb:${name}`);
