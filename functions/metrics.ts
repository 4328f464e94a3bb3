/**
 * Every metric of our own: namespace `Parley`, one dimension `service` and no tenant, because each combination is billed. Those in `BY_PROJECTION`
 * have a second one, `projection`. Functions
 * import the names as types only; dashboards and alarms read the list, and a test holds docs/observability.md to it.
 */
export const METRICS = {
  api: {
    InternalErrors: 'answers 500: nobody foresaw the error',
    Unavailable: 'answers 503: an engine could not be reached',
    RateLimited: 'answers 429',
  },
  webhooks: {
    MessagesAccepted: 'events that are durable on the topic, statuses and edits among them',
    WebhookIgnored: 'elements that mean nothing here (read marks, account notices)',
    WebhookUnreadable: 'elements that could not be read: kept raw for replay',
    WebhookUnrouted: 'elements of an account without an origin: kept raw',
    WebhookSignatureRejected: 'calls without proof, answered 401',
    WebhookTokenRejected: 'a wrong verify token, answered 403',
    WebhookNotJson: 'signed bodies that are not JSON, answered 400',
    WebhookTooLarge: 'bodies over the limit, answered 413',
    WebhookUnavailable: 'calls that could not be stored, answered 503: the provider repeats them',
  },
  messages: {
    MessagesAppended: 'new entries of threads',
    AmendmentsApplied: 'edits, removals, reactions and statuses that were applied',
    DoublesDropped: 'events that had been applied before',
    EventsIgnored: 'events that mean nothing here',
    EventRetries: 'events to be tried again by the event source',
    DeadLetters: 'events that can never be applied, put aside with their reason',
    ConditionsTooHeavy: 'rules, lists and queues that took more effort than a message may cost, and counted as no match',
  },
  tickets: {
    EventsApplied: 'events of the topic `tickets` that changed their ticket',
    EventsRefused: 'events that the state machine forbids; their tickets’ trails say so',
    DoublesDropped: 'events that had been applied before',
    EventRetries: 'events to be tried again by the event source',
    DeadLetters: 'events that can never be applied, put aside with their reason',
    ConditionsTooHeavy: 'rules and queues that took more effort than an event may cost, and counted as no match',
  },
  metadata: {
    EventsApplied: 'events of the topic `metadata_actions` that changed their ticket',
    DoublesDropped: 'events that had been applied before',
    EventRetries: 'events to be tried again by the event source',
    DeadLetters: 'events that can never be applied, put aside with their reason',
    ConditionsTooHeavy: 'rules and queues that took more effort than an event may cost, and counted as no match',
  },
  queues: {
    EventsApplied: 'events of the topic `queue_acks` that had tickets evaluated again',
    DoublesDropped: 'events that had been applied before',
    EventRetries: 'events to be tried again by the event source',
    DeadLetters: 'events that can never be applied, put aside with their reason',
    ConditionsTooHeavy: 'always 0: the tickets are evaluated in the bulk lane',
  },
  escalations: {
    EventsApplied: 'escalations that events raised, answered or closed',
    EventsRefused: 'escalations of closed tickets; their tickets’ trails say so',
    DoublesDropped: 'events that had been applied before',
    EventRetries: 'events to be tried again by the event source',
    DeadLetters: 'events that can never be applied, put aside with their reason',
    ConditionsTooHeavy: 'rules and queues that took more effort than an event may cost, and counted as no match',
  },
  suggestions: {
    SuggestionsAppended: 'suggestions of AI helpers that agents see',
    AiRepliesAppended: 'answers of AI helpers that are on their way to customers',
    EventsRefused: 'answers and suggestions for closed tickets or disabled origins; their tickets’ trails say so',
    DoublesDropped: 'events that had been applied before',
    EventRetries: 'events to be tried again by the event source',
    DeadLetters: 'events that can never be applied, put aside with their reason',
    ConditionsTooHeavy: 'rules and queues that took more effort than an event may cost, and counted as no match',
  },
  projector: {
    MessagesProjected: "channels' new entries that are in their queues, counters and on their way to agents",
    ProjectionRetries: 'batches to be tried again by the stream: their changes could not even be put aside',
    ChangesDelayed: 'changes that a projection could not carry on, when they came or when they were tried again: put aside and tried again',
    DeadLetters: 'changes that a projection can never carry on, put aside with their reason',
  },
  reindex: {
    SearchWrites: 'changes that are in the index',
    SearchWritesFailed: 'changes that did not come into the index; they are tried again',
    ChangesDelayed: 'changes that search could not take, when they came or when they were tried again: put aside and tried again',
    DeadLetters: 'changes that search can never take, put aside with their reason',
  },
  outbound: {
    RepliesSent: 'replies that a provider took',
    RepliesFailed: 'replies that failed for good; their agents are told',
    RepliesUnknown: 'replies whose outcome was lost',
    SendRetries: 'replies to be tried again',
  },
  actions: {
    ActionsDone: "rules' calls that were taken",
    ActionRetries: "rules' calls to be tried again",
    ActionsRefused: "rules' calls that were given up: dead letters with their reason",
  },
  helper: {
    HelperTold: 'events that the ticket helper took',
    HelperRetries: 'events for the ticket helper to be tried again',
    HelperRefused: 'events for the ticket helper that were given up: dead letters with their reason',
  },
  analysis: {
    MessagesAnalysed: 'messages of customers that the AI toolbox has looked at',
    SuggestionsMade: 'suggestions of the AI toolbox that agents see',
    AiRepliesSent: 'automatic replies of the AI toolbox that are on their way to customers',
    AnalysisRetries: 'messages to be analysed again: the toolbox did not answer',
    RequestsAnswered: 'summaries and translations that agents asked for',
    RequestsFailed: 'those that the AI toolbox did not answer; the agent is told',
    AnalysesFailed: 'messages that are not analysed any more: bad answers, or none for too long; dead letters with their reason',
  },
  toolbox: {
    ToolboxAnswered: 'calls of the AI toolbox on Bedrock that were answered',
    ToolboxRefused: 'calls without a good signature',
    ToolboxFailed: 'calls to which the model gave no answer that can be used',
    ModelTokensIn: 'tokens that the model has read; they are billed',
    ModelTokensOut: 'tokens that the model has written; they are billed',
  },
  delivery: {
    FramesPushed: 'frames to live connections',
    FramesSkipped: 'entries and frames that can never be shown, such as one that the gateway refuses for good',
    ConnectionsAbandoned: 'connections that took nothing and could not be closed; they are forgotten',
    DeliveryRetries: 'batches to be tried again',
  },
  gateway: {
    SocketsOpened: 'connections that came with a good ticket',
    SocketsRefused: 'connections without',
    FramesLimited: 'frames of clients that came too fast, answered with rate_limited',
  },
  timers: {
    TimersFired: 'closures and followups that changed their ticket',
    TimersStale: 'timers whose ticket had moved on',
    TimersFailed: 'timers to be tried again',
    TimerLateness: 'milliseconds from the due time to the change',
  },
  people: {
    PeopleAsked: 'questions to the user service that had a good answer',
    PeopleQuestionsFailed: 'questions to the user service without a good answer; the last one stays in use',
    PeopleChanged: 'agents and teams that came, changed or went with an answer of the user service',
    PeopleSkipped: 'entries of answers of the user service that the hub left out; GET /v1/user-service names them',
  },
  poller: {
    PagesPolled: 'pages of news that providers were asked for, durable',
    PollsFailed: 'origins whose provider, or whose own webhook, did not answer well; they are asked again',
    PollLateness: 'milliseconds from the time at which an origin was due to the call',
  },
  bulk: {
    BulkStretches: 'stretches of bulk work done',
    BulkFailures: 'stretches that failed; they are tried again',
  },
  deploy: {
    TopicsMade: 'topics that a deployment made',
  },
  errors: {
    ErrorEvents: 'errors in the logs of all functions',
    NewErrorGroups: 'groups of errors never seen before',
    RegressedErrorGroups: 'groups seen again after they were resolved',
    ErrorForwardsFailed: 'events that the error tracker did not take',
  },
} as const;

/** Counted apart for each projection: dimensions `service` and `projection`. */
export const BY_PROJECTION = { projector: ['ChangesDelayed', 'DeadLetters'], reindex: ['ChangesDelayed', 'DeadLetters'] } as const;

export type Service = keyof typeof METRICS;
/** What a service may count. */
export type MetricName<S extends Service = Service> = S extends Service ? Extract<keyof (typeof METRICS)[S], string> : never;
