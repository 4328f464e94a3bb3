/**
 * All metrics of Parley: namespace `Parley`, one dimension `service` and no tenant, because each combination is billed. Those in `BY_PROJECTION`
 * have a second dimension, `projection`. Functions import the names as types only. Dashboards and alarms read the list, and a test compares it with
 * docs/observability.md.
 */
export const METRICS = {
  api: {
    InternalErrors: '500 responses: unexpected errors',
    Unavailable: '503 responses: an engine could not be reached',
    RateLimited: 'answers 429',
  },
  webhooks: {
    MessagesAccepted: 'events stored on the topic, including statuses and edits',
    WebhookIgnored: 'elements that Parley does not use (read marks, account notices)',
    WebhookUnreadable: 'elements that could not be parsed: kept raw for replay',
    WebhookUnrouted: 'elements of an account without an origin: kept raw',
    WebhookSignatureRejected: 'calls without a valid signature, 401',
    WebhookTokenRejected: 'a wrong verify token, 403',
    WebhookNotJson: 'signed bodies that are not JSON, 400',
    WebhookTooLarge: 'bodies over the limit, 413',
    WebhookUnavailable: 'calls that could not be stored, answered 503: the provider repeats them',
  },
  messages: {
    MessagesAppended: 'new entries of threads',
    AmendmentsApplied: 'edits, removals, reactions and statuses that were applied',
    DoublesDropped: 'duplicate events',
    EventsIgnored: 'events that Parley does not use',
    EventRetries: 'events that the event source will retry',
    DeadLetters: 'events that can never be applied: dead letters with their reason',
    ConditionsTooHeavy: 'rules, lists and queues that took more effort than a message may cost, and counted as no match',
  },
  tickets: {
    EventsApplied: 'events of the topic `tickets` that changed their ticket',
    EventsRefused: 'events that the state machine rejects; the logs of their tickets show it',
    DoublesDropped: 'duplicate events',
    EventRetries: 'events that the event source will retry',
    DeadLetters: 'events that can never be applied: dead letters with their reason',
    ConditionsTooHeavy: 'rules and queues that took more effort than an event may cost, and counted as no match',
  },
  metadata: {
    EventsApplied: 'events of the topic `metadata_actions` that changed their ticket',
    DoublesDropped: 'duplicate events',
    EventRetries: 'events that the event source will retry',
    DeadLetters: 'events that can never be applied: dead letters with their reason',
    ConditionsTooHeavy: 'rules and queues that took more effort than an event may cost, and counted as no match',
  },
  queues: {
    EventsApplied: 'events of the topic `queue_acks` whose tickets were evaluated again',
    DoublesDropped: 'duplicate events',
    EventRetries: 'events that the event source will retry',
    DeadLetters: 'events that can never be applied: dead letters with their reason',
    ConditionsTooHeavy: 'always 0: the tickets are evaluated in the bulk lane',
  },
  escalations: {
    EventsApplied: 'escalations that events raised, answered or closed',
    EventsRefused: 'escalations of closed tickets; the logs of the tickets show it',
    DoublesDropped: 'duplicate events',
    EventRetries: 'events that the event source will retry',
    DeadLetters: 'events that can never be applied: dead letters with their reason',
    ConditionsTooHeavy: 'rules and queues that took more effort than an event may cost, and counted as no match',
  },
  suggestions: {
    SuggestionsAppended: 'suggestions of AI helpers that agents see',
    AiRepliesAppended: 'replies of AI helpers that are queued for customers',
    EventsRefused: 'replies and suggestions for closed tickets or disabled origins; the logs of the tickets show it',
    DoublesDropped: 'duplicate events',
    EventRetries: 'events that the event source will retry',
    DeadLetters: 'events that can never be applied: dead letters with their reason',
    ConditionsTooHeavy: 'rules and queues that took more effort than an event may cost, and counted as no match',
  },
  projector: {
    MessagesProjected: 'new entries from channels that are in queues and counters and are queued for agents',
    ProjectionRetries: 'batches that the stream will retry, because their changes could not be stored for a later try',
    ChangesDelayed: 'changes that a projection could not process, at the first try or a retry: they are stored and retried',
    DeadLetters: 'changes that a projection can never process: dead letters with their reason',
  },
  reindex: {
    SearchWrites: 'changes that are in the index',
    SearchWritesFailed: 'changes that could not be written to the index; they are retried',
    ChangesDelayed: 'changes that search did not accept, at the first try or a retry: they are stored and retried',
    DeadLetters: 'changes that search can never accept: dead letters with their reason',
  },
  outbound: {
    RepliesSent: 'replies that a provider accepted',
    RepliesFailed: 'replies that failed permanently; their agents are informed',
    RepliesUnknown: 'replies whose outcome is unknown',
    SendRetries: 'replies that will be retried',
  },
  actions: {
    ActionsDone: "rules' calls that were accepted",
    ActionRetries: "rules' calls that will be retried",
    ActionsRefused: "rules' calls that failed: dead letters with their reason",
    SignalsSent: 'read marks and typing indicators that providers accepted',
    SignalsDropped: 'read marks and typing indicators that were late, turned off or rejected; they are not repeated',
  },
  helper: {
    HelperTold: 'events that the ticket helper accepted',
    HelperRetries: 'events for the ticket helper that will be retried',
    HelperRefused: 'events for the ticket helper that failed: dead letters with their reason',
  },
  customerWebhooks: {
    EventsDelivered: "events that a customer's webhook accepted",
    DeliveryRetries: "events for customers' webhooks that will be retried",
    WebhooksDisabled: 'webhooks that failed for three days and are disabled',
    DeliveriesRefused: 'events for webhooks that errors of Parley kept back for too long: dead letters with their reason',
  },
  media: {
    MediaKept: "files of customers' messages that are fetched and kept",
    MediaRetries: 'files whose fetch will be retried: the provider did not give them out',
    MediaFailed: 'files that are not kept; their message shows the reason',
    PreviewsShown: 'previews of links that are added to messages of chats, groups and directs',
    PreviewsMissing: 'links of such messages whose page has no preview, cannot be had, or was one too many in this minute',
  },
  analysis: {
    MessagesAnalysed: 'messages of customers that the AI toolbox has analysed',
    SuggestionsMade: 'suggestions of the AI toolbox that agents see',
    AiRepliesSent: 'automatic replies of the AI toolbox that are queued for customers',
    AnalysisRetries: 'messages whose analysis will be retried: the toolbox did not answer',
    RequestsAnswered: 'summaries and translations that agents asked for',
    RequestsFailed: 'requests that the AI toolbox did not answer; the agent is informed',
    AnalysesFailed: 'messages that are no longer analysed, after bad answers or none for too long: dead letters with their reason',
  },
  toolbox: {
    ToolboxAnswered: 'calls that the AI toolbox on Bedrock answered',
    ToolboxRefused: 'calls without a valid signature',
    ToolboxFailed: 'calls without a usable answer of the model',
    ModelTokensIn: 'tokens that the model has read; they are billed',
    ModelTokensOut: 'tokens that the model has written; they are billed',
  },
  push: {
    PushesSent: 'pushes that a push service accepted, once for each device',
    PushesCollapsed: 'jobs that another job of the same conversation has done or does',
    PushesHeld: 'pushes that wait for the end of quiet hours or for the next minute',
    PushRetries: 'devices whose push service did not accept now; they are tried again',
    PushesRefused: 'pushes that a push service rejects for good',
    DevicesGone: 'devices that take no more pushes; they are removed',
    PushFailures: 'jobs that failed; the queue repeats them',
  },
  delivery: {
    FramesPushed: 'frames to live connections',
    FramesSkipped: 'entries and frames that can never be delivered, such as one that the gateway rejects permanently',
    ConnectionsAbandoned: 'connections that accepted nothing and could not be closed; their rows are removed',
    DeliveryRetries: 'batches that will be retried',
  },
  fanout: {
    FramesPushed: 'frames of chats, groups and directs to live connections',
    FramesSkipped: 'frames that the gateway rejects permanently',
    ConnectionsAbandoned: 'connections that accepted nothing and could not be closed; their rows are removed',
    PushesQueued: 'people to be reached by a push, because no device of theirs takes frames',
    DeliveryRetries: 'conversations that will be retried',
  },
  gateway: {
    SocketsOpened: 'connections with a valid ticket',
    SocketsRefused: 'connections without',
    FramesLimited: 'frames of clients over the rate limit, answered with rate_limited',
  },
  timers: {
    TimersFired: 'closures and followups that changed their ticket',
    TimersStale: 'timers that no longer apply to their ticket',
    TimersFailed: 'timers that will be retried',
    TimerLateness: 'milliseconds from the due time to the change',
  },
  people: {
    PeopleAsked: 'calls of the user service that succeeded',
    PeopleQuestionsFailed: 'calls of the user service that failed; the last good answer stays in use',
    PeopleChanged: 'agents and teams that an answer of the user service added, changed or removed',
    PeopleSkipped: 'entries of answers of the user service that the hub left out; GET /v1/user-service lists them',
  },
  mail: {
    MailsReceived: 'mails that SES received, once for each origin that has them now',
    MailsUnrouted: 'recipients of received mails that are no origin',
    MailsRefused: 'received mails in which SES found a virus; nobody gets them',
    MailEventsKept: 'events of SES about the delivery of a mail',
    MailEventsIgnored: 'events of SES that change nothing, or of mails of other programs',
  },
  poller: {
    PagesPolled: 'polled pages of new items that are durable',
    PollsFailed: "polls that failed at the provider or at the origin's own webhook; they are retried",
    PollLateness: 'milliseconds from the time at which a poll was due to the call',
  },
  bulk: {
    BulkStretches: 'chunks of bulk work that were done',
    BulkFailures: 'chunks that failed; they are retried',
  },
  deploy: {
    TopicsMade: 'topics that a deployment created',
  },
  errors: {
    ErrorEvents: 'errors in the logs of all functions',
    NewErrorGroups: 'new groups of errors',
    RegressedErrorGroups: 'groups seen again after they were resolved',
    ErrorForwardsFailed: 'events that the error tracker rejected',
  },
} as const;

/** Counted apart for each projection: dimensions `service` and `projection`. */
export const BY_PROJECTION = { projector: ['ChangesDelayed', 'DeadLetters'], reindex: ['ChangesDelayed', 'DeadLetters'] } as const;

export type Service = keyof typeof METRICS;
/** The metrics of a service. */
export type MetricName<S extends Service = Service> = S extends Service ? Extract<keyof (typeof METRICS)[S], string> : never;
