const at = '2027-03-01T09:30:00.000Z';
const author = { type: 'customer', id: '393330000001', name: 'Giulia Ferri', handle: '+393330000001' };

/** Examples of calls between the hub, services and providers. */
export const SERVICE_EXAMPLES: Readonly<Record<string, object>> = {
  AnalysisRequest: {
    tenantId: 'tn-7',
    ticketId: 'th-9f2.1',
    conversationId: 'th-9f2',
    want: ['suggestion', 'sentiment', 'language'],
    messages: [{ number: 1, kind: 'customer', text: 'Where is my parcel?', createdAt: at }],
  },
  AnalysisAnswer: {
    suggestion: { text: 'It left this morning.', confidence: 0.8, model: 'm-1' },
    sentiment: { label: 'neutral', score: 0.1 },
    language: 'en',
  },
  TicketHelperEvent: {
    id: 'th-9f2.1.m1',
    type: 'message.received',
    version: 1,
    tenantId: 'tn-7',
    occurredAt: at,
    data: {
      ticketId: 'th-9f2.1',
      message: { text: 'Where is my parcel?', number: 1, kind: 'customer', author, subject: null, createdAt: at, inReplyTo: null, starRating: null },
    },
  },
  UserServiceRequest: { tenantId: 'tn-7' },
  UserServiceAnswer: {
    agents: [{ id: 'u-1', name: 'Noor', email: 'noor@acme.example', role: 'agent', teamIds: ['t-1'] }],
    teams: [{ id: 't-1', name: 'Night shift' }],
  },
  ProviderCall: { messages: [{ id: 'o-1009', author: { id: 'customer-1009', name: 'Giulia Ferri' }, text: 'Where is my parcel?' }] },
  ChallengeAnswer: { response_token: 'sha256=x0mYd8hz2g…' },
  ProviderReceipt: { accepted: 1, unreadable: [] },
};
