import { type Draft, messageKey } from '../../conversations/log/draft.ts';
import { padded } from '../threads/keys.ts';
import { fieldChangesOf } from './field-changes.ts';
import { type By, type Cause, type MessageLog, messageLogOf, type StoredEntry, type Told } from './log-entry.ts';
import type { LeftOut } from './room.ts';
import type { ThreadHead } from './thread-head.ts';
import type { Status, Ticket } from './ticket.ts';

/** One finished change of a ticket, as its log tells it. */
export interface Finished {
  readonly after: Ticket;
  /** ISO */
  readonly at: string;
  /** Links of the chain of automation that led here. */
  readonly depth: number;
  /** Generation of the rules that ran. */
  readonly ruleSet: number;
}

/** At most so many things that were left out are listed: a list of a thousand tags would fill the line's item. */
const MOST_LEFT_OUT = 50;
/** Many rules that each change a long list of tags would fill it too: beyond this the line tells their change as a whole. */
const LINE_BYTES = 128 * 1024;

const LISTS: By = { type: 'system', id: null };

/** What one actor does in a row. */
interface Step {
  readonly by: By;
  cause: Cause | null;
  readonly correlationId: string;
  before: Ticket | null;
  after: Ticket | null;
  /** Number of the message that makes the change and whose item can keep it. */
  carrier: number | null;
  readonly rules: string[];
  readonly leftOut: LeftOut[];
  /** Statuses that it brings the ticket to, one after the other. */
  readonly statuses: Status[];
  told: Told;
  refused: string | null;
}

/** The audit trail of a ticket while a transaction is drafted: who does what, step by step. */
export class TicketTrail {
  #steps: Step[] = [];
  #base: Step;

  constructor(by: By, correlationId: string, before: Ticket | null) {
    this.#base = this.#push({ by, cause: null, correlationId }, before);
  }

  get #step(): Step {
    return this.#steps.at(-1) as Step;
  }

  #push(actor: Pick<Step, 'by' | 'cause' | 'correlationId'>, before: Ticket | null): Step {
    const step: Step = { ...actor, before, after: before, carrier: null, rules: [], leftOut: [], statuses: [], told: {}, refused: null };
    this.#steps.push(step);
    return step;
  }

  /** What follows is done by somebody else. `ticket`: as the one before leaves it. */
  turn(by: By, ticket: Ticket | null, given: { readonly cause?: Cause | null; readonly correlationId?: string } = {}): void {
    this.#step.after = ticket;
    const { cause = null, correlationId = this.#base.correlationId } = given;
    this.#base = this.#push({ by, cause, correlationId }, ticket);
  }

  /** What follows is done by a rule, because of what the others did. */
  asRule(ruleId: string, ticket: Ticket | null): void {
    const { by, cause, correlationId } = this.#base;
    const { by: present } = this.#step;
    if (present.type === 'rule' && present.id === ruleId) return;
    this.#step.after = ticket;
    this.#push({ by: { type: 'rule', id: ruleId }, cause: cause ?? by, correlationId }, ticket);
  }

  /** What follows is done by those again who acted before rules or lists. Their rules count as those of their first step. */
  asOthers(ticket: Ticket | null): void {
    if (this.#step === this.#base) return;
    this.#step.after = ticket;
    const { by, cause, correlationId, carrier } = this.#base;
    this.#base = this.#push({ by, cause, correlationId }, ticket);
    this.#base.carrier = carrier;
  }

  /** What follows is what enrichment lists set because of the others' message. */
  asLists(ticket: Ticket | null): void {
    const { correlationId } = this.#base;
    this.#step.after = ticket;
    this.#push({ by: LISTS, cause: { type: 'list', id: null }, correlationId }, ticket).carrier = this.#base.carrier;
  }

  /** A ticket is opened: everything that it has is new. */
  open(): void {
    this.#step.before = null;
  }

  /** A message is what makes the change. `carries`: its item can keep the change. */
  wrote(number: number, carries: boolean): void {
    const step = this.#step;
    if (step !== this.#base) return;
    step.cause ??= { type: 'message', id: String(number) };
    if (carries) step.carrier = number;
  }

  passes(status: Status): void {
    this.#step.statuses.push(status);
  }

  tells(told: Told): void {
    this.#step.told = told;
  }

  /** Whoever acts now, beside the rules. */
  get actor(): { readonly by: By; readonly correlationId: string } {
    return this.#base;
  }

  matched(ruleIds: readonly string[]): void {
    this.#step.rules.push(...ruleIds);
  }

  leaveOut(leftOut: readonly LeftOut[]): void {
    this.#step.leftOut.push(...leftOut);
  }

  /** The chain of automation is too deep, or the rule has had its share of the hour. */
  stop(why: 'loop' | 'rate', ruleId: string, ticket: Ticket | null): void {
    const present = this.#step;
    if (this.#steps.some(({ by, refused }) => by.type === 'rule' && by.id === ruleId && refused === why)) return;
    this.asRule(ruleId, ticket);
    this.#step.refused = why;
    if (present.by.type === 'rule') this.asRule(present.by.id ?? '', ticket);
    else this.asOthers(ticket);
  }

  /** The change that was asked for is not made. */
  refuse(code: string): void {
    this.#step.refused = code;
  }

  /** Something was kept from happening: there is a line also when the ticket stays as it is. */
  get isRefusal(): boolean {
    return this.#steps.some(({ refused }) => refused !== null);
  }

  /** There is a line whoever caused the change. */
  get isNeeded(): boolean {
    return this.isRefusal || this.#steps.some((step) => step.rules.length > 0 || step.leftOut.length > 0);
  }

  /**
   * Adds what happened to the transaction, if there is anything to say. What only messages did is kept in their own items, because a line of its own
   * would cost every reopening message two write units more (docs/decisions/0630-log-of-a-ticket.md).
   */
  write(draft: Draft<ThreadHead>, { after, at, depth, ruleSet }: Finished): void {
    this.#step.after = after;
    const told = this.#steps.flatMap((step) => {
      const entry = entryOf(step);
      return entry ? [{ step, entry }] : [];
    });
    if (told.length === 0) return;
    if (told.every(({ step }) => isCarried(step))) {
      for (const { step, entry } of told) carry(draft, step, entry);
      return;
    }
    const [{ step: first }] = told as [(typeof told)[number]];
    const entries = told.map(({ entry, step: { correlationId } }) => (correlationId === first.correlationId ? entry : { ...entry, correlationId }));
    const text = JSON.stringify(entries);
    const ran = told.some(({ step }) => step.rules.length > 0 || step.by.type === 'rule');
    draft.put({
      pk: draft.pk,
      // One transaction may finish several tickets of the thread, or one of them twice.
      sk: freeKey(draft, after),
      ticketId: after.id,
      at,
      correlationId: first.correlationId,
      ...(ran ? { ruleSet } : {}),
      ...(this.isRefusal ? { depth } : {}),
      entries: Buffer.byteLength(text) <= LINE_BYTES ? text : JSON.stringify([asWhole(told.map(({ step }) => step))]),
    });
  }

  /** A further change of the same transaction has entries of its own. */
  clear(ticket: Ticket | null): void {
    const { by, cause, correlationId } = this.#base;
    this.#steps = [];
    this.#base = this.#push({ by, cause, correlationId }, ticket);
  }
}

const changesOf = ({ before, after }: Pick<Step, 'before' | 'after'>) => (after === null || before === after ? [] : fieldChangesOf(before, after));

const entryOf = (step: Step): StoredEntry | null => {
  const { by, cause, rules, leftOut, refused } = step;
  const changes = changesOf(step);
  const through = throughOf([step]);
  const says = [changes, rules, leftOut, through].some(({ length }) => length > 0);
  if (!says && Object.keys(step.told).length === 0 && refused === null) return null;
  return {
    by,
    cause,
    changes,
    ...(rules.length > 0 ? { rules } : {}),
    ...(through.length > 0 ? { through } : {}),
    ...step.told,
    ...(leftOut.length > 0 ? { leftOut: leftOut.slice(0, MOST_LEFT_OUT) } : {}),
    ...(refused === null ? {} : { refused: { code: refused } }),
  };
};

/** Statuses that leave something behind although they are passed: an end to the waiting, a resolution, a reopening. */
const LEAVES: ReadonlySet<Status | undefined> = new Set<Status>(['pending', 'solved', 'closed']);

/** The statuses between the first and the last, when what the ticket keeps depends on them. */
const throughOf = (steps: readonly Step[]): readonly Status[] => {
  const between = steps.flatMap(({ statuses }) => statuses).slice(0, -1);
  return steps[0]?.before?.status === 'solved' || between.some((status) => LEAVES.has(status)) ? between : [];
};

/** Several steps as one: what came out in the end, and the rules that took part. */
const asWhole = (steps: readonly Step[]): StoredEntry => {
  const [first] = steps as [Step];
  const acted = steps.flatMap(({ by, rules }) => [...rules, ...(by.type === 'rule' && by.id !== null ? [by.id] : [])]);
  const changes = changesOf({ before: first.before, after: steps.at(-1)?.after ?? null });
  const through = throughOf(steps);
  const told: Told = Object.assign({}, ...steps.map((step) => step.told));
  return { by: first.by, cause: first.cause, changes, rules: [...new Set(acted)], ...(through.length > 0 ? { through } : {}), ...told };
};

const isCarried = (step: Step): boolean =>
  step.carrier !== null && step.rules.length === 0 && step.leftOut.length === 0 && step.refused === null && throughOf([step]).length === 0;

const carry = (draft: Draft<ThreadHead>, { by, cause, carrier, correlationId }: Step, { changes }: StoredEntry): void => {
  const key = messageKey(draft.pk, carrier as number);
  const before = messageLogOf(draft.pending(key));
  const entry: MessageLog = { ...(by === LISTS ? { by, cause } : {}), changes, correlationId };
  draft.annotate(key, { log: JSON.stringify([...before, entry]) });
};

/** Sorts by revision, then by ticket. Lines of older releases end with the revision. */
const freeKey = (draft: Draft<ThreadHead>, { revision, firstNumber }: Ticket): string => {
  const { pk } = draft;
  const first = `L#${padded(revision)}#${padded(firstNumber)}`;
  for (let line = 1; ; line += 1) {
    const sk = line === 1 ? first : `${first}#${line}`;
    if (!draft.pending({ pk, sk })) return sk;
  }
};
