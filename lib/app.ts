import { Annotations, App, type AppProps, Stack, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { readApiRoutes } from './api-routes.ts';
import { ApiStack } from './api-stack.ts';
import { BedrockStack, readBedrockModel } from './bedrock-stack.ts';
import { mustPassChecks } from './checks.ts';
import { readConsole, readConsoleUrl } from './console-option.ts';
import { ConsoleStack } from './console-stack.ts';
import { ConsumersStack } from './consumers-stack.ts';
import { DataStack } from './data-stack.ts';
import { EDGE_REGION, readDomain } from './domain.ts';
import { EdgeStack } from './edge-stack.ts';
import { readEmulator } from './emulator.ts';
import { featureFlags } from './feature-flags.ts';
import { MessagingStack } from './messaging-stack.ts';
import { NetworkStack } from './network-stack.ts';
import { isDeletionProtected, option } from './options.ts';
import { PipelineRoleStack } from './pipeline-role-stack.ts';
import { readProfile } from './profile.ts';
import { RealtimeStack } from './realtime-stack.ts';
import { SearchStack } from './search-stack.ts';
import { readService } from './services.ts';
import { StreamingStack } from './streaming-stack.ts';
import { isWatched, watch } from './watch.ts';

/** The whole app. Context: `profile` (dev, prod), `emulator` and `domainName` with their related options (docs/deploy.md). */
export async function buildApp(props: AppProps = {}): Promise<App> {
  const app = new App({ analyticsReporting: false, treeMetadata: false, stackTraces: false, ...props, context: { ...featureFlags, ...props.context } });
  const profile = readProfile(app.node);
  const emulator = readEmulator(app.node);
  const name = (part: string): string => `parley-${profile.name}-${part}`;
  const env = { region: process.env.CDK_DEFAULT_REGION, account: process.env.CDK_DEFAULT_ACCOUNT };
  const domain = readDomain(app.node, profile, env.region);
  if (domain && emulator) throw new Error('-c domainName: an emulator has no domain names');
  const console = readConsole(app.node, { domain, emulator: emulator !== undefined, region: env.region });
  const consoleUrl = readConsoleUrl(app.node, console);
  const base = { profile, env };
  // Stacks that store or transport data. The others can be deleted and deployed again.
  const deletionProtected = isDeletionProtected(app.node, profile);
  const stateful = { ...base, terminationProtection: deletionProtected };

  if (profile.protect && !deletionProtected)
    Annotations.of(app).addInfo(
      'Stacks and table can be deleted: after the first successful deployment, deploy with -c deletionProtection=on (docs/deploy.md).',
    );

  const data = new DataStack(app, name('data'), { ...stateful, description: 'Parley: table, objects, secrets' });
  const messaging = new MessagingStack(app, name('messaging'), { ...stateful, description: 'Parley: queues and schedules' });
  const network = emulator ? undefined : new NetworkStack(app, name('network'), { ...stateful, description: 'Parley: network without internet access' });
  const streaming = network
    ? new StreamingStack(app, name('streaming'), { ...stateful, network, data, description: 'Parley: Kafka and its topics' })
    : undefined;
  const search = network ? new SearchStack(app, name('search'), { ...stateful, network, data, description: 'Parley: OpenSearch' }) : undefined;
  const placement = network ? { vpc: network.vpc, securityGroup: network.clients } : undefined;
  const searchEdge = search ?? { endpoint: emulator?.searchEndpoint ?? '' };
  const realtime = new RealtimeStack(app, name('realtime'), { ...base, data, messaging, emulator, domain, description: 'Parley: WebSocket API' });
  const modelId = readBedrockModel(app.node);
  if (modelId !== undefined && emulator) throw new Error('-c bedrockModelId: an emulator has no Bedrock');
  const bedrock =
    modelId === undefined ? undefined : new BedrockStack(app, name('bedrock'), { ...base, modelId, description: 'Parley: AI toolbox on Bedrock' });
  const toolbox = bedrock?.toolbox ?? readService(app.node, 'toolbox');
  const api = new ApiStack(app, name('api'), {
    ...base,
    routes: await readApiRoutes(),
    data,
    messaging,
    realtime,
    streaming: streaming ?? { brokers: emulator?.kafkaBrokers ?? '' },
    search: searchEdge,
    placement,
    emulator,
    domain,
    toolbox,
    consoleUrl,
    frontedFrom: domain?.edge ? (domain.edge.region === EDGE_REGION ? 'here' : 'elsewhere') : console && 'here',
    description: 'Parley: HTTPS API and webhooks',
  });
  let edge: EdgeStack | undefined;
  if (domain?.edge) {
    const edgeEnv = { ...env, region: EDGE_REGION };
    edge = new EdgeStack(app, name('edge'), {
      ...base,
      env: edgeEnv,
      domain: { ...domain, edge: domain.edge },
      description: 'Parley: CloudFront and firewall',
    });
    // It refers to the API's secret by name.
    edge.addStackDependency(api);
  }
  if (console) {
    const isElsewhere = edge !== undefined && domain?.edge?.region !== EDGE_REGION;
    const site = new ConsoleStack(app, name('console'), {
      ...base,
      env: edge ? { ...env, region: EDGE_REGION } : env,
      apiHost: api.host,
      apiUrl: api.apiUrl,
      wsUrl: realtime.wsUrl,
      filesOrigin: isElsewhere ? console.filesOrigin : `https://${data.objects.bucketRegionalDomainName}`,
      name: console.name,
      firewallArn: edge?.firewallArn,
      description: 'Parley: console and widget',
    });
    site.addStackDependency(api);
  }
  new ConsumersStack(app, name('consumers'), {
    ...base,
    data,
    messaging,
    streaming,
    search: searchEdge,
    placement,
    emulator,
    toolbox,
    apiUrl: api.apiUrl,
    consoleUrl,
    description: 'Parley: consumers, projections, jobs',
  });

  if (isWatched(app)) watch(app, name, base);
  const repository = option(app.node, 'githubRepository');
  if (repository !== undefined) new PipelineRoleStack(app, name('pipeline'), { ...base, repository, description: 'Parley: roles of the pipeline' });

  Tags.of(app).add('app', 'parley');
  Tags.of(app).add('profile', profile.name);
  // If they are activated as cost allocation tags, they split the bill.
  for (const stack of app.node.children) if (stack instanceof Stack) Tags.of(stack).add('parley:component', stack.stackName.slice(name('').length));
  if (mustPassChecks(app.node)) Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
}
