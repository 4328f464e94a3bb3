import { App, type AppProps, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { readApiRoutes } from './api-routes.ts';
import { ApiStack } from './api-stack.ts';
import { mustPassChecks } from './checks.ts';
import { ConsumersStack } from './consumers-stack.ts';
import { DataStack } from './data-stack.ts';
import { readEmulator } from './emulator.ts';
import { featureFlags } from './feature-flags.ts';
import { MessagingStack } from './messaging-stack.ts';
import { NetworkStack } from './network-stack.ts';
import { readProfile } from './profile.ts';
import { RealtimeStack } from './realtime-stack.ts';
import { SearchStack } from './search-stack.ts';
import { StreamingStack } from './streaming-stack.ts';

/** The whole app. Context: `profile` (dev, prod), `emulator` and what it names. */
export async function buildApp(props: AppProps = {}): Promise<App> {
  const app = new App({ analyticsReporting: false, treeMetadata: false, stackTraces: false, ...props, context: { ...featureFlags, ...props.context } });
  const profile = readProfile(app.node);
  const emulator = readEmulator(app.node);
  const name = (part: string): string => `parley-${profile.name}-${part}`;
  const env = { region: process.env.CDK_DEFAULT_REGION, account: process.env.CDK_DEFAULT_ACCOUNT };
  const base = { profile, env, terminationProtection: profile.protect };

  const data = new DataStack(app, name('data'), { ...base, description: 'Parley: table, objects, secrets' });
  const messaging = new MessagingStack(app, name('messaging'), { ...base, description: 'Parley: queues and schedules' });
  const network = emulator ? undefined : new NetworkStack(app, name('network'), { ...base, description: 'Parley: a network that nothing leaves' });
  const streaming = network ? new StreamingStack(app, name('streaming'), { ...base, network, data, description: 'Parley: Kafka and its topics' }) : undefined;
  const search = network ? new SearchStack(app, name('search'), { ...base, network, data, description: 'Parley: OpenSearch' }) : undefined;
  const placement = network ? { vpc: network.vpc, securityGroup: network.clients } : undefined;
  const searchEdge = search ?? { endpoint: emulator?.searchEndpoint ?? '' };
  const realtime = new RealtimeStack(app, name('realtime'), { ...base, data, messaging, emulator, description: 'Parley: WebSocket API' });
  new ApiStack(app, name('api'), {
    ...base,
    routes: await readApiRoutes(),
    data,
    messaging,
    realtime,
    streaming: streaming ?? { brokers: emulator?.kafkaBrokers ?? '' },
    search: searchEdge,
    placement,
    emulator,
    description: 'Parley: HTTPS API and webhooks',
  });
  new ConsumersStack(app, name('consumers'), {
    ...base,
    data,
    messaging,
    streaming,
    search: searchEdge,
    placement,
    emulator,
    description: 'Parley: consumers, projections, jobs',
  });

  Tags.of(app).add('app', 'parley');
  Tags.of(app).add('profile', profile.name);
  if (mustPassChecks(app.node)) Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
}
