import type { Capabilities, TextLimit } from '../../domain/channels/capabilities.ts';

/** Of a comment: https://www.linkedin.com/help/linkedin/answer/a528176 (read 2026-11). */
const TEXT: TextLimit = { most: 1_250, unit: 'characters' };

/**
 * A reply is a comment of the organization below the customer's comment, or below the post that mentions it. Pictures in comments need an upload of their own, which Parley
 * does not do. https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/comments-api (read 2026-11-29)
 */
export const capabilities: Capabilities = { surfaces: { comment: { reply: { text: TEXT }, edit: { text: TEXT }, unsend: {} } }, idempotent: false };
