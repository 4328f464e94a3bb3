import type { Capabilities } from '../../domain/channels/capabilities.ts';

/**
 * A review has one public reply of the business. Trustpilot documents no maximum length
 * (developers.trustpilot.com/service-reviews-api, "Reply to a review", "Delete a reply to a review", read 2026-11-29). Posting the reply again sets the same
 * reply, so the customer never sees two.
 */
export const capabilities: Capabilities = { surfaces: { review: { reply: { once: true }, edit: {}, unsend: {} } }, idempotent: true };
