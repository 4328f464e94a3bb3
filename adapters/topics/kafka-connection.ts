import type { BaseOptions } from '@platformatic/kafka';
import { credentialsFromEnvironment } from '../aws/sigv4.ts';
import { setting, settingOr } from '../environment.ts';
import { jittered } from './connecting.ts';
import { mskToken } from './msk-token.ts';

const MSK_IAM_PORT = ':9098';

/**
 * How to reach the brokers of `KAFKA_BROKERS` (`host:port,…`). Port 9098 means MSK: TLS, and IAM by the environment's
 * credentials unless `KAFKA_IAM=off`; any other port is plain text, for a broker on this machine. @throws when it is missing
 */
export function kafkaConnection(): BaseOptions {
  const bootstrapBrokers = setting('KAFKA_BROKERS')
    .split(',')
    .map((broker) => broker.trim());
  const onMsk = bootstrapBrokers.some((broker) => broker.endsWith(MSK_IAM_PORT)) && settingOr('KAFKA_IAM', 'on') !== 'off';
  return {
    clientId: 'parley',
    bootstrapBrokers,
    // About 13 s in total, so that a webhook can still answer 503 within its own time.
    connectTimeout: 2_000,
    requestTimeout: 4_000,
    retries: 2,
    retryDelay: (_client, _operation, attempt) => jittered(attempt),
    ...(onMsk
      ? {
          tls: {},
          tlsServerName: true,
          sasl: { mechanism: 'OAUTHBEARER', token: () => mskToken(setting('AWS_REGION'), credentialsFromEnvironment(), new Date()) },
        }
      : {}),
  };
}
