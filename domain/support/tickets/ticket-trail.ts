import { type Draft, messageKey } from '../../conversations/log/draft.ts';
import { padded } from '../threads/keys.ts';
import { fieldChangesOf } from './field-changes.ts';
import { type By, type Cause, type MessageLog, messageLogOf, type StoredEntry, type Told } from './log-entry.ts';
import type { LeftOut } from './room.ts';
import type { ThreadHead } from './thread-head.ts';
import type { Status, Ticket } from './ticket.ts';

/** One finished change of a ticket, for its log. */
export interface Finished {
  readonly after: Ticket;
  /** ISO */
  readonly at: string;
  /** Depth of the chain of automation. */
  readonly depth: number;
  /** Generation of the rules that ran. */
  readonly ruleSet: number;
}

/** Maximum of listed left-out values, because a list of a thousand tags would fill the line's item. */
const MOST_LEFT_OUT = 50;
/** Maximum bytes of a line with separate entries per rule. Above it, the line shows the rules' changes as one, because many rules with long lists of tags would fill it. */
const LINE_BYTES = 128 * 1024;

const LISTS: By = { type: 'system', id: null };

/** Consecutive changes by one actor. */
interface Step {
  readonly by: By;
  cause: Cause | null;
  readonly correlationId: string;
  before: Ticket | null;
  after: Ticket | null;
  /** Number of the message that makes the change and whose item can store it. */
  carrier: number | null;
  readonly rules: string[];
  readonly leftOut: LeftOut[];
  /** The statuses that it sets, in order. */
  readonly statuses: Status[];
  told: Told;
  refused: string | null;
}

/** The log of a ticket during the draft of a transaction: who does what, step by step. */
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

  /** Begins a step of another actor. `ticket`: the state that the previous step leaves. */
  turn(by: By, ticket: Ticket | null, given: { readonly cause?: Cause | null; readonly correlationId?: string } = {}): void {
    this.#step.after = ticket;
    const { cause = null, correlationId = this.#base.correlationId } = given;
    this.#base = this.#push({ by, cause, correlationId }, ticket);
  }

  /** Begins a step of a rule, triggered by the previous steps. */
  asRule(ruleId: string, ticket: Ticket | null): void {
    const { by, cause, correlationId } = this.#base;
    const { by: present } = this.#step;
    if (present.type === 'rule' && present.id === ruleId) return;
    this.#step.after = ticket;
    this.#push({ by: { type: 'rule', id: ruleId }, cause: cause ?? by, correlationId }, ticket);
  }

  /** Returns to the actor before the rules or lists. Their rules count as those of their first step. */
  asOthers(ticket: Ticket | null): void {
    if (this.#step === this.#base) return;
    this.#step.after = ticket;
    const { by, cause, correlationId, carrier } = this.#base;
    this.#base = this.#push({ by, cause, correlationId }, ticket);
    this.#base.carrier = carrier;
  }

  /** Begins a step of enrichment lists, triggered by the actor's message. */
  asLists(ticket: Ticket | null): void {
    const { correlationId } = this.#base;
    this.#step.after = ticket;
    this.#push({ by: LISTS, cause: { type: 'list', id: null }, correlationId }, ticket).carrier = this.#base.carrier;
  }

  /** A ticket is opened: all its values are new. */
  open(): void {
    this.#step.before = null;
  }

  /** The change is made by a message. `carries`: its item can store the change. */
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

  /** The loop guard or the hourly limit stopped a rule. */
  stop(why: 'loop' | 'rate', ruleId: string, ticket: Ticket | null): void {
    const present = this.#step;
    if (this.#steps.some(({ by, refused }) => by.type === 'rule' && by.id === ruleId && refused === why)) return;
    this.asRule(ruleId, ticket);
    this.#step.refused = why;
    if (present.by.type === 'rule') this.asRule(present.by.id ?? '', ticket);
    else this.asOthers(ticket);
  }

  /** The requested change was rejected. */
  refuse(code: string): void {
    this.#step.refused = code;
  }

  /** Something was stopped: a line is written even if the ticket stays unchanged. */
  get isRefusal(): boolean {
    return this.#steps.some(({ refused }) => refused !== null);
  }

  /** A line is written, whatever caused the change. */
  get isNeeded(): boolean {
    return this.isRefusal || this.#steps.some((step) => step.rules.length > 0 || step.leftOut.length > 0);
  }

  /**
   * Adds the log entries to the transaction, if there are any. Changes that only messages made are stored in the messages' items, because a line of its own
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

/** Intermediate statuses with lasting effects: an end of the waiting time, a resolution, a reopening. */
const LEAVES: ReadonlySet<Status | undefined> = new Set<Status>(['pending', 'solved', 'closed']);

/** The statuses between the first and the last, if derived fields depend on them. */
const throughOf = (steps: readonly Step[]): readonly Status[] => {
  const between = steps.flatMap(({ statuses }) => statuses).slice(0, -1);
  return steps[0]?.before?.status === 'solved' || between.some((status) => LEAVES.has(status)) ? between : [];
};

/** Merges several steps into one: the final state, and the rules that took part. */
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
