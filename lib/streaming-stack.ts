import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnCluster, CfnConfiguration } from 'aws-cdk-lib/aws-msk';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { DataStack } from './data-stack.ts';
import { kafkaArn } from './kafka-arn.ts';
import type { NetworkStack } from './network-stack.ts';
import type { Profile } from './profile.ts';
import { removalOf, retentionOf } from './retention.ts';
import { TopicsResource } from './topics-resource.ts';

/** Kafka with IAM authentication over TLS only, and the topics of the hub. */
export class StreamingStack extends Stack {
  readonly clusterArn: string;
  /** `host:9098,…` */
  readonly brokers: string;

  constructor(scope: Construct, id: string, props: StackProps & { readonly profile: Profile; readonly network: NetworkStack; readonly data: DataStack }) {
    super(scope, id, props);
    const { profile, network, data } = props;
    const { type, version, replicas, minInSync, volumeGib } = profile.brokers;
    const name = `parley-${profile.name}`;
    const logs = new LogGroup(this, 'BrokerLogs', { retention: retentionOf(profile), removalPolicy: removalOf(profile) });
    // Express brokers have these settings fixed and reject them in a configuration.
    const configuration =
      volumeGib === null
        ? undefined
        : new CfnConfiguration(this, 'Settings', {
            name: `${name}-settings`,
            kafkaVersionsList: [version],
            serverProperties: [
              'auto.create.topics.enable=false',
              `default.replication.factor=${replicas}`,
              `min.insync.replicas=${minInSync}`,
              'unclean.leader.election.enable=false',
              'log.retention.hours=168',
            ].join('\n'),
          });
    const cluster = new CfnCluster(this, 'Cluster', {
      clusterName: name,
      kafkaVersion: version,
      numberOfBrokerNodes: profile.zones,
      brokerNodeGroupInfo: {
        instanceType: type,
        clientSubnets: network.vpc.isolatedSubnets.map((subnet) => subnet.subnetId),
        securityGroups: [network.brokers.securityGroupId],
        ...(volumeGib === null ? {} : { storageInfo: { ebsStorageInfo: { volumeSize: volumeGib } } }),
      },
      clientAuthentication: { sasl: { iam: { enabled: true } }, unauthenticated: { enabled: false } },
      encryptionInfo: {
        encryptionInTransit: { clientBroker: 'TLS', inCluster: true },
        ...(data.key ? { encryptionAtRest: { dataVolumeKmsKeyId: data.key.keyArn } } : {}),
      },
      // Metrics per broker are billed.
      enhancedMonitoring: profile.protect ? 'PER_BROKER' : 'DEFAULT',
      loggingInfo: { brokerLogs: { cloudWatchLogs: { enabled: true, logGroup: logs.logGroupName } } },
      ...(configuration ? { configurationInfo: { arn: configuration.attrArn, revision: 1 } } : {}),
    });
    cluster.applyRemovalPolicy(removalOf(profile));
    this.clusterArn = cluster.attrArn;
    this.brokers = this.#bootstrapBrokers(profile);
    new TopicsResource(this, 'Topics', { profile, network, clusterArn: this.clusterArn, brokers: this.brokers });
    new CfnOutput(this, 'kafkaBrokers', { value: this.brokers });
  }

  /** `arn:…:topic/{cluster}/{uuid}/{topic}`; `*` for all topics of this cluster. */
  topicArn(topic: string): string {
    return kafkaArn(this, this.clusterArn, 'topic', topic);
  }

  groupArn(group: string): string {
    return kafkaArn(this, this.clusterArn, 'group', group);
  }

  /** CloudFormation does not return a cluster's broker addresses, so a call of the service reads them. */
  #bootstrapBrokers(profile: Profile): string {
    const call = {
      service: 'Kafka',
      action: 'getBootstrapBrokers',
      parameters: { ClusterArn: this.clusterArn },
      physicalResourceId: PhysicalResourceId.of('brokers'),
    };
    const lookup = new AwsCustomResource(this, 'BootstrapBrokers', {
      onUpdate: call,
      policy: AwsCustomResourcePolicy.fromStatements([new PolicyStatement({ actions: ['kafka:GetBootstrapBrokers'], resources: [this.clusterArn] })]),
      installLatestAwsSdk: false,
      logGroup: new LogGroup(this, 'BootstrapBrokersLogs', { retention: retentionOf(profile), removalPolicy: removalOf(profile) }),
    });
    acknowledge(
      this,
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
      'CDK attaches it to its own custom-resource functions; Parley does not use it.',
    );
    return lookup.getResponseField('BootstrapBrokerStringSaslIam');
  }
}
