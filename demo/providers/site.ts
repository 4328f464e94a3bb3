/** A provider with its own pages, which the simulator provides in addition to the API. Calls simulate what people do there. */
export interface SiteCall {
  readonly method: string;
  readonly url: URL;
  readonly authorization: string | undefined;
  readonly contentType: string | undefined;
  /** Additional headers of the call, for LinkedIn and others. Lower-case names. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

export interface SiteAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly retryAfter?: number;
  /** `x-rate-limit-reset`, epoch seconds. */
  readonly rateLimitReset?: number;
  /** A call of a webhook that follows. */
  readonly webhook?: { readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly body: string };
  /** A message that a business has sent. */
  readonly sent?: { readonly channel: string; readonly account: string; readonly providerId: string; readonly request: unknown };
}
