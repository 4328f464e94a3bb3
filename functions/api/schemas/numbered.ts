import * as z from 'zod';
import { LONGEST_PATH_ID } from '../../../domain/limits.ts';

const number = z.coerce.number().int().min(1).max(9_999_999_999);

/** The path of one message of a ticket. */
export const numbered = z.strictObject({ id: z.string(), number });

/** Two messages of a ticket that took over others may have the same number. */
export const inConversation = z.strictObject({
  conversationId: z
    .string()
    .min(1)
    .max(LONGEST_PATH_ID)
    .optional()
    .meta({ description: 'The `conversationId` of the message, where the ticket covers several.' }),
});
