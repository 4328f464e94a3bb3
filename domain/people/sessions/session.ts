import type { Item, Key } from '../../table/port.ts';
import { credentialVersionOf } from '../credentials/credential.ts';
import { sessionKey } from '../person.ts';

/** One signed-in device. Its item is the truth about whether its tokens still count. */
export interface Session {
  readonly id: string;
  readonly personId: string;
  /** Rises with each refresh. The refresh token of the present generation is good, older ones for `GRACE_MS` after they were replaced. */
  readonly generation: number;
  /** When the generations before the present one were replaced, epoch ms, the newest first. Those out of their time are dropped. */
  readonly replacedAt: readonly number[];
  /** Of the credential by which the person signed in. */
  readonly credentialVersion: number;
  /** Whether the person proved a second factor in it. */
  readonly secondFactor?: true;
  readonly createdAt: string;
  /** Epoch seconds; each refresh moves it. */
  readonly expiresAt: number;
}

/** Seconds: DESIGN §4.10 wants at most 5 minutes. */
export const ACCESS_SECONDS = 300;
/** Seconds without a refresh after which a session ends: 30 days. */
export const SESSION_SECONDS = 2_592_000;
/** DESIGN §4.10: a replaced refresh token stays valid that long, for a second tab and for an answer that was lost. */
export const GRACE_MS = 30_000;
/** So many replaced generations are remembered at most; a client that refreshes faster than that is no browser with tabs. */
const REMEMBERED = 20;

export const sessionItem = (tenantId: string, session: Session): Item => ({
  ...sessionKey(tenantId, session.personId, session.id),
  ...session,
  ttl: session.expiresAt,
});

/** Undefined when there is none or its time is over (the engine deletes late). */
export function standing(item: Item | undefined, nowMs: number): Session | undefined {
  if (!item || Number(item['expiresAt']) * 1000 <= nowMs) return undefined;
  return {
    id: String(item['id']),
    personId: String(item['personId']),
    generation: Number(item['generation']),
    replacedAt: (item['replacedAt'] as number[] | undefined) ?? [],
    credentialVersion: credentialVersionOf(item),
    ...(item['secondFactor'] === true ? { secondFactor: true } : {}),
    createdAt: String(item['createdAt']),
    expiresAt: Number(item['expiresAt']),
  };
}

/**
 * Whether the person's credential is still the one by which the session was opened. Versions are compared and not times: a clock that
 * steps back lets nobody in and locks nobody out.
 */
export const isCredentialCurrent = (session: Session, profile: Item): boolean => session.credentialVersion === credentialVersionOf(profile);

/** What a refresh token of this generation is good for. `spent`: its time is over, somebody uses it a second time. */
export function verdictOn(session: Session, generation: number, nowMs: number): 'present' | 'replaced' | 'spent' {
  if (generation === session.generation) return 'present';
  const at = session.replacedAt[session.generation - generation - 1];
  return at !== undefined && inGrace(at, nowMs) ? 'replaced' : 'spent';
}

/** Also a time ahead of this process's clock: another process wrote it, or the clock stepped back. Either way it was a moment ago. */
const inGrace = (at: number, nowMs: number): boolean => nowMs - at <= GRACE_MS;

/** The session after a refresh. */
export const rotate = (session: Session, nowMs: number): Session => ({
  ...session,
  generation: session.generation + 1,
  replacedAt: [nowMs, ...session.replacedAt.filter((at) => inGrace(at, nowMs))].slice(0, REMEMBERED),
  expiresAt: Math.floor(nowMs / 1000) + SESSION_SECONDS,
});

export interface SessionRef {
  readonly tenantId: string;
  readonly personId: string;
  readonly sessionId: string;
}

export const keyOf = (ref: SessionRef): Key => sessionKey(ref.tenantId, ref.personId, ref.sessionId);
