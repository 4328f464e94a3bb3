import type { Capabilities } from '../../domain/outbound/capabilities.ts';

export const mailCapabilities: Capabilities = { canSend: false, maxTextLength: null, files: false, replyWindowHours: null, idempotentSend: false };
