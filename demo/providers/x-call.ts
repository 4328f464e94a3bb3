/** A call of X's API, and its answer. */
export interface XCall {
  readonly method: string;
  readonly url: URL;
  readonly authorization: string | undefined;
  readonly contentType?: string | undefined;
  readonly body: Buffer;
}

export interface XAnswer {
  readonly status: number;
  readonly body: unknown;
  /** `x-rate-limit-reset`, epoch seconds. */
  readonly rateLimitReset?: number;
  /** The action, for the account's webhook. */
  readonly done?:
    | {
        readonly what: 'post';
        readonly account: string;
        readonly id: string;
        readonly text: string;
        readonly answers: string;
        readonly media: readonly string[];
      }
    | { readonly what: 'message'; readonly account: string; readonly id: string; readonly to: string; readonly text: string; readonly media: readonly string[] }
    | { readonly what: 'deletion'; readonly account: string; readonly id: string };
}
