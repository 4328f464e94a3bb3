import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { type CfnStage, HttpApi, HttpMethod, HttpNoneAuthorizer, HttpRoute, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { alarmOnServerErrors } from './alarms.ts';
import type { ApiRoute } from './api-routes.ts';
import type { DataStack } from './data-stack.ts';
import { connectAppSecrets, connectObjects, connectOriginSecrets, connectQueue, connectSearch, connectTable, connectTopics } from './edges.ts';
import { type Emulator, gatewayOf } from './emulator.ts';
import type { MessagingStack } from './messaging-stack.ts';
import { ParleyFunction, type Placement } from './parley-function.ts';
import type { Profile } from './profile.ts';
import type { RealtimeStack } from './realtime-stack.ts';
import { removalOf, retentionOf } from './retention.ts';
import type { SearchStack } from './search-stack.ts';
import { counterSettings, limitSettings, ticketSettings } from './settings.ts';
import type { StreamingStack } from './streaming-stack.ts';

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
}

/** The HTTPS side: one routed function for the API, one for providers' webhooks. */
export class ApiStack extends Stack {
  readonly apiUrl: string;

  constructor(scope: Construct, id: string, props: ApiStackProps) {
    super(scope, id, props);
    const { profile, data, messaging } = props;
    const http = new HttpApi(this, 'Http', { apiName: `parley-${profile.name}`, createDefaultStage: true, defaultAuthorizer: new HttpNoneAuthorizer() });
    this.apiUrl = props.emulator ? gatewayOf(props.emulator, http.apiId, '$default') : http.apiEndpoint;

    const api = new ParleyFunction(this, 'Api', {
      profile,
      entry: 'functions/api/handler.ts',
      description: 'The public API',
      timeout: 29,
      memory: 1024,
      placement: props.placement,
      environment: {
        PARLEY_PUBLIC_URL: this.apiUrl,
        WS_URL: props.realtime.wsUrl,
        ...ticketSettings(profile),
        ...counterSettings(profile),
        ...limitSettings(),
      },
    });
    connectTable(api, data, 'byTenant');
    connectAppSecrets(api, data);
    connectOriginSecrets(api, 'write');
    connectObjects(api, data, ['read', 'write']);
    connectSearch(api, props.search, 'read');
    connectQueue(api, messaging, 'bulk');
    // Sockets of ended sessions are closed by delivery.
    connectQueue(api, messaging, 'delivery');

    const webhooks = new ParleyFunction(this, 'Webhooks', {
      profile,
      entry: 'functions/webhooks/handler.ts',
      description: "Providers' webhooks: verify, parse, produce",
      timeout: 20,
      memory: 1024,
      placement: props.placement,
    });
    connectTable(webhooks, data);
    connectOriginSecrets(webhooks, 'read');
    connectObjects(webhooks, data, ['write', 'tag']);
    connectTopics(webhooks, props.streaming, ['messages']);

    const apiIntegration = new HttpLambdaIntegration('Api', api, { scopePermissionToRoute: false, timeout: Duration.seconds(29) });
    for (const { method, path } of props.routes) http.addRoutes({ path, methods: [method], integration: apiIntegration });
    // What the table does not hold is answered as every error is, not with API Gateway's own 404.
    new HttpRoute(http, 'AnythingElse', { httpApi: http, routeKey: HttpRouteKey.DEFAULT, integration: apiIntegration });
    http.addRoutes({
      path: '/webhooks/{channel}/{originId}',
      methods: [HttpMethod.GET, HttpMethod.POST],
      integration: new HttpLambdaIntegration('Webhooks', webhooks, { scopePermissionToRoute: false }),
    });
    acknowledge(
      http,
      'AwsSolutions-APIG4',
      'Authorization is declared at each row of the route table, default deny, and tested row by row; webhooks prove themselves by signature.',
    );
    this.#accessLogs(http, profile);
    if (profile.alarms) alarmOnServerErrors(this, 'ServerErrors', http.metricServerError({ period: Duration.minutes(1), statistic: 'sum' }));
    new CfnOutput(this, 'apiUrl', { value: this.apiUrl });
  }

  /** No query strings and no addresses of callers: links carry signatures, and logs are not for people's data. */
  #accessLogs(http: HttpApi, profile: Profile): void {
    const logs = new LogGroup(this, 'AccessLogs', { retention: retentionOf(profile), removalPolicy: removalOf(profile) });
    const stage = http.defaultStage?.node.defaultChild as CfnStage;
    stage.accessLogSettings = {
      destinationArn: logs.logGroupArn,
      format: JSON.stringify({
        requestId: '$context.requestId',
        time: '$context.requestTimeEpoch',
        route: '$context.routeKey',
        status: '$context.status',
        latency: '$context.responseLatency',
        error: '$context.integrationErrorMessage',
      }),
    };
    stage.defaultRouteSettings = { throttlingBurstLimit: 4000, throttlingRateLimit: 2000 };
  }
}
