import * as z from 'zod';

/** Work that goes on in the background. */
export const started = z.strictObject({ state: z.literal('queued') }).meta({ id: 'Started' });
