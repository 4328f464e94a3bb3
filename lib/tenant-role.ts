import { ArnPrincipal, type IPrincipal, type IRole, PolicyDocument, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { useKey } from './data-key.ts';
import { type DataStack, INDEXES } from './data-stack.ts';
import { allow } from './grants.ts';
import type { ParleyFunction } from './parley-function.ts';

/** The tag of a session that names its tenant. */
const TAG = 'tenant';
const OWN_KEYS = [`T#\${aws:PrincipalTag/${TAG}}`, `T#\${aws:PrincipalTag/${TAG}}#*`];

/** Entries of the directory that come and go in one transaction with items of their tenant. */
const JOINED_ENTRIES = ['DIR#slug#*', 'DIR#origin#*', 'DIR#key#*', 'DIR#once#*'];
/** What is looked up before a tenant is known. */
const READ_ENTRIES = ['DIR#slug#*', 'DIR#key#*', 'DIR#once#*', 'DIR#rate#*', 'DIR#cx#*'];
/** What is written alone: counts of attempts, socket tickets, and the end of a connection. */
const WRITTEN_ENTRIES = ['DIR#rate#*', 'DIR#ticket#*', 'DIR#cx#*'];

/**
 * Narrows a function to one tenant at a time (docs/decisions/0315): its own role reaches nothing but the directory, and for items of a tenant
 * it assumes the tenant role with the tenant as the session's tag.
 */
export function narrowByTenant(fn: ParleyFunction, data: DataStack): void {
  const caller = fn.role;
  if (!caller) throw new Error(`${fn.node.path} has no role`);
  const { tableArn } = data.table;
  const indexArns = INDEXES.map(([name]) => `${tableArn}/index/${name}`);
  const tenant = new Role(fn.stack, `${fn.node.id}TenantRole`, {
    description: `Parley ${fn.entry}: the items of one tenant`,
    assumedBy: taggedBy(caller),
    inlinePolicies: { OneTenant: new PolicyDocument({ statements: ofOneTenant(tableArn, indexArns) }) },
  });
  useKey(tenant, data.key, 'dynamodb');
  fn.addToRolePolicy(allowing(actions('BatchGetItem'), [tableArn], READ_ENTRIES));
  fn.addToRolePolicy(allowing(actions('PutItem', 'UpdateItem', 'DeleteItem'), [tableArn], WRITTEN_ENTRIES));
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
 * alone, and none read, but for one that stands in the way of a conditional write.
 */
function ofOneTenant(tableArn: string, indexArns: readonly string[]): PolicyStatement[] {
  const writes = actions('PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem');
  return [
    allowing([...actions('BatchGetItem', 'Query'), ...writes], [tableArn], OWN_KEYS),
    allowing(actions('Query'), indexArns, OWN_KEYS),
    allowing(writes, [tableArn], [...OWN_KEYS, ...JOINED_ENTRIES], {
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
