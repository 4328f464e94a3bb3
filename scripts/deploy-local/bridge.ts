import { Consumer, stringDeserializers } from '@platformatic/kafka';
import { Services, type Target } from './target.ts';

export interface Bridge {
  stop(): Promise<void>;
}
export interface BridgeOptions {
  readonly target: Target;
  readonly brokers: string;
  readonly consumer: string;
  readonly say: (line: string) => void;
}
// INTERIM
export async function startBridge({ target, brokers, consumer, say }: BridgeOptions): Promise<Bridge> {
  const s = new Services(target);
  const c = new Consumer({ groupId: 'parley-messages', clientId: 'x', bootstrapBrokers: [brokers], deserializers: stringDeserializers });
  const st = await c.consume({ topics: ['messages'], mode: 'earliest', autocommit: true, maxWaitTime: 50 });
  void (async () => {
    for await (const m of st) {
      const b = (x: string) => Buffer.from(x).toString('base64');
      const ev = {
        eventSource: 'aws:kafka',
        eventSourceArn: 'arn:aws:kafka:us-east-1:000000000000:cluster/x',
        bootstrapServers: brokers,
        records: {
          [`messages-${m.partition}`]: [
            {
              topic: 'messages',
              partition: m.partition,
              offset: Number(m.offset),
              timestamp: Number(m.timestamp),
              timestampType: 'CREATE_TIME',
              key: b(m.key ?? ''),
              value: b(m.value ?? ''),
              headers: [...m.headers].map(([n, v]) => ({ [n as string]: [...Buffer.from(v as string)] })),
            },
          ],
        },
      };
      for (;;) {
        const a = await s.rest('lambda', 'POST', `/2015-03-31/functions/${consumer}/invocations`, JSON.stringify(ev)).catch((e: Error) => e.message);
        if (a === '{"batchItemFailures": []}') break;
        say(a);
        await new Promise((r) => setTimeout(r, 1000));
      }
    }
  })();
  return {
    stop: async () => {
      await st.close();
      await c.close(true);
    },
  };
}
