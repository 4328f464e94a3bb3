import { type FieldError, Problem } from '../errors.ts';
import type { Table } from '../table/port.ts';
import { type ConfigurationKind, configurationKey } from './keys.ts';
import { presentPk } from './old-layout.ts';

/** Kinds that a body can refer to by id, and their names in messages. */
const NAMES = { AGENT: 'agent', TEAM: 'team', QUEUE: 'queue', ORIGIN: 'origin' } as const satisfies Partial<Record<ConfigurationKind, string>>;

/** An id in a body, and its position there. */
export interface Reference {
  readonly kind: keyof typeof NAMES;
  readonly id: string;
  readonly path: string;
}

/** Keys per read. */
const READ = 100;

/** @throws Problem unprocessable naming each id that the tenant does not have; TableUnavailable */
export const requireKnown = async (table: Table, tenantId: string, references: readonly Reference[]): Promise<void> => {
  if (references.length === 0) return;
  const asked = new Map(references.map((reference) => [`${reference.kind}#${reference.id}`, reference]));
  // Queues have moved to a partition of their own; the other kinds stay in the tenant's partition.
  const queuesPk = references.some(({ kind }) => kind === 'QUEUE') ? await presentPk(table, tenantId, 'QUEUE') : undefined;
  const keys = [...asked.values()].map(({ kind, id }) => ({
    ...configurationKey(tenantId, kind, id),
    ...(kind === 'QUEUE' && queuesPk ? { pk: queuesPk } : {}),
  }));
  const known = new Set<string>();
  for (let at = 0; at < keys.length; at += READ)
    for (const item of await table.get(keys.slice(at, at + READ), { consistent: true })) if (item) known.add(item.sk);
  const errors = references.flatMap(({ kind, id, path }): FieldError[] => (known.has(`${kind}#${id}`) ? [] : [{ path, message: `unknown ${NAMES[kind]}` }]));
  const what = [...new Set(errors.map(({ message }) => message))].join(', ');
  if (errors.length > 0) throw new Problem('unprocessable', `A reference does not exist: ${what}.`, { errors });
};
