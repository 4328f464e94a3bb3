import type { Breaker } from './breaker.ts';

/** Returns the answer's status and body, or the reason why there was none. Never throws. */
export type ServicePost = (
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
) => Promise<{ readonly status: number; readonly body: string } | { readonly unanswered: string }>;

/** A service outside the hub that the operator has configured. */
export interface Service {
  /** Without a path. */
  readonly url: string;
  /** Signs the calls. @throws if there is no secret: nothing is sent unsigned */
  secret(): Promise<string>;
  readonly post: ServicePost;
  readonly breaker: Breaker;
  readonly clock: () => number;
}
