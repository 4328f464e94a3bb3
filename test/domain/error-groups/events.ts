import type { ErrorEvent } from '../../../domain/error-groups/error-event.ts';

export const FRAMES = [
  'at appendAll (/srv/hub/domain/conversations/log/append.ts:90:15)',
  'at async applyBatch (file:///srv/hub/domain/support/messages/inbound/apply-batch.ts:33:22)',
  'at async handler (/srv/hub/functions/consumers/messages.ts:41:22)',
  'at async runRequest (file:///srv/hub/node_modules/@middy/core/index.js:191:26)',
];

export const errorEvent = (of: Partial<ErrorEvent> = {}): ErrorEvent => ({
  service: 'messages',
  name: 'TypeError',
  logged: 'event not applied',
  reason: 'x is undefined',
  frames: FRAMES,
  at: '2026-11-21T05:00:00.000Z',
  correlationId: 'c-1',
  ...of,
});
