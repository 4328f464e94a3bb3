import type { Job } from '../../jobs/job.ts';
import { lastSequence } from '../../support/tickets/sequence.ts';
import type { Table } from '../../table/port.ts';
import { type JobRow, readJobs } from './job.ts';

const OVERTAKEN = 'A newer rebuild of the same projection does the rest.';

/** A rebuild or recount as `GET /v1/jobs/{id}` shows it; undefined if no projection's newest rebuild has this id. @throws TableUnavailable */
export const rebuildAsJob = async (table: Table, tenantId: string, id: string): Promise<Job | undefined> => {
  const row = (await readJobs(table, tenantId)).find((one) => one.id === id);
  if (!row) return undefined;
  const { projection, state, visited, trouble } = row;
  // Most rebuilds read every ticket, some twice. The last ticket's number is an estimate of the total.
  const total = state === 'done' ? visited : Math.max(visited, await lastSequence(table, tenantId));
  const known = { id, kind: projection === 'recount' ? 'recount' : 'rebuild', done: visited, total };
  if (state === 'done') return { ...known, state, result: resultOf(row) };
  return state === 'running' ? { ...known, state } : { ...known, state: 'failed', error: trouble ?? OVERTAKEN };
};

const resultOf = ({ projection, result, visited, carried, skipped }: JobRow): unknown => result ?? { projection, visited, carried, skipped };
