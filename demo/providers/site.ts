import { isRecord } from './graph-error.ts';

/** A provider as the simulator's server shows it: its API, and paths that simulate what people do on its own pages. */
export interface Site {
  /** The longest body of a call of this route, in bytes; undefined if the server's own limit is enough. */
  mostBytes?(route: string): number | undefined;
  /** Undefined: the path does not belong to this provider. */
  answer(call: SiteCall): Promise<SiteReply | undefined>;
}

export interface SiteCall {
  readonly method: string;
  readonly url: URL;
  readonly authorization: string | undefined;
  readonly contentType: string | undefined;
  /** All headers of the call. Lower-case names. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

export interface SiteReply {
  /** Undefined: no answer is sent. */
  readonly status?: number;
  readonly body?: unknown;
  /** Instead of `body`: the bytes of a file. */
  readonly bytes?: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  /** Instead of `body`: a text that is no JSON. */
  readonly html?: string;
  /** The entry in `GET /sent`. */
  readonly sent?: unknown;
  /** The entry in `GET /marks`. */
  readonly marked?: unknown;
  /** Calls of webhooks that follow. */
  readonly webhooks?: readonly SiteWebhook[];
}

export interface SiteWebhook {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Milliseconds from the answer to the first try. */
  readonly delay?: number;
  /** Processes the answer of an accepted call; the result is shown like `sent`. */
  answered?(answer: string): Promise<unknown>;
  /** Told of each try that was not accepted. 0: there was no answer. */
  refused?(status: number): void;
}

/** The answer of a provider whose calls have at most one webhook each. */
export interface SiteAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly retryAfter?: number;
  /** `x-rate-limit-reset`, epoch seconds. */
  readonly rateLimitReset?: number;
  readonly webhook?: Pick<SiteWebhook, 'url' | 'headers' | 'body'>;
  /** A message that a business has sent. */
  readonly sent?: { readonly channel: string; readonly account: string; readonly providerId: string; readonly request: unknown };
}

/** The delay of an echo is usually long enough for the caller to process the answer first. */
const ECHO_MS = 200;

const replyOf = ({ status, body, retryAfter, rateLimitReset, webhook, sent }: SiteAnswer): SiteReply => ({
  status,
  body,
  headers: {
    ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
    ...(rateLimitReset === undefined ? {} : { 'x-rate-limit-reset': String(rateLimitReset) }),
  },
  ...(sent ? { sent } : {}),
  webhooks: webhook ? [{ ...webhook, delay: sent ? ECHO_MS : 0 }] : [],
});

/** A site that answers in the short form. */
export const siteOf = (answer: (call: SiteCall) => SiteAnswer | undefined | Promise<SiteAnswer | undefined>): Site => ({
  async answer(call) {
    const given = await answer(call);
    return given && replyOf(given);
  },
});

/** Method and path. */
export const routeOf = ({ method, url }: Pick<SiteCall, 'method' | 'url'>): string => `${method} ${url.pathname}`;

/** The members of a JSON body; undefined if it has none. */
export const recordOf = (body: Buffer): Record<string, unknown> | undefined => {
  try {
    const given: unknown = JSON.parse(body.toString('utf8'));
    return isRecord(given) ? given : undefined;
  } catch {
    return undefined;
  }
};
