import { threadOfCustomer } from './live.ts';
import { type CustomerLife, lifeOf, type Times } from './lives.ts';
import type { Shop } from './shop.ts';

/** Who there is and in which order tickets are opened; the lives themselves are made when their turn comes. */
export interface Plan {
  readonly tickets: number;
  readonly customers: number;
  /** Epoch ms: when the first ticket is opened. */
  readonly since: number;
  life(customer: number): CustomerLife;
  /** A ticket's place in the order of time, from 0. `place`: among his tickets. */
  rank(customer: number, place: number): number;
}

export const planOf = (seed: number, tickets: number, times: Times): Plan => {
  const starts = new Float64Array(tickets);
  /** Each customer's first ticket in `starts`. */
  const firsts: number[] = [];
  for (let made = 0; made < tickets; ) {
    const life = lifeOf(seed, firsts.length, times, tickets - made);
    firsts.push(made);
    for (const { startedAt } of life.tickets) starts[made++] = startedAt;
  }
  const order = Uint32Array.from({ length: tickets }, (_, ticket) => ticket).sort((a, b) => (starts[a] as number) - (starts[b] as number) || a - b);
  const ranks = new Uint32Array(tickets);
  order.forEach((ticket, rank) => {
    ranks[ticket] = rank;
  });
  return {
    tickets,
    customers: firsts.length,
    since: starts[order[0] as number] as number,
    life: (customer) => lifeOf(seed, customer, times, tickets - (firsts[customer] as number)),
    rank: (customer, place) => ranks[(firsts[customer] as number) + place] as number,
  };
};

/** Customers in the order of their threads' keys, so that the table grows at its end: written in any order, each batch would touch the whole file. */
export const inOrderOfThreads = (shop: Shop, customers: number): Uint32Array => {
  const threads = Array.from({ length: customers }, (_, customer) => threadOfCustomer(shop, customer));
  return Uint32Array.from(threads.keys()).sort((a, b) => ((threads[a] as string) < (threads[b] as string) ? -1 : 1));
};
