import { seeded } from '../../demo/random.ts';
import { type Draw, exponential, oneOf, seedOf } from './random.ts';

/** The events of a ticket in chronological order. `at`: epoch ms. */
export type Step =
  | { readonly at: number; readonly type: 'write'; readonly messages: number }
  | { readonly at: number; readonly type: 'reply' | 'note' | 'take' }
  | { readonly at: number; readonly type: 'set'; readonly status: 'pending' | 'solved' | 'closed' }
  | { readonly at: number; readonly type: 'snooze'; readonly until: number }
  | { readonly at: number; readonly type: 'timer' };

export type Ending = 'created' | 'working' | 'pending' | 'followup' | 'solved' | 'closed';

export interface TicketLife {
  readonly startedAt: number;
  readonly steps: readonly Step[];
}

/** The history of one customer: tickets one after the other, all closed except the last. */
export interface CustomerLife {
  readonly customer: number;
  readonly tickets: readonly TicketLife[];
}

export interface Times {
  /** Epoch ms; the end of the simulation. */
  readonly now: number;
  readonly closedAfterMs: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Statuses of a customer's last ticket. Together with the earlier tickets, four of five tickets are closed. */
const ENDINGS: readonly (readonly [Ending, number])[] = [
  ['created', 0.06],
  ['working', 0.1],
  ['pending', 0.05],
  ['followup', 0.02],
  ['solved', 0.09],
  ['closed', 0.68],
];

const endingOf = (draw: Draw): Ending => {
  let rest = draw();
  for (const [ending, share] of ENDINGS) if ((rest -= share) < 0) return ending;
  return 'closed';
};

/** The number of tickets of one customer: mostly one, rarely several. */
const ticketsOf = (draw: Draw): number => {
  const n = draw();
  return n < 0.65 ? 1 : n < 0.85 ? 2 : n < 0.95 ? 3 : 4 + Math.floor(draw() * 3);
};

/** Minutes to hours: far below the day in which a reply may be sent on WhatsApp. */
const pause = (draw: Draw): number => MINUTE + Math.min(exponential(draw, 40 * MINUTE), 3 * HOUR);

type Shape = { readonly steps: readonly Step[]; readonly lasts: number };

/** A ticket's steps, starting at 0. `lasts`: the time to its end; for an open ticket, to its last event. */
const shapeOf = (draw: Draw, ending: Ending, { closedAfterMs }: Pick<Times, 'closedAfterMs'>): Shape => {
  const steps: Step[] = [];
  let at = 0;
  const add = (step: Step): void => void steps.push(step);
  const next = (): number => (at += pause(draw));
  const first = draw() < 0.2 ? 2 : 1;
  add({ at, type: 'write', messages: first });
  let left = Math.min(Math.floor(exponential(draw, ending === 'created' ? 0.8 : 4.6)), 40);
  if (ending === 'created') {
    for (; left > 0; left -= 1) add({ at: next(), type: 'write', messages: 1 });
    return { steps, lasts: at };
  }
  if (draw() < 0.7) add({ at: next(), type: 'take' });
  let isOurTurn = true;
  for (; left > 0; left -= 1) {
    if (draw() < 0.06) add({ at: next(), type: 'note' });
    else if (isOurTurn) add({ at: next(), type: 'reply' });
    else add({ at: next(), type: 'write', messages: 1 });
    isOurTurn = !isOurTurn || draw() < 0.1;
  }
  if (ending === 'pending' || ending === 'solved') add({ at: next(), type: 'set', status: ending });
  if (ending === 'working' && steps.every(({ type }) => type === 'write')) add({ at: next(), type: 'take' });
  if (ending === 'followup') add({ at: next(), type: 'snooze', until: at + HOUR });
  if (ending === 'closed') {
    const status = oneOf(draw, ['solved', 'solved', 'solved', 'pending', 'closed'] as const);
    add({ at: next(), type: 'set', status });
    if (status !== 'closed') add({ at: (at += closedAfterMs), type: 'timer' });
  }
  return { steps, lasts: at };
};

/** When the last ticket ends. The timer of a waiting ticket must still be in the future. */
const endOf = (draw: Draw, ending: Ending, { now, closedAfterMs }: Times): number => {
  if (ending === 'closed') return now - MINUTE - draw() ** 1.3 * 300 * DAY;
  if (ending === 'pending' || ending === 'solved') return now - 1_000 - draw() * 0.95 * Math.max(closedAfterMs - 2_000, 0);
  return now - MINUTE - Math.min(exponential(draw, 3 * DAY), 60 * DAY);
};

const lifeFrom = (draw: Draw, { steps }: Shape, startedAt: number, { now }: Times): TicketLife => ({
  startedAt,
  steps: steps.map((step) => {
    const at = Math.floor(startedAt + step.at);
    return step.type === 'snooze' ? { at, type: 'snooze', until: Math.floor(now + HOUR + draw() * 14 * DAY) } : { ...step, at };
  }),
});

/** Deterministic for a seed, customer and times. `most`: the maximum number of tickets. */
export const lifeOf = (seed: number, customer: number, times: Times, most = Number.POSITIVE_INFINITY): CustomerLife => {
  const draw = seeded(seedOf(seed, customer));
  const count = Math.min(ticketsOf(draw), most);
  const ending = endingOf(draw);
  const tickets: TicketLife[] = [];
  let end = endOf(draw, ending, times);
  for (let index = count - 1; index >= 0; index -= 1) {
    const shape = shapeOf(draw, index === count - 1 ? ending : 'closed', times);
    const startedAt = Math.floor(end - shape.lasts);
    tickets.unshift(lifeFrom(draw, shape, startedAt, times));
    end = startedAt - HOUR - Math.min(exponential(draw, 15 * DAY), 60 * DAY);
  }
  return { customer, tickets };
};
