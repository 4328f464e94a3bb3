import * as z from 'zod';

/** `result` depends on the kind. */
export const job = z
  .strictObject({
    id: z.string(),
    kind: z.string().meta({ description: 'What it does, such as `dry-run`.' }),
    state: z.enum(['running', 'done', 'failed']),
    done: z.number().int().min(0).meta({ description: 'Of `total`, how many are done.' }),
    total: z.number().int().min(0),
    result: z.unknown().optional().meta({
      description: 'With `done`: what the call would have returned without a job. An upload of a list that failed because of its rows has a result too.',
    }),
    error: z.string().optional().meta({ description: 'With `failed`: why.' }),
  })
  .meta({ id: 'Job' });
