import { readEntries } from '../../configuration/read-entries.ts';
import { Problem } from '../../errors.ts';
import { TENANT_LEAVES, TENANT_PROGRAMS } from '../../limits.ts';
import type { Item, Table } from '../../table/port.ts';
import type { Condition } from './condition.ts';
import { weightOf } from './weight.ts';

/** A disabled rule costs nothing. */
const counts = (item: Item): boolean => item.sk.startsWith('QUEUE#') || item['enabled'] === true;

/**
 * Whether a tenant's queues and rules still have room if this condition replaces the one under `sk`. Each message pays for all of
 * them. Two simultaneous saves may exceed the limit by one condition; the limit on evaluation still bounds the cost of a message.
 * `before`: the previous condition; a lighter one is always allowed. @throws Problem unprocessable with the total weights; TableUnavailable
 */
export const requireRoom = async (table: Table, tenantId: string, sk: string, condition: Condition, before?: Condition): Promise<void> => {
  const [old, fresh] = [before && weightOf(before), weightOf(condition)];
  if (old && fresh.leaves <= old.leaves && fresh.programs <= old.programs) return;
  const items = (await Promise.all((['QUEUE', 'RULE'] as const).map((kind) => readEntries({ table }, { tenantId }, { kind })))).flat();
  const others = items.filter((item) => item.sk !== sk && counts(item)).map((item) => item['condition'] as Condition);
  refuseTooHeavy([condition, ...others]);
};

/** The same for many rules. `changed`: conditions by sort key; null: disabled. @throws Problem unprocessable; TableUnavailable */
export const requireRoomForAll = async (table: Table, tenantId: string, changed: ReadonlyMap<string, Condition | null>): Promise<void> => {
  const items = (await Promise.all((['QUEUE', 'RULE'] as const).map((kind) => readEntries({ table }, { tenantId }, { kind })))).flat();
  const others = items.filter((item) => !changed.has(item.sk) && counts(item)).map((item) => item['condition'] as Condition);
  refuseTooHeavy([...changed.values(), ...others].filter((condition) => condition !== null));
};

const refuseTooHeavy = (conditions: readonly Condition[]): void => {
  let leaves = 0;
  let programs = 0;
  for (const weight of conditions.map(weightOf)) {
    leaves += weight.leaves;
    programs += weight.programs;
  }
  const message =
    programs > TENANT_PROGRAMS
      ? `the patterns of all queues and rules weigh ${programs} with it, at most ${TENANT_PROGRAMS}`
      : leaves > TENANT_LEAVES
        ? `all queues and rules have ${leaves} leaves with it, at most ${TENANT_LEAVES}`
        : undefined;
  if (message) throw new Problem('unprocessable', `The conditions are too heavy: ${message}.`, { errors: [{ path: 'condition', message }] });
};
