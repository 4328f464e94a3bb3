import * as z from 'zod/mini';
import { admit, dismiss, ensureSearchIndex } from '../../adapters/search/opensearch-admin.ts';
import { observed } from '../observed.ts';

// CloudFormation shows the error to the person who deploys.
const { logger, entry } = observed('deploy', 'as they are');

const eventSchema = z.object({
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  ResourceProperties: z.discriminatedUnion('Kind', [
    /** The index template, the lifecycle and the first index. */
    z.object({ Kind: z.literal('index') }),
    /** The access of one function. */
    z.object({
      Kind: z.literal('access'),
      Name: z.string().check(z.regex(/^[\w-]+$/)),
      Access: z.enum(['read', 'write']),
      IamRole: z.string().check(z.startsWith('arn:')),
    }),
  ]),
});

/**
 * Custom resource of the search domain, whose only master user this function is. Deleting it revokes an access; indices are deleted with their domain.
 */
export const handler = entry<unknown, { PhysicalResourceId: string }>().handler(async (event) => {
  const { RequestType, ResourceProperties: wanted } = eventSchema.parse(event);
  if (wanted.Kind === 'index') {
    if (RequestType !== 'Delete') {
      const index = await ensureSearchIndex();
      logger.info('index', index);
      if (index.toRebuild) logger.warn('the index was built by another version of the word rules: rebuild it with npm run rebuild-search');
    }
    return { PhysicalResourceId: 'parley-search' };
  }
  if (RequestType === 'Delete') await dismiss(wanted.Name);
  else await admit(wanted.Name, wanted.Access, wanted.IamRole);
  logger.info('access', { request: RequestType, name: wanted.Name, access: wanted.Access });
  return { PhysicalResourceId: wanted.Name };
});
