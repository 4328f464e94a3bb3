import { setTimeout as pause } from 'node:timers/promises';
import { setting } from '../environment.ts';
import { credentialsFromEnvironment, signedHeaders } from './sigv4.ts';

export interface SignedCall {
  readonly service: string;
  readonly method: string;
  /** Its path must be encoded already. */
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | undefined;
  /** Of one attempt, the answer's body included. Default 5,000. */
  readonly timeoutMs?: number;
  /** For an engine that does not check signatures. */
  readonly unsigned?: boolean;
}

export interface SignedAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

const ATTEMPTS = 3;
const FIRST_PAUSE_MS = 50;

/**
 * One call of an AWS service, signed by the environment's credentials and region. It is retried with jitter if the service cannot be reached,
 * throttles or fails (429, 5xx), so the call must be idempotent. A response with any other status is returned.
 * @throws what `fetch` throws when no attempt got an answer
 */
export async function signedFetch(call: SignedCall): Promise<SignedAnswer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const answer = await once(call);
      const again = answer.status === 429 || answer.status >= 500;
      if (!again || attempt === ATTEMPTS) return answer;
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
    }
    await pause(Math.random() * FIRST_PAUSE_MS * 2 ** attempt);
  }
}

async function once({ service, method, url, headers = {}, body, timeoutMs = 5_000, unsigned = false }: SignedCall): Promise<SignedAnswer> {
  const signing = () => ({ service, region: setting('AWS_REGION'), credentials: credentialsFromEnvironment(), at: new Date() });
  const response = await fetch(url, {
    method,
    headers: unsigned ? headers : await signedHeaders({ method, url, headers, body }, signing()),
    body: body as NonNullable<RequestInit['body']> | undefined,
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
  });
  return { status: response.status, headers: response.headers, body: new Uint8Array(await response.arrayBuffer()) };
}
