import type { Clock, Context } from '../context.ts';
import { Problem } from '../errors.ts';
import { type Answer, commit } from '../idempotency/commit.ts';
import { type Table, TransactionRefused, type Write } from '../table/port.ts';
import { changesOf, noteWrites, stamped } from './changes.ts';
import { type Generations, generationAttribute, generationAttributes, generationsOf } from './generations.ts';
import { KINDS_OF, PARTS, type Part, tenantKey } from './keys.ts';
import { dropCopied, tenantInParts } from './old-layout.ts';
import { type Packed, packWrites, UNPACKING, unpack } from './packed.ts';
import { type Growth, usageAfter } from './room.ts';

/** Every change increments a generation, so simultaneous changes conflict and retry. This many attempts are always enough. */
const TURNS = 20;

/** Effects of a change beyond its own items. */
export interface ChangeOptions {
  /** True if tickets may now be in other queues: a queue was created, deleted, or changed its condition. The projector then starts the job. */
  readonly reevaluate?: boolean;
  /** By how much queues, rules and lists grow. */
  readonly growth?: Growth;
  /** Entries that are too many for one transaction; `made`: how many of them are new. */
  readonly packed?: Packed & { readonly made: number };
}

interface Deps {
  readonly table: Table;
  readonly clock: Clock;
}

/**
 * Writes configuration in one transaction: the caller's writes, and the next generation of each changed part with a note of the changes, so
 * that no process can hold the new generation with the old rules. At most 90 writes. Returns the generations of all parts.
 * @throws Problem not_found without such a tenant; unprocessable if a tenant would have too many or too much; conflict if others keep changing the configuration
 * @throws Replayed, TransactionRefused (of the caller's own conditions, at the caller's indexes), TableUnavailable
 */
export async function commitConfiguration(
  deps: Deps,
  context: Pick<Context, 'tenantId' | 'once'>,
  writes: readonly Write[],
  answer: Answer,
  options: ChangeOptions = {},
): Promise<Generations> {
  const { tenantId } = context;
  const { packed } = options;
  const changes = new Map(changesOf(tenantId, writes));
  const packedPart = packed && PARTS.find((part) => KINDS_OF[part].some((kind) => kind === packed.kind));
  if (packedPart) changes.set(packedPart, { changed: [], gone: [] });
  for (let turn = 0; turn < TURNS; turn += 1) {
    const tenant = await tenantInParts(deps, tenantId);
    if (!tenant) continue;
    if (tenant[UNPACKING] !== undefined) {
      await unpack(deps.table, tenantId);
      continue;
    }
    const present = generationsOf(tenant);
    if (packed && packedPart && present[packedPart] !== packed.generation) throw new TransactionRefused([{ index: 0, reason: 'condition' }]);
    // A generation without a note makes every process read the part again.
    const step = (part: Part): number => (changes.has(part) ? (part === packedPart ? 2 : 1) : 0);
    const next = Object.fromEntries(PARTS.map((part) => [part, present[part] + step(part)])) as Record<Part, number>;
    const packs = packed && packedPart ? packWrites(tenantId, packed, next[packedPart]) : [];
    const made = packed ? { made: new Map([[packed.kind, packed.made]]) } : {};
    const usage = await usageAfter(deps.table, tenantId, tenant, writes, { ...(options.growth ? { growth: options.growth } : {}), ...made });
    const bump: Write = {
      op: 'update',
      key: tenantKey(tenantId),
      set: {
        ...generationAttributes(next),
        ...(options.reevaluate ? { queuesGeneration: next.policy } : {}),
        ...usage,
        ...(packed ? { [UNPACKING]: packed.by.id } : {}),
      },
      // For all parts together, because this item also counts all of the tenant's entries.
      when: { equals: Object.fromEntries(PARTS.map((part) => [generationAttribute(part), present[part]])) },
    };
    const notes = [...changes].flatMap(([part, change]) =>
      noteWrites(tenantId, part, { generation: next[part], ...change, reevaluate: part === 'policy' && options.reevaluate === true }, step(part)),
    );
    try {
      await commit(deps.table, context, [...writes.map((write) => stamped(tenantId, write, next)), bump, ...notes, ...packs], answer);
    } catch (error) {
      if (!lostTurn(error, writes.length)) throw error;
      continue;
    }
    await dropCopied(deps, tenantId, tenant);
    return { ...present, ...next, ...(options.reevaluate ? { queues: next.policy } : {}) };
  }
  throw new Problem('conflict', 'Other administrators are changing the configuration; try again.');
}

/** Only the generation's condition failed, or another transaction was running: read again and retry. */
const lostTurn = (error: unknown, bumpIndex: number): boolean =>
  error instanceof TransactionRefused && error.refusals.every((r) => r.reason === 'conflict' || (r.reason === 'condition' && r.index === bumpIndex));
