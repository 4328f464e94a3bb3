/** A provider as the simulator's server shows it, with its own paths. */
export interface Site {
  /** The longest body of a call of this route, in bytes; undefined if the server's own limit is enough. */
  mostBytes?(route: string): number | undefined;
  /** Undefined: the path does not belong to this provider. */
  answer(call: SiteCall): Promise<SiteReply | undefined>;
}

export interface SiteCall {
  /** Method and path. */
  readonly route: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

export interface SiteReply {
  /** Undefined: no answer is sent. */
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The entry in `GET /sent`. */
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
  /** Processes the webhook's answer; the result is shown like `sent`. */
  answered?(answer: string): Promise<unknown>;
}
