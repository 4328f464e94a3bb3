import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { command } from './command.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

export type PythonTool = 'cfn-lint' | 'detect-secrets' | 'documents' | 'schemathesis';

/**
 * The programs of a Python tool, by name: a virtual environment under `.tools/`, made once for each state of its list of exact
 * versions (`requirements/{tool}.txt`). @throws Error with what pip said
 */
export async function pythonTool(tool: PythonTool): Promise<(program: string) => string> {
  const requirements = fileURLToPath(new URL(`requirements/${tool}.txt`, import.meta.url));
  const stamp = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  const folder = join(root, '.tools', `${tool}-${stamp}`);
  const made = join(folder, '.made');
  if (!existsSync(made)) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(join(root, '.tools'), { recursive: true });
    await orThrow('python3', ['-m', 'venv', folder]);
    const quietly = ['--quiet', '--disable-pip-version-check', '--no-input', '--prefer-binary'];
    await orThrow(join(folder, 'bin', 'python'), ['-m', 'pip', 'install', ...quietly, '--requirement', requirements]);
    writeFileSync(made, '');
  }
  return (program) => join(folder, 'bin', program);
}

async function orThrow(program: string, args: readonly string[]): Promise<void> {
  const { code, all } = await command(program, args, { seconds: 300 });
  if (code !== 0) throw new Error(`${program} ${args.slice(0, 3).join(' ')} failed:\n${all}`);
}
