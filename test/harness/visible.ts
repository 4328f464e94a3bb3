import { visibleMessages } from './check-tenant.ts';
import type { Api } from './http.ts';
import type { Listed, Ticket } from './shapes.ts';

export interface Expected {
  readonly messages: number;
  readonly authors: number;
  readonly limitMs?: number;
}

/**
 * Waits until lists show every message of a tenant whose authors all write equally often. Looks at the most recent tickets first, five times a
 * second: asking for all of them all the time would be a load of its own on the machine that is measured. `session`: fresh, however long it takes.
 */
export const allVisible = async (session: () => Promise<Api>, { messages, authors, limitMs = 300_000 }: Expected): Promise<void> => {
  const recent = Math.min(100, authors);
  const each = Math.floor(messages / authors);
  const end = Date.now() + limitMs;
  for (;;) {
    const admin = await session();
    const { items } = await admin.get<Listed<Ticket>>(`/v1/tickets?limit=${recent}`);
    const through = items.length === recent && items.every(({ visibleMessageCount }) => visibleMessageCount >= each);
    if (through && (await visibleMessages(admin)) >= messages) return;
    if (Date.now() > end) throw new Error(`not all of ${messages} messages became visible within ${limitMs / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
};
