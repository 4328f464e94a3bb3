import { threadOfCustomer } from './live.ts';
import { type CustomerLife, lifeOf, type Times } from './lives.ts';
import type { Shop } from './shop.ts';

/** The customers, and the order in which tickets are opened. Events of a ticket are created later. Threads share the plan. */
export interface Plan {
  readonly seed: number;
  readonly times: Times;
  readonly tickets: number;
  readonly customers: number;
  /** Epoch ms: when the first ticket is opened. */
  readonly since: number;
  /** The position of each customer's first ticket among all tickets. */
  readonly firsts: Uint32Array<SharedArrayBuffer>;
  /** Each ticket's position in chronological order, from 0. */
  readonly ranks: Uint32Array<SharedArrayBuffer>;
}

const shared = (length: number): Uint32Array<SharedArrayBuffer> => new Uint32Array(new SharedArrayBuffer(4 * length));

export const planOf = (seed: number, tickets: number, times: Times): Plan => {
  const starts = new Float64Array(tickets);
  const firsts = shared(tickets);
  let customers = 0;
  for (let made = 0; made < tickets; customers += 1) {
    const life = lifeOf(seed, customers, times, tickets - made);
    firsts[customers] = made;
    for (const { startedAt } of life.tickets) starts[made++] = startedAt;
  }
  const order = Uint32Array.from({ length: tickets }, (_, ticket) => ticket).sort((a, b) => (starts[a] as number) - (starts[b] as number) || a - b);
  const ranks = shared(tickets);
  order.forEach((ticket, rank) => {
    ranks[ticket] = rank;
  });
  return { seed, times, tickets, customers, since: starts[order[0] as number] as number, firsts, ranks };
};

export const lifeIn = ({ seed, tickets, times, firsts }: Plan, customer: number): CustomerLife =>
  lifeOf(seed, customer, times, tickets - (firsts[customer] as number));

/** The sequence of a customer's ticket. `index`: its position among the customer's tickets. */
export const sequenceIn = ({ firsts, ranks }: Plan, customer: number, index: number): number => (ranks[(firsts[customer] as number) + index] as number) + 1;

/** Customers in the order of their threads' keys, so that the table grows at its end. In any other order, each batch would write to the whole file. */
export const inOrderOfThreads = (shop: Shop, customers: number): Uint32Array<SharedArrayBuffer> => {
  const threads = Array.from({ length: customers }, (_, customer) => threadOfCustomer(shop, customer));
  const order = shared(customers);
  order.set([...threads.keys()]);
  return order.sort((a, b) => ((threads[a] as string) < (threads[b] as string) ? -1 : 1));
};
