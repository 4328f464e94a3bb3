import type { Node } from 'constructs';
import { allow, secretNamed } from './grants.ts';
import { option } from './options.ts';
import type { ParleyFunction } from './parley-function.ts';

/** External services: the setting of the address, the prefix of the settings of the secret, and the options of a deployment. */
const SERVICES = {
  toolbox: { setting: 'AITOOLBOX_SERVICE_URL', prefix: 'AITOOLBOX', url: 'aitoolboxServiceUrl', signedBy: 'aitoolboxSecretName' },
  ticketHelper: { setting: 'TICKET_HELPER_SERVICE_URL', prefix: 'TICKET_HELPER', url: 'ticketHelperServiceUrl', signedBy: 'ticketHelperSecretName' },
  userService: { setting: 'USER_SERVICE_URL', prefix: 'USER_SERVICE', url: 'userServiceUrl', signedBy: 'userServiceSecretName' },
} as const;
export type ServiceName = keyof typeof SERVICES;

/** The address of a service, and the secret in Secrets Manager that signs the calls. */
export interface Service {
  readonly url: string;
  readonly secretName: string;
}

/** The setting with the address of the service. Without a service it is '', so that nothing is queued or called. */
export const serviceAddress = (node: Node, name: ServiceName): Record<string, string> => {
  const { setting, url } = SERVICES[name];
  return { [setting]: option(node, url) ?? '' };
};

/**
 * Reads options such as `-c userServiceUrl=https://… -c userServiceSecretName=…`; null without a service. @throws when one of the two is missing, or the
 * address does not start with https
 */
export function readService(node: Node, name: ServiceName): Service | null {
  const { url: urlOption, signedBy } = SERVICES[name];
  const url = option(node, urlOption) ?? '';
  const secretName = option(node, signedBy) ?? '';
  if ((url === '') !== (secretName === '')) throw new Error(`-c ${urlOption} and -c ${signedBy} are needed together: see docs/services.md`);
  if (url === '') return null;
  if (!url.startsWith('https://')) throw new Error(`-c ${urlOption} must be an https address`);
  return { url, secretName };
}

/** For a function that only needs to know whether the service exists. */
export function setServiceAddress(fn: ParleyFunction, name: ServiceName, service: Service | null): void {
  fn.addEnvironment(SERVICES[name].setting, service?.url ?? '');
}

/** For the function that calls the service. The secret itself (`…_SECRET`) is a setting for laptops only. */
export function connectService(fn: ParleyFunction, name: ServiceName, service: Service | null = readService(fn.node, name)): void {
  const { prefix } = SERVICES[name];
  setServiceAddress(fn, name, service);
  fn.addEnvironment(`${prefix}_SECRET_NAME`, service?.secretName ?? '');
  fn.addEnvironment(`${prefix}_SECRET`, '');
  if (service) allow(fn, ['secretsmanager:GetSecretValue'], [secretNamed(fn, service.secretName)]);
}
