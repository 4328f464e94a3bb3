import { notFound } from '../errors.ts';
import type { Table } from '../table/port.ts';

/** 256 bits as base64url. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const REMEMBERED = 5_000;

/**
 * Tokens that a strongly consistent read did not find. They stay unknown for ever: the hub makes a token at random, and nobody can ask for it before it is
 * stored. So a client that repeats a wrong token costs one read in each process.
 */
const unknown = new WeakMap<Table, Set<string>>();

const nameOf = (tenantId: string, token: string): string => `${tenantId}/${token}`;

/** @throws Problem not_found if the token is known to be unknown, without a read */
export const refuseUnknown = (table: Table, tenantId: string, token: string): void => {
  if (!TOKEN.test(token) || unknown.get(table)?.has(nameOf(tenantId, token))) throw notFound('application');
};

/** A strongly consistent read has not found the application. */
export const rememberUnknown = (table: Table, tenantId: string, token: string): void => {
  const tokens = unknown.get(table) ?? new Set<string>();
  unknown.set(table, tokens);
  if (tokens.size >= REMEMBERED) tokens.clear();
  tokens.add(nameOf(tenantId, token));
};
