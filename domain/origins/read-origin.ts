import { kindPk } from '../configuration/keys.ts';
import type { Context } from '../context.ts';
import { notFound } from '../errors.ts';
import { everyItem } from '../table/every-item.ts';
import type { Table } from '../table/port.ts';
import { lostAccessOf } from './access.ts';
import { type Origin, originKey, originOf, type PresentedOrigin, type Progress, presentOrigin, type ReceivesOnly, shadowSpansPk } from './origin.ts';

interface Deps {
  readonly table: Table;
  readonly receivesOnly?: ReceivesOnly;
}

/** @throws Problem not_found, TableUnavailable */
export const findOrigin = async ({ table }: Deps, tenantId: string, id: string): Promise<Origin> => {
  const [item] = await table.get([originKey(tenantId, id)], { consistent: true });
  if (!item) throw notFound('origin');
  return originOf(item);
};

/** Threads of this origin that still wait to be revealed. */
export const waitingThreads = ({ table }: Deps, tenantId: string, id: string): Promise<number> =>
  table.count({ pk: shadowSpansPk(tenantId, id), index: 'byActivity' });

/** Null if nothing is being revealed (any more). */
export const progressOf = async (deps: Deps, tenantId: string, origin: Origin): Promise<Progress | null> => {
  if (!origin.reveal || origin.state === 'disabled') return null;
  const waiting = await waitingThreads(deps, tenantId, origin.id);
  return waiting === 0 ? null : { total: Math.max(origin.reveal.total, waiting), revealed: Math.max(origin.reveal.total - waiting, 0) };
};

/** @throws Problem not_found, TableUnavailable */
export async function getOrigin(deps: Deps, { tenantId }: Pick<Context, 'tenantId'>, id: string): Promise<PresentedOrigin> {
  const origin = await findOrigin(deps, tenantId, id);
  const [progress, [lostAccess]] = await Promise.all([progressOf(deps, tenantId, origin), lostAccessOf(deps.table, tenantId, [id])]);
  return presentOrigin(origin, { progress, lostAccess, receivesOnly: deps.receivesOnly });
}

/** All origins, unpaged: a business connects dozens. @throws TableUnavailable */
export async function listOrigins(deps: Deps, { tenantId }: Pick<Context, 'tenantId'>): Promise<PresentedOrigin[]> {
  const origins = (await everyItem(deps.table, kindPk(tenantId, 'ORIGIN'), 'ORIGIN#')).map(originOf);
  const marks = await lostAccessOf(
    deps.table,
    tenantId,
    origins.map(({ id }) => id),
  );
  return Promise.all(
    origins.map(async (origin, index) =>
      presentOrigin(origin, { progress: await progressOf(deps, tenantId, origin), lostAccess: marks[index], receivesOnly: deps.receivesOnly }),
    ),
  );
}
