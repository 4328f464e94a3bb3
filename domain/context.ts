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

/** The present generation of each part of a tenant's configuration: a command that has read the tenant's item detects stale parts without another read. */
export interface Generations {
  readonly policy: number;
  readonly directory: number;
  readonly lists: number;
  /** The generation of the policy since which tickets can be in other queues than before. */
  readonly queues: number;
  /** When the tenant was made. */
  readonly since: string;
  /** All parts are in one partition under one generation: nothing was changed since November 2026 (`configuration/old-layout.ts`). */
  readonly old?: true;
}

export interface Context {
  readonly tenantId: string;
  readonly actor: Actor;
  /** One per request or inbound element; on every log line and event it causes. */
  readonly correlationId: string;
  /** What caused this: an event's id, or null at the edge. */
  readonly causationId: string | null;
  /** How many commands led here; the loop guard of rules stops at its limit. */
  readonly depth: number;
  /** Of the tenant's configuration as of this request, when they were read with the credential. */
  readonly generations?: Generations;
  /**
   * What the caller's rights rest on: their session or key, role and password are still as they were checked. A command whose effect outlives the
   * request (another credential, another person's rights) puts these checks into its transaction.
   */
  readonly standing?: readonly Check[];
  /** Present on POSTs that carry an Idempotency-Key; see domain/idempotency. */
  readonly once?: {
    readonly pk: string;
    readonly sk: string;
    /** Keyed fingerprint of the request; see `idempotency/request-hash.ts`. */
    readonly requestHash: string;
    readonly older?: { readonly plainHash: string; readonly samePrincipal: boolean };
    /** Epoch seconds: the end of the 48 hours. */
    readonly expiresAt: number;
  };
}

/** Milliseconds since 1970. Injected everywhere, so that tests own time. */
export type Clock = () => number;
/** A new opaque id, unique everywhere. */
export type NewId = () => string;
