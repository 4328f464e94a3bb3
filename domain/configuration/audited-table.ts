import type { Clock, Context, NewId } from '../context.ts';
import type { Item, Key, Table, Write } from '../table/port.ts';
import { type AuditKind, auditedAs, auditedFields } from './audit-kinds.ts';

export interface AuditChange {
  readonly field: string;
  readonly from: unknown;
  readonly to: unknown;
}
export interface AuditEntry {
  readonly object: { readonly type: string; readonly id: string };
  readonly changes: readonly AuditChange[];
}

/** Longer values are recorded by their size only: two of them must fit into one item. */
const LONGEST = 8 * 1024;
const HIDDEN = '***';

export const auditPk = (tenantId: string): string => `T#${tenantId}#AU`;

interface Deps {
  readonly clock: Clock;
  readonly newId: NewId;
}

/**
 * The tenant's table for administrative routes: records each write of configuration in the same transaction, with the actor and each
 * value before and after. `given`: the request's body, which names the secrets that are stored outside the table.
 */
export const auditedTable = (table: Table, deps: Deps, context: Context, given: unknown): Table => {
  const { tenantId } = context;
  const record = async (writes: readonly Write[]): Promise<Write[]> => {
    // A change that was made by somebody else before: it brings its own line.
    if (writes.some((write) => write.op === 'put' && write.item.pk === auditPk(tenantId))) return [];
    const touched = writes.flatMap((write) => {
      const as = write.op === 'check' ? undefined : auditedAs(tenantId, keyOf(write));
      return as ? [{ write, ...as }] : [];
    });
    if (touched.length === 0) return [];
    const found = await table.get(
      touched.map(({ write }) => keyOf(write)),
      { consistent: true },
    );
    const entries = touched.flatMap(({ write, kind, id }, at): AuditEntry[] => {
      const changes = [...changesOf(kind, found[at], afterOf(write, found[at])), ...secretsIn(kind, given)];
      return changes.length === 0 ? [] : [{ object: { type: kind.type, id }, changes }];
    });
    if (entries.length === 0) return [];
    const at = new Date(deps.clock()).toISOString();
    const { actor, correlationId } = context;
    const by = { type: actor.type, id: 'id' in actor ? actor.id : null };
    return [auditLine(tenantId, { at, by, correlationId, id: deps.newId() }, entries)];
  };
  return {
    ...table,
    async write(write) {
      const line = await record([write]);
      if (line.length === 0) return table.write(write);
      await table.transact([write, ...line]);
      return write.op === 'update' ? (await table.get([write.key], { consistent: true }))[0] : undefined;
    },
    // After the caller's own writes, so that the index of a failed condition stays right.
    transact: async (writes) => table.transact([...writes, ...(await record(writes))]),
  };
};

interface Told {
  readonly at: string;
  readonly by: { readonly type: string; readonly id: string | null };
  readonly correlationId: string;
  readonly id: string;
}

/** An item of the audit. The changes are JSON, because a condition may be nested as deeply as an item allows. */
export const auditLine = (tenantId: string, { at, by, correlationId, id }: Told, entries: readonly AuditEntry[]): Write => ({
  op: 'put',
  item: { pk: auditPk(tenantId), sk: `${at}#${id}`, at, by, correlationId, entries: JSON.stringify(entries) },
});

/** What the audit tells of a changed entry; null if nothing that it records has changed. */
export const auditedChange = (tenantId: string, before: Item | undefined, after: Item): AuditEntry | null => {
  const as = auditedAs(tenantId, after);
  const changes = as ? changesOf(as.kind, before, after) : [];
  return as && changes.length > 0 ? { object: { type: as.kind.type, id: as.id }, changes } : null;
};

const keyOf = (write: Write): Key => (write.op === 'put' ? write.item : write.key);

const afterOf = (write: Write, before: Item | undefined): Item | undefined => {
  if (write.op === 'put') return write.item;
  if (write.op !== 'update') return undefined;
  const removed = new Set(write.remove ?? []);
  const kept = Object.fromEntries(Object.entries(before ?? {}).filter(([name]) => !removed.has(name)));
  return { ...kept, ...write.set, ...write.key };
};

const told = (value: unknown): unknown => {
  const text = JSON.stringify(value ?? null);
  const bytes = Buffer.byteLength(text);
  return bytes > LONGEST ? { bytes } : (value ?? null);
};

const changesOf = (kind: AuditKind, before: Item | undefined, after: Item | undefined): AuditChange[] =>
  auditedFields(kind, before, after).flatMap((field) => {
    const [from, to] = [before?.[field] ?? null, after?.[field] ?? null];
    if (JSON.stringify(from) === JSON.stringify(to)) return [];
    return [kind.secrets?.includes(field) ? { field, from: HIDDEN, to: HIDDEN } : { field, from: told(from), to: told(to) }];
  });

/** An origin's credentials are in the vault and a password is hashed elsewhere, so the body tells which of them are replaced. */
const secretsIn = ({ type }: AuditKind, given: unknown): AuditChange[] => {
  if (typeof given !== 'object' || given === null) return [];
  const { credentials, password } = given as { readonly credentials?: unknown; readonly password?: unknown };
  const names =
    type === 'origin' && typeof credentials === 'object' && credentials !== null ? Object.keys(credentials).map((name) => `credentials.${name}`) : [];
  if (type === 'agent' && password !== undefined) names.push('password');
  return names.map((field) => ({ field, from: HIDDEN, to: HIDDEN }));
};
