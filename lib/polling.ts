import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import type { Construct } from 'constructs';
import { useKey } from './data-key.ts';
import type { DataStack } from './data-stack.ts';
import { connectOriginSecrets, connectQueue, connectTable } from './edges.ts';
import { allowedHost, doubledProviders, type Emulator } from './emulator.ts';
import { allow, seenBy } from './grants.ts';
import { PREFIX } from './mail-storing.ts';
import type { MessagingStack } from './messaging-stack.ts';
import { ParleyFunction } from './parley-function.ts';
import type { Profile } from './profile.ts';

interface Props {
  readonly profile: Profile;
  readonly data: DataStack;
  readonly messaging: MessagingStack;
  readonly emulator?: Emulator | undefined;
}

/** Seconds. After 40, it starts no new poll; a page with a large mail takes up to a minute. */
const TIMEOUT = 120;

/**
 * Each minute: polls providers that send no webhooks, and posts new items to the origin's own webhook. Outside of the VPC, because providers are on the
 * internet. A failed invocation is not retried: the rows have the time of the next poll.
 */
export function poll(scope: Construct, { profile, data, messaging, emulator }: Props, apiUrl: string): void {
  const poller = new ParleyFunction(scope, 'Poller', {
    profile,
    entry: 'functions/jobs/poller.ts',
    description: 'Polls providers for new items',
    timeout: TIMEOUT,
    memory: 256,
    environment: {
      PARLEY_PUBLIC_URL: apiUrl,
      POLL_EVERY_SECONDS: '0',
      POLL_CLAIM_SECONDS: '135',
      MAIL_OBJECTS_PREFIX: PREFIX,
      SEND_TIMEOUT_MS: '10000',
      PARLEY_OUTGOING_ALLOW: allowedHost(emulator),
      ...doubledProviders(emulator),
    },
  });
  connectTable(poller, data, ['get', 'query', 'put', 'delete']);
  connectOriginSecrets(poller, profile, 'renew');
  // It stores large mails, and reads no object.
  poller.addEnvironment('OBJECTS_BUCKET', data.objects.bucketName);
  allow(
    poller,
    ['s3:PutObject'],
    [`${seenBy(poller, data, data.objects.bucketArn)}/${PREFIX}*`],
    'Each mail has a name of its own; the function mail reads it.',
  );
  useKey(poller.role, data.key, 's3Write');
  connectQueue(poller, messaging, 'mailbox');
  poller.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(1), onFailure: new SqsDestination(messaging.deadLetters) });
  new Rule(poller, 'EachMinute', {
    description: 'Polls providers for new items',
    schedule: Schedule.rate(Duration.minutes(1)),
    targets: [new LambdaFunction(poller, { retryAttempts: 0, maxEventAge: Duration.minutes(1) })],
  });
}
