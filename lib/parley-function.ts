import { ArnFormat, type CfnResource, Duration, Stack } from 'aws-cdk-lib';
import type { ISecurityGroup, IVpc } from 'aws-cdk-lib/aws-ec2';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, LoggingFormat, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { bundledCode } from './bundled-code.ts';
import type { ThreadCode } from './bundling.ts';
import type { Profile } from './profile.ts';
import { removalOf, retentionOf } from './retention.ts';

/** Metadata with the path of a function's source, for the laptop cloud. */
export const ENTRY_METADATA = 'parley:entry';
/** The same for functions that only a deployment runs; the laptop cloud ignores them. */
export const DEPLOY_ENTRY_METADATA = 'parley:deploy-entry';

/** Placement in the VPC, for functions that need brokers or search nodes. */
export interface Placement {
  readonly vpc: IVpc;
  readonly securityGroup: ISecurityGroup;
}

export interface ParleyFunctionProps {
  readonly profile: Profile;
  /** Path from the repository's root. The module exports `handler`. */
  readonly entry: string;
  readonly description: string;
  /** Seconds. */
  readonly timeout: number;
  /** MB; CPU grows with it, one core at 1,769. */
  readonly memory: number;
  /** Undefined: outside of the VPC. */
  readonly placement?: Placement | undefined;
  readonly environment?: Readonly<Record<string, string>>;
  /** Reserved concurrency: no other function of the account can use it, and this function cannot exceed it. */
  readonly reservedConcurrency?: number | undefined;
  /** Code that it runs in a thread. */
  readonly thread?: ThreadCode;
  /** Whether it serves the reference page, whose files are then beside the bundle. */
  readonly docs?: boolean;
  /** Whether the deployment runs it, not the app. */
  readonly deployTime?: boolean;
}

/**
 * One entry point on Lambda: bundled alone (ESM, minified, the SDK included, because a bundled client starts faster than the
 * runtime's copy), with a role and a log group of its own. It may only log and trace until it is connected to a service.
 */
export class ParleyFunction extends LambdaFunction {
  readonly entry: string;
  readonly thread: ThreadCode | undefined;

  constructor(scope: Construct, id: string, props: ParleyFunctionProps) {
    const stack = Stack.of(scope);
    const logGroup = new LogGroup(scope, `${id}Logs`, { retention: retentionOf(props.profile), removalPolicy: removalOf(props.profile) });
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com'), description: `Parley ${props.entry}` });
    super(scope, id, {
      description: props.description,
      // Synthesis without bundling (`npm start`, `cdk ls`) needs no code, because the laptop cloud runs the sources.
      code: stack.bundlingRequired ? bundledCode(props.entry, props) : Code.fromInline('export {}'),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      timeout: Duration.seconds(props.timeout),
      memorySize: props.memory,
      ...(props.reservedConcurrency === undefined ? {} : { reservedConcurrentExecutions: props.reservedConcurrency }),
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      tracing: Tracing.ACTIVE,
      ...(props.placement ? { vpc: props.placement.vpc, securityGroups: [props.placement.securityGroup] } : {}),
      environment: {
        POWERTOOLS_SERVICE_NAME: 'parley',
        POWERTOOLS_METRICS_NAMESPACE: 'Parley',
        ...props.environment,
      },
    });
    this.entry = props.entry;
    this.thread = props.thread;
    (this.node.defaultChild as CfnResource).addMetadata(props.deployTime ? DEPLOY_ENTRY_METADATA : ENTRY_METADATA, props.entry);
    logGroup.grantWrite(role);
    if (props.placement) joinNetwork(role, stack);
    acknowledge(role, 'AwsSolutions-IAM5[Resource::*]', REASON_STAR);
  }
}

const REASON_STAR = 'X-Ray, network interfaces and the list of streams have no resource-level permissions; every other statement names its resources.';

/**
 * Permissions that Lambda needs in the function's role to place it in the VPC. The function's own code is denied them, as
 * the developer guide advises (docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html, "Security best practices", 2026-11).
 */
function joinNetwork(role: Role, stack: Stack): void {
  const actions = [
    'ec2:CreateNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSubnets',
    'ec2:DeleteNetworkInterface',
    'ec2:AssignPrivateIpAddresses',
    'ec2:UnassignPrivateIpAddresses',
  ];
  role.addToPolicy(new PolicyStatement({ actions, resources: ['*'] }));
  const anyFunctionHere = stack.formatArn({ service: 'lambda', resource: 'function', resourceName: '*', arnFormat: ArnFormat.COLON_RESOURCE_NAME });
  role.addToPolicy(
    new PolicyStatement({ effect: Effect.DENY, actions, resources: ['*'], conditions: { ArnLike: { 'lambda:SourceFunctionArn': anyFunctionHere } } }),
  );
}
