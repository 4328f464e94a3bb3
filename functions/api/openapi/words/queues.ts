import type { Words, WordsOf } from './words.ts';

const QUEUE: Words = {
  name: 'The name of the queue.',
  priority: 'The position in the list of queues: a lower number comes first.',
  condition: 'Which tickets are in the queue.',
  visibleTo: 'Who sees the queue and its tickets. Empty lists mean everybody.',
  'visibleTo.teamIds': 'Teams whose agents see it.',
  'visibleTo.agentIds': 'Agents who see it.',
};

const RULE: Words = {
  name: 'What the rule is for.',
  event: 'The event that triggers the rule.',
  weight: 'The order: a lower number runs first.',
  stop: 'True: no later rule runs when this one applied.',
  enabled: 'False: the rule does nothing.',
  condition: 'When the rule applies. `{all: []}` always does.',
  actions: 'What the rule does, in this order.',
};

const LIST: Words = {
  name: 'What the list is for.',
  key: 'The property of the message or author to look up.',
  match: 'How to match it: the whole value, the domain of an address, or a part of the text.',
  entries: 'Values with the properties that they set.',
};

const STATUSES: Words = Object.fromEntries(
  ['created', 'working', 'pending', 'followup', 'solved', 'closed'].map((status) => [status, `Tickets in \`${status}\`.`]),
);

const RECOUNT: Words = { startedAt: 'When it started, ISO 8601 in UTC.', counted: 'How many tickets have been read.' };

/** Queues, rules, lists and what rebuilds them. */
export const QUEUES: WordsOf = {
  Counters: { '': 'Tickets of a queue by status.', ...STATUSES },
  QueuePage: { '': 'A page of queues.' },
  Queue: { '': 'A named condition over tickets, with counters.', ...QUEUE, counters: 'How many tickets are in it.' },
  QueueDraft: { '': 'A queue to add.', ...QUEUE },
  QueueChange: { '': 'The members to change; omitted members stay.', ...QUEUE },
  Condition: {
    '': 'A condition over a ticket: all of several, any of several, the negation of one, or one field compared with a value. At most 12 levels and 200 comparisons.',
    all: 'True when each of these is true; an empty list is true.',
    any: 'True when at least one of these is true; an empty list is false.',
    not: 'True when this is false.',
    field: 'A field of the ticket or message, such as `origin.channel`, `status` or `customFields.city`.',
    op: 'How to compare.',
    value: 'What to compare with: a list for `in` and `nin`, a pattern (RE2) for `matches`, a boolean or nothing for `exists`.',
  },
  RulePage: { '': 'A page of rules.' },
  Rule: { '': 'Actions that run automatically after an event on a ticket.', ...RULE },
  RuleDraft: { '': 'A rule to add.', ...RULE },
  RuleChange: { '': 'What changes; what is not given stays.', ...RULE },
  TriedRule: { '': 'A rule that is not saved. Without a name it is called `Draft`; it is tried whether it is enabled or not.', ...RULE },
  TravellingRule: { '': 'A rule as it is exported.', id: 'Says which rule it is, in another tenant too.', ...RULE },
  ImportedRule: { '': 'A rule to import.', id: 'Of the rule that it replaces, or that the new one gets. Without it, a new rule.', ...RULE },
  RuleExport: { '': 'All rules.', rules: 'The rules in their order.' },
  RuleImport: { '': 'Rules to import.', rules: 'The rules.' },
  RuleImportResult: {
    '': 'What an import did.',
    created: 'How many rules are new.',
    changed: 'How many rules were replaced.',
    unchanged: 'How many rules are as they were.',
    dryRun: 'True: nothing was done.',
  },
  RuleDryRun: { '': 'A rule to try, and on which tickets.', rule: 'The rule as it would be saved.' },
  RuleDryRunResult: {
    '': 'What a rule would change.',
    looked: 'How many tickets were active within the days.',
    matched: 'How many of them the rule applies to.',
    items: 'Tickets that the rule would change, newest activity first.',
    'items.ticketId': 'Id of the ticket.',
    'items.sequence': 'The number of the ticket that people use.',
    'items.changes': 'The fields that would change.',
  },
  FieldChange: {
    '': 'One field of a ticket that changes.',
    field: 'The name of the field, such as `owner` or `customFields.tier`.',
    from: 'The value before; null for none.',
    to: 'The value after; null for none.',
  },
  Job: {
    '': 'Work that goes on after its call was answered with 202.',
    id: 'Id of the job.',
    state: 'Where the job stands: it goes on, it is done, or it failed.',
    total: 'How many there are. It may grow while the job runs.',
  },
  // What each can be told stands with it, in domain/automation/actions.
  RuleAction: { '': 'One thing that a rule does, by its `type`.' },
  EnrichmentListPage: { '': 'A page of lists, without their entries.' },
  EnrichmentList: { '': 'Ticket properties by author or text.', ...LIST, size: 'The number of entries.' },
  EnrichmentListDraft: { '': 'A list to add.', ...LIST },
  EnrichmentListChange: { '': 'The members to change; omitted members stay.', ...LIST, entries: 'All entries: they replace the previous ones.' },
  EnrichmentEntry: {
    '': 'A value, and the properties that a ticket gets when it is found.',
    value: 'What to look for. Case, accents and look-alike letters do not matter.',
    set: 'The properties that the ticket gets.',
    'set.priority': 'The priority of the ticket.',
    'set.tags': 'Tags to add.',
    'set.topic': 'What the ticket is about.',
    'set.customFields': 'Custom fields to set.',
    'set.owner': 'Who becomes responsible for the ticket.',
  },
  Started: { '': 'The work was put into the queue.', state: 'Always `queued`: it goes on in the background.', id: 'Id of the job.' },
  RebuildDraft: { '': 'What is to be made anew.', projection: 'Name of the projection; an unknown one is a 422 that names those that there are.' },
  Rebuilds: { '': 'The newest rebuild of each projection.' },
  Rebuild: {
    '': 'A rebuild of a projection.',
    id: 'Id of the job.',
    projection: 'Name of the projection.',
    state: '`running`, `done`, `failed` (something was away for too long), or `overtaken` (a newer rebuild does the rest).',
    startedAt: 'When it began, ISO 8601 in UTC.',
    updatedAt: 'When it last made progress, ISO 8601 in UTC.',
    finishedAt: 'When it ended, ISO 8601 in UTC; null while it runs.',
    visited: 'Tickets, or documents of search, that were looked at. Some are looked at twice.',
    carried: 'What was carried on.',
    skipped: 'What can never be carried on: it is in the dead letters.',
    trouble: 'What it waits for, or why it failed; null when nothing is in its way.',
  },
  RecountUnderWay: { '': 'A recount that has not ended, or that failed.' },
  RecountFailed: { '': 'A recount that failed: ask again.', id: 'Id of the job.', state: 'Always `failed`.', trouble: 'Why it failed.', ...RECOUNT },
  RecountStatus: { '': 'The newest recount, by its `state`.' },
  RecountRunning: { '': 'A recount that runs in the background.', id: 'Id of the job.', state: 'Always `running`.', ...RECOUNT },
  Recount: {
    '': 'The stored counters and a recount of all tickets.',
    state: 'Always `done`.',
    ...RECOUNT,
    finishedAt: 'When it ended, ISO 8601 in UTC.',
    equal: 'True when no counter differs.',
    unreadable: 'Ids of tickets that cannot be read and are not counted, the first 100; missing when there are none.',
    queues: 'Each queue of the tenant.',
    'queues.id': 'Id of the queue.',
    'queues.stored': 'The counters as they are.',
    'queues.recounted': 'The counters as they should be.',
  },
};
