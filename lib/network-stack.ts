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
 * Services that functions in the VPC call, besides those with gateway endpoints: queues, secrets, and STS for the credentials of one tenant. Logs and
 * X-Ray are not needed, because Lambda itself collects them; KMS is called by the services; only the projector, outside of the VPC, needs Scheduler.
 */
const INTERFACES = [
  ['Sqs', InterfaceVpcEndpointAwsService.SQS],
  ['SecretsManager', InterfaceVpcEndpointAwsService.SECRETS_MANAGER],
  ['Sts', InterfaceVpcEndpointAwsService.STS],
] as const;

/** Prevents a compromised function from sending data to another account. */
const ownAccount = (account: string): PolicyStatement =>
  new PolicyStatement({
    principals: [new AnyPrincipal()],
    actions: ['*'],
    resources: ['*'],
    conditions: { StringEquals: { 'aws:ResourceAccount': account } },
  });

/**
 * A VPC without internet access: no NAT and no internet gateway, only endpoints for the services that its functions call.
 * Functions that need the internet run outside of it.
 */
export class NetworkStack extends Stack {
  readonly vpc: Vpc;
  /** The security group of functions that need the brokers or the search nodes. */
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
    // The event source's pollers use the cluster's security group.
    this.brokers.addIngressRule(this.brokers, Port.tcp(KAFKA_IAM_PORT), 'event source pollers');
    this.search.addIngressRule(this.clients, Port.tcp(443), 'search clients');
    endpoints.addIngressRule(this.clients, Port.tcp(443), 'functions');
    endpoints.addIngressRule(this.brokers, Port.tcp(443), 'event source pollers');
    this.clients.addEgressRule(this.brokers, Port.tcp(KAFKA_IAM_PORT), 'brokers');
    this.clients.addEgressRule(this.search, Port.tcp(443), 'search');
    this.clients.addEgressRule(endpoints, Port.tcp(443), 'endpoints');
    // Gateway endpoints (DynamoDB, S3) have public addresses; there are no routes to other public addresses.
    this.clients.addEgressRule(Peer.anyIpv4(), Port.tcp(443), 'gateway endpoints');
    this.brokers.addEgressRule(this.brokers, Port.tcp(KAFKA_IAM_PORT), 'event source pollers');
    // The pollers send records that fail permanently to the dead-letter queue, through the endpoint in this VPC
    // (docs.aws.amazon.com/lambda/latest/dg/with-msk-on-failure.html, 2026-11).
    this.brokers.addEgressRule(endpoints, Port.tcp(443), 'dead-letter queue');

    // Each is billed by zone and hour: in dev, the endpoints of one zone serve both zones.
    const subnets = { subnets: this.vpc.isolatedSubnets.slice(0, profile.endpointZones) };
    const interfaces = INTERFACES.map(([name, service]) => this.vpc.addInterfaceEndpoint(name, { service, subnets, securityGroups: [endpoints], open: false }));
    for (const endpoint of [...gateways, ...interfaces]) endpoint.addToPolicy(ownAccount(this.account));
  }

  /** Zones by number instead of a lookup, so that synthesis needs no account. */
  override get availabilityZones(): string[] {
    return [0, 1, 2].map((zone) => Fn.select(zone, Fn.getAzs(Aws.REGION)));
  }

  #group(id: string, description: string): SecurityGroup {
    return new SecurityGroup(this, id, { vpc: this.vpc, description, allowAllOutbound: false });
  }
}
