import { sessionKey } from '../people/person.ts';
import type { Item, Key } from '../table/port.ts';

/** One signed-in device. Its item is the truth about whether its tokens still count. */
export interface Session {
  readonly id: string;
  readonly personId: string;
  /** Rises with each refresh; only the refresh token of the present generation is good. */
  readonly generation: number;
  readonly createdAt: string;
  /** Epoch seconds; each refresh moves it. */
  readonly expiresAt: number;
}

/** Seconds: DESIGN §4.10 wants at most 5 minutes. */
export const ACCESS_SECONDS = 300;
/** Seconds without a refresh after which a session ends: 30 days. */
export const SESSION_SECONDS = 2_592_000;

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
    createdAt: String(item['createdAt']),
    expiresAt: Number(item['expiresAt']),
  };
}

/** Whether the session is younger than its person's last change of password (`sessionsFrom`, epoch ms). */
export const stillCounts = (session: Session, profile: Item): boolean => Date.parse(session.createdAt) >= Number(profile['sessionsFrom'] ?? 0);

export interface SessionRef {
  readonly tenantId: string;
  readonly personId: string;
  readonly sessionId: string;
}

export const keyOf = (ref: SessionRef): Key => sessionKey(ref.tenantId, ref.personId, ref.sessionId);
