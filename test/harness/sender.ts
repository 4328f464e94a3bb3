import { Agent, request } from 'node:http';
import { metaSignature } from './sign.ts';

export interface Delivery {
  readonly id: string;
  readonly body: string;
}

export interface Sent {
  readonly id: string;
  /** When the 2xx arrived, `performance.now()`. */
  readonly at: number;
  readonly attempts: number;
}

export interface SenderOptions {
  readonly url: string;
  readonly appSecret: string;
  readonly inFlight: number;
  /** Try again after anything but a 2xx, as providers do; without, such an answer throws. */
  readonly retry?: boolean;
  /** Ends the sending early: it throws the signal's reason. */
  readonly signal?: AbortSignal;
  readonly onAccepted?: (sent: Sent, total: number) => void;
}

const post = (agent: Agent, url: string, body: string, headers: Record<string, string>): Promise<number> =>
  new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      { method: 'POST', agent, timeout: 20_000, headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers } },
      (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode ?? 0));
        response.on('error', reject);
      },
    );
    outgoing.on('error', reject);
    outgoing.on('timeout', () => outgoing.destroy(new Error('no answer')));
    outgoing.end(body);
  });

/** Posts every delivery like a provider: kept-alive connections, bounded in flight, again and again until it is accepted. */
export const sendAll = async (deliveries: readonly Delivery[], options: SenderOptions): Promise<Sent[]> => {
  const agent = new Agent({ keepAlive: true, maxSockets: options.inFlight });
  const accepted: Sent[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < deliveries.length; index = next++) {
      const { id, body } = deliveries[index] as Delivery;
      const headers = metaSignature(options.appSecret, body);
      for (let attempts = 1; ; attempts += 1) {
        options.signal?.throwIfAborted();
        const status = await post(agent, options.url, body, headers).catch((error: unknown) => error);
        if (typeof status === 'number' && status >= 200 && status < 300) {
          const sent = { id, at: performance.now(), attempts };
          accepted.push(sent);
          options.onAccepted?.(sent, accepted.length);
          break;
        }
        if (!options.retry) throw new Error(`delivery ${id} was not accepted`, { cause: status });
        if (attempts > 2_000) throw new Error(`delivery ${id} was refused ${attempts} times`, { cause: status });
        await new Promise((resolve) => setTimeout(resolve, Math.min(500, 20 * attempts)));
      }
    }
  };
  try {
    await Promise.all(Array.from({ length: options.inFlight }, worker));
  } finally {
    agent.destroy();
  }
  return accepted;
};
