import type { WordsOf } from './words.ts';

export const ESCALATIONS: WordsOf = {
  EscalationTarget: {
    '': 'The recipient of an escalation: a team, a mail address or a web address.',
    teamId: 'Id of a team. Its agents see the note on the ticket, and conditions find the ticket by `escalations.teamIds`.',
    email: 'A mail address.',
    url: 'A public web address. It gets a signed call; see the webhook `ruleWebhook`.',
  },
  Escalation: {
    '': 'A question about a ticket to somebody else.',
    id: 'The id. An escalation that an event raised has the id of the event.',
    ticketId: 'Id of the ticket.',
    target: 'The recipient.',
    text: 'The question.',
    state: '`open` until it is answered or closed.',
    dueAt: 'The time by which an answer is due, or null.',
    overdue: 'It is open and `dueAt` has passed. Rules of the event `timer` run at that time.',
    raisedBy: 'Who raised it.',
    'raisedBy.type': 'The kind of actor: `agent`, `key`, `rule` or `event`.',
    'raisedBy.id': 'Id of the actor.',
    noteNumber: 'Number of the note that informs agents.',
    answer: 'The newest answer, or null.',
    'answer.at': 'When the answer came.',
    'answer.by': 'Who answered, or null when nobody is named.',
    'answer.by.name': 'The name.',
    'answer.by.email': 'The mail address, or null.',
    'answer.noteNumber': 'Number of the note that holds the answer.',
    delivery:
      'What became of it on its way: `queued`, `sent`, `held` (a mail that is kept, because the tenant has no mailbox to send it from), `unknown` (the mail service’s answer was lost; it may have been sent) or `failed` (given up; it is in the dead letters). Null for a team, and a week after it was raised.',
  },
  EscalationPage: { '': 'A page of escalations.' },
  NewEscalation: {
    '': 'An escalation to raise.',
    target: 'The recipient.',
    text: 'The question.',
    dueAt: 'The time by which an answer is due; in the future.',
  },
  EscalationChange: {
    '': 'How an escalation ends.',
    state: '`answered` or `closed`.',
    text: 'The answer. It becomes a note of the system on the ticket.',
  },
};
