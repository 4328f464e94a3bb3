/** A provider whose own pages the simulator shows beside its API: what people do there is said to it by calls. */
export interface SiteCall {
  readonly method: string;
  readonly url: URL;
  readonly authorization: string | undefined;
  readonly contentType: string | undefined;
  /** Of LinkedIn's and others' calls that have more than these. Lower-case names. */
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
  /** What a business has sent. */
  readonly sent?: { readonly channel: string; readonly account: string; readonly providerId: string; readonly request: unknown };
}
