import type { Words } from './words.ts';

/** Descriptions of `{id}` by the collection in the path. */
export const PATH_IDS: Words = {
  agents: 'Id of the agent.',
  teams: 'Id of the team.',
  'api-keys': 'Id of the key.',
  attachments: 'Id of the attachment.',
  origins: 'Id of the origin.',
  tickets: 'Id of the ticket.',
  threads: 'Id of the thread.',
  queues: 'Id of the queue.',
  rules: 'Id of the rule.',
  'enrichment-lists': 'Id of the list.',
  jobs: 'Id of the job, as the 202 has it.',
  'dead-letters': 'Id of the dead letter.',
};

/** Parameters by name, or by `operationId.name` where the words differ. */
export const PARAMETERS: Words = {
  number: 'The number of the message in its conversation.',
  position: 'The `position` of the session or of the previous call.',
  escalationId: 'Id of the escalation.',
  ticketId: 'Id of the other ticket.',
  uploadId: 'Id of the upload.',
  file: 'The name of the file: `start.js`, `style.css`, `swagger-ui.js` or `swagger-ui.css`.',
  'getAgents.sort': 'The default is `name`; a leading `-` sorts in descending order.',
  'getTeams.sort': 'The default is `name`; a leading `-` sorts in descending order.',
  'getApiKeys.sort': 'The default is `createdAt`; a leading `-` sorts in descending order.',
  'getOrigins.sort': 'The default is `name`; a leading `-` sorts in descending order.',
  'getTickets.sort':
    'The default is `-updatedAt`: newest activity first. A leading `-` sorts in descending order. By `waitingSince`, whoever waits longest comes first; tickets whose customer does not wait come last, in both directions.',
  'getQueues.sort': 'The default is `priority`; a leading `-` sorts in descending order.',
  'getRules.sort': 'The default is `weight`; a leading `-` sorts in descending order.',
  'getEnrichmentLists.sort': 'The default is `createdAt`; a leading `-` sorts in descending order.',
  status: 'Only these statuses, separated by commas.',
  queueId: 'Only tickets that are in this queue.',
  originId: 'Only tickets of this origin.',
  ownerId: 'Only tickets of this agent. `me` is the caller, who must be an agent; `none` is no agent.',
  teamId: 'Only tickets of this team.',
  channel: 'Only tickets of origins of this channel.',
  tag: 'Only tickets with this tag.',
  sequence: 'Only the ticket with this number.',
  updatedSince: 'Only tickets that changed or got a visible message since this time, ISO 8601 in UTC.',
  'getTickets.q': 'Only tickets in which these words occur, as in `GET /v1/search`.',
  'getSearch.q': 'The words to look for; by default, every ticket that matches the other parameters.',
  'postEventsTopic.topic': 'The name of the topic, such as `tickets`.',
  'getDeadLetters.topic': 'Only dead letters of this topic.',
  since: 'Only dead letters whose records were written to their topic at this time or later, ISO 8601 in UTC.',
  facets: '`true` adds the number of hits by value.',
};
