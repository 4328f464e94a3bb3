import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pythonEnvironment } from '../python-environment.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

export type PythonTool = 'cfn-lint' | 'detect-secrets' | 'documents' | 'schemathesis';

/** The programs of a Python tool, by name: its environment (`requirements/{tool}.txt`) is under `.tools/`. @throws Error with the output of pip */
export async function pythonTool(tool: PythonTool): Promise<(program: string) => string> {
  const requirements = fileURLToPath(new URL(`requirements/${tool}.txt`, import.meta.url));
  const python = await pythonEnvironment({ folder: join(root, '.tools', tool), requirements, say: () => undefined });
  return (program) => join(dirname(python), program);
}
