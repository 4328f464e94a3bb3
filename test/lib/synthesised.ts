import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from '../../lib/app.ts';
import { ENTRY_METADATA } from '../../lib/parley-function.ts';

export interface Resource {
  readonly stack: string;
  readonly id: string;
  readonly Type: string;
  readonly Properties: Json;
  readonly Metadata?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly DependsOn?: readonly string[];
}

/** A template's JSON, read by a test that knows what to expect there. */
export interface Json {
  readonly [key: string]: Json;
}

/** Where a template has a plain value. */
export const text = (json: Json | undefined): string => (typeof (json as unknown) === 'string' ? (json as unknown as string) : JSON.stringify(json));

/** Where a template has a list. */
export const items = (json: Json | undefined): readonly Json[] => (json ?? []) as unknown as readonly Json[];

/** Where a template has one or many. */
export const list = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? (value as readonly T[]) : [value as T]);

export interface Policy {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

export interface Synthesised {
  readonly resources: readonly Resource[];
  /** Stacks that CloudFormation refuses to delete. */
  readonly protectedStacks: readonly string[];
  of(type: string): readonly Resource[];
  /** The function of an entry. */
  fn(entry: string): Resource;
  readonly entries: readonly string[];
  /** The id of a function's role. */
  roleOf(fn: Resource): string;
  statements(roleId: string, stack: string): readonly Policy[];
  /** Event source mappings of a function. */
  sources(entry: string): readonly Json[];
}

/** All templates of a profile, synthesised without bundling. `checks`: with cdk-nag and CDK's own rules. @throws when one is broken */
export async function synthesise(context: Readonly<Record<string, string>>, checks = false): Promise<Synthesised> {
  const outdir = mkdtempSync(join(tmpdir(), 'parley-assembly-'));
  const validation = process.env['CDK_VALIDATION'];
  try {
    if (!checks) process.env['CDK_VALIDATION'] = 'false';
    const app = await buildApp({ outdir, context: { 'aws:cdk:bundling-stacks': [], checks: String(checks), ...context } });
    const { stacks } = app.synth();
    return read(
      stacks
        .filter(({ terminationProtection }) => terminationProtection)
        .map(({ stackName }) => stackName)
        .toSorted(),
      stacks.flatMap(({ stackName, template }) =>
        Object.entries((template as { Resources: Record<string, Omit<Resource, 'stack' | 'id'>> }).Resources).map(([id, resource]) => ({
          ...resource,
          stack: stackName,
          id,
        })),
      ),
    );
  } finally {
    if (validation === undefined) delete process.env['CDK_VALIDATION'];
    else process.env['CDK_VALIDATION'] = validation;
    rmSync(outdir, { recursive: true });
  }
}

function read(protectedStacks: readonly string[], resources: readonly Resource[]): Synthesised {
  const of = (type: string) => resources.filter(({ Type }) => Type === type);
  const entryOf = ({ Metadata }: Resource) => Metadata?.[ENTRY_METADATA] as string | undefined;
  const fn = (entry: string): Resource => {
    const found = of('AWS::Lambda::Function').find((resource) => entryOf(resource) === entry);
    if (!found) throw new Error(`no function of ${entry}`);
    return found;
  };
  return {
    resources,
    protectedStacks,
    of,
    fn,
    entries: of('AWS::Lambda::Function').flatMap((resource) => entryOf(resource) ?? []),
    roleOf: ({ Properties }) => text(items(Properties['Role']?.['Fn::GetAtt'])[0]),
    statements: (roleId, stack) =>
      of('AWS::IAM::Policy')
        .filter((policy) => policy.stack === stack && items(policy.Properties['Roles']).some((role) => text(role['Ref']) === roleId))
        .flatMap((policy) => policy.Properties['PolicyDocument']?.['Statement'] as unknown as Policy[]),
    sources: (entry) => {
      const { id, stack } = fn(entry);
      return of('AWS::Lambda::EventSourceMapping')
        .filter((mapping) => mapping.stack === stack && text(mapping.Properties['FunctionName']?.['Ref']) === id)
        .map(({ Properties }) => Properties);
    },
  };
}
