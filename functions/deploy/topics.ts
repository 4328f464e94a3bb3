import { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import * as z from 'zod';
import { ensureTopics } from '../../adapters/topics/kafka-admin.ts';

const logger = new Logger({ serviceName: 'deploy-topics' });

/** CloudFormation hands every property over as text. */
const eventSchema = z.object({
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  ResourceProperties: z.object({ Topics: z.record(z.string(), z.coerce.number().int().min(1)), Replicas: z.coerce.number().int().min(1) }),
});

/** Custom resource: makes the topics that are missing. Deleting the resource keeps them: they go with their cluster. */
export const handler = middy<unknown, { PhysicalResourceId: string }>().handler(async (event) => {
  const { RequestType, ResourceProperties } = eventSchema.parse(event);
  if (RequestType !== 'Delete') {
    const made = await ensureTopics(ResourceProperties.Topics, ResourceProperties.Replicas);
    logger.info('topics', { made });
  }
  return { PhysicalResourceId: 'parley-topics' };
});
