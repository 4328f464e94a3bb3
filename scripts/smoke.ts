/**
 * `npm run smoke -- outputs-dev.json story` runs a short story on the new deployment, in its own tenant; `… health` checks
 * only that it answers, which is the only check for prod. The file is from `cdk deploy --outputs-file`. Your shell's
 * credentials are used to read the admin token.
 */
import { readFileSync } from 'node:fs';
import { openSecrets } from '../adapters/secrets/secrets-manager.ts';
import { outputOf } from './deploy-local/deployment.ts';
import { reasonOf, steps } from './deploy-local/steps.ts';
import { answers, smoke } from './smoke/smoke.ts';

const [file, what] = process.argv.slice(2);
try {
  if (file === undefined || (what !== 'story' && what !== 'health')) throw new Error('npm run smoke -- <outputs file> story|health');
  const outputs = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, string>>;
  const step = steps((line) => console.log(line));
  const apiUrl = outputOf(outputs, 'apiUrl');
  await answers(apiUrl, step);
  if (what === 'story') {
    const secret = await openSecrets().get(outputOf(outputs, 'appSecretsName'));
    const { adminToken } = JSON.parse(secret ?? '{}') as { adminToken?: string };
    if (!adminToken) throw new Error('there is no admin token');
    await smoke({ apiUrl, wsUrl: outputOf(outputs, 'wsUrl'), adminToken, step, patienceMs: 60_000 });
  }
} catch (error) {
  console.error(reasonOf(error));
  process.exitCode = 1;
}
