import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { CfnOutput, CustomResource, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { EbsDeviceVolumeType } from 'aws-cdk-lib/aws-ec2';
import { Domain, EngineVersion, TLSSecurityPolicy } from 'aws-cdk-lib/aws-opensearchservice';
import type { Provider } from 'aws-cdk-lib/custom-resources';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { DataStack } from './data-stack.ts';
import { deployProvider } from './deploy-provider.ts';
import { allow } from './grants.ts';
import type { NetworkStack } from './network-stack.ts';
import { ParleyFunction } from './parley-function.ts';
import type { Profile } from './profile.ts';
import { removalOf } from './retention.ts';

export interface SearchStackProps extends StackProps {
  readonly profile: Profile;
  readonly network: NetworkStack;
  readonly data: DataStack;
}

/** Files with the template, the lifecycle and the roles. */
const PUT_AT_DEPLOY = ['../adapters/search/opensearch-index.ts', '../adapters/search/opensearch-security.ts', '../domain/search/words-version.ts'];

/** A hash of the files, so that a change updates the resource. */
function versionOf(paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of paths) hash.update(readFileSync(new URL(path, import.meta.url)));
  return hash.digest('hex');
}

/**
 * Search. It is a projection, so no data is lost with it. In the VPC, for signed requests only, with fine-grained access control: the deploy
 * function is its master user and grants other functions their access.
 */
export class SearchStack extends Stack {
  readonly domain: Domain;
  /** With its scheme. */
  readonly endpoint: string;
  readonly #provider: Provider;

  constructor(scope: Construct, id: string, props: SearchStackProps) {
    super(scope, id, props);
    const { profile, network, data } = props;
    const master = this.#master(profile, network);
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
      encryptionAtRest: { enabled: true, ...(data.key ? { kmsKey: data.key } : {}) },
      nodeToNodeEncryption: true,
      enforceHttps: true,
      tlsSecurityPolicy: TLSSecurityPolicy.TLS_1_2_PFS,
      fineGrainedAccessControl: { masterUserArn: master.role?.roleArn as string },
      removalPolicy: removalOf(profile),
    });
    this.endpoint = `https://${this.domain.domainEndpoint}`;
    master.addEnvironment('SEARCH_ENDPOINT', this.endpoint);
    const verbs = ['Get', 'Put', 'Delete'].map((verb) => `es:ESHttp${verb}`);
    allow(master, verbs, [`${this.domain.domainArn}/*`], 'Template, lifecycle, first index, roles and their mappings: the master user of this one domain.');
    this.#provider = deployProvider(this, profile, master);
    new CustomResource(this, 'Index', {
      resourceType: 'Custom::SearchIndex',
      serviceToken: this.#provider.serviceToken,
      serviceTimeout: Duration.minutes(5),
      // A new template or lifecycle is an update.
      properties: {
        Kind: 'index',
        Version: versionOf(PUT_AT_DEPLOY),
      },
    });
    acknowledge(
      this.domain,
      'AwsSolutions-OS5',
      'Without a resource policy, the domain accepts only signed requests of roles of this account that have the permission.',
    );
    acknowledge(this.domain, 'AwsSolutions-OS3', 'The domain is in an isolated VPC; its security group admits one other group.');
    for (const log of ['SEARCH_SLOW_LOGS', 'INDEX_SLOW_LOGS']) {
      acknowledge(this.domain, `AwsSolutions-OS9[LogExport::${log}]`, "Slow logs contain customers' texts; metrics watch the latency instead.");
    }
    if (nodes === 1) {
      acknowledge(this.domain, 'AwsSolutions-OS4', 'One node is enough for development.');
      acknowledge(this.domain, 'AwsSolutions-OS7', 'One node is enough for development.');
    }
    new CfnOutput(this, 'searchEndpoint', { value: this.endpoint });
  }

  /** Creates a function's role in the domain, when the function's stack is deployed. */
  admit(fn: ParleyFunction, access: 'read' | 'write'): void {
    new CustomResource(fn, 'SearchAccess', {
      resourceType: 'Custom::SearchAccess',
      serviceToken: this.#provider.serviceToken,
      serviceTimeout: Duration.minutes(5),
      properties: {
        Kind: 'access',
        Name: fn.entry
          .replace(/^functions/, 'parley')
          .replace(/\.ts$/, '')
          .replaceAll('/', '-'),
        Access: access,
        Version: versionOf(PUT_AT_DEPLOY),
        IamRole: fn.role?.roleArn,
      },
    });
  }

  #master(profile: Profile, network: NetworkStack): ParleyFunction {
    return new ParleyFunction(this, 'Master', {
      profile,
      entry: 'functions/deploy/search.ts',
      description: 'Creates the index template, the lifecycle and the roles of search at deploy time',
      deployTime: true,
      timeout: 120,
      memory: 512,
      placement: { vpc: network.vpc, securityGroup: network.clients },
    });
  }
}
