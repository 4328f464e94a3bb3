import { standStillAtRest } from './at-rest.ts';
import { visibleMessages } from './check-tenant.ts';
import { crowd } from './crowd.ts';
import type { Api } from './http.ts';
import type { Hub } from './hub.ts';
import { sendAll } from './sender.ts';
import type { WhatsAppOrigin } from './tenant.ts';
import { allVisible } from './visible.ts';

export interface BacklogOptions {
  readonly whatsapp: WhatsAppOrigin;
  /** A session that is fresh, however long it takes. */
  readonly session: () => Promise<Api>;
  readonly messages: number;
  readonly authors: number;
  /** Keeps the ids of two backlogs apart. */
  readonly name: string;
}

export interface Drained {
  /** Ids of what was accepted. */
  readonly accepted: readonly string[];
  /** Messages that lists showed before the workers continued. */
  readonly visibleBefore: number;
  /** From the moment the workers continue until lists show everything. */
  readonly drainedPerSecond: number;
}

/** The process that runs the consumers of topics, queues and the stream. @throws when the hub has none */
export const workersOf = (hub: Hub): number => {
  const workers = hub.processes().find(({ command }) => command.includes('local/workers/main'));
  if (!workers) throw new Error('the hub has no workers process');
  return workers.pid;
};

/** Messages pile up while the workers stand still, then drain. The tenant has no messages before. */
export const drainBacklog = async (hub: Hub, { whatsapp, session, messages, authors, name }: BacklogOptions): Promise<Drained> => {
  const workers = workersOf(hub);
  const deliveries = crowd({ messages, authors, phoneNumberId: whatsapp.phoneNumberId, name });
  await standStillAtRest(hub.home, workers);
  let accepted: string[];
  let visibleBefore: number;
  let began: number;
  try {
    const sent = await sendAll(deliveries, { url: `${hub.baseUrl}${whatsapp.origin.webhookPath}`, appSecret: whatsapp.appSecret, inFlight: 64 });
    accepted = sent.map(({ id }) => id);
    visibleBefore = await visibleMessages(await session());
  } finally {
    began = performance.now();
    process.kill(workers, 'SIGCONT');
  }
  await allVisible(session, { messages, authors });
  return { accepted, visibleBefore, drainedPerSecond: (messages / (performance.now() - began)) * 1000 };
};
