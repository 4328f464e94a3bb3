import { items, type Json, type Policy, type Resource, type Synthesised, text } from '../../lib/synthesised.ts';

/** What IAM is asked: one action on one resource, with what the request and the caller's session bring along. */
export interface Asked {
  readonly action: string;
  /** `table` or `table/index/{name}`. */
  readonly resource: string;
  /** Keys without a value are absent. */
  readonly context: Readonly<Record<string, readonly string[]>>;
}

type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

const list = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? (value as readonly T[]) : [value as T]);

/** `${aws:PrincipalTag/tenant}` by the context; undefined when a variable has no value: the pattern then matches nothing. */
const substituted = (pattern: string, context: Asked['context']): string | undefined => {
  let missing = false;
  const filled = pattern.replace(/\$\{([^}]+)\}/g, (_, name: string) => {
    const [value] = context[name] ?? [];
    if (value === undefined) missing = true;
    // What comes from a tag is no pattern.
    return value?.replace(/[*?]/g, '[$&]') ?? '';
  });
  return missing ? undefined : filled;
};

const like = (value: string, pattern: string | undefined): boolean =>
  pattern !== undefined &&
  new RegExp(
    `^${pattern.replace(/\[[*?]\]|[\s\S]/g, (part) => (part === '*' ? '[\\s\\S]*' : part === '?' ? '[\\s\\S]' : part.replace(/^\[(.)\]$/, '$1').replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))}$`,
  ).test(value);

const OPERATORS: Readonly<Record<string, (value: string, pattern: string | undefined) => boolean>> = {
  StringLike: like,
  StringEquals: (value, wanted) => value === wanted,
};

const holds = (operator: string, key: string, wanted: readonly string[], context: Asked['context']): boolean => {
  const values = context[key] ?? [];
  if (operator === 'Null') return wanted.includes(String(values.length === 0));
  const [set, name = ''] = operator.includes(':') ? operator.split(':') : ['', operator];
  const matches = OPERATORS[name];
  // An operator that this evaluator does not know would make it guess.
  if (!matches) throw new Error(`the condition operator ${operator} is not known here`);
  const patterns = wanted.map((pattern) => substituted(pattern, context));
  const one = (value: string): boolean => patterns.some((pattern) => matches(value, pattern));
  if (set === 'ForAllValues') return values.every(one);
  return values.some(one);
};

const conditionsHold = (conditions: Conditions, context: Asked['context']): boolean =>
  Object.entries(conditions).every(([operator, keys]) => Object.entries(keys).every(([key, wanted]) => holds(operator, key, list(wanted), context)));

/** The part of a policy's resource that follows the table's ARN, which templates import from another stack. */
const resourceOf = (resource: unknown): string => {
  const joined = (resource as { 'Fn::Join'?: [string, unknown[]] })['Fn::Join'];
  const last = joined?.[1].at(-1);
  return typeof last === 'string' && last.startsWith('/index/') ? `table${last}` : 'table';
};

/** Whether these statements allow it: one that allows, none that denies. */
export const allows = (statements: readonly Policy[], { action, resource, context }: Asked): boolean => {
  const about = statements.filter(
    (statement) =>
      list(statement.Action).includes(action) &&
      (action.startsWith('sts:') || list(statement.Resource).some((one) => resourceOf(one) === resource)) &&
      conditionsHold((statement.Condition ?? {}) as Conditions, context),
  );
  return about.length > 0 && about.every(({ Effect }) => Effect === 'Allow');
};

/** What the stacks give a narrowed function: to itself, to a tenant's session, and who may have such a session. */
export interface NarrowedPolicies {
  readonly own: readonly Policy[];
  readonly tenant: readonly Policy[];
  readonly trust: readonly Policy[];
  readonly tenantRole: Resource;
}

/** Beside the table and sessions there are the keys of encryption, logs, other services. */
const isOurs = ({ Action }: Policy): boolean => list(Action).some((action) => /^(dynamodb|sts):/.test(action));
const statementsOf = (document: Json | undefined): readonly Policy[] => items(document?.['Statement']) as unknown as readonly Policy[];

export const narrowedPolicies = (app: Synthesised, entry: string): NarrowedPolicies => {
  const fn = app.fn(entry);
  const variables = fn.Properties['Environment']?.['Variables'];
  const roleId = text(items(variables?.['TENANT_ROLE_ARN']?.['Fn::GetAtt'])[0]);
  const tenantRole = app.of('AWS::IAM::Role').find(({ id, stack }) => id === roleId && stack === fn.stack);
  if (!tenantRole) throw new Error(`${entry} has no tenant role`);
  const inline = items(tenantRole.Properties['Policies']).flatMap((policy) => statementsOf(policy['PolicyDocument']));
  return {
    own: app.statements(app.roleOf(fn), fn.stack).filter(isOurs),
    tenant: [...inline, ...app.statements(roleId, fn.stack)].filter(isOurs),
    trust: statementsOf(tenantRole.Properties['AssumeRolePolicyDocument']),
    tenantRole,
  };
};
