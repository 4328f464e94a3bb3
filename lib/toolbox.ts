import { allow, secretNamed } from './grants.ts';
import { option } from './options.ts';
import type { ParleyFunction } from './parley-function.ts';
import { toolboxSettings } from './settings.ts';

/**
 * `-c aitoolboxServiceUrl=https://… -c aitoolboxSecretName=…`: the AI toolbox, and the secret in Secrets Manager that signs the calls. Without them
 * no call leaves. @throws when one of them is missing, or the address is no https address
 */
export function connectToolbox(fn: ParleyFunction): void {
  const url = option(fn.node, 'aitoolboxServiceUrl') ?? '';
  const secretName = option(fn.node, 'aitoolboxSecretName') ?? '';
  if ((url === '') !== (secretName === '')) throw new Error('-c aitoolboxServiceUrl and -c aitoolboxSecretName go together: see docs/ai.md');
  if (url !== '' && !url.startsWith('https://')) throw new Error('-c aitoolboxServiceUrl must be an https address');
  for (const [name, value] of Object.entries(toolboxSettings({ url, secretName }))) fn.addEnvironment(name, value);
  if (secretName === '') return;
  allow(fn, ['secretsmanager:GetSecretValue'], [secretNamed(fn, secretName)]);
}
