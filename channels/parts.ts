import type { PartNotes, SentParts } from '../domain/channels/actions.ts';
import type { Outcome } from '../domain/outbound/outcome.ts';
import { ownError } from '../domain/vocabulary/delivery-error.ts';

/**
 * The maximum time between the start of the first part and the start of the last one. The sender's process has 110 s, and a part with a large file takes most
 * of it.
 */
const BEGINS_WITHIN_MS = 20_000;

interface InParts {
  readonly sentParts: SentParts;
  readonly notes: PartNotes;
}

/**
 * Sends the parts of a message one after another, except those that earlier tries have sent. Stops at the first part that is not sent. `send` awaits
 * `begin` directly before the call that sends the part. Everything that it does before that may be repeated.
 * @throws what `begin` throws
 */
export const sendInParts = async <Part>(
  { sentParts, notes }: InParts,
  parts: readonly Part[],
  send: (part: Part, begin: () => Promise<void>) => Promise<Outcome>,
  clock: () => number = Date.now,
): Promise<Outcome> => {
  const ids = parts.map((_, index) => sentParts[index] ?? null);
  const known = (): { sentParts?: SentParts } => {
    const end = ids.findLastIndex((id) => id !== null) + 1;
    return parts.length === 1 || end === 0 ? {} : { sentParts: ids.slice(0, end) };
  };
  const until = clock() + BEGINS_WITHIN_MS;
  for (const [index, part] of parts.entries()) {
    if (ids[index] !== null) continue;
    if (clock() > until) return { outcome: 'retry', error: ownError('continues'), ...known() };
    const outcome = await send(part, notes.begin);
    if (outcome.outcome !== 'sent') return { ...outcome, ...known() };
    ids[index] = outcome.providerId ?? '';
    // For the last part, the message's own outcome is enough.
    if (ids.includes(null)) await notes.sent(known().sentParts ?? []);
  }
  return { outcome: 'sent', providerId: ids.find((id) => id !== null && id !== '') ?? null, ...known() };
};
