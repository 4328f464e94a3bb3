/** A provider as the simulator's server shows it, with its own paths. */
export interface Site {
  /** The longest body of a call of this route, in bytes; undefined where the server's own limit is enough. */
  mostBytes?(route: string): number | undefined;
  /** Undefined: the path is none of this provider's. */
  answer(call: SiteCall): Promise<SiteReply | undefined>;
}

export interface SiteCall {
  /** Method and path. */
  readonly route: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

export interface SiteReply {
  /** Undefined: no answer comes. */
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** What `GET /sent` shows. */
  readonly sent?: unknown;
  /** Calls of webhooks that follow. */
  readonly webhooks?: readonly SiteWebhook[];
}

export interface SiteWebhook {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Milliseconds from the answer to the first try. */
  readonly delay?: number;
  /** What becomes of the webhook's answer; the result is shown like `sent`. */
  answered?(answer: string): Promise<unknown>;
}
