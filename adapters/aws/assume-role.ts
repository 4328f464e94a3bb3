import { setting, settingOr } from '../environment.ts';
import { signedFetch } from './signed-fetch.ts';
import type { Credentials } from './sigv4.ts';

/** Credentials with an expiry time. */
export interface TemporaryCredentials extends Credentials {
  readonly sessionToken: string;
  readonly expiration: Date;
}

export interface AssumeRole {
  readonly roleArn: string;
  /** Shown in CloudTrail: 2 to 64 of `\w+=,.@-`. */
  readonly sessionName: string;
  /** Session tags: `aws:PrincipalTag/{key}` in policies. None is transitive. */
  readonly tags: Readonly<Record<string, string>>;
  readonly seconds: number;
}

/** STS cannot be reached, throttles the call or denies it. There are no credentials now. */
export class RoleNotAssumed extends Error {
  readonly code: string;
  constructor(code: string, cause?: unknown) {
    super(`the role was not assumed: ${code}`, { cause });
    this.name = 'RoleNotAssumed';
    this.code = code;
  }
}

/** The limit of one attempt. All attempts together must end before API Gateway times out. */
const TIMEOUT_MS = 2_000;

/**
 * `AssumeRole` of STS by one signed request (https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html, November 2026), by the
 * environment's own credentials, at the Region's endpoint (`AWS_ENDPOINT_URL_STS` for another).
 * @throws RoleNotAssumed
 */
export async function assumeRole({ roleArn, sessionName, tags, seconds }: AssumeRole): Promise<TemporaryCredentials> {
  const form = new URLSearchParams({
    Action: 'AssumeRole',
    Version: '2011-06-15',
    RoleArn: roleArn,
    RoleSessionName: sessionName,
    DurationSeconds: String(seconds),
  });
  for (const [index, [key, value]] of Object.entries(tags).entries()) {
    form.set(`Tags.member.${index + 1}.Key`, key);
    form.set(`Tags.member.${index + 1}.Value`, value);
  }
  const xml = await ask(form.toString());
  const credentials = {
    accessKeyId: textOf(xml, 'AccessKeyId'),
    secretAccessKey: textOf(xml, 'SecretAccessKey'),
    sessionToken: textOf(xml, 'SessionToken'),
    expiration: new Date(textOf(xml, 'Expiration')),
  };
  if (Number.isNaN(credentials.expiration.getTime())) throw new RoleNotAssumed('an answer without an end');
  return credentials;
}

async function ask(body: string): Promise<string> {
  const url = new URL(settingOr('AWS_ENDPOINT_URL_STS', settingOr('AWS_ENDPOINT_URL', `https://sts.${setting('AWS_REGION')}.amazonaws.com`)));
  const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
  const answer = await signedFetch({ service: 'sts', method: 'POST', url, headers, body, timeoutMs: TIMEOUT_MS }).catch((error: unknown) => {
    throw new RoleNotAssumed('no answer', error);
  });
  const text = new TextDecoder().decode(answer.body);
  if (answer.status !== 200) throw new RoleNotAssumed(/<Code>([\w.]+)<\/Code>/.exec(text)?.[1] ?? `status ${answer.status}`);
  return text;
}

/** The values that are read here contain no character that XML escapes. */
function textOf(xml: string, element: string): string {
  const found = new RegExp(`<${element}>\\s*([^<]+?)\\s*</${element}>`).exec(xml)?.[1];
  if (found === undefined) throw new RoleNotAssumed(`an answer without ${element}`);
  return found;
}
