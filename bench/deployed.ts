import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from '../lib/app.ts';

/** Resources of a deployment that are billed by the hour or the month, counted in its templates. */
export interface Deployed {
  readonly brokers: { readonly type: string; readonly count: number; readonly volumeGib: number };
  /** Minimum pollers of all topics' event sources. */
  readonly pollers: number;
  readonly search: { readonly type: string; readonly nodes: number; readonly managerType: string; readonly managers: number; readonly volumeGib: number };
  /** Interface endpoints, and the zones of each. */
  readonly endpoints: number;
  readonly zones: number;
  readonly alarms: number;
  readonly dashboards: number;
  readonly keys: number;
  readonly secrets: number;
  /** Of secrets, in other Regions. */
  readonly replicas: number;
  /** Queues that Lambda polls. */
  readonly polledQueues: number;
  readonly webAcls: number;
  readonly webAclRules: number;
  readonly distributions: number;
}

type Json = { readonly [key: string]: Json };
interface Resource {
  readonly Type: string;
  readonly Properties?: Json;
}

const at = (json: Json | undefined, ...path: readonly string[]): unknown => path.reduce<Json | undefined>((part, key) => part?.[key], json);
const number = (value: unknown): number => Number(value ?? 0);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const count = (value: unknown): number => (Array.isArray(value) ? value.length : 0);

/** Synthesises a profile, without bundling, and counts. */
export async function deployed(context: Readonly<Record<string, string>>): Promise<Deployed> {
  const outdir = mkdtempSync(join(tmpdir(), 'parley-deployed-'));
  const { CDK_VALIDATION: validation, CDK_DEFAULT_REGION: region } = process.env;
  process.env['CDK_VALIDATION'] = 'false';
  // A custom domain name needs the Region; nothing that is counted here depends on it.
  process.env['CDK_DEFAULT_REGION'] = 'eu-west-1';
  try {
    const app = await buildApp({ outdir, context: { 'aws:cdk:bundling-stacks': [], checks: 'false', ...context } });
    return read(app.synth().stacks.flatMap(({ template }) => Object.values((template as { Resources: Record<string, Resource> }).Resources)));
  } finally {
    for (const [name, value] of Object.entries({ CDK_VALIDATION: validation, CDK_DEFAULT_REGION: region }))
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    rmSync(outdir, { recursive: true });
  }
}

const read = (resources: readonly Resource[]): Deployed => {
  const of = (type: string): Resource[] => resources.filter(({ Type }) => Type === type);
  const [cluster] = of('AWS::MSK::Cluster');
  const [domain] = of('AWS::OpenSearchService::Domain');
  const nodes = at(domain?.Properties, 'ClusterConfig') as Json | undefined;
  const interfaces = of('AWS::EC2::VPCEndpoint').filter(({ Properties }) => at(Properties, 'VpcEndpointType') === ('Interface' as unknown));
  const sources = of('AWS::Lambda::EventSourceMapping');
  const acls = of('AWS::WAFv2::WebACL');
  return {
    brokers: {
      type: text(at(cluster?.Properties, 'BrokerNodeGroupInfo', 'InstanceType')),
      count: number(at(cluster?.Properties, 'NumberOfBrokerNodes')),
      volumeGib: number(at(cluster?.Properties, 'BrokerNodeGroupInfo', 'StorageInfo', 'EBSStorageInfo', 'VolumeSize')),
    },
    pollers: sources.reduce((sum, { Properties }) => sum + number(at(Properties, 'ProvisionedPollerConfig', 'MinimumPollers')), 0),
    search: {
      type: text(nodes?.['InstanceType']),
      nodes: number(nodes?.['InstanceCount']),
      managerType: text(nodes?.['DedicatedMasterType']),
      managers: number(nodes?.['DedicatedMasterCount']),
      volumeGib: number(at(domain?.Properties, 'EBSOptions', 'VolumeSize')),
    },
    endpoints: interfaces.length,
    zones: count(at(interfaces[0]?.Properties, 'SubnetIds')),
    alarms: of('AWS::CloudWatch::Alarm').length,
    dashboards: of('AWS::CloudWatch::Dashboard').length,
    keys: of('AWS::KMS::Key').length,
    secrets: of('AWS::SecretsManager::Secret').length,
    replicas: of('AWS::SecretsManager::Secret').reduce((sum, { Properties }) => sum + count(at(Properties, 'ReplicaRegions')), 0),
    // Mappings of streams have a starting position; those of queues do not.
    polledQueues: sources.filter(({ Properties }) => Properties !== undefined && !('StartingPosition' in Properties)).length,
    webAcls: acls.length,
    webAclRules: acls.reduce((sum, { Properties }) => sum + count(at(Properties, 'Rules')), 0),
    distributions: of('AWS::CloudFront::Distribution').length,
  };
};
