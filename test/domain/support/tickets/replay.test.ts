import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { verifyTicket } from '../../../../domain/support/tickets/verify-ticket.ts';
import { TENANT } from '../inbound/events.ts';
import { acts, randomWork } from './random-work.ts';

it('after any work, a replay of the logs gives the same tickets', async () => {
  await fc.assert(
    fc.asyncProperty(acts, async (all) => {
      const { b, run, tickets, turnOnAi } = randomWork();
      await turnOnAi();
      for (const act of all) await run(act);
      for (const { id } of tickets()) expect({ id, differences: await verifyTicket(b.table, TENANT, id) }).toEqual({ id, differences: [] });
    }),
    { numRuns: 60, interruptAfterTimeLimit: 45_000, markInterruptAsFailure: false },
  );
});
