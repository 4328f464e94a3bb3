import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Check, failed, passed } from './check.ts';
import { command } from './command.ts';
import { readImage } from './containers/dockerfile.ts';
import { startAsImage } from './containers/start-image.ts';
import { pythonTool } from './python.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Checks the Dockerfile with hadolint and by starting the files that it copies, and compose.yaml and the workflows with their schemas.
 * Nothing is built or composed, because that needs Docker.
 */
export const containers: Check = {
  name: 'containers',
  async run() {
    const tool = await pythonTool('documents');
    const workflows = globSync('.github/workflows/*.yml', { cwd: root });
    const tools: readonly (readonly [string, readonly string[]])[] = [
      ['hadolint', ['--no-color', 'Dockerfile']],
      ['check-jsonschema', ['--builtin-schema', 'vendor.compose-spec', 'compose.yaml']],
      ['check-jsonschema', ['--builtin-schema', 'vendor.github-workflows', ...workflows]],
    ];
    for (const [program, args] of tools) {
      const { code, all } = await command(tool(program), args, { cwd: root });
      if (code !== 0) return failed(`${program} ${args.at(-1)}`, all);
    }
    await startAsImage(root, readImage(readFileSync(join(root, 'Dockerfile'), 'utf8')));
    return passed('Dockerfile, compose.yaml, workflows; nothing built');
  },
};
