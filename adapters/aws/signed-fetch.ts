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
  /** All attempts together; without it each has its own time. */
  readonly withinMs?: number;
  /** For an engine that does not check signatures. */
  readonly unsigned?: boolean;
}

export interface SignedAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

const TIMEOUT_MS = 5_000;
const ATTEMPTS = 3;
const FIRST_PAUSE_MS = 50;
/** An attempt needs at least this much time. */
const LEAST_MS = 1_000;

/**
 * One call of an AWS service, signed by the environment's credentials and region. It is retried with jitter if the service cannot be reached,
 * throttles or fails (429, 5xx), so the call must be idempotent. A response with any other status is returned.
 * @throws what `fetch` throws when no attempt got an answer
 */
export async function signedFetch(call: SignedCall): Promise<SignedAnswer> {
  const { timeoutMs = TIMEOUT_MS, withinMs = Infinity } = call;
  const began = performance.now();
  for (let attempt = 1; ; attempt += 1) {
    const left = withinMs - (performance.now() - began);
    const isLast = (): boolean => attempt === ATTEMPTS || withinMs - (performance.now() - began) < LEAST_MS;
    try {
      const answer = await once(call, Math.min(timeoutMs, left));
      const again = answer.status === 429 || answer.status >= 500;
      if (!again || isLast()) return answer;
    } catch (error) {
      if (isLast()) throw error;
    }
    await pause(Math.random() * FIRST_PAUSE_MS * 2 ** attempt);
  }
}

async function once({ service, method, url, headers = {}, body, unsigned = false }: SignedCall, timeoutMs: number): Promise<SignedAnswer> {
  const signing = () => ({ service, region: setting('AWS_REGION'), credentials: credentialsFromEnvironment(), at: new Date() });
  const response = await fetch(url, {
    method,
    headers: unsigned ? headers : await signedHeaders({ method, url, headers, body }, signing()),
    body: body as NonNullable<RequestInit['body']> | undefined,
    redirect: 'manual',
    signal: AbortSignal.timeout(Math.ceil(timeoutMs)),
  });
  return { status: response.status, headers: response.headers, body: new Uint8Array(await response.arrayBuffer()) };
}
