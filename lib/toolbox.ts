import type { Node } from 'constructs';
import { allow, secretNamed } from './grants.ts';
import { option } from './options.ts';
import type { ParleyFunction } from './parley-function.ts';
import { toolboxSettings } from './settings.ts';

/** Where the AI toolbox is, and the secret in Secrets Manager that signs the calls. */
export interface Toolbox {
  readonly url: string;
  readonly secretName: string;
}

/**
 * `-c aitoolboxServiceUrl=https://… -c aitoolboxSecretName=…`: a toolbox of the operator's own; null without. @throws when one of them is missing, or the
 * address is no https address
 */
export function readToolbox(node: Node): Toolbox | null {
  const url = option(node, 'aitoolboxServiceUrl') ?? '';
  const secretName = option(node, 'aitoolboxSecretName') ?? '';
  if ((url === '') !== (secretName === '')) throw new Error('-c aitoolboxServiceUrl and -c aitoolboxSecretName go together: see docs/ai.md');
  if (url === '') return null;
  if (!url.startsWith('https://')) throw new Error('-c aitoolboxServiceUrl must be an https address');
  return { url, secretName };
}

/** For the function that calls it. Without a toolbox no call leaves. */
export function connectToolbox(fn: ParleyFunction, toolbox: Toolbox | null): void {
  for (const [name, value] of Object.entries(toolboxSettings(toolbox ?? { url: '', secretName: '' }))) fn.addEnvironment(name, value);
  if (toolbox) allow(fn, ['secretsmanager:GetSecretValue'], [secretNamed(fn, toolbox.secretName)]);
}

/** For the API, which only says whether there is one. */
export function tellOfToolbox(fn: ParleyFunction, toolbox: Toolbox | null): void {
  fn.addEnvironment('AITOOLBOX_SERVICE_URL', toolbox?.url ?? '');
  fn.addEnvironment('AI_WITHIN_MS', '8000');
}
