// zod/mini, because a function of the toolbox validates with it.
import * as z from 'zod/mini';
import { WANTS } from './toolbox-answer.ts';

/** A body of `POST {url}/v1/analyze`. Members that this release does not know are dropped. */
export const toolboxRequest = z.object({
  tenantId: z.string(),
  ticketId: z.string(),
  conversationId: z.string(),
  language: z.optional(z.string().check(z.maxLength(50))),
  messages: z.array(z.object({ number: z.number(), kind: z.string(), text: z.string(), createdAt: z.string() })).check(z.minLength(1), z.maxLength(200)),
  want: z.array(z.enum(WANTS)).check(z.minLength(1), z.maxLength(WANTS.length)),
});
