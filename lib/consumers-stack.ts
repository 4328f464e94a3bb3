import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Construct } from 'constructs';
import { alarmOnIteratorAge } from './alarms.ts';
import type { DataStack } from './data-stack.ts';
import { COMMANDS, connectObjects, connectOriginSecrets, connectQueue, connectSearch, connectTable, connectTopicLetters } from './edges.ts';
import { doubledProviders, type Emulator } from './emulator.ts';
import { connectMail } from './mail-sending.ts';
import { CONCURRENCY, type MessagingStack, TIMEOUTS, topicTitle } from './messaging-stack.ts';
import { ParleyFunction, type Placement } from './parley-function.ts';
import type { Profile } from './profile.ts';
import { retryEachMinute } from './retry-schedule.ts';
import { ScheduledTimers } from './scheduled-timers.ts';
import type { SearchStack } from './search-stack.ts';
import { connectService, type Service, serviceAddress } from './services.ts';
import { actionSettings, counterSettings, helperSettings, senderSettings, ticketSettings, toolboxSettings } from './settings.ts';
import type { StreamingStack } from './streaming-stack.ts';
import { consumeTopic } from './topic-source.ts';
import { type ConsumedTopic, topicSettings } from './topics.ts';

export interface ConsumersStackProps extends StackProps {
  readonly profile: Profile;
  readonly data: DataStack;
  readonly messaging: MessagingStack;
  /** Missing in an emulator: nothing polls the topics there. */
  readonly streaming: StreamingStack | undefined;
  readonly search: SearchStack | { readonly endpoint: string };
  readonly placement: Placement | undefined;
  readonly emulator?: Emulator | undefined;
  readonly toolbox: Service | null;
}

/** Everything that runs on an event: topics, the table's stream, queues, schedules. */
export class ConsumersStack extends Stack {
  readonly #props: ConsumersStackProps;

  constructor(scope: Construct, id: string, props: ConsumersStackProps) {
    super(scope, id, props);
    this.#props = props;
    const timers = new ScheduledTimers(this, 'Timers', props);
    this.#consumer('messages', 'functions/consumers/messages.ts', 'Inbound messages become entries of tickets', { TRANSACTION_WIDTH: '25' });
    this.#consumer('tickets', 'functions/consumers/tickets.ts', 'Events from outside change tickets');
    this.#consumer('ai_messages', 'functions/consumers/ai-messages.ts', 'Suggestions and answers of AI helpers');
    this.#consumer('metadata_actions', 'functions/consumers/metadata-actions.ts', 'What others know about tickets; queues follow');
    this.#consumer('queue_acks', 'functions/consumers/queue-acks.ts', 'Queues that changed: their tickets are evaluated again');
    this.#consumer('escalations_outbound', 'functions/consumers/escalations-outbound.ts', 'Escalations are raised, answered and closed from outside');
    const projector = this.#stream('Projector', 'functions/streams/projector.ts', 'Queue rows, counters, timers and the outbox', 100, undefined, {
      ...counterSettings(props.profile),
      ...serviceAddress(this.node, 'ticketHelper'),
    });
    connectTable(projector, props.data, COMMANDS);
    timers.armedBy(projector);
    connectQueue(projector, props.messaging, 'bulk');
    connectQueue(projector, props.messaging, 'outbound');
    connectQueue(projector, props.messaging, 'actions');
    connectQueue(projector, props.messaging, 'helper');
    connectQueue(projector, props.messaging, 'analysis');
    connectQueue(projector, props.messaging, 'delivery');
    connectQueue(projector, props.messaging, 'deadLetters');
    retryEachMinute(projector, props.messaging.deadLetters);
    const reindex = this.#stream('Reindex', 'functions/streams/reindex.ts', 'Brings tickets and messages to search', 200, props.placement);
    // Bodies that are too long for their messages or for the table, and marks of what search did not take: everything else is in the record.
    connectTable(reindex, props.data, ['get', 'query', 'indexes', 'put', 'update', 'delete']);
    connectObjects(reindex, props.data, ['read']);
    connectQueue(reindex, props.messaging, 'deadLetters');
    retryEachMinute(reindex, props.messaging.deadLetters);
    connectSearch(reindex, props.search, 'write');
    this.#outbound();
    this.#actions();
    this.#helper();
    this.#people();
    this.#analysis();
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

  /** One of exactly two readers: a shard of the stream serves no more. */
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

  /** Outside of the network: providers live on the internet. */
  #outbound(): void {
    const { profile, data, messaging, emulator } = this.#props;
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
        OUTBOUND_QUEUE_URL: messaging.queues.outbound.queueUrl,
      },
    });
    connectTable(outbound, data, COMMANDS);
    connectOriginSecrets(outbound, profile, 'read');
    connectMail(outbound, emulator);
    // Long bodies, and links to the files of a reply.
    connectObjects(outbound, data, ['read']);
    // One at a time: an entry whose receiver is slow keeps no other waiting.
    outbound.addEventSource(
      new SqsEventSource(messaging.queues.outbound, { batchSize: 1, reportBatchItemFailures: true, maxConcurrency: CONCURRENCY.outbound }),
    );
  }

  /** Calls of rules, apart from replies: a dead webhook keeps none of them waiting. Outside of the network too. */
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
    connectMail(actions, emulator);
    connectQueue(actions, messaging, 'actionsDeadLetters');
    actions.addEventSource(new SqsEventSource(messaging.queues.actions, { batchSize: 1, reportBatchItemFailures: true, maxConcurrency: CONCURRENCY.actions }));
  }

  /** Events for the ticket helper, in a lane of their own. Outside of the network too. */
  #helper(): void {
    const { profile, messaging } = this.#props;
    const helper = new ParleyFunction(this, 'Helper', {
      profile,
      entry: 'functions/senders/ticket-helper.ts',
      description: 'Tells the ticket helper of events',
      timeout: TIMEOUTS.helper,
      memory: 512,
      environment: { ...helperSettings(), HELPER_QUEUE_URL: messaging.queues.helper.queueUrl },
    });
    connectService(helper, 'ticketHelper');
    connectQueue(helper, messaging, 'helperDeadLetters');
    helper.addEventSource(new SqsEventSource(messaging.queues.helper, { batchSize: 1, reportBatchItemFailures: true, maxConcurrency: CONCURRENCY.helper }));
  }

  /** Asks the AI toolbox about customers' messages, in a lane of its own: a slow one keeps nobody waiting. Outside of the network too. */
  #analysis(): void {
    const { profile, data, messaging } = this.#props;
    const analysis = new ParleyFunction(this, 'Analysis', {
      profile,
      entry: 'functions/senders/analysis.ts',
      description: "Has customers' messages analysed by the AI toolbox",
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

  /** Asks the user service for agents and teams. Outside of the network too. */
  #people(): void {
    const { profile, data, messaging } = this.#props;
    const people = new ParleyFunction(this, 'People', {
      profile,
      entry: 'functions/senders/people.ts',
      description: 'Asks the user service for agents and teams',
      timeout: TIMEOUTS.people,
      memory: 512,
    });
    connectService(people, 'userService');
    connectTable(people, data, COMMANDS);
    // Sockets of people who have gone, or whose walls have moved, are closed by delivery.
    connectQueue(people, messaging, 'delivery');
    people.addEventSource(new SqsEventSource(messaging.queues.people, { batchSize: 1, reportBatchItemFailures: true, maxConcurrency: CONCURRENCY.people }));
  }

  /** A lane of its own, so that live traffic never waits behind a rebuild. */
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
    // A rebuild sends where the projector sends. The scheduler is not reached from the network: the projector arms what a rebuild of timers marks.
    for (const edge of ['bulk', 'outbound', 'actions', 'analysis', 'helper', 'delivery', 'timers'] as const) connectQueue(bulk, messaging, edge);
    connectQueue(bulk, messaging, 'deadLetters');
    bulk.addEventSource(new SqsEventSource(messaging.queues.bulk, { batchSize: 1, reportBatchItemFailures: true, maxConcurrency: CONCURRENCY.bulk }));
  }
}
