import type { DeliveryError } from '../../vocabulary/delivery-error.ts';

/**
 * Whether a provider accepts an origin's credentials. `unknown`: it did not answer, or its answer says nothing about them. `not_checked`: nothing was called.
 */
export type CredentialCheck =
  | { readonly state: 'passed' }
  | { readonly state: 'failed' | 'unknown'; readonly error: DeliveryError }
  | { readonly state: 'not_checked'; readonly error: DeliveryError };

/** The answer of a test of an origin. */
export interface OriginTest {
  readonly state: CredentialCheck['state'];
  readonly error: DeliveryError | null;
  /** ISO */
  readonly at: string;
}

export const originTestOf = (check: CredentialCheck, now: number): OriginTest => ({
  state: check.state,
  error: 'error' in check ? check.error : null,
  at: new Date(now).toISOString(),
});
