import { type FieldError, Problem } from '../errors.ts';
import type { Table } from '../table/port.ts';
import { type ConfigurationKind, configurationKey } from './keys.ts';

/** An id in a body, and where it stands there. */
export interface Reference {
  readonly kind: Extract<ConfigurationKind, 'AGENT' | 'TEAM'>;
  readonly id: string;
  readonly path: string;
}

/** @throws Problem unprocessable naming each id that the tenant does not know; TableUnavailable */
export const requireKnown = async (table: Table, tenantId: string, references: readonly Reference[]): Promise<void> => {
  if (references.length === 0) return;
  const wanted = new Map(references.map(({ kind, id }) => [`${kind}#${id}`, configurationKey(tenantId, kind, id)]));
  const found = await table.get([...wanted.values()], { consistent: true });
  const known = new Set(found.flatMap((item) => (item ? [item.sk] : [])));
  const errors = references.flatMap(({ kind, id, path }): FieldError[] =>
    known.has(`${kind}#${id}`) ? [] : [{ path, message: kind === 'AGENT' ? 'unknown agent' : 'unknown team' }],
  );
  if (errors.length > 0) throw new Problem('unprocessable', 'An agent or a team does not exist.', { errors });
};
