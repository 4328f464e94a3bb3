import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { command, type Said } from './command.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The sets of stacks that people deploy, by their context. */
export const ASSEMBLIES = {
  dev: { profile: 'dev' },
  prod: { profile: 'prod' },
  emulator: { profile: 'dev', emulator: 'true' },
} as const satisfies Record<string, Readonly<Record<string, string>>>;

export type Assembly = keyof typeof ASSEMBLIES;

export interface Template {
  readonly stack: string;
  readonly file: string;
  readonly resources: Readonly<Record<string, Resource>>;
  readonly outputs: Readonly<Record<string, Output>>;
}

export interface Output {
  readonly Value: unknown;
  readonly Export?: { readonly Name: unknown };
}

export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Metadata?: Readonly<Record<string, unknown>>;
}

/** Runs an app (`bin/parley.ts` unless given) into `outdir`, without bundling and without an AWS account. */
export const synthesise = (outdir: string, context: Readonly<Record<string, string>>, app = 'bin/parley.ts'): Promise<Said> => {
  // The checks must not depend on an AWS account.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(CDK|AWS)_/.test(name)));
  return command(process.execPath, [app], {
    cwd: root,
    env: { ...env, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify({ 'aws:cdk:bundling-stacks': [], ...context }) },
  });
};

export const readTemplates = (folder: string): Template[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.template.json'))
    .sort()
    .map((name) => {
      const file = join(folder, name);
      const { Resources, Outputs = {} } = JSON.parse(readFileSync(file, 'utf8')) as { Resources: Template['resources']; Outputs?: Template['outputs'] };
      return { stack: name.replace('.template.json', ''), file, resources: Resources, outputs: Outputs };
    });

let made: Promise<Readonly<Record<Assembly, readonly Template[]>>> | undefined;

/** The templates of every set, synthesised once for all checks. @throws Error with the output of the app */
export const templates = (): Promise<Readonly<Record<Assembly, readonly Template[]>>> => (made ??= synthesiseAll());

async function synthesiseAll(): Promise<Readonly<Record<Assembly, readonly Template[]>>> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-checks-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const sets: Partial<Record<Assembly, readonly Template[]>> = {};
  for (const [name, context] of Object.entries(ASSEMBLIES)) {
    const { code, all } = await synthesise(join(folder, name), context);
    if (code !== 0) throw new Error(`the stacks of ${name} could not be synthesised:\n${all}`);
    sets[name as Assembly] = readTemplates(join(folder, name));
  }
  return sets as Record<Assembly, readonly Template[]>;
}
