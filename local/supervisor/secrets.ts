import { randomInt } from 'node:crypto';
import type { Secrets } from '../../adapters/secrets/secrets.ts';
import type { Plan, SecretPlan } from '../assembly/plan.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const REFERENCE = /\{\{resolve:secretsmanager:(.+?):SecretString:([^:}]*):[^}]*\}\}/g;

/** Letters and digits only, because they need no escaping in templates. */
export const randomText = (length: number): string => Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join('');

/**
 * Creates missing secrets of the stacks, and returns the application's secret (of the variable `APP_SECRETS_NAME`). `adminToken`: replaces the
 * generated one as long as it is set.
 */
export async function prepareSecrets(plan: Plan, secrets: Secrets, adminToken: string | null): Promise<{ adminToken: string }> {
  const byArn = new Map(plan.secrets.map((secret) => [secret.arn, secret]));
  const make = async (secret: SecretPlan): Promise<string> => {
    const present = await secrets.get(secret.name);
    if (present !== undefined) return present;
    const value = secret.value === null ? generated(secret) : await resolved(secret.value, byArn, make);
    await secrets.put(secret.name, value);
    return value;
  };
  // A secret without a value and a rule is filled at deploy time; here, the code below does it.
  for (const secret of plan.secrets.filter(({ value, generate }) => value !== null || generate !== null)) await make(secret);

  const name = plan.functions.map(({ environment }) => environment['APP_SECRETS_NAME']).find((value) => value !== undefined);
  if (name === undefined) return { adminToken: adminToken ?? '' };
  const made = JSON.parse((await secrets.get(name)) ?? '{}') as Record<string, string>;
  const keys = { ...Object.fromEntries(plan.appKeys.map((key) => [key, randomText(48)])), ...made } as Record<string, string>;
  // The generated token is stored separately, to be used again when no other one is set.
  const madeName = `${name}/made-admin-token`;
  const madeToken = (await secrets.get(madeName)) ?? keys['adminToken'] ?? randomText(48);
  await secrets.put(madeName, madeToken);
  const token = adminToken ?? madeToken;
  keys['adminToken'] = token;
  if (JSON.stringify(keys) !== JSON.stringify(made)) await secrets.put(name, JSON.stringify(keys));
  return { adminToken: token };
}

function generated({ generate }: SecretPlan): string {
  const text = randomText(generate?.length ?? 32);
  if (generate?.template === null || generate?.template === undefined) return text;
  return JSON.stringify({ ...(JSON.parse(generate.template) as Record<string, unknown>), [generate.key ?? 'password']: text });
}

/** Resolves `{{resolve:secretsmanager:ARN:SecretString:key:…}}`. */
async function resolved(text: string, byArn: ReadonlyMap<string, SecretPlan>, make: (secret: SecretPlan) => Promise<string>): Promise<string> {
  let result = text;
  for (const [whole, arn = '', key = ''] of text.matchAll(REFERENCE)) {
    const secret = byArn.get(arn) ?? [...byArn.values()].find(({ name }) => name === arn);
    if (secret === undefined) throw new Error(`no stack has the secret ${arn}`);
    const value = await make(secret);
    result = result.replace(whole, () => (key === '' ? value : String((JSON.parse(value) as Record<string, unknown>)[key])));
  }
  return result;
}
