import * as z from 'zod';
import { conditionSchema } from '../../automation/conditions/condition-schema.ts';

const ids = z.array(z.string().min(1).max(100)).max(200);
const visibleTo = z.strictObject({ teamIds: ids.default([]), agentIds: ids.default([]) });

const fields = {
  name: z.string().trim().min(1).max(200),
  priority: z.number().int().min(0).max(1_000_000),
  condition: conditionSchema,
  visibleTo,
};

/** Body of POST /v1/queues. */
export const queueDraftSchema = z
  .strictObject({
    ...fields,
    priority: fields.priority.default(100),
    visibleTo: visibleTo.default({ teamIds: [], agentIds: [] }),
  })
  .meta({ id: 'QueueDraft' });
export type QueueDraft = z.output<typeof queueDraftSchema>;

/** Body of PATCH /v1/queues/{id}: replaces the given members. */
export const queueChangeSchema = z.strictObject(fields).partial().meta({ id: 'QueueChange' });
export type QueueChange = z.output<typeof queueChangeSchema>;
