import type { DeliveryError } from '../../vocabulary/delivery-error.ts';

/**
 * Whether a provider accepts an origin's credentials. `unknown`: it did not answer, or its answer says nothing about them. `not_checked`: nothing was called.
 */
export type CredentialCheck =
  | { readonly state: 'passed' }
  | {
      readonly state: 'failed';
      readonly error: DeliveryError;
      /** The provider accepts the credentials, so the origin has not lost its access. Another setting at the provider is wrong. */
      readonly accepted?: true;
      /** The access token has expired. The channel may be able to renew it. */
      readonly expired?: true;
    }
  | { readonly state: 'unknown' | 'not_checked'; readonly error: DeliveryError };

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
