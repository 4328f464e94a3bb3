import type { Check, Item, Key, Write } from '../../table/port.ts';
import type { ExchangeFailure, ProviderClaims } from './calls.ts';

/** Why a sign-in ended. `denied`: the provider did not sign the person in. `nobody`: the account signs nobody in here. `expired`: it is over, or was used. */
export type Failure = ExchangeFailure | 'denied' | 'nobody' | 'expired';

/** What came of a sign-in after the provider's answer. The row makes each state good once, and goes when the state is over anyway. */
export type Progress =
  | { readonly status: 'asked'; readonly code: string; readonly iss: string | null; readonly state: string; readonly nonce: string; readonly verifier: string }
  | { readonly status: 'proved'; readonly claims: ProviderClaims }
  | { readonly status: 'failed'; readonly failure: Failure }
  | { readonly status: 'used' };

export interface SignInRow {
  readonly providerId: string;
  /** IP address of the browser that brought the answer. */
  readonly address: string;
  /** Epoch ms. */
  readonly at: number;
  readonly progress: Progress;
}

export const signInKey = (tenantId: string, id: string): Key => ({ pk: `T#${tenantId}#OS#${id}`, sk: 'SIGNIN' });

/** `expiresAt`: of the state, epoch seconds. */
export const newSignIn = (tenantId: string, id: string, { progress, ...row }: SignInRow, expiresAt: number): Exclude<Write, Check> => ({
  op: 'put',
  item: { ...signInKey(tenantId, id), ...row, status: progress.status, progress, ttl: expiresAt + 60 },
  when: { absent: true },
});

export const signInOf = (item: Item): SignInRow => ({
  providerId: String(item['providerId']),
  address: String(item['address']),
  at: Number(item['at']),
  progress: item['progress'] as Progress,
});

/** From one status to the next one, once. What is no longer needed goes with it: codes, and what the provider said. */
export const movedOn = (tenantId: string, id: string, from: Progress['status'], progress: Progress): Exclude<Write, Check> => ({
  op: 'update',
  key: signInKey(tenantId, id),
  set: { status: progress.status, progress },
  when: { equals: { status: from } },
});
