import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Construct } from 'constructs';
import { alarmOnIteratorAge } from './alarms.ts';
import type { DataStack } from './data-stack.ts';
import { COMMANDS, connectAppSecrets, connectObjects, connectOriginSecrets, connectQueue, connectSearch, connectTable, connectTopicLetters } from './edges.ts';
import { allowedHost, doubledProviders, type Emulator } from './emulator.ts';
import { ownConfigurationSet } from './mail-events.ts';
import { connectAccountMail, connectMail, connectMailChecks } from './mail-sending.ts';
import { CONCURRENCY, type MessagingStack, TIMEOUTS, topicTitle } from './messaging-stack.ts';
import { connectMobilePush, readMobilePush } from './mobile-push.ts';
import { ParleyFunction, type Placement } from './parley-function.ts';
import type { Profile } from './profile.ts';
import { retryEachMinute } from './retry-schedule.ts';
import { ScheduledTimers } from './scheduled-timers.ts';
import type { SearchStack } from './search-stack.ts';
import { connectService, type Service, serviceAddress } from './services.ts';
import {
  actionSettings,
  counterSettings,
  helperSettings,
  mediaSettings,
  pushSettings,
  senderSettings,
  ticketSettings,
  toolboxSettings,
  webhookSettings,
} from './settings.ts';
import type { StreamingStack } from './streaming-stack.ts';
import { consumeTopic } from './topic-source.ts';
import { type ConsumedTopic, topicSettings } from './topics.ts';

export interface ConsumersStackProps extends StackProps {
  readonly profile: Profile;
  readonly data: DataStack;
  readonly messaging: MessagingStack;
  /** Undefined in an emulator, where nothing polls the topics. */
  readonly streaming: StreamingStack | undefined;
  readonly search: SearchStack | { readonly endpoint: string };
  readonly placement: Placement | undefined;
  readonly emulator?: Emulator | undefined;
  readonly toolbox: Service | null;
  /** The public address of the API, to which providers call back about replies. */
  readonly apiUrl: string;
  /** Where the console is; undefined: at the API's own address. */
  readonly consoleUrl?: string | undefined;
}

/** Functions that run on events of topics, the table's stream, queues and schedules. */
export class ConsumersStack extends Stack {
  readonly #props: ConsumersStackProps;

  constructor(scope: Construct, id: string, props: ConsumersStackProps) {
    super(scope, id, props);
    this.#props = props;
    const timers = new ScheduledTimers(this, 'Timers', props);
    this.#consumer('messages', 'functions/consumers/messages.ts', 'Inbound messages become entries of tickets', { TRANSACTION_WIDTH: '25' });
    this.#consumer('tickets', 'functions/consumers/tickets.ts', 'Events of other systems change tickets');
    this.#consumer('ai_messages', 'functions/consumers/ai-messages.ts', 'Suggestions and answers of AI helpers');
    this.#consumer('metadata_actions', 'functions/consumers/metadata-actions.ts', 'Metadata of other systems about tickets');
    this.#consumer('queue_acks', 'functions/consumers/queue-acks.ts', 'Evaluates the tickets of changed queues again');
    this.#consumer('escalations_outbound', 'functions/consumers/escalations-outbound.ts', 'Escalations that other systems raise, answer and close');
    const projector = this.#stream('Projector', 'functions/streams/projector.ts', 'Queue rows, counters, timers and the outbox', 100, undefined, {
      ...counterSettings(props.profile),
      ...serviceAddress(this.node, 'ticketHelper'),
    });
    connectTable(projector, props.data, COMMANDS);
    timers.armedBy(projector);
    for (const queue of ['bulk', 'outbound', 'actions', 'helper', 'webhooks', 'media', 'analysis', 'delivery', 'fanout', 'deadLetters'] as const)
      connectQueue(projector, props.messaging, queue);
    retryEachMinute(projector, props.messaging.deadLetters);
    const reindex = this.#stream('Reindex', 'functions/streams/reindex.ts', 'Writes tickets and messages to search', 200, props.placement);
    // Reads bodies that are too long for their messages or for the table, and marks of documents that search did not accept; everything else is in the stream record.
    connectTable(reindex, props.data, ['get', 'query', 'indexes', 'put', 'update', 'delete']);
    connectObjects(reindex, props.data, ['read']);
    connectQueue(reindex, props.messaging, 'deadLetters');
    retryEachMinute(reindex, props.messaging.deadLetters);
    connectSearch(reindex, props.search, 'write');
    this.#outbound();
    this.#actions();
    this.#helper();
    this.#webhooks();
    this.#media();
    this.#people();
    this.#analysis();
    this.#push();
    this.#bulk();
  }

  #consumer(topic: ConsumedTopic, entry: string, description: string, environment: Record<string, string> = {}): void {
    const { profile, data, messaging, streaming } = this.#props;
    const { maxRetries } = topicSettings(this.node, profile, topic);
    const consumer = new ParleyFunction(this, topicTitle(topic), {
      profile,
      entry,
      description,
      timeout: 60,
      memory: 1024,
      environment: { ...ticketSettings(profile), ...environment, MAX_RETRIES: String(maxRetries) },
    });
    connectTable(consumer, data, COMMANDS);
    connectObjects(consumer, data, ['read', 'write', 'tag']);
    connectTopicLetters(consumer, messaging, topic);
    if (streaming) consumeTopic(consumer, { topic, profile, streaming, deadLetters: messaging.deadLettersOfTopics[topic] });
  }

  /** One of exactly two readers: a shard of the stream supports no more. */
  #stream(
    id: string,
    entry: string,
    description: string,
    batchSize: number,
    placement: Placement | undefined,
    environment: Record<string, string> = {},
  ): ParleyFunction {
    const { profile, data, messaging } = this.#props;
    const reader = new ParleyFunction(this, id, { profile, entry, description, timeout: 60, memory: 1024, placement, environment });
    reader.addEventSource(
      new DynamoEventSource(data.table, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize,
        parallelizationFactor: profile.streamParallelism,
        reportBatchItemFailures: true,
        bisectBatchOnError: true,
        retryAttempts: 100,
        maxRecordAge: Duration.hours(12),
        onFailure: new SqsDlq(messaging.deadLetters),
      }),
    );
    if (profile.alarms) alarmOnIteratorAge(this, `${id}Behind`, reader);
    return reader;
  }

  /** Outside of the VPC, because providers are on the internet. */
  #outbound(): void {
    const { profile, data, messaging, emulator, apiUrl, consoleUrl } = this.#props;
    const outbound = new ParleyFunction(this, 'Outbound', {
      profile,
      entry: 'functions/senders/outbound.ts',
      description: "Sends agents' replies to providers",
      timeout: TIMEOUTS.outbound,
      memory: 512,
      environment: {
        ...ticketSettings(profile),
        ...senderSettings(),
        ...doubledProviders(emulator),
        PARLEY_PUBLIC_URL: apiUrl,
        ...(consoleUrl === undefined ? {} : { PARLEY_CONSOLE_URL: consoleUrl }),
        // Traces of calls would show their addresses, and Telegram's contain the bot's token.
        POWERTOOLS_TRACER_CAPTURE_HTTPS_REQUESTS: 'false',
        OUTBOUND_QUEUE_URL: messaging.queues.outbound.queueUrl,
      },
    });
    connectTable(outbound, data, COMMANDS);
    connectOriginSecrets(outbound, profile, 'renew', 'read');
    connectMail(outbound, emulator, ownConfigurationSet(this.node, profile));
    connectMailChecks(outbound);
    connectAccountMail(outbound, emulator);
    // Long bodies, and links to the files of a reply.
    connectObjects(outbound, data, ['read']);
    // One entry per batch, so that a slow receiver does not delay other entries.
    outbound.addEventSource(
      new SqsEventSource(messaging.queues.outbound, { batchSize: 1, reportBatchItemFailures: true, maxConcurrency: CONCURRENCY.outbound }),
    );
  }

  /** Calls of rules, separate from replies, so that a dead webhook does not delay replies. Also outside of the VPC. */
  #actions(): void {
    const { profile, data, messaging, emulator } = this.#props;
    const actions = new ParleyFunction(this, 'Actions', {
      profile,
      entry: 'functions/senders/actions.ts',
      description: "Calls rules' webhooks, mails escalations",
      timeout: TIMEOUTS.actions,
      memory: 512,
      environment: {
        ...actionSettings(),
        PARLEY_OUTGOING_ALLOW: '',
        ...doubledProviders(emulator),
        ACTIONS_QUEUE_URL: messaging.queues.actions.queueUrl,
      },
    });
    // The configuration too: escalations leave from the tenant's mailboxes.
    connectTable(actions, data, ['get', 'query', 'put', 'update', 'delete']);
    connectOriginSecrets(actions, profile, 'read');
    connectMail(actions, emulator, ownConfigurationSet(this.node, profile));
    connectQueue(actions, messaging, 'actionsDeadLetters');
    actions.addEventSource(new SqsEventSource(messaging.queues.actions, { batchSize: 1, reportBatchItemFailures: true, maxConcurrency: CONCURRENCY.actions }));
  }

  /** Events for the ticket helper, in their own queue. Also outside of the VPC. */
  #helper(): void {
    const { profile, messaging } = this.#props;
    const helper = new ParleyFunction(this, 'Helper', {
      profile,
      entry: 'functions/senders/ticket-helper.ts',
      description: 'Sends events to the ticket helper',
      timeout: TIMEOUTS.helper,
      memory: 512,
      environment: { ...helperSettings(), HELPER_QUEUE_URL: messaging.queues.helper.queueUrl },
    });
    connectService(helper, 'ticketHelper');
    connectQueue(helper, messaging, 'helperDeadLetters');
    helper.addEventSource(new SqsEventSource(messaging.queues.helper, { batchSize: 1, reportBatchItemFailures: true, maxConcurrency: CONCURRENCY.helper }));
  }

  /** Events for customers' webhooks, in their own queue. Also outside of the VPC. */
  #webhooks(): void {
    const { profile, data, messaging, emulator } = this.#props;
    const sender = new ParleyFunction(this, 'CustomerWebhooks', {
      profile,
      entry: 'functions/senders/customer-webhooks.ts',
      description: "Sends events to customers' webhooks",
      timeout: TIMEOUTS.webhooks,
      memory: 512,
      environment: { ...webhookSettings(), PARLEY_OUTGOING_ALLOW: allowedHost(emulator), WEBHOOKS_QUEUE_URL: messaging.queues.webhooks.queueUrl },
    });
    connectTable(sender, data, ['get', 'put', 'update', 'delete']);
    connectQueue(sender, messaging, 'webhooksDeadLetters');
    sender.addEventSource(new SqsEventSource(messaging.queues.webhooks, { batchSize: 1, reportBatchItemFailures: true, maxConcurrency: CONCURRENCY.webhooks }));
  }

  /** Fetches files of customers' messages from their providers, in its own queue, so that large files delay nothing else. Also outside of the VPC. */
  #media(): void {
    const { profile, data, messaging, emulator } = this.#props;
    const media = new ParleyFunction(this, 'Media', {
      profile,
      entry: 'functions/senders/media.ts',
      description: "Fetches and keeps the files of customers' messages",
      timeout: TIMEOUTS.media,
      memory: 512,
      environment: {
        ...ticketSettings(profile),
        ...mediaSettings(),
        ...doubledProviders(emulator),
        // Traces of calls would show their addresses, and Telegram's contain the bot's token.
        POWERTOOLS_TRACER_CAPTURE_HTTPS_REQUESTS: 'false',
        MEDIA_QUEUE_URL: messaging.queues.media.queueUrl,
      },
    });
    connectTable(media, data, COMMANDS);
    connectOriginSecrets(media, profile, 'read');
    connectObjects(media, data, ['read', 'write', 'delete']);
    connectQueue(media, messaging, 'mediaDeadLetters');
    media.addEventSource(new SqsEventSource(messaging.queues.media, { batchSize: 1, reportBatchItemFailures: true, maxConcurrency: CONCURRENCY.media }));
  }

  /** Calls the AI toolbox for customers' messages, in its own queue, so that a slow toolbox delays nothing else. Also outside of the VPC. */
  #analysis(): void {
    const { profile, data, messaging } = this.#props;
    const analysis = new ParleyFunction(this, 'Analysis', {
      profile,
      entry: 'functions/senders/analysis.ts',
      description: "Calls the AI toolbox to analyse customers' messages",
      timeout: TIMEOUTS.analysis,
      memory: 512,
      environment: { ...ticketSettings(profile), ...toolboxSettings(), ANALYSIS_QUEUE_URL: messaging.queues.analysis.queueUrl },
    });
    connectService(analysis, 'toolbox', this.#props.toolbox);
    connectTable(analysis, data, COMMANDS);
    connectObjects(analysis, data, ['read', 'write', 'tag']);
    connectQueue(analysis, messaging, 'analysisDeadLetters');
    analysis.addEventSource(
      new SqsEventSource(messaging.queues.analysis, { batchSize: 1, reportBatchItemFailures: true, maxConcurrency: CONCURRENCY.analysis }),
    );
  }

  /** Loads agents and teams from the user service. Also outside of the VPC. */
  #people(): void {
    const { profile, data, messaging } = this.#props;
    const people = new ParleyFunction(this, 'People', {
      profile,
      entry: 'functions/senders/people.ts',
      description: 'Loads agents and teams from the user service',
      timeout: TIMEOUTS.people,
      memory: 512,
    });
    connectService(people, 'userService');
    connectTable(people, data, COMMANDS);
    // The delivery function closes sockets of people who were removed or whose rights changed.
    connectQueue(people, messaging, 'delivery');
    people.addEventSource(new SqsEventSource(messaging.queues.people, { batchSize: 1, reportBatchItemFailures: true, maxConcurrency: CONCURRENCY.people }));
  }

  /** Pushes to people who are away, in their own queue, so that a slow push service delays nothing else. Also outside of the VPC. */
  #push(): void {
    const { profile, data, messaging, emulator, apiUrl } = this.#props;
    const push = new ParleyFunction(this, 'Push', {
      profile,
      entry: 'functions/senders/push.ts',
      description: 'Sends pushes to the devices of people who are away',
      timeout: TIMEOUTS.push,
      memory: 512,
      environment: {
        ...pushSettings(),
        PARLEY_PUBLIC_URL: apiUrl,
        PUSH_CONTACT: readMobilePush(this.node).contact,
        PARLEY_OUTGOING_ALLOW: allowedHost(emulator),
        // The address of a subscription is a secret.
        POWERTOOLS_TRACER_CAPTURE_HTTPS_REQUESTS: 'false',
      },
    });
    connectTable(push, data, ['get', 'query', 'update', 'delete']);
    connectAppSecrets(push, data);
    // A push that waits is queued again.
    connectQueue(push, messaging, 'push');
    connectMobilePush(push, 'send');
    push.addEventSource(new SqsEventSource(messaging.queues.push, { batchSize: 10, reportBatchItemFailures: true, maxConcurrency: CONCURRENCY.push }));
  }

  /** Its own queue, so that live traffic never waits for a rebuild. */
  #bulk(): void {
    const { profile, data, messaging, search, placement } = this.#props;
    const bulk = new ParleyFunction(this, 'Bulk', {
      profile,
      entry: 'functions/jobs/bulk.ts',
      description: 'Rebuilds projections, evaluates queues again, reveals spans',
      timeout: TIMEOUTS.bulk,
      memory: 1024,
      placement,
      environment: { ...ticketSettings(profile), ...counterSettings(profile), ...serviceAddress(this.node, 'ticketHelper') },
    });
    connectTable(bulk, data, [...COMMANDS, 'scan']);
    connectObjects(bulk, data, ['read', 'write', 'tag', 'delete']);
    connectSearch(bulk, search, 'write');
    // A rebuild sends to the same queues as the projector. The scheduler cannot be reached from the VPC: a rebuild of timers marks them, and the projector arms them.
    for (const edge of ['bulk', 'outbound', 'actions', 'analysis', 'helper', 'webhooks', 'media', 'delivery', 'fanout', 'timers'] as const)
      connectQueue(bulk, messaging, edge);
    connectQueue(bulk, messaging, 'deadLetters');
    bulk.addEventSource(new SqsEventSource(messaging.queues.bulk, { batchSize: 1, reportBatchItemFailures: true, maxConcurrency: CONCURRENCY.bulk }));
  }
}
