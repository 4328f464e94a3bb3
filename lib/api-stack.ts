import { CfnOutput, Duration, Fn, Stack, type StackProps } from 'aws-cdk-lib';
import { HttpApi, HttpMethod, HttpNoneAuthorizer, HttpRoute, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { alarmOnServerErrors } from './alarms.ts';
import { edgeSecretName } from './api-behaviour.ts';
import type { ApiRoute } from './api-routes.ts';
import { MAIL_THREAD } from './bundling.ts';
import type { DataStack } from './data-stack.ts';
import { type Domain, EDGE_REGION, mapDomain } from './domain.ts';
import { connectAppSecrets, connectObjects, connectOriginSecrets, connectQueue, connectSearch, connectTable, connectTopics } from './edges.ts';
import { allowedHost, type Emulator, gatewayOf } from './emulator.ts';
import { allow } from './grants.ts';
import { logAndThrottle } from './http-stage.ts';
import { receiveMail } from './mail-receiving.ts';
import { connectMailIdentities } from './mail-sending.ts';
import type { MessagingStack } from './messaging-stack.ts';
import { connectMobilePush } from './mobile-push.ts';
import { readWebhookConcurrency } from './options.ts';
import { ParleyFunction, type Placement } from './parley-function.ts';
import { passkeySettings } from './passkeys.ts';
import { poll } from './polling.ts';
import { ACCOUNT_THROTTLE, type Profile } from './profile.ts';
import type { RealtimeStack } from './realtime-stack.ts';
import { removalOf } from './retention.ts';
import type { SearchStack } from './search-stack.ts';
import { type Service, serviceAddress, setServiceAddress } from './services.ts';
import { counterSettings, limitSettings, ticketSettings } from './settings.ts';
import type { StreamingStack } from './streaming-stack.ts';
import { CONSUMED } from './topics.ts';

export interface ApiStackProps extends StackProps {
  readonly profile: Profile;
  readonly routes: readonly ApiRoute[];
  readonly data: DataStack;
  readonly messaging: MessagingStack;
  readonly realtime: RealtimeStack;
  readonly streaming: StreamingStack | { readonly brokers: string };
  readonly search: SearchStack | { readonly endpoint: string };
  readonly placement: Placement | undefined;
  readonly emulator?: Emulator | undefined;
  readonly domain?: Domain | undefined;
  readonly toolbox: Service | null;
  /** Where the console is; undefined: at the API's own address. */
  readonly consoleUrl?: string | undefined;
  /** CloudFront calls the API: from a stack in this Region, or in us-east-1. Undefined: it does not. */
  readonly frontedFrom?: 'here' | 'elsewhere' | undefined;
}

/** The HTTPS API: one function with a router for the API, one for providers' webhooks. */
export class ApiStack extends Stack {
  readonly apiUrl: string;
  /** The API's own name, which CloudFront calls. */
  readonly host: string;

  constructor(scope: Construct, id: string, props: ApiStackProps) {
    super(scope, id, props);
    const { profile, data, messaging } = props;
    const { domain } = props;
    const http = new HttpApi(this, 'Http', {
      apiName: `parley-${profile.name}`,
      createDefaultStage: true,
      defaultAuthorizer: new HttpNoneAuthorizer(),
      // With its own domain name, the API does not answer under the default one.
      ...(domain ? { disableExecuteApiEndpoint: true } : {}),
    });
    if (domain) mapDomain(this, 'Name', domain, domain.origin, http, http.defaultStage);
    if (domain) this.apiUrl = `https://${domain.name}`;
    else this.apiUrl = props.emulator ? gatewayOf(props.emulator, http.apiId, '$default') : http.apiEndpoint;

    this.host = domain?.origin ?? Fn.select(2, Fn.split('/', http.apiEndpoint));

    const api = new ParleyFunction(this, 'Api', {
      profile,
      entry: 'functions/api/handler.ts',
      description: 'The public API',
      docs: true,
      // A replay reads mails, too.
      thread: MAIL_THREAD,
      timeout: 29,
      memory: 1024,
      placement: props.placement,
      environment: {
        PARLEY_PUBLIC_URL: this.apiUrl,
        ...(props.consoleUrl === undefined ? {} : { PARLEY_CONSOLE_URL: props.consoleUrl }),
        WS_URL: props.realtime.wsUrl,
        ...ticketSettings(profile),
        ...counterSettings(profile),
        ...limitSettings(),
        ...passkeySettings(this.node),
        ...serviceAddress(this.node, 'userService'),
        // Addresses of callbacks that may be saved: the ones that the sender may call.
        PARLEY_OUTGOING_ALLOW: allowedHost(props.emulator),
      },
    });
    connectTable(api, data, 'byTenant');
    connectAppSecrets(api, data);
    connectOriginSecrets(api, profile, 'write', 'write');
    connectObjects(api, data, ['read', 'write']);
    connectSearch(api, props.search, 'read');
    connectQueue(api, messaging, 'bulk');
    connectMobilePush(api, 'accept');
    connectMailIdentities(api, props.emulator);
    // From inside the VPC, the user service cannot be reached.
    connectQueue(api, messaging, 'people');
    // Events that programs send, and dead letters that are replayed.
    connectTopics(api, props.streaming, CONSUMED);
    if (props.frontedFrom !== undefined) this.#edgeSecret(props, api, props.frontedFrom);
    // The delivery function closes sockets of ended sessions.
    connectQueue(api, messaging, 'delivery');
    // Agents' requests to the AI toolbox go through a queue, because the API cannot reach the internet.
    connectQueue(api, messaging, 'analysis');
    // Deliveries of webhooks that an admin repeats; one that waits for its next try becomes due.
    connectQueue(api, messaging, 'webhooks');
    // Tests of origins, for the sender that can reach their providers.
    connectQueue(api, messaging, 'outbound');
    allow(api, ['sqs:ChangeMessageVisibility'], [messaging.queues.webhooks.queueArn]);
    setServiceAddress(api, 'toolbox', props.toolbox);
    api.addEnvironment('AI_WITHIN_MS', '8000');

    const webhooks = new ParleyFunction(this, 'Webhooks', {
      profile,
      entry: 'functions/webhooks/handler.ts',
      description: "Providers' webhooks: verify, parse, produce",
      thread: MAIL_THREAD,
      timeout: 20,
      memory: 1024,
      placement: props.placement,
      reservedConcurrency: readWebhookConcurrency(this.node, profile.webhookConcurrency),
      environment: { PARLEY_PUBLIC_URL: this.apiUrl },
    });
    // Writes when an origin last got an event, and calls with elements that cannot be read; never for each message.
    connectTable(webhooks, data, ['get', 'query', 'put']);
    connectOriginSecrets(webhooks, profile, 'read');
    connectObjects(webhooks, data, ['write', 'tag']);
    connectTopics(webhooks, props.streaming, ['messages']);

    poll(this, props, this.apiUrl);
    receiveMail(this, props);

    const apiIntegration = new HttpLambdaIntegration('Api', api, { scopePermissionToRoute: false, timeout: Duration.seconds(29) });
    for (const { method, path } of props.routes) http.addRoutes({ path, methods: [method], integration: apiIntegration });
    // Unknown routes get an error in the API's own format, not API Gateway's 404.
    new HttpRoute(http, 'AnythingElse', { httpApi: http, routeKey: HttpRouteKey.DEFAULT, integration: apiIntegration });
    const webhookRoutes = http.addRoutes({
      path: WEBHOOKS,
      methods: [HttpMethod.GET, HttpMethod.POST],
      integration: new HttpLambdaIntegration('Webhooks', webhooks, { scopePermissionToRoute: false }),
    });
    acknowledge(
      http,
      'AwsSolutions-APIG4',
      'Authorization is declared at each row of the route table, default deny, and tested row by row; webhooks are authenticated by signature.',
    );
    this.#stage(http, profile, webhookRoutes);
    if (profile.alarms) alarmOnServerErrors(this, 'ServerErrors', http.metricServerError({ period: Duration.minutes(1), statistic: 'sum' }));
    new CfnOutput(this, 'apiUrl', { value: this.apiUrl });
  }

  #stage(http: HttpApi, profile: Profile, webhookRoutes: readonly HttpRoute[]): void {
    const stage = logAndThrottle(this, http, profile, profile.throttle);
    const limits = { ThrottlingRateLimit: ACCOUNT_THROTTLE.rate, ThrottlingBurstLimit: ACCOUNT_THROTTLE.burst };
    stage.routeSettings = Object.fromEntries(['GET', 'POST'].map((method) => [`${method} ${WEBHOOKS}`, limits]));
    // API Gateway rejects a stage with settings for a route that does not exist yet.
    stage.node.addDependency(...webhookRoutes);
  }

  /** CloudFront authenticates itself with it, from the Region of the stack that configures it. */
  #edgeSecret({ profile, data }: ApiStackProps, api: ParleyFunction, fronted: 'here' | 'elsewhere'): void {
    const secret = new Secret(this, 'EdgeSecret', {
      secretName: edgeSecretName(profile),
      description: 'Parley: authenticates CloudFront to the API',
      ...(data.key ? { encryptionKey: data.key } : {}),
      generateSecretString: { passwordLength: 48, excludePunctuation: true },
      ...(fronted === 'here' ? {} : { replicaRegions: [{ region: EDGE_REGION }] }),
      removalPolicy: removalOf(profile),
    });
    acknowledge(secret, 'AwsSolutions-SMG4', 'CloudFront would continue to send the old one. A new deployment rotates it, as docs/deploy.md describes.');
    api.addEnvironment('EDGE_SECRET_NAME', edgeSecretName(profile));
    api.addToRolePolicy(new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [secret.secretArn] }));
  }
}

const WEBHOOKS = '/webhooks/{channel}/{originId}';
