import { spawnSync } from 'node:child_process';
import { argv, execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { build, createServer } from 'vite';

/**
 * The console (docs/console.md): `npm run console` serves it with hot reload in front of a running hub, `npm run console-build` (`--build`) writes
 * console/dist, `npm run console-messages` (`--messages`) collects its texts into the catalogues.
 */
const file = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
const configFile = file('console/vite.config.ts');

if (argv.includes('--messages')) {
  process.exitCode =
    spawnSync(execPath, [file('node_modules/@lingui/cli/dist/lingui.js'), 'extract', '--clean', '--config', file('console/lingui.config.ts')], {
      stdio: 'inherit',
    }).status ?? 1;
} else if (argv.includes('--build')) {
  await build({ configFile });
} else {
  const server = await createServer({ configFile });
  await server.listen();
  server.printUrls();
}
