import * as z from 'zod';

/** Work that continues in the background. */
export const started = z.strictObject({ state: z.literal('queued'), id: z.string() }).meta({ id: 'Started' });
