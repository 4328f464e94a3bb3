import type { Node } from 'constructs';
import { allow, secretNamed } from './grants.ts';
import { option } from './options.ts';
import type { ParleyFunction } from './parley-function.ts';

/** Services beside the hub: the setting of the address, what the settings of the secret begin with, and the options of a deployment. */
const SERVICES = {
  toolbox: { setting: 'AITOOLBOX_SERVICE_URL', prefix: 'AITOOLBOX', url: 'aitoolboxServiceUrl', signedBy: 'aitoolboxSecretName' },
  ticketHelper: { setting: 'TICKET_HELPER_SERVICE_URL', prefix: 'TICKET_HELPER', url: 'ticketHelperServiceUrl', signedBy: 'ticketHelperSecretName' },
  userService: { setting: 'USER_SERVICE_URL', prefix: 'USER_SERVICE', url: 'userServiceUrl', signedBy: 'userServiceSecretName' },
} as const;
export type ServiceName = keyof typeof SERVICES;

/** Whether the deployment has the service: the address, or '' without it. Empty, nothing is queued for it and no call leaves. */
export const serviceAddress = (node: Node, name: ServiceName): Record<string, string> => {
  const { setting, url } = SERVICES[name];
  return { [setting]: option(node, url) ?? '' };
};

/**
 * `-c userServiceUrl=https://… -c userServiceSecretName=…`, and the like: a service, and the secret in Secrets Manager that signs the calls. Without them
 * no call leaves. The secret itself (`…_SECRET`) is a setting of laptops. @throws when one of them is missing, or the address is no https address
 */
export function connectService(fn: ParleyFunction, name: ServiceName): void {
  const { prefix, setting, url: urlOption, signedBy: nameOption } = SERVICES[name];
  const url = option(fn.node, urlOption) ?? '';
  const secretName = option(fn.node, nameOption) ?? '';
  if ((url === '') !== (secretName === '')) throw new Error(`-c ${urlOption} and -c ${nameOption} go together: see docs/services.md`);
  if (url !== '' && !url.startsWith('https://')) throw new Error(`-c ${urlOption} must be an https address`);
  fn.addEnvironment(setting, url);
  fn.addEnvironment(`${prefix}_SECRET_NAME`, secretName);
  fn.addEnvironment(`${prefix}_SECRET`, '');
  if (secretName === '') return;
  allow(fn, ['secretsmanager:GetSecretValue'], [secretNamed(fn, secretName)]);
}
