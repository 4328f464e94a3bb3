import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import type { Construct } from 'constructs';
import type { DataStack } from './data-stack.ts';
import { connectOriginSecrets, connectTable } from './edges.ts';
import { allowedHost, doubledProviders, type Emulator } from './emulator.ts';
import type { MessagingStack } from './messaging-stack.ts';
import { ParleyFunction } from './parley-function.ts';
import type { Profile } from './profile.ts';

interface Props {
  readonly profile: Profile;
  readonly data: DataStack;
  readonly messaging: MessagingStack;
  readonly emulator?: Emulator | undefined;
}

/** Seconds. It takes up no new origin after 40. */
const TIMEOUT = 60;

/**
 * Each minute: asks providers that post nothing for news, and brings it to the origin's own webhook. Outside of the network, because providers live on the
 * internet. A call that fails is not repeated: the rows say what is due.
 */
export function poll(scope: Construct, { profile, data, messaging, emulator }: Props, apiUrl: string): void {
  const poller = new ParleyFunction(scope, 'Poller', {
    profile,
    entry: 'functions/jobs/poller.ts',
    description: 'Asks providers for news',
    timeout: TIMEOUT,
    memory: 256,
    environment: {
      PARLEY_PUBLIC_URL: apiUrl,
      POLL_EVERY_SECONDS: '0',
      SEND_TIMEOUT_MS: '10000',
      PARLEY_OUTGOING_ALLOW: allowedHost(emulator),
      ...doubledProviders(emulator),
    },
  });
  connectTable(poller, data, ['get', 'query', 'put', 'delete']);
  connectOriginSecrets(poller, profile, 'read');
  poller.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(1), onFailure: new SqsDestination(messaging.deadLetters) });
  new Rule(poller, 'EachMinute', {
    description: 'Asks providers for news',
    schedule: Schedule.rate(Duration.minutes(1)),
    targets: [new LambdaFunction(poller, { retryAttempts: 0, maxEventAge: Duration.minutes(1) })],
  });
}
