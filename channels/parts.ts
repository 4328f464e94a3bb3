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

/** What came of a call for several parts. `ids`: the provider's, by part. `split`: nothing was sent, and each part has to be a call of its own. */
type Together = Outcome | { readonly outcome: 'sent'; readonly ids: readonly (string | null)[] } | { readonly outcome: 'split' };

/**
 * Sends the parts of a message one after another, except those that earlier tries have sent. Stops at the first part that is not sent. `send` awaits
 * `begin` directly before the call that sends the part. Everything that it does before that may be repeated.
 * @throws what `begin` throws
 */
export const sendInParts = <Part>(
  message: InParts,
  parts: readonly Part[],
  send: (part: Part, begin: () => Promise<void>) => Promise<Outcome>,
  clock: () => number = Date.now,
): Promise<Outcome> =>
  sendInGroups(
    message,
    parts.map((part) => [part]),
    ([part], begin) => send(part as Part, begin),
    clock,
  );

/**
 * The same for parts that the provider may take several at a time: each group is one call, and either all of its parts are sent or none. An earlier release may have
 * sent some parts of a group: the call then has the others.
 * @throws what `begin` throws
 */
export const sendInGroups = async <Part>(
  { sentParts, notes }: InParts,
  groups: readonly (readonly Part[])[],
  send: (parts: readonly Part[], begin: () => Promise<void>) => Promise<Together>,
  clock: () => number = Date.now,
): Promise<Outcome> => {
  const all = groups.flat();
  const ids = all.map((_, index) => sentParts[index] ?? null);
  const known = (): { sentParts?: SentParts } => {
    const end = ids.findLastIndex((id) => id !== null) + 1;
    return all.length === 1 || end === 0 ? {} : { sentParts: ids.slice(0, end) };
  };
  const until = clock() + BEGINS_WITHIN_MS;
  const waiting = indexesOf(groups).map((indexes) => indexes.filter((index) => ids[index] === null));
  for (let indexes = waiting.shift(); indexes; indexes = waiting.shift()) {
    if (indexes.length === 0) continue;
    if (clock() > until) return { outcome: 'retry', error: ownError('continues'), ...known() };
    const together = await send(
      indexes.map((index) => all[index] as Part),
      notes.begin,
    );
    if (together.outcome === 'split') waiting.unshift(...indexes.map((index) => [index]));
    else if (together.outcome !== 'sent') return { ...together, ...known() };
    else {
      const given = 'ids' in together ? together.ids : [together.providerId];
      for (const [nth, index] of indexes.entries()) ids[index] = given[nth] ?? '';
      // For the last part, the message's own outcome is enough.
      if (ids.includes(null)) await notes.sent(known().sentParts ?? []);
    }
  }
  return { outcome: 'sent', providerId: ids.find((id) => id !== null && id !== '') ?? null, ...known() };
};

/** The indexes of each group's parts among all parts. */
const indexesOf = (groups: readonly (readonly unknown[])[]): number[][] => {
  let next = 0;
  return groups.map((group) => group.map(() => next++));
};
