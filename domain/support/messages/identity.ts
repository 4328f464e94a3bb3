import { hash } from 'node:crypto';
import type { Item, Key } from '../../table/port.ts';

/** 128 bits of SHA-256: short enough to be cheap, long enough to avoid collisions. */
const hashed = (text: string): string => hash('sha256', text, 'base64url').slice(0, 22);

const identityPk = (tenantId: string, originId: string, id: string): string => `T#${tenantId}#P#${originId}#${hashed(id)}`;

/**
 * The key for a provider's message id. A provider that repeats an id for different messages (mail's Message-ID) distinguishes them
 * by `version`; the plain key then names the first of them.
 */
export const addKey = (tenantId: string, originId: string, id: string, version = ''): Key => ({
  pk: identityPk(tenantId, originId, id),
  sk: version === '' ? 'ADD' : `ADD#${hashed(version)}`,
});

/** Marks that an event's effect has happened. */
export const effectKey = (tenantId: string, originId: string, id: string, verb: string, version: string): Key => ({
  pk: identityPk(tenantId, originId, id),
  sk: `${EFFECTS[verb] ?? verb}#${version === '' ? '' : hashed(version)}`,
});
const EFFECTS: Readonly<Record<string, string>> = { removed: 'DEL', edited: 'EDIT', hidden: 'HIDE', unhidden: 'SHOW', status: 'ST', reaction: 'RE' };

/** Marks that an event of a topic took effect. It never expires: the same id again does nothing. */
export const eventKey = (tenantId: string, topic: string, eventId: string): Key => ({ pk: `T#${tenantId}#EV#${topic}#${hashed(eventId)}`, sk: 'EV' });

/** The position of an escalation by its id, because events name it without its ticket. */
export const escalationIdKey = (tenantId: string, escalationId: string): Key => escalationHashKey(tenantId, hashed(escalationId));
/** The same by the hash, which mails contain. */
export const escalationHashKey = (tenantId: string, hash22: string): Key => ({ pk: `T#${tenantId}#ES#${hash22}`, sk: 'ES' });

/** All marks of one provider id, for events that arrived before their message. */
export const effectsPk = (tenantId: string, originId: string, id: string): string => identityPk(tenantId, originId, id);

export interface Located {
  readonly threadId: string;
  readonly number: number;
}

/** A message's position, from its `ADD` item; null if the item is missing or only announces a removal. */
export const locatedBy = (item: Item | undefined): Located | null =>
  item && typeof item['n'] === 'number' ? { threadId: item['th'] as string, number: item['n'] } : null;

export interface Coming {
  /** The message was created from an edit that overtook it; the message itself may still arrive and completes it. */
  readonly standIn?: boolean;
  /** Answers have waited for this message: a repeat of it checks whether all of them have been handled. */
  readonly answers?: boolean;
}

export const addItem = (key: Key, threadId: string, number: number, { standIn, answers }: Coming = {}): Item => ({
  ...key,
  th: threadId,
  n: number,
  ...(standIn ? { standIn } : {}),
  ...(answers ? { answers } : {}),
});
