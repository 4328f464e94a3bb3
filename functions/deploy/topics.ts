import * as z from 'zod/mini';
import { ensureTopics } from '../../adapters/topics/kafka-admin.ts';
import { observed } from '../observed.ts';

// CloudFormation shows the error to the person who deploys.
const { logger, count, entry } = observed('deploy', 'as they are');

/** CloudFormation passes every property as text. */
const wholeNumber = z.coerce.number().check(z.int(), z.minimum(1));
const eventSchema = z.object({
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  ResourceProperties: z.object({ Topics: z.record(z.string(), wholeNumber), Replicas: wholeNumber }),
});

/** Custom resource: creates missing topics and adds partitions. Deleting the resource keeps the topics, which are deleted with their cluster. */
export const handler = entry<unknown, { PhysicalResourceId: string }>().handler(async (event) => {
  const { RequestType, ResourceProperties } = eventSchema.parse(event);
  if (RequestType !== 'Delete') {
    const ensured = await ensureTopics(ResourceProperties.Topics, ResourceProperties.Replicas);
    count('TopicsMade', ensured.made.length);
    logger.info('topics', { ...ensured });
  }
  return { PhysicalResourceId: 'parley-topics' };
});
