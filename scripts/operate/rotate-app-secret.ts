/**
 * Replaces keys in the secret `parley/{profile}/app` with new random ones. Functions use them within a minute.
 *
 *   npm run rotate-key -- --profile prod --key adminToken        creates tenants: only you notice
 *   npm run rotate-key -- --profile prod --key tokenKey          signs EVERYBODY out, at once
 *   npm run rotate-key -- --profile prod --key cursorKey         clients that page through lists get a 400 and start again
 *   npm run rotate-key -- --profile prod --key vapidKey          browsers get no pushes until they register their devices again
 *
 * Region, credentials and endpoint come from the standard AWS variables. Secrets Manager keeps the previous version as AWSPREVIOUS.
 */
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { APP_KEYS, type AppKey } from '../../domain/app-keys.ts';

/** As strong as the keys of the first deployment: 48 letters and digits have 285 bits, 36 bytes have 288. */
const newKey = (): string => randomBytes(36).toString('base64url');

/** @throws when the secret is missing or incomplete */
export const rotate = async (secrets: SecretsManagerClient, profile: string, key: AppKey): Promise<void> => {
  const SecretId = `parley/${profile}/app`;
  const { SecretString = '{}' } = await secrets.send(new GetSecretValueCommand({ SecretId }));
  const present = JSON.parse(SecretString) as Record<string, string>;
  const missing = APP_KEYS.filter((name) => !present[name]);
  if (missing.length > 0) throw new Error(`${SecretId} lacks ${missing.join(', ')}`);
  await secrets.send(new PutSecretValueCommand({ SecretId, SecretString: JSON.stringify({ ...present, [key]: newKey() }) }));
};

const isAppKey = (key: string | undefined): key is AppKey => APP_KEYS.some((name) => name === key);

if (import.meta.main) {
  const { values } = parseArgs({ options: { profile: { type: 'string' }, key: { type: 'string' } } });
  if (!values.profile || !isAppKey(values.key)) throw new Error(`--profile dev|prod --key ${APP_KEYS.join('|')}`);
  await rotate(new SecretsManagerClient({}), values.profile, values.key);
  console.log(`parley/${values.profile}/app has a new ${values.key}; functions use it within a minute`);
}
