import type { Capabilities } from '../../domain/outbound/capabilities.ts';

/** The receiver is the business's own system: files go by link, and it tells repeats apart by `Idempotency-Key`. */
export const apiCapabilities: Capabilities = { canSend: true, maxTextLength: 100_000, files: true, replyWindowHours: null, idempotentSend: true };
