import { Aws, Fn, Stack, type StackProps } from 'aws-cdk-lib';
import {
  FlowLogDestination,
  FlowLogTrafficType,
  GatewayVpcEndpointAwsService,
  InterfaceVpcEndpointAwsService,
  Peer,
  Port,
  SecurityGroup,
  SubnetType,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import { AnyPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Profile } from './profile.ts';
import { removalOf, retentionOf } from './retention.ts';

export const KAFKA_IAM_PORT = 9098;

/**
 * What functions inside the network call, gateways aside: queues, secrets, and the credentials of one tenant. Not Logs and X-Ray, which Lambda
 * itself takes from its functions; not KMS, which the services call; not Scheduler, which only the projector needs, outside.
 */
const INTERFACES = [
  ['Sqs', InterfaceVpcEndpointAwsService.SQS],
  ['SecretsManager', InterfaceVpcEndpointAwsService.SECRETS_MANAGER],
  ['Sts', InterfaceVpcEndpointAwsService.STS],
] as const;

/** Whatever gets hold of a function inside carries nothing to another account. */
const ownAccount = (account: string): PolicyStatement =>
  new PolicyStatement({
    principals: [new AnyPrincipal()],
    actions: ['*'],
    resources: ['*'],
    conditions: { StringEquals: { 'aws:ResourceAccount': account } },
  });

/**
 * A network that nothing leaves: no NAT and no internet gateway, only endpoints for the services that functions inside
 * it call. What must reach the internet runs outside of it.
 */
export class NetworkStack extends Stack {
  readonly vpc: Vpc;
  /** Of functions that need the brokers or the search nodes. */
  readonly clients: SecurityGroup;
  readonly brokers: SecurityGroup;
  readonly search: SecurityGroup;

  constructor(scope: Construct, id: string, props: StackProps & { readonly profile: Profile }) {
    super(scope, id, props);
    const { profile } = props;
    this.vpc = new Vpc(this, 'Vpc', {
      maxAzs: profile.zones,
      natGateways: 0,
      createInternetGateway: false,
      restrictDefaultSecurityGroup: false,
      subnetConfiguration: [{ name: 'isolated', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 20 }],
    });
    const gateways = [
      this.vpc.addGatewayEndpoint('DynamoDb', { service: GatewayVpcEndpointAwsService.DYNAMODB }),
      this.vpc.addGatewayEndpoint('S3', { service: GatewayVpcEndpointAwsService.S3 }),
    ];
    this.vpc.addFlowLog('Refused', {
      trafficType: FlowLogTrafficType.REJECT,
      destination: FlowLogDestination.toCloudWatchLogs(
        new LogGroup(this, 'RefusedTraffic', { retention: retentionOf(profile), removalPolicy: removalOf(profile) }),
      ),
    });

    this.clients = this.#group('Clients', 'Functions that talk to brokers or search');
    this.brokers = this.#group('Brokers', 'Kafka brokers');
    this.search = this.#group('Search', 'Search nodes');
    const endpoints = this.#group('Endpoints', 'Interface endpoints');
    this.brokers.addIngressRule(this.clients, Port.tcp(KAFKA_IAM_PORT), 'producers');
    // The event source's pollers wear the cluster's own group.
    this.brokers.addIngressRule(this.brokers, Port.tcp(KAFKA_IAM_PORT), 'event source pollers');
    this.search.addIngressRule(this.clients, Port.tcp(443), 'search clients');
    endpoints.addIngressRule(this.clients, Port.tcp(443), 'functions');
    endpoints.addIngressRule(this.brokers, Port.tcp(443), 'event source pollers');
    this.clients.addEgressRule(this.brokers, Port.tcp(KAFKA_IAM_PORT), 'brokers');
    this.clients.addEgressRule(this.search, Port.tcp(443), 'search');
    this.clients.addEgressRule(endpoints, Port.tcp(443), 'endpoints');
    // Gateway endpoints (DynamoDB, S3) have public addresses; the routes lead nowhere else.
    this.clients.addEgressRule(Peer.anyIpv4(), Port.tcp(443), 'gateway endpoints');
    this.brokers.addEgressRule(this.brokers, Port.tcp(KAFKA_IAM_PORT), 'event source pollers');
    // What a function fails permanently, the pollers themselves send to the dead-letter queue, through the endpoint of this network
    // (docs.aws.amazon.com/lambda/latest/dg/with-msk-on-failure.html, 2026-11).
    this.brokers.addEgressRule(endpoints, Port.tcp(443), 'dead-letter queue');

    // Each costs by zone and hour: one zone's serve both in dev.
    const subnets = { subnets: this.vpc.isolatedSubnets.slice(0, profile.endpointZones) };
    const interfaces = INTERFACES.map(([name, service]) => this.vpc.addInterfaceEndpoint(name, { service, subnets, securityGroups: [endpoints], open: false }));
    for (const endpoint of [...gateways, ...interfaces]) endpoint.addToPolicy(ownAccount(this.account));
  }

  /** Fixed by number instead of looked up, so that synthesis needs no account. */
  override get availabilityZones(): string[] {
    return [0, 1, 2].map((zone) => Fn.select(zone, Fn.getAzs(Aws.REGION)));
  }

  #group(id: string, description: string): SecurityGroup {
    return new SecurityGroup(this, id, { vpc: this.vpc, description, allowAllOutbound: false });
  }
}
