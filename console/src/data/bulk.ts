import type { BulkChange, BulkResult, Ticket, TicketChange } from '../../../client/api.ts';

/** The API answers at once for so many tickets. */
export const BULK = 100;

export interface BulkOutcome {
  readonly done: number;
  readonly failed: readonly { readonly id: string; readonly reason: string }[];
}

/** Changes many tickets, each independently. A part that cannot be sent fails alone. `post`: one call of the API. `put`: takes the changed tickets. */
export async function changeMany(
  ids: readonly string[],
  change: TicketChange,
  post: (body: BulkChange) => Promise<BulkResult>,
  put: (tickets: readonly Ticket[]) => void,
): Promise<BulkOutcome> {
  let done = 0;
  const failed: { id: string; reason: string }[] = [];
  for (let at = 0; at < ids.length; at += BULK) {
    const part = ids.slice(at, at + BULK);
    try {
      const { results } = await post({ ids: part, change });
      put(results.flatMap(({ ticket }) => (ticket === undefined ? [] : [ticket])));
      for (const { id, status, error } of results) {
        if (status < 300) done += 1;
        else failed.push({ id, reason: error?.detail ?? String(status) });
      }
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      failed.push(...part.map((id) => ({ id, reason })));
    }
  }
  return { done, failed };
}
