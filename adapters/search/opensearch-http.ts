import { type SignedAnswer, signedFetch } from '../aws/signed-fetch.ts';
import { setting, settingOr } from '../environment.ts';

export interface OpenSearchAnswer {
  readonly status: number;
  /** JSON, or the text of a domain that is being changed. */
  readonly body: unknown;
}

export interface OpenSearchHttp {
  /**
   * One request, repeated when the domain cannot be reached, is busy or fails, so that it must be safe to repeat. `body`: JSON, or lines of it as
   * one text. @throws Error with what was answered when its status is none of `statuses`; what `fetch` throws when nothing was answered
   */
  expect(statuses: readonly number[], method: string, path: string, body?: object | string, timeoutMs?: number): Promise<OpenSearchAnswer>;
}

const TIMEOUT_MS = 10_000;

/**
 * OpenSearch's REST interface (docs.opensearch.org/latest/api-reference, 2026-11) without its client, which alone weighs 290 KB in a bundle that
 * may have 700 and of which we need eight calls. Requests are signed for the domain (SigV4, service `es`) with the function's own credentials; a
 * node on plain http asks for none, so there they may be missing. @throws when the Region is missing
 */
export function openSearchHttp(endpoint: string): OpenSearchHttp {
  const signed = endpoint.startsWith('https:') || settingOr('AWS_ACCESS_KEY_ID', '') !== '';
  if (signed) setting('AWS_REGION');
  const base = `${endpoint.replace(/\/$/, '')}/`;
  return {
    async expect(statuses, method, path, body, timeoutMs = TIMEOUT_MS) {
      const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
      const answer = read(
        await signedFetch({
          service: 'es',
          method,
          url: new URL(path, base),
          timeoutMs,
          unsigned: !signed,
          ...(text === undefined ? {} : { headers: { 'content-type': typeof body === 'string' ? 'application/x-ndjson' : 'application/json' }, body: text }),
        }),
      );
      if (!statuses.includes(answer.status)) {
        throw new Error(`OpenSearch answered ${answer.status} to ${method} ${path}: ${JSON.stringify(answer.body).slice(0, 400)}`);
      }
      return answer;
    },
  };
}

function read({ status, body }: SignedAnswer): OpenSearchAnswer {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
  try {
    return { status, body: JSON.parse(text) };
  } catch {
    return { status, body: text };
  }
}
