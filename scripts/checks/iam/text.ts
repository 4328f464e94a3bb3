import type { Resource, Template } from '../templates.ts';
import { namer, stackPart, withoutHash } from './names.ts';

interface Statement {
  readonly Effect: string;
  readonly Action?: string | readonly string[];
  readonly NotAction?: unknown;
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}

interface Owner {
  readonly title: string;
  readonly template: Template;
  readonly statements: Statement[];
  readonly extra: string[];
}

const list = <T>(value: T | readonly T[] | undefined): readonly T[] => (value === undefined ? [] : Array.isArray(value) ? value : [value as T]);
const sorted = (lines: readonly string[]): string[] => [...new Set(lines)].sort();

/**
 * All permissions as text to review: every role with its grants, then every policy of a resource, sorted. Each action has one line under
 * the resource that it is granted on, so that a changed grant is one changed line.
 */
export function iamText(set: readonly Template[], title: string): string {
  const say = namer(set);
  const roles: string[] = [];
  const resources: string[] = [];
  for (const template of set) {
    for (const [id, resource] of Object.entries(template.resources)) {
      if (resource.Type === 'AWS::IAM::Role') roles.push(block(roleOf(template, id, resource), say));
      else if (resource.Type === 'AWS::Lambda::Permission') resources.push(invocation(template, resource, say));
      else if (resource.Type !== 'AWS::IAM::Policy') {
        const statements = statementsIn(resource.Properties);
        if (statements.length > 0) resources.push(block({ title: nameOf(template, id, resource), template, statements, extra: [] }, say));
      }
    }
  }
  const parts = [title, 'Written by `npm run iam`; a change is reviewed here.', '', '# Roles', '', ...sorted(roles)];
  return `${[...parts, '# Policies of resources', '', ...sorted(resources)].join('\n').trimEnd()}\n`;
}

const nameOf = (template: Template, id: string, { Type }: Resource): string => `${stackPart(template.stack)}.${withoutHash(id)} (${Type})`;

/** A role, titled with the entry point of its function if it is ours. */
function roleOf(template: Template, id: string, role: Resource): Owner {
  const uses = (value: unknown): boolean => JSON.stringify(value ?? null).includes(`"${id}"`);
  const all = Object.values(template.resources);
  const fn = all.find(({ Type, Properties }) => Type === 'AWS::Lambda::Function' && uses(Properties?.['Role']));
  const entry = fn?.Metadata?.['parley:entry'];
  const attached = all.filter(({ Type, Properties }) => Type === 'AWS::IAM::Policy' && uses(Properties?.['Roles']));
  const { ManagedPolicyArns, ...rest } = role.Properties ?? {};
  return {
    title: `${typeof entry === 'string' ? `${entry} · ` : ''}${stackPart(template.stack)}.${withoutHash(id)}`,
    template,
    statements: [...statementsIn(rest), ...attached.flatMap(({ Properties }) => statementsIn(Properties))],
    extra: list(ManagedPolicyArns as unknown[]).map((arn) => `  managed policy ${JSON.stringify(arn)}`),
  };
}

/** Every policy document anywhere in a resource's properties. */
function statementsIn(value: unknown): Statement[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('Statement' in value) return list(value.Statement as Statement | readonly Statement[]) as Statement[];
  return Object.values(value).flatMap(statementsIn);
}

type Say = ReturnType<typeof namer>;

function block({ title, template, statements, extra }: Owner, say: Say): string {
  const grants = new Map<string, string[]>();
  for (const statement of statements) {
    for (const scope of scopesOf(statement, template, say)) {
      const actions = grants.get(scope) ?? [];
      actions.push(...list(statement.Action).map((action) => `    ${action}`));
      if (statement.NotAction !== undefined) actions.push(`    all but ${list(statement.NotAction as string).join(', ')}`);
      grants.set(scope, actions);
    }
  }
  return [title, ...extra, ...sorted([...grants.keys()]).flatMap((scope) => [`  ${scope}`, ...sorted(grants.get(scope) ?? [])]), ''].join('\n');
}

/** `allow on {data.Table}`, with the principal of a resource's policy and the condition. */
function scopesOf(statement: Statement, template: Template, say: Say): string[] {
  const who = principals(statement.Principal, template, say);
  const when = statement.Condition === undefined ? '' : ` when ${conditions(statement.Condition, template, say)}`;
  const on = [
    ...list(statement.Resource).map((resource) => ` on ${say(template, resource)}`),
    ...list(statement.NotResource).map((resource) => ` on all but ${say(template, resource)}`),
  ];
  return (on.length === 0 ? [''] : on).map((scope) => `${statement.Effect.toLowerCase()}${who}${scope}${when}`);
}

function principals(principal: unknown, template: Template, say: Say): string {
  if (principal === undefined) return '';
  if (typeof principal !== 'object' || principal === null) return ` to ${say(template, principal)}`;
  const each = Object.entries(principal).flatMap(([kind, who]) => list(who as unknown).map((one) => `${kind} ${say(template, one)}`));
  return ` to ${sorted(each).join(', ')}`;
}

function conditions(condition: unknown, template: Template, say: Say): string {
  const each = Object.entries(condition as Record<string, Record<string, unknown>>).flatMap(([operator, keys]) =>
    Object.entries(keys).map(
      ([key, values]) =>
        `${key} ${operator} ${list(values)
          .map((value) => say(template, value))
          .join(' | ')}`,
    ),
  );
  return sorted(each).join(' and ');
}

function invocation(template: Template, { Properties = {} }: Resource, say: Say): string {
  const source = Properties['SourceArn'] === undefined ? '' : ` from ${say(template, Properties['SourceArn'])}`;
  const { FunctionName, Action, Principal } = Properties;
  return `${say(template, FunctionName)}\n  allow to ${say(template, Principal)}${source}\n    ${String(Action)}\n`;
}
