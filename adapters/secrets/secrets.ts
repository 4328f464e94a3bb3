/** Secrets cannot be read or written now; maps to 503 with Retry-After. */
export class SecretsUnavailable extends Error {
  constructor(cause: unknown) {
    super('the secrets are unavailable', { cause });
    this.name = 'SecretsUnavailable';
  }
}

/** The edge to Secrets Manager. `#secrets` resolves to `secrets-manager.ts`, or to `embedded.ts` on a laptop. */
export interface Secrets {
  /** Creates or replaces. Values are JSON text. */
  put(name: string, value: string): Promise<void>;
  /** Replaces `present` (`undefined`: none). Returns false, and changes nothing, if the stored value is another one. */
  replace(name: string, present: string | undefined, value: string): Promise<boolean>;
  /** Cached in the process for `maxAgeSeconds` (default 60); `undefined` if there is none. */
  get(name: string, options?: { readonly maxAgeSeconds?: number }): Promise<string | undefined>;
  delete(name: string): Promise<void>;
}
