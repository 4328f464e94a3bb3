import { type Sockets, Throttled } from '../../domain/realtime/sockets.ts';
import { bucket } from './buckets.ts';
import { LATENCY, type Quotas } from './quotas.ts';
import type { VirtualTime } from './virtual-time.ts';

export interface SlowSockets {
  readonly sockets: Sockets;
  readonly posts: () => number;
  /** Posts that the account's limit rejected. */
  readonly throttled: () => number;
  readonly closed: () => number;
}

/** API Gateway's connections API with the limit of an account, called as adapters/sockets/api-gateway.ts does: a throttled call is tried once more. `told`: a post has arrived. */
export const slowSockets = (time: VirtualTime, quotas: Quotas, random: () => number, told: (connectionId: string, text: string) => void): SlowSockets => {
  const account = bucket(quotas.gateway.perSecond, quotas.gateway.burst, time.now);
  let [posts, throttled, closed] = [0, 0, 0];
  const call = async (): Promise<void> => {
    for (let attempt = 1; ; attempt += 1) {
      await time.sleep(LATENCY.post);
      if (account.take(1)) return;
      throttled += 1;
      if (attempt === 2) throw new Throttled();
      await time.sleep(100 * (0.5 + random()));
    }
  };
  return {
    sockets: {
      post: async (connectionId, text) => {
        await call();
        posts += 1;
        told(connectionId, text);
        return 'sent';
      },
      close: async () => {
        await call();
        closed += 1;
      },
    },
    posts: () => posts,
    throttled: () => throttled,
    closed: () => closed,
  };
};
