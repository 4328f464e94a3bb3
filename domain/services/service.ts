import type { Breaker } from './breaker.ts';

/** The answer's status and body, or why there was none. Never throws. */
export type ServicePost = (
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
) => Promise<{ readonly status: number; readonly body: string } | { readonly unanswered: string }>;

/** A service beside the hub that the operator has named. */
export interface Service {
  /** Without a path. */
  readonly url: string;
  /** Signs the calls. @throws when there is none: nothing leaves unsigned */
  secret(): Promise<string>;
  readonly post: ServicePost;
  readonly breaker: Breaker;
  readonly clock: () => number;
}
