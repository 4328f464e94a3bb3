import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetSecretValueCommand,
  InvalidParameterException,
  PutSecretValueCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { isFresh } from '../../domain/fresh.ts';
import { answeringWithin } from '../aws/answering-within.ts';
import type { Secrets } from './secrets.ts';

const DEFAULT_MAX_AGE_SECONDS = 60;

interface Kept {
  readonly value: Promise<string | undefined>;
  readonly at: number;
}

/** Secrets Manager by the environment's region and credentials (`AWS_ENDPOINT_URL_SECRETS_MANAGER` for an emulator). */
export function openSecrets(): Secrets {
  const client = new SecretsManagerClient({ maxAttempts: 4, requestHandler: answeringWithin(5_000) });
  // Promises are cached, so that simultaneous requests share one call.
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
    async replace(name, present, value) {
      const done = await (present === undefined ? create(client, name, value) : exchange(client, name, present, value));
      if (done) await keep(name, Promise.resolve(value));
      else cache.delete(name);
      return done;
    },
    async get(name, options) {
      const kept = cache.get(name);
      if (kept && isFresh(kept.at, Date.now(), (options?.maxAgeSeconds ?? DEFAULT_MAX_AGE_SECONDS) * 1000)) return kept.value;
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
  // Another process may have created it in the meantime.
  if (!(await create(client, name, value))) await put();
}

/** False if it exists already. */
async function create(client: SecretsManagerClient, name: string, value: string): Promise<boolean> {
  try {
    await client.send(new CreateSecretCommand({ Name: name, SecretString: value }));
    return true;
  } catch (error) {
    if (error instanceof ResourceExistsException) return false;
    throw error;
  }
}

/** The label of a version that is not current yet. It moves to the next one, so that a secret never has more than a few versions. */
const CANDIDATE = 'PARLEYCANDIDATE';

/**
 * A new version is created without being current, and then takes the current label from the version that was read. Secrets Manager rejects
 * that if the label has moved in the meantime (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecretVersionStage.html,
 * November 2026).
 */
async function exchange(client: SecretsManagerClient, name: string, present: string, value: string): Promise<boolean> {
  const counting = await orNothing(() => client.send(new GetSecretValueCommand({ SecretId: name })));
  if (counting?.SecretString !== present) return false;
  const made = await orNothing(() => client.send(new PutSecretValueCommand({ SecretId: name, SecretString: value, VersionStages: [CANDIDATE] })));
  if (!made) return false;
  const move = { SecretId: name, VersionStage: 'AWSCURRENT', MoveToVersionId: made.VersionId, RemoveFromVersionId: counting.VersionId };
  try {
    return (await orNothing(() => client.send(new UpdateSecretVersionStageCommand(move)))) !== undefined;
  } catch (error) {
    if (error instanceof InvalidParameterException) return false;
    throw error;
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
