import { TICKET_FIELDS } from '../../../domain/automation/ticket-fields.ts';
import { NEW_TICKET, presenting } from '../../../domain/support/tickets/fields.ts';

/** An example of each of the main schemas. A test validates them against the schemas. */
const at = '2027-03-01T09:30:00.000Z';
const tenant = { id: 'tn-7', slug: 'acme', name: 'Acme' };
const user = { id: 'p-7Qm2', name: 'Ada Lovelace', email: 'ada@acme.example', role: 'admin', teamIds: ['t-support'], mobileNumber: null, createdAt: at };
const counters = { created: 3, working: 5, pending: 2, followup: 1, solved: 0, closed: 240 };
const condition = {
  all: [
    { field: 'origin.channel', op: 'eq', value: 'whatsapp' },
    { field: 'status', op: 'in', value: ['created', 'working'] },
  ],
};
const queueDraft = { name: 'WhatsApp', priority: 10, condition, visibleTo: { teamIds: ['t-support'], agentIds: [] } };
const action = { type: 'assign', teamId: 't-support', strategy: 'round_robin' };
const ruleDraft = { name: 'WhatsApp goes to support', event: 'ticket.created', weight: 10, stop: false, enabled: true, condition, actions: [action] };
const entry = { value: 'vip@acme.example', set: { priority: 'high', tags: ['vip'] } };
/** Fields that are not given are those of a new ticket. */
const ticket = presenting(TICKET_FIELDS)({
  ...NEW_TICKET,
  id: 'th-9f2.1',
  sequence: 38,
  status: 'working',
  priority: 'normal',
  origin: { id: 'o-51', channel: 'whatsapp' },
  author: { id: '393330000001', name: 'Giulia Ferri', handle: '+393330000001' },
  threadId: 'th-9f2',
  owner: { agentId: 'p-7Qm2', teamId: 't-support' },
  queueIds: ['q-12'],
  tags: ['delivery'],
  topic: 'Where is my parcel?',
  customFields: { orderId: 'A-1009' },
  visibleMessageCount: 2,
  lastMessage: { number: 2, kind: 'reply', text: 'It left this morning.', createdAt: at },
  createdAt: at,
  updatedAt: at,
  version: 3,
});
const message = {
  conversationId: 'th-9f2',
  ticketId: 'th-9f2.1',
  number: 2,
  kind: 'reply',
  author: { type: 'agent', id: 'p-7Qm2', name: 'Ada Lovelace', handle: null },
  text: 'It left this morning.',
  html: null,
  subject: null,
  to: [],
  cc: [],
  attachments: [],
  surface: 'dm',
  inReplyTo: null,
  permalink: null,
  providerId: 'wamid.HBgM',
  createdAt: at,
  editedAt: null,
  late: false,
  hidden: false,
  shadowed: false,
  deleted: false,
  reactions: {},
  starRating: null,
  delivery: { state: 'delivered', error: null },
  mentions: [],
};
const metaCredentials = { appSecret: 'app-secret', verifyToken: 'verify-me', accessToken: 'EAAG…', accountId: '106540352242922' };

export const EXAMPLES: Readonly<Record<string, unknown>> = {
  Problem: {
    code: 'unprocessable',
    title: 'Well-formed, but not possible',
    status: 422,
    detail: 'An agent or team is not known.',
    errors: [{ path: 'owner.agentId', message: 'is not known' }],
  },
  TenantDraft: {
    name: 'Acme',
    slug: 'acme',
    registration: { domains: ['acme.example'] },
    admin: { name: 'Ada Lovelace', email: 'ada@acme.example', password: 'correct horse battery staple' },
  },
  NewTenant: tenant,
  SignIn: { tenant: 'acme', email: 'ada@acme.example', password: 'correct horse battery staple' },
  Session: { accessToken: 'eyJhbGciOi…', refreshToken: 'r1.b64…', expiresIn: 300, user },
  User: user,
  Registration: {
    tenant: 'acme',
    name: 'Grace Hopper',
    email: 'grace@acme.example',
    password: 'correct horse battery staple',
    mobileNumber: '+39 333 000 0001',
  },
  AgentDraft: { name: 'Grace Hopper', email: 'grace@acme.example', password: 'correct horse battery staple', role: 'agent', teamIds: ['t-support'] },
  TeamDraft: { name: 'Support' },
  Team: { id: 't-support', name: 'Support', members: 4, source: 'hub', createdAt: at },
  ApiKeyDraft: { name: 'Order system', role: 'agent' },
  MetaCredentials: metaCredentials,
  MailCredentials: { address: 'help@acme.example', inboundSecret: 'a secret of ours' },
  ApiCredentials: { signingSecret: 'a secret of ours', callbackUrl: 'https://acme.example/replies' },
  OriginDraft: { channel: 'whatsapp', name: 'Hotline', credentials: metaCredentials },
  WhatsappOriginDraft: { channel: 'whatsapp', name: 'Hotline', credentials: metaCredentials },
  ApiOriginDraft: { channel: 'api', name: 'Shop', credentials: { signingSecret: 'a secret of ours', callbackUrl: 'https://acme.example/replies' } },
  OriginChange: { credentials: { accessToken: 'EAAH…' } },
  Origin: {
    id: 'o-51',
    channel: 'whatsapp',
    name: 'Hotline',
    state: 'enabled',
    webhookPath: '/webhooks/whatsapp/o-51',
    createdAt: at,
    accountId: '106540352242922',
  },
  Ticket: ticket,
  TicketChange: { status: 'followup', followupAt: at, tags: ['delivery'] },
  BulkChange: { ids: ['th-9f2.1', 'th-a07.4'], change: { status: 'solved' } },
  Message: message,
  MessageDraft: { kind: 'reply', text: 'It left this morning.', thenStatus: 'pending', lastSeenNumber: 1 },
  AttachmentDraft: { name: 'invoice.pdf', type: 'application/pdf', size: 48213 },
  Condition: condition,
  Counters: counters,
  QueueDraft: queueDraft,
  Queue: { id: 'q-12', ...queueDraft, counters, createdAt: at, updatedAt: at },
  RuleAction: action,
  RuleDraft: ruleDraft,
  Rule: { id: 'r-3', ...ruleDraft, createdAt: at, updatedAt: at },
  EnrichmentEntry: entry,
  EnrichmentListDraft: { name: 'VIPs', key: 'author.email', match: 'exact', entries: [entry] },
  SocketTicket: { ticket: 'st_4f9a…' },
  ClientResumeFrame: { type: 'resume', cursor: 'c-1042' },
  ServerTicketFrame: { type: 'ticket', ticket, cursor: 'c-1043' },
  ServerMessageFrame: {
    type: 'message',
    conversationId: 'th-9f2',
    number: 2,
    body: 'It left this morning.',
    ticketId: 'th-9f2.1',
    cursor: 'c-1044',
    kind: 'reply',
    senderId: 'p-7Qm2',
    createdAt: at,
  },
  RuleWebhook: { id: 'a-77', event: 'webhook', ruleId: 'r-3', ticket, sentAt: at },
  ReplyCallback: {
    replyId: 'th-9f2:2',
    ticketId: 'th-9f2.1',
    conversationId: 'th-9f2',
    to: { id: 'customer-1009' },
    text: 'It left this morning.',
    attachments: [],
    createdAt: at,
  },
};
