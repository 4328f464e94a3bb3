import type { Api } from './http.ts';
import type { Recount, RecountRunning } from './shapes.ts';
import { until } from './until.ts';

/** A recount to its end: at once, or by its job where it takes longer than a request may. */
export const recounted = async (admin: Api, limitMs = 600_000): Promise<Recount> => {
  const { status, body } = await admin.call<Recount | RecountRunning>('POST', '/v1/admin/recount', { body: {} });
  if (status !== 200 && status !== 202) throw new Error(`a recount was answered with ${status}`);
  if (body.state === 'done') return body;
  return until(
    'the recount is done',
    async () => {
      const newest = await admin.get<Recount | RecountRunning>('/v1/admin/recount');
      return newest.state === 'done' ? newest : undefined;
    },
    limitMs,
  );
};
