import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { EbsDeviceVolumeType } from 'aws-cdk-lib/aws-ec2';
import { Domain, EngineVersion, TLSSecurityPolicy } from 'aws-cdk-lib/aws-opensearchservice';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { NetworkStack } from './network-stack.ts';
import type { Profile } from './profile.ts';
import { removalOf } from './retention.ts';

/** Search: a projection, so that losing it loses nothing; inside the network, by signed requests only. */
export class SearchStack extends Stack {
  readonly domain: Domain;
  /** With its scheme. */
  readonly endpoint: string;

  constructor(scope: Construct, id: string, props: StackProps & { readonly profile: Profile; readonly network: NetworkStack }) {
    super(scope, id, props);
    const { profile, network } = props;
    const { nodes, type, managers, volumeGib } = profile.search;
    this.domain = new Domain(this, 'Domain', {
      version: EngineVersion.OPENSEARCH_2_19,
      vpc: network.vpc,
      vpcSubnets: [{ subnets: network.vpc.isolatedSubnets.slice(0, nodes) }],
      securityGroups: [network.search],
      capacity: {
        dataNodes: nodes,
        dataNodeInstanceType: type,
        ...(managers > 0 ? { masterNodes: managers, masterNodeInstanceType: 'm7g.large.search' } : {}),
        multiAzWithStandbyEnabled: false,
      },
      zoneAwareness: nodes > 1 ? { enabled: true, availabilityZoneCount: nodes } : { enabled: false },
      ebs: { volumeSize: volumeGib, volumeType: EbsDeviceVolumeType.GP3 },
      encryptionAtRest: { enabled: true },
      nodeToNodeEncryption: true,
      enforceHttps: true,
      tlsSecurityPolicy: TLSSecurityPolicy.TLS_1_2_PFS,
      removalPolicy: removalOf(profile),
    });
    this.endpoint = `https://${this.domain.domainEndpoint}`;
    acknowledge(
      this.domain,
      'AwsSolutions-OS5',
      'Without a policy of its own the domain takes only signed requests of roles of this account that were granted them.',
    );
    acknowledge(this.domain, 'AwsSolutions-OS3', 'The domain stands in an isolated network; its security group admits one other group.');
    for (const log of ['SEARCH_SLOW_LOGS', 'INDEX_SLOW_LOGS']) {
      acknowledge(this.domain, `AwsSolutions-OS9[LogExport::${log}]`, "Slow logs hold customers' words; latency is watched by metrics instead.");
    }
    if (nodes === 1) {
      acknowledge(this.domain, 'AwsSolutions-OS4', 'One node is enough to develop on.');
      acknowledge(this.domain, 'AwsSolutions-OS7', 'One node is enough to develop on.');
    }
    new CfnOutput(this, 'searchEndpoint', { value: this.endpoint });
  }
}
