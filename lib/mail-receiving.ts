import { Duration, Stack } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { CfnReceiptRule, CfnReceiptRuleSet } from 'aws-cdk-lib/aws-ses';
import type { Construct } from 'constructs';
import { MAIL_THREAD } from './bundling.ts';
import { useKey } from './data-key.ts';
import type { DataStack } from './data-stack.ts';
import { connectObjects, connectOriginSecrets, connectTable, connectTopics } from './edges.ts';
import { allow, seenBy } from './grants.ts';
import { hearMailEvents } from './mail-events.ts';
import { PREFIX, readReceivingDomain, ruleSetOf, rulesOf } from './mail-storing.ts';
import { CONCURRENCY, type MessagingStack, TIMEOUTS } from './messaging-stack.ts';
import { ParleyFunction, type Placement } from './parley-function.ts';
import type { Profile } from './profile.ts';
import type { StreamingStack } from './streaming-stack.ts';

interface Props {
  readonly profile: Profile;
  readonly data: DataStack;
  readonly messaging: MessagingStack;
  readonly streaming: StreamingStack | { readonly brokers: string };
  readonly placement: Placement | undefined;
}

/** The function for mail: large ones that were polled, and at SES what comes in and what becomes of what was sent. Without options, SES does not start it. */
export function receiveMail(scope: Construct, { profile, data, messaging, streaming, placement }: Props): void {
  const domain = readReceivingDomain(scope.node);
  const mail = new ParleyFunction(scope, 'Mail', {
    profile,
    entry: 'functions/mail/handler.ts',
    description: 'Reads large mails that were polled, and mail at SES: what comes in, and what becomes of what was sent',
    thread: MAIL_THREAD,
    timeout: TIMEOUTS.mailbox,
    // A mail of 40 MB, its parts and its files.
    memory: 2048,
    placement,
    environment: { MAIL_RECEIVING_DOMAIN: domain ?? '', MAIL_OBJECTS_PREFIX: PREFIX },
  });
  connectTable(mail, data, ['get', 'query']);
  connectOriginSecrets(mail, profile, 'read');
  connectObjects(mail, data, ['write', 'tag']);
  connectTopics(mail, streaming, ['messages']);
  mail.configureAsyncInvoke({ retryAttempts: 2, maxEventAge: Duration.hours(6), onFailure: new SqsDestination(messaging.deadLetters) });
  mail.addEventSource(new SqsEventSource(messaging.queues.mailbox, { batchSize: 1, reportBatchItemFailures: true, maxConcurrency: CONCURRENCY.mailbox }));
  allow(
    mail,
    ['s3:GetObject'],
    [`${seenBy(mail, data, data.objects.bucketArn)}/${PREFIX}*`],
    'SES and the poller name the mails; nothing else has this prefix.',
  );
  useKey(mail.role, data.key, 's3Read');
  hearMailEvents(mail, profile);
  if (domain === undefined) return;
  const stack = Stack.of(scope);
  mail.addPermission('Ses', { principal: new ServicePrincipal('ses.amazonaws.com'), sourceAccount: stack.account, sourceArn: rulesOf(stack, profile) });
  const rules = new CfnReceiptRuleSet(scope, 'MailRules', { ruleSetName: ruleSetOf(profile) });
  const rule = new CfnReceiptRule(scope, 'MailRule', {
    ruleSetName: ruleSetOf(profile),
    rule: {
      name: 'mails',
      enabled: true,
      scanEnabled: true,
      tlsPolicy: 'Optional',
      recipients: [domain],
      // In this order: the function is started when the mail is stored.
      actions: [
        { s3Action: { bucketName: seenBy(mail, data, data.objects.bucketName), objectKeyPrefix: PREFIX } },
        { lambdaAction: { functionArn: mail.functionArn, invocationType: 'Event' } },
      ],
    },
  });
  rule.addResourceDependency(rules);
  rule.node.addDependency(mail);
}
