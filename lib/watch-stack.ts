import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { readEmulator } from './emulator.ts';
import { ErrorTracking } from './error-tracking.ts';
import { alarmOnHub } from './hub-alarms.ts';
import { option } from './options.ts';
import type { Profile } from './profile.ts';
import { saveQueries } from './saved-queries.ts';

/** Alarm topic and error groups: deployed before everything that they watch. */
export class WatchStack extends Stack {
  /** Undefined without alarms. */
  readonly alarms: Topic | undefined;
  readonly errors: ErrorTracking;

  constructor(scope: Construct, id: string, props: StackProps & { readonly profile: Profile }) {
    super(scope, id, props);
    const { profile } = props;
    this.alarms = profile.alarms ? this.#topic(profile) : undefined;
    this.errors = new ErrorTracking(this, 'Errors', { profile });
    // MiniStack does not support this type.
    if (!readEmulator(this.node)) saveQueries(this, profile);
    const concurrency = option(this.node, 'accountConcurrency');
    if (profile.alarms) alarmOnHub(this, concurrency === undefined ? undefined : Number(concurrency));
  }

  /** Encrypted with its own key, because CloudWatch cannot use the AWS-managed key of SNS. */
  #topic(profile: Profile): Topic {
    const key = new Key(this, 'AlarmsKey', {
      alias: `parley/${profile.name}/alarms`,
      description: 'Parley: encrypts alarm notifications',
      enableKeyRotation: true,
      pendingWindow: Duration.days(7),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const topic = new Topic(this, 'Alarms', { topicName: `parley-${profile.name}-alarms`, displayName: 'Parley', masterKey: key, enforceSSL: true });
    const cloudWatch = new ServicePrincipal('cloudwatch.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': this.account } } });
    key.grant(cloudWatch, 'kms:Decrypt', 'kms:GenerateDataKey*');
    topic.grantPublish(cloudWatch);
    const email = option(this.node, 'alarmEmail');
    if (email !== undefined) topic.addSubscription(new EmailSubscription(email));
    new CfnOutput(this, 'alarmsTopicArn', { value: topic.topicArn });
    return topic;
  }
}
