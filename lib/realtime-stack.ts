import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { WebSocketApi, WebSocketStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { WebSocketLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { DataStack } from './data-stack.ts';
import { type Domain, mapDomain } from './domain.ts';
import { connectQueue, connectTable } from './edges.ts';
import { type Emulator, gatewayOf } from './emulator.ts';
import { allow } from './grants.ts';
import { CONCURRENCY, type MessagingStack, TIMEOUTS } from './messaging-stack.ts';
import { ParleyFunction } from './parley-function.ts';
import type { Profile } from './profile.ts';
import { counterSettings, fanOutSettings, frameSettings } from './settings.ts';

const STAGE = 'live';

export interface RealtimeStackProps extends StackProps {
  readonly profile: Profile;
  readonly data: DataStack;
  readonly messaging: MessagingStack;
  readonly emulator?: Emulator | undefined;
  readonly domain?: Domain | undefined;
}

/** Live connections: the WebSocket API, the gateway of its frames, and delivery to connected clients. */
export class RealtimeStack extends Stack {
  readonly wsUrl: string;
  /** API Gateway's connections API of the stage, https. */
  readonly endpoint: string;
  readonly #api: WebSocketApi;

  constructor(scope: Construct, id: string, props: RealtimeStackProps) {
    super(scope, id, props);
    const { profile, data, messaging, emulator, domain } = props;
    const gateway = new ParleyFunction(this, 'Gateway', {
      profile,
      entry: 'functions/realtime/gateway.ts',
      description: 'Frames that clients send over their WebSocket',
      timeout: 29,
      memory: 512,
      environment: { ...counterSettings(profile), ...frameSettings() },
    });
    const delivery = new ParleyFunction(this, 'Delivery', {
      profile,
      entry: 'functions/realtime/delivery.ts',
      description: 'Sends frames to live connections',
      timeout: TIMEOUTS.delivery,
      memory: 512,
      environment: counterSettings(profile),
    });
    const fanOut = new ParleyFunction(this, 'FanOut', {
      profile,
      entry: 'functions/realtime/fan-out.ts',
      description: 'Sends frames of chats, groups and directs to live connections',
      timeout: TIMEOUTS.fanout,
      memory: 512,
      environment: fanOutSettings(),
    });
    const api = new WebSocketApi(this, 'Sockets', {
      apiName: `parley-${profile.name}-sockets`,
      routeSelectionExpression: '$request.body.action',
      connectRouteOptions: { integration: new WebSocketLambdaIntegration('Connect', gateway) },
      disconnectRouteOptions: { integration: new WebSocketLambdaIntegration('Disconnect', gateway) },
      defaultRouteOptions: { integration: new WebSocketLambdaIntegration('Frames', gateway) },
    });
    const stage = new WebSocketStage(this, 'Stage', {
      webSocketApi: api,
      stageName: STAGE,
      autoDeploy: true,
      throttle: { rateLimit: profile.throttle.rate, burstLimit: profile.throttle.burst },
    });
    const emulated = emulator && gatewayOf(emulator, api.apiId, STAGE);
    if (domain) mapDomain(this, 'Name', domain, domain.sockets, api, stage);
    this.wsUrl = domain ? `wss://${domain.sockets}` : (emulated?.replace(/^http/, 'ws') ?? stage.url);
    this.endpoint = emulated ?? stage.callbackUrl;
    this.#api = api;
    acknowledge(api, 'AwsSolutions-APIG4', 'The gateway function checks the one-time ticket of a connection before anything else.');
    acknowledge(stage, 'AwsSolutions-APIG1', 'Access logs of WebSocket stages need an account-wide role; the gateway logs connections itself.');

    connectTable(gateway, data, 'byTenant');
    // Deletes rows of closed connections, and stores what was delivered and what the next pulse will send.
    connectTable(delivery, data, ['get', 'query', 'indexes', 'put', 'update', 'delete']);
    connectQueue(delivery, messaging, 'delivery');
    // Looks at acknowledgements that are due: an ordered queue delays no message, so they wait in the queue of delivery.
    connectQueue(delivery, messaging, 'fanout');
    connectTable(fanOut, data, ['get', 'query', 'indexes', 'put', 'update', 'delete']);
    connectQueue(fanOut, messaging, 'fanout');
    connectQueue(fanOut, messaging, 'delivery');
    connectQueue(fanOut, messaging, 'push');
    // Read marks and typing, for the sender of rules' calls.
    connectQueue(gateway, messaging, 'actions');
    this.#connectSockets(gateway);
    this.#connectSockets(delivery);
    this.#connectSockets(fanOut);
    // Ten is the largest batch for which SQS does not wait a second for more messages.
    delivery.addEventSource(
      new SqsEventSource(messaging.queues.delivery, { batchSize: 10, reportBatchItemFailures: true, maxConcurrency: CONCURRENCY.delivery }),
    );
    fanOut.addEventSource(new SqsEventSource(messaging.queues.fanout, { batchSize: 10, reportBatchItemFailures: true, maxConcurrency: CONCURRENCY.fanout }));

    new CfnOutput(this, 'wsUrl', { value: this.wsUrl });
    new CfnOutput(this, 'socketsEndpoint', { value: this.endpoint });
  }

  /** Lets a function post to connections and close them. It must run outside of the VPC, because the connection API cannot be reached from inside. */
  #connectSockets(fn: ParleyFunction): void {
    fn.addEnvironment('SOCKETS_ENDPOINT', this.endpoint);
    const connections = this.formatArn({ service: 'execute-api', resource: this.#api.apiId, resourceName: `${STAGE}/*/@connections/*` });
    allow(fn, ['execute-api:ManageConnections'], [connections], 'Connections open and close at run time; their ids are not known at deploy time.');
  }
}
