import { parseConfigurationPk } from '../configuration/keys.ts';
import { asNew, type Projection } from './projection.ts';
import { overTenant } from './rebuild/over-tenant.ts';
import type { ProjectorDeps } from './relay/projector-deps.ts';
import { sendMessages } from './relay/send-messages.ts';

/** Starts a new evaluation of tickets in the bulk lane after a queue was added, deleted or changed its condition. */
export const reevaluationProjection = (deps: ProjectorDeps): Projection => ({
  name: 'reevaluation',
  ordered: false,
  wants: ({ sk }) => sk === 'TENANT',
  async of(changes) {
    const jobs = changes.flatMap(({ before, after }) => {
      const generation = after?.['queuesGeneration'];
      if (!after || typeof generation !== 'number' || generation === before?.['queuesGeneration']) return [];
      return [{ body: JSON.stringify({ job: 'reevaluate', tenantId: parseConfigurationPk(after.pk), generation }) }];
    });
    await sendMessages(deps, 'bulk', deps.bulkQueueUrl, jobs);
    return { count: jobs.length, failures: [] };
  },
  again: asNew,
  rebuild: overTenant,
});
