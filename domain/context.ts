import type { Check } from './table/port.ts';

/** Who acts. The tenant and the actor come from a credential, never from a body. */
export type Role = 'admin' | 'supervisor' | 'agent' | 'user';

export type Actor =
  | { readonly type: 'agent' | 'user'; readonly id: string; readonly role: Role; readonly teamIds: readonly string[]; readonly name: string }
  | { readonly type: 'key'; readonly id: string; readonly role: Role; readonly teamIds: readonly string[]; readonly name: string }
  | { readonly type: 'rule'; readonly id: string }
  /** An event of a topic, by its id. */
  | { readonly type: 'event'; readonly id: string }
  | { readonly type: 'system' };

/** The current generation of each part of a tenant's configuration. A command that has read the tenant's item can detect stale parts without another read. */
export interface Generations {
  readonly policy: number;
  readonly directory: number;
  readonly lists: number;
  /** The generation of the policy since which tickets may be in other queues. */
  readonly queues: number;
  /** When the tenant was created. */
  readonly since: string;
  /** All parts are in one partition under one generation: no change since November 2026 (`configuration/old-layout.ts`). */
  readonly old?: true;
}

export interface Context {
  readonly tenantId: string;
  readonly actor: Actor;
  /** One per request or inbound element; on each log line and event that it causes. */
  readonly correlationId: string;
  /** The id of the causing event; null for a request from outside. */
  readonly causationId: string | null;
  /** The depth of the chain of automation; the loop guard of rules has a limit. */
  readonly depth: number;
  /** The generations of this request, if they were read with the credential. */
  readonly generations?: Generations;
  /**
   * Checks that the caller's rights are unchanged: their session or key, role and password. A command with effects beyond the request (another
   * credential, another person's rights) puts these checks into its transaction.
   */
  readonly standing?: readonly Check[];
  /** Present on POSTs that carry an Idempotency-Key; see domain/idempotency. */
  readonly once?: {
    readonly pk: string;
    readonly sk: string;
    /** Keyed fingerprint of the request; see `idempotency/request-hash.ts`. */
    readonly requestHash: string;
    readonly older?: { readonly plainHash: string; readonly samePrincipal: boolean };
    /** Epoch seconds: the end of the 48 hours; or `NEVER`. */
    readonly expiresAt: number;
  };
}

/** Milliseconds since 1970. Injected everywhere, so that tests control the time. */
export type Clock = () => number;
/** A new opaque id, unique everywhere. */
export type NewId = () => string;
