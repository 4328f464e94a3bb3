import type { Effect, RuleEvent } from '../../automation/policy.ts';
import type { Draft } from '../../conversations/log/draft.ts';
import { type DeadlineKind, deadlinesAfter } from '../deadlines/kinds.ts';
import { bodyWrite, type PutAside, putAside } from '../messages/bodies.ts';
import { type BodyStore, type StoredBody, storeBodies } from '../messages/body-store.ts';
import { type Message, type MessageBody, messageAttributes } from '../messages/message.ts';
import { ticketIdOf } from '../threads/keys.ts';
import { applyEffect } from './effects.ts';
import { NEW_TICKET } from './fields.ts';
import type { By, Cause, Told } from './log-entry.ts';
import { nextVersion, same } from './next-version.ts';
import { refusalOf } from './refused-effect.ts';
import { ruleChanges } from './rule-changes.ts';
import { type TimerRun, withRuleDeadline } from './rule-deadline.ts';
import type { Moment } from './state-machine.ts';
import { closedTicketItem, type ThreadHead } from './thread-head.ts';
import type { Ticket } from './ticket.ts';
import type { TicketDraftSettings } from './ticket-draft-settings.ts';
import { TicketTrail } from './ticket-trail.ts';
import { withMessage } from './with-message.ts';

/**
 * The ticket of one thread during the draft of a transaction: opened, changed and finished here, so that version,
 * revision, queues, rules and the log are right, whatever the change.
 */
export class TicketDraft {
  readonly #draft: Draft<ThreadHead>;
  readonly #settings: TicketDraftSettings;
  readonly #now: string;
  #before: Ticket | null;
  #ticket: Ticket | null;
  #message: Message | null = null;
  readonly #trail: TicketTrail;
  #depth: number;
  #bodies: StoredBody[] = [];
  #timerRun: TimerRun | null = null;

  /** `closed`: drafts this closed ticket instead of the active one (system notes, amendments). */
  constructor(draft: Draft<ThreadHead>, settings: TicketDraftSettings, closed: Ticket | null = null) {
    this.#draft = draft;
    this.#settings = settings;
    this.#now = new Date(settings.moment.now).toISOString();
    this.#depth = settings.depth;
    this.#ticket = closed ?? draft.head.ticket;
    this.#before = this.#ticket;
    this.#trail = new TicketTrail(settings.by, settings.correlationId, this.#ticket);
  }

  /** The same change, on a closed ticket of the thread, or (null) on its active one. */
  forClosed(closed: Ticket | null): TicketDraft {
    return new TicketDraft(this.#draft, this.#settings, closed);
  }

  /** The same change, on a ticket of another thread, whose draft this is. */
  inThread(draft: Draft<ThreadHead>, threadId: string, closed: Ticket | null): TicketDraft {
    return new TicketDraft(draft, { ...this.#settings, threadId }, closed);
  }

  get moment(): Moment {
    return this.#settings.moment;
  }

  get shards(): number {
    return this.#settings.shards;
  }

  get tenantId(): string {
    return this.#settings.tenantId;
  }

  get analyses(): boolean {
    return this.#settings.analyses === true;
  }

  get threadId(): string {
    return this.#settings.threadId;
  }

  get ticket(): Ticket | null {
    return this.#ticket;
  }

  /** Sets the depth for what follows, because the events of one batch come from different chains. */
  causedAt(depth: number): void {
    this.#depth = depth;
  }

  /** Depth of the chain of automation. */
  get depth(): number {
    return this.#depth;
  }

  /** Sets the actor for what follows, because the events of one batch come from different people. */
  causedBy(by: By, given: { readonly cause?: Cause; readonly correlationId?: string } = {}): void {
    this.#trail.turn(by, this.#ticket, given);
  }

  change(ticket: Ticket): void {
    if (ticket.status !== this.#ticket?.status) this.#trail.passes(ticket.status);
    this.#ticket = ticket;
  }

  /** What the log tells of this change beside fields. */
  tells(told: Told): void {
    this.#trail.tells(told);
  }

  /** What follows is done by whoever acts on the other ticket now. */
  follows(other: TicketDraft, cause: Cause): void {
    const { by, correlationId } = other.#trail.actor;
    this.causedAt(other.depth);
    this.causedBy(by, { cause, correlationId });
  }

  /** Records in the log that the requested change was rejected. */
  refuse(code: string): void {
    this.#trail.refuse(code);
  }

  get now(): string {
    return this.#now;
  }

  /** Opens a ticket whose first message is the next one to be appended, or an existing one (a revealed span's). */
  async open(author: Ticket['author'], given: { readonly firstNumber?: number; readonly automatic?: boolean } = {}): Promise<Ticket> {
    const { threadId, policy, sequences, tenantId } = this.#settings;
    const { head } = this.#draft;
    const firstNumber = given.firstNumber ?? head.lastNumber + 1;
    const ticket: Ticket = {
      ...NEW_TICKET,
      id: ticketIdOf(threadId, firstNumber),
      threadId,
      firstNumber,
      sequence: await sequences.next(tenantId),
      origin: head.origin,
      author,
      automatic: given.automatic ?? false,
      createdAt: this.now,
      updatedAt: this.now,
      revision: this.#draft.revision,
      generation: policy.generation,
    };
    this.#before = null;
    this.#ticket = ticket;
    this.#trail.open();
    return ticket;
  }

  /** Moves a message's long body out of its item. `cause`: the cause of this body, the same at a retry. */
  putAside<M extends MessageBody>(message: M, cause: string): PutAside<M> {
    const put = putAside(message, this.#settings, cause);
    if (put.object) this.#bodies.push(put.object);
    return put;
  }

  /** Stores the bodies. Call it after drafting: an object must exist before the transaction that names it. */
  async storeBodies(store: BodyStore): Promise<void> {
    if (this.#bodies.length === 0) return;
    // A later event of the same batch may have edited or removed an earlier event's message.
    const named = new Set(this.#draft.writes().flatMap((write) => (write.op === 'put' ? [write.item['object']] : [])));
    const bodies = this.#bodies.filter(({ key }) => named.has(key));
    this.#bodies = [];
    await storeBodies(store, bodies);
  }

  /** Appends a message to the log and, if the ticket includes it, to the ticket's counts. Returns it with its number. */
  append(message: Omit<Message, 'number' | 'revision'>, cause = this.#settings.correlationId): Message {
    const { kept, body } = this.putAside(message, cause);
    const number = this.#draft.head.lastNumber + 1;
    const numbered: Message = { ...message, number, revision: this.#draft.revision };
    this.#draft.append({ ...messageAttributes({ ...numbered, ...kept }), appendedAt: this.now });
    if (body) this.#draft.write(bodyWrite(this.#draft.pk, number, body));
    this.#message = numbered;
    if (this.#ticket && message.ticketId === this.#ticket.id) {
      this.#ticket = withMessage(this.#ticket, numbered, this.now);
      this.#trail.wrote(number, message.kind === 'customer');
    }
    return numbered;
  }

  /** Runs lists and rules for an event and applies their effects, including entries. */
  async automate(event: RuleEvent, message: Message | null, due?: ReadonlySet<string>): Promise<void> {
    const { policy, moment } = this.#settings;
    if (!this.#ticket) return;
    const apply = this.#acting(message !== null && message.automatic !== null);
    const enriching = event === 'message.received' && message ? policy.enrich(this.#ticket, message) : [];
    if (enriching.length > 0) this.#trail.asLists(this.#ticket);
    for (const effect of enriching) this.#carryOut(effect, apply);
    if (enriching.length > 0) this.#trail.asOthers(this.#ticket);
    const preview = (ticket: Ticket, effect: Effect): Ticket => (refusalOf(ticket, effect, policy) ? ticket : applyEffect(ticket, effect, moment));
    const { effects, sources, matched, stopped = [] } = policy.runRules(event, this.#ticket, message, { depth: this.#depth, due, preview });
    this.#trail.matched(matched);
    for (const ruleId of stopped) this.#trail.stop('loop', ruleId, this.#ticket);
    effects.forEach((effect, at) => {
      const own = 'ruleId' in effect ? effect.ruleId : undefined;
      this.#trail.asRule(sources?.[at] ?? own ?? matched[0] ?? '', this.#ticket);
      this.#carryOut(effect, apply);
    });
    this.#trail.asOthers(this.#ticket);
  }

  #carryOut(effect: Effect, apply: (effect: Effect) => void): void {
    const refused = refusalOf(this.#ticket as Ticket, effect, this.#settings.policy);
    if (refused === null) apply(effect);
    else this.#trail.refuse(refused);
  }

  /** Handles a deadline that is over: removes it, and applies the effect of its kind. */
  fire(kind: DeadlineKind, effects: readonly Effect[]): void {
    if (!this.#ticket) return;
    const { [kind]: _over, ...deadlines } = this.#ticket.deadlines;
    this.#ticket = { ...this.#ticket, deadlines };
    const apply = this.#acting(false);
    for (const effect of effects) apply(effect);
  }

  /** Runs the rules that are due (`dueAt`, ISO), including any that have become due since. */
  async runDueRules(dueAt: string): Promise<void> {
    const { policy, moment } = this.#settings;
    const ticket = this.#ticket;
    if (!ticket) return;
    const until = Math.max(moment.now, Date.parse(dueAt));
    await this.automate('timer', null, policy.timers?.due(ticket, ticket.ruleTimers, until) ?? new Set());
    this.#timerRun = { before: ticket, until };
  }

  #acting(isMachine: boolean): (effect: Effect) => void {
    const { moment, correlationId, policy } = this.#settings;
    const answered = this.#message;
    return ruleChanges({
      draft: this.#draft,
      moment,
      correlationId,
      callsPerHour: policy.callsPerHour,
      depth: this.#depth,
      answered,
      isSilent: isMachine || this.#ticket?.automatic === true,
      ticket: () => this.#ticket as Ticket,
      put: ({ ticket, leftOut }) => {
        this.change(ticket);
        this.#trail.leaveOut(leftOut);
      },
      append: (entry) => {
        const appended = this.append(entry);
        this.#message = answered;
        return appended;
      },
      refuse: (ruleId) => this.#trail.stop('rate', ruleId, this.#ticket),
    });
  }

  /**
   * Finishes the change: evaluates queues, sets version and revision, and puts the ticket where it belongs. `audit`: adds a line
   * to the log (changes by people, rules and timers; a message is its own line).
   */
  finish(options: { readonly audit: boolean }): Ticket | null {
    if (!this.#ticket) return null;
    const { policy, tenantId, shards, moment } = this.#settings;
    const ticket = { ...this.#ticket, deadlines: deadlinesAfter(this.#ticket, moment, null) };
    const draft = this.#draft;
    const wasClosed = this.#before?.status === 'closed';
    const before = this.#before;
    const changed = before ? nextVersion(before, ticket, moment.now, draft.revision) : { ...ticket, revision: draft.revision };
    const timed = withRuleDeadline(changed, policy.timers, this.#timerRun);
    // Queues see the ticket as it will be stored, so that evaluating it again gives the same result.
    const next: Ticket = wasClosed ? changed : { ...timed, queueIds: policy.queueIds(timed, before), generation: policy.generation };
    if (
      before &&
      same({ ...next, revision: 0, generation: 0 }, { ...before, revision: 0, generation: 0 }) &&
      next.generation === before.generation &&
      !this.#trail.isRefusal
    )
      return before;
    if (options.audit || this.#trail.isNeeded) {
      this.#trail.write(draft, { after: next, at: this.now, depth: this.#depth, ruleSet: policy.generation });
    }
    if (next.status === 'closed') {
      const item = closedTicketItem(tenantId, next, shards);
      // Head and closed ticket are read together, but not at one moment: the head's revision does not prove that this state of the ticket was the newest.
      const present = draft.writeAt(item);
      draft.put(item, present ? present.when : before && wasClosed ? { equals: { revision: before.revision } } : undefined);
      if (!wasClosed) draft.setHead({ ticket: null, closedFirst: next.firstNumber });
      else draft.setHead({});
    } else draft.setHead({ ticket: next });
    this.#before = next;
    this.#timerRun = null;
    this.#ticket = next.status === 'closed' && !wasClosed ? null : next;
    this.#trail.clear(this.#ticket);
    return next;
  }
}
