import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Key, Write } from '../../table/port.ts';
import type { SessionRef } from '../sessions/session.ts';

/**
 * What an authenticator signs. Making one writes nothing, because everybody may ask for one: it carries its end and a seal by the hub. The transaction
 * of its effect uses it up (docs/decisions/0885).
 */
export const CHALLENGE_MS = 300_000;
const RANDOM = 16;
const END = 8;
const SEAL = 32;

/** What a challenge is for: a sign-in, or a new passkey in one session. */
export type Purpose = 'sign-in' | SessionRef;

const nameOf = (purpose: Purpose): string => (purpose === 'sign-in' ? purpose : `register\n${purpose.tenantId}\n${purpose.personId}\n${purpose.sessionId}`);

const seal = (tokenKey: string, purpose: Purpose, content: Uint8Array): Buffer =>
  createHmac('sha256', tokenKey)
    .update(`parley:passkey\n${nameOf(purpose)}\n`)
    .update(content)
    .digest();

export function newChallenge(tokenKey: string, purpose: Purpose, nowMs: number): Buffer {
  const end = Buffer.alloc(END);
  end.writeBigUInt64BE(BigInt(nowMs + CHALLENGE_MS));
  const content = Buffer.concat([randomBytes(RANDOM), end]);
  return Buffer.concat([content, seal(tokenKey, purpose, content)]);
}

/** A challenge of ours whose time is not over; undefined otherwise. `text`: base64url. */
export function readChallenge(tokenKey: string, purpose: Purpose, text: string, nowMs: number): { readonly text: string; readonly endsAt: number } | undefined {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length !== RANDOM + END + SEAL || bytes.toString('base64url') !== text) return undefined;
  const content = bytes.subarray(0, RANDOM + END);
  if (!timingSafeEqual(bytes.subarray(RANDOM + END), seal(tokenKey, purpose, content))) return undefined;
  const endsAt = Number(content.readBigUInt64BE(RANDOM));
  return endsAt > nowMs ? { text, endsAt } : undefined;
}

const usedKey = (tenantId: string, personId: string, challenge: string): Key => ({
  pk: `T#${tenantId}#PKC#${personId}#${createHash('sha256').update(challenge).digest('base64url')}`,
  sk: 'USED',
});

/** Refused if the person has used the challenge before. The row goes when the challenge is over anyway. */
export const useUp = ({ tenantId, personId }: Omit<SessionRef, 'sessionId'>, { text, endsAt }: { readonly text: string; readonly endsAt: number }): Write => ({
  op: 'put',
  item: { ...usedKey(tenantId, personId, text), ttl: Math.ceil(endsAt / 1000) + 60 },
  when: { absent: true },
});
