import type { SendOutcome, SendSettings } from './channel.ts';

export type Attempt = { readonly response: Response; readonly body: unknown } | { readonly outcome: SendOutcome };

/** Nothing has left this machine when these happen: no address, no connection, a certificate that is not trusted. */
const BEFORE_SENDING = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT)$/;
const REFUSED_HERE = /^(ERR_INVALID_URL|OUTGOING_REFUSED|CERT_|ERR_TLS_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT|UNABLE_TO_)/;

/** Node puts the reason of a failed `fetch` into its `cause`. */
const codeOf = (error: unknown): string => {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth += 1) {
    if ('code' in at && typeof at.code === 'string') return at.code;
  }
  return '';
};

/**
 * One POST of JSON. Answers the response with its JSON body (`undefined` when it has none), or, where no answer came, whether the message can
 * have left: certainly not (`retry`, `failed`), or perhaps (`unknown`).
 */
export const postJson = async (settings: SendSettings, url: string, headers: Readonly<Record<string, string>>, body: string): Promise<Attempt> => {
  let response: Response;
  try {
    const signal = AbortSignal.timeout(settings.timeoutMs);
    response = await settings.fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body, signal });
  } catch (error) {
    return { outcome: unanswered(error) };
  }
  try {
    return { response, body: parsed(await response.text()) };
  } catch {
    // The status line has come, so the receiver has decided.
    return { response, body: undefined };
  }
};

const unanswered = (error: unknown): SendOutcome => {
  const code = codeOf(error);
  if (BEFORE_SENDING.test(code)) return { outcome: 'retry', error: `no connection (${code})` };
  if (REFUSED_HERE.test(code)) return { outcome: 'failed', error: `the address was refused (${code})` };
  return { outcome: 'unknown', error: code === '' ? 'no answer' : `no answer (${code})` };
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Seconds of a `Retry-After` header, at most an hour; undefined for none, and for dates. */
export const retryAfterOf = (response: Response): { readonly retryAfterSeconds?: number } => {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? { retryAfterSeconds: Math.min(Math.ceil(seconds), 3600) } : {};
};
