import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type { Secrets } from './secrets.ts';

const DEFAULT_MAX_AGE_SECONDS = 60;

interface Kept {
  readonly value: Promise<string | undefined>;
  readonly at: number;
}

/** Secrets Manager by the environment's region and credentials (`AWS_ENDPOINT_URL_SECRETS_MANAGER` for an emulator). */
export function openSecrets(): Secrets {
  const client = new SecretsManagerClient({ maxAttempts: 4, requestHandler: { connectionTimeout: 1_000, requestTimeout: 5_000 } });
  // Promises are kept, so that requests of the same moment share one call.
  const cache = new Map<string, Kept>();
  const keep = (name: string, value: Promise<string | undefined>): Promise<string | undefined> => {
    const kept = { value, at: Date.now() };
    cache.set(name, kept);
    value.catch(() => {
      if (cache.get(name) === kept) cache.delete(name);
    });
    return value;
  };
  return {
    async put(name, value) {
      await putOrCreate(client, name, value);
      await keep(name, Promise.resolve(value));
    },
    async get(name, options) {
      const kept = cache.get(name);
      if (kept && Date.now() - kept.at < (options?.maxAgeSeconds ?? DEFAULT_MAX_AGE_SECONDS) * 1000) return kept.value;
      return keep(name, read(client, name));
    },
    async delete(name) {
      await orNothing(() => client.send(new DeleteSecretCommand({ SecretId: name, ForceDeleteWithoutRecovery: true })));
      await keep(name, Promise.resolve(undefined));
    },
  };
}

async function read(client: SecretsManagerClient, name: string): Promise<string | undefined> {
  return (await orNothing(() => client.send(new GetSecretValueCommand({ SecretId: name }))))?.SecretString;
}

async function putOrCreate(client: SecretsManagerClient, name: string, value: string): Promise<void> {
  const put = () => orNothing(() => client.send(new PutSecretValueCommand({ SecretId: name, SecretString: value })));
  if (await put()) return;
  try {
    await client.send(new CreateSecretCommand({ Name: name, SecretString: value }));
  } catch (error) {
    // Somebody else has created it meanwhile.
    if (!(error instanceof ResourceExistsException)) throw error;
    await put();
  }
}

/** `undefined` when there is no such secret. */
async function orNothing<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}
