import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Node } from 'constructs';
import { option } from './options.ts';
import type { Profile } from './profile.ts';

/** Where SES and the poller store mails that are not read yet, in the bucket of the objects: outside of the tenants', because only SES's recipients tell whose a mail is. */
export const PREFIX = 'mail-in/';
/** A mail that nobody has taken in this time is not going to be taken. */
const KEPT_DAYS = 14;

/** `-c mailReceivingDomain=in.shop.example`: SES receives mail for `{origin's id}@in.shop.example`. Undefined: it receives none. @throws for what is no domain */
export function readReceivingDomain(node: Node): string | undefined {
  const domain = option(node, 'mailReceivingDomain')?.toLowerCase();
  if (domain !== undefined && !/^(?:[a-z0-9-]+\.)+[a-z0-9-]+$/.test(domain)) throw new Error(`-c mailReceivingDomain=${domain}: must be a domain`);
  return domain;
}

export const ruleSetOf = (profile: Profile): string => `parley-${profile.name}`;
export const rulesOf = (stack: Stack, profile: Profile): string =>
  stack.formatArn({
    service: 'ses',
    resource: 'receipt-rule-set',
    resourceName: `${ruleSetOf(profile)}:receipt-rule/*`,
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });

/** Deletes mails after a time, and lets SES store mails in the bucket, and nothing else there. */
export function storeMails(bucket: Bucket, key: Key | undefined, profile: Profile): void {
  bucket.addLifecycleRule({ id: 'Mails', prefix: PREFIX, expiration: Duration.days(KEPT_DAYS) });
  if (readReceivingDomain(bucket.node) === undefined) return;
  const stack = Stack.of(bucket);
  const ses = new ServicePrincipal('ses.amazonaws.com');
  const conditions = { StringEquals: { 'aws:SourceAccount': stack.account }, ArnLike: { 'aws:SourceArn': rulesOf(stack, profile) } };
  bucket.addToResourcePolicy(new PolicyStatement({ principals: [ses], actions: ['s3:PutObject'], resources: [`${bucket.bucketArn}/${PREFIX}*`], conditions }));
  key?.addToResourcePolicy(
    new PolicyStatement({
      principals: [ses],
      actions: ['kms:GenerateDataKey'],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
    }),
  );
}
