import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A CloudFormation template, as far as we read it. */
export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Metadata?: Readonly<Record<string, unknown>>;
  readonly Condition?: string;
}

export interface Template {
  readonly Resources?: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown; readonly Export?: { readonly Name: unknown }; readonly Condition?: string }>>;
  readonly Parameters?: Readonly<Record<string, { readonly Default?: unknown }>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Mappings?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
}

export interface Stack {
  readonly name: string;
  readonly template: Template;
}

interface Manifest {
  readonly artifacts?: Readonly<
    Record<
      string,
      { readonly type: string; readonly properties?: { readonly templateFile?: string; readonly stackName?: string; readonly directoryName?: string } }
    >
  >;
}

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

/** All stacks of a synthesised cloud assembly, nested assemblies (stages) too. */
export function readStacks(directory: string): Stack[] {
  const manifest = readJson(join(directory, 'manifest.json')) as Manifest;
  return Object.entries(manifest.artifacts ?? {}).flatMap(([id, { type, properties }]) => {
    if (type === 'cdk:cloud-assembly' && properties?.directoryName !== undefined) return readStacks(join(directory, properties.directoryName));
    if (type !== 'aws:cloudformation:stack' || properties?.templateFile === undefined) return [];
    return [{ name: properties.stackName ?? id, template: readJson(join(directory, properties.templateFile)) as Template }];
  });
}
