import { randomBytes, randomUUID } from 'node:crypto';
import { memoryTable } from '../../../adapters/table/memory.ts';
import { seeded } from '../../../demo/random.ts';
import type { Context } from '../../../domain/context.ts';
import { KEPT_SECONDS } from '../../../domain/idempotency/commit.ts';
import type { Table } from '../../../domain/table/port.ts';
import { entryDeps } from '../conversations/kinds/world.ts';

export const chatDeps = (table: Table = memoryTable(), random = seeded(1)) => ({
  ...entryDeps(table, random),
  newId: randomUUID,
  newSecret: () => randomBytes(32).toString('base64url'),
});

export const as = (id: string, tenantId = 't'): Context => ({
  tenantId,
  actor: { type: 'user', id, role: 'user', teamIds: [], name: id },
  correlationId: 'c',
  causationId: null,
  depth: 0,
});

/** The request with an Idempotency-Key. */
export const keyed = (context: Context, key: string, requestHash = 'the request'): Context => ({
  ...context,
  once: { pk: `T#${context.tenantId}#I#user:x#${key}`, sk: 'POST /path', requestHash, expiresAt: KEPT_SECONDS + 1 },
});
