import { randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import { openSecrets } from '../../adapters/secrets/secrets-manager.ts';
import { completed } from '../../domain/app-keys.ts';
import { observed } from '../observed.ts';

// CloudFormation shows the error to the person who deploys.
const { logger, entry } = observed('deploy', 'as they are');
const secrets = openSecrets();

const eventSchema = z.object({
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  ResourceProperties: z.object({ SecretName: z.string().check(z.minLength(1)) }),
});

/** 288 bits. Letters, digits, `-` and `_`: they need no escaping anywhere. */
const newKey = (): string => randomBytes(36).toString('base64url');

const parsed = (text: string | undefined): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
};

/**
 * Custom resource: fills the members that the deployment's secret lacks. It replaces none, so a key that an operator rotated survives every
 * update of the stack; CloudFormation itself never knows a value. Deleting the resource does nothing.
 */
export const handler = entry<unknown, { PhysicalResourceId: string }>().handler(async (event) => {
  const { RequestType, ResourceProperties } = eventSchema.parse(event);
  const { SecretName: name } = ResourceProperties;
  if (RequestType !== 'Delete') {
    const text = await secrets.get(name, { maxAgeSeconds: 0 });
    const present = parsed(text);
    const whole = completed(present, newKey);
    const added = Object.keys(whole).filter((key) => whole[key] !== present[key]);
    if (added.length > 0) {
      const value = JSON.stringify(whole);
      if (text === undefined) await secrets.put(name, value);
      // If an operator rotates the secret at the same time, their change wins; the deployment fails and can be repeated.
      else if (!(await secrets.replace(name, text, value))) throw new Error(`the secret ${name} changed meanwhile; deploy again`);
    }
    logger.info('app secrets', { added });
  }
  return { PhysicalResourceId: 'parley-app-secrets' };
});
