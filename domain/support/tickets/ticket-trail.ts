import type { Draft } from '../../conversations/log/draft.ts';
import { padded } from '../threads/keys.ts';
import { fieldChange } from './field-changes.ts';
import { versionedChanges } from './next-version.ts';
import type { LeftOut } from './room.ts';
import type { ThreadHead } from './thread-head.ts';
import type { Ticket } from './ticket.ts';

/** One finished change of a ticket, as its line in the trail tells it. */
export interface Finished {
  readonly before: Ticket | null;
  readonly after: Ticket;
  /** ISO */
  readonly at: string;
  readonly by: { readonly type: string; readonly id: string | null };
  readonly correlationId: string;
  /** Links of the chain of automation that led here. */
  readonly depth: number;
  /** Generation of the rules that ran. */
  readonly ruleSet: number;
}

/** At most so many things that were left out are listed: a list of a thousand tags would fill the line's item. */
const MOST_LEFT_OUT = 50;

/** What the audit trail of a ticket says of a change beside its fields: rules that ran, what had no room, what was refused. */
export class TicketTrail {
  #rules: string[] = [];
  #leftOut: LeftOut[] = [];
  /** Rules that the loop guard stopped, by why. */
  readonly #stopped = new Map<'loop' | 'rate', Set<string>>();
  /** Why the change that was asked for is not made. */
  #refused: string | null = null;

  matched(ruleIds: readonly string[]): void {
    this.#rules.push(...ruleIds);
  }

  leaveOut(leftOut: readonly LeftOut[]): void {
    this.#leftOut.push(...leftOut);
  }

  /** The chain of automation is too deep, or the rule has had its share of the hour. */
  stop(why: 'loop' | 'rate', ruleId: string): void {
    this.#stopped.set(why, (this.#stopped.get(why) ?? new Set()).add(ruleId));
  }

  refuse(code: string): void {
    this.#refused = code;
  }

  /** Something was kept from happening: there is a line also when the ticket stays as it is. */
  get isRefusal(): boolean {
    return this.#stopped.size > 0 || this.#refused !== null;
  }

  /** There is a line whoever caused the change. */
  get isNeeded(): boolean {
    return this.#rules.length > 0 || this.#leftOut.length > 0 || this.#stopped.size > 0;
  }

  /** Adds the line to the transaction, if there is anything to say. */
  write(draft: Draft<ThreadHead>, { before, after, at, by, correlationId, depth, ruleSet }: Finished): void {
    const changes = before ? versionedChanges(before, after).map((name) => fieldChange(name, before, after)) : [];
    const refused = this.#refusals();
    if (changes.length === 0 && this.#rules.length === 0 && this.#leftOut.length === 0 && refused.length === 0) return;
    draft.put({
      pk: draft.pk,
      // One transaction may finish several tickets of the thread, or one of them twice.
      sk: freeKey(draft, after),
      ticketId: after.id,
      at,
      by,
      correlationId,
      changes,
      ...(this.#rules.length > 0 ? { rules: this.#rules, ruleSet } : {}),
      ...(this.#leftOut.length > 0 ? { leftOut: this.#leftOut.slice(0, MOST_LEFT_OUT) } : {}),
      ...(refused.length > 0 ? { refused, depth } : {}),
    });
  }

  /** A further change of the same transaction has a line of its own. */
  clear(): void {
    this.#rules = [];
    this.#leftOut = [];
    this.#stopped.clear();
    this.#refused = null;
  }

  #refusals(): { code: string; rules?: string[] }[] {
    return [...(this.#refused === null ? [] : [{ code: this.#refused }]), ...[...this.#stopped].map(([code, rules]) => ({ code, rules: [...rules] }))];
  }
}

/** Sorts by revision, then by ticket. Lines of older releases end with the revision. */
const freeKey = (draft: Draft<ThreadHead>, { revision, firstNumber }: Ticket): string => {
  const { pk } = draft;
  const first = `L#${padded(revision)}#${padded(firstNumber)}`;
  for (let line = 1; ; line += 1) {
    const sk = line === 1 ? first : `${first}#${line}`;
    if (!draft.pending({ pk, sk })) return sk;
  }
};
