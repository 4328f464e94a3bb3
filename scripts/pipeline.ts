/**
 * The command of the pipeline, which you can also run yourself: `npm run pipeline -- diff dev`, `… deploy prod <commit>`. Settings of a
 * profile come from the environment variable `CDK_SETTINGS` (one `name=value` per line), so that the repository has no names of
 * accounts. `deploy` writes the stacks' outputs to `outputs-<profile>.json`.
 */
import { spawnSync } from 'node:child_process';
import { cdkArguments, summaryOf } from './pipeline/arguments.ts';

const [verb, profile, commit] = process.argv.slice(2);
try {
  const { args, capture } = cdkArguments(verb, profile, commit, process.env['CDK_SETTINGS'] ?? '');
  const { status, stdout, stderr } = spawnSync('npx', ['cdk', ...args], {
    encoding: 'utf8',
    stdio: ['ignore', capture ? 'pipe' : 'inherit', capture ? 'pipe' : 'inherit'],
    maxBuffer: 64 * 1024 * 1024,
  });
  if (capture) {
    console.log(summaryOf(profile ?? '', `${stdout ?? ''}${stderr ?? ''}`));
    if (status !== 0) console.error(stderr);
  }
  process.exitCode = status ?? 1;
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
