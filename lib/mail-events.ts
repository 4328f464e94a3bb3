import { Stack } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { CfnConfigurationSet, CfnConfigurationSetEventDestination } from 'aws-cdk-lib/aws-ses';
import type { Construct, Node } from 'constructs';
import { readMailSending } from './mail-sending.ts';
import type { ParleyFunction } from './parley-function.ts';
import type { Profile } from './profile.ts';

/** What SES tells of each mail, of the events that there are: opens and clicks would need marks in the mails. */
const TOLD = ['delivery', 'bounce', 'complaint', 'reject'];
const DETAIL_TYPES = ['Email Delivered', 'Email Bounced', 'Email Complaint Received', 'Email Rejected'];

/**
 * The configuration set that the deployment makes: with identities, unless another one is named or mails leave in another Region, whose events do not come to
 * this one. Empty: none.
 */
export function ownConfigurationSet(node: Node, { name }: Pick<Profile, 'name'>): string {
  const { identities, region, configurationSet } = readMailSending(node);
  return identities.length > 0 && region === '' && configurationSet === '' ? `parley-${name}` : '';
}

/** The configuration set: its mails' events go to the account's bus, and addresses that bounce or complain are suppressed. Before everything that sends. */
export function publishMailEvents(scope: Construct, profile: Profile): void {
  const name = ownConfigurationSet(scope.node, profile);
  if (name === '') return;
  const set = new CfnConfigurationSet(scope, 'Mails', { name, suppressionOptions: { suppressedReasons: ['BOUNCE', 'COMPLAINT'] } });
  // SES publishes to the default bus only.
  const eventBusArn = Stack.of(scope).formatArn({ service: 'events', resource: 'event-bus', resourceName: 'default' });
  const destination = new CfnConfigurationSetEventDestination(scope, 'MailEvents', {
    configurationSetName: name,
    eventDestination: { name: 'events', enabled: true, matchingEventTypes: TOLD, eventBridgeDestination: { eventBusArn } },
  });
  destination.addResourceDependency(set);
}

/** Starts the function with the events of this deployment's mails, its own set's or those of the one that is named. */
export function hearMailEvents(fn: ParleyFunction, profile: Profile): void {
  const { region, configurationSet } = readMailSending(fn.node);
  const name = configurationSet === '' ? ownConfigurationSet(fn.node, profile) : configurationSet;
  if (name === '' || region !== '') return;
  new Rule(fn, 'MailEvents', {
    description: 'What SES tells of mails that were sent',
    eventPattern: { source: ['aws.ses'], detailType: DETAIL_TYPES, detail: { mail: { tags: { 'ses:configuration-set': [name] } } } },
    targets: [new LambdaFunction(fn)],
  });
}
