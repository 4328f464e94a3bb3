import type { Capabilities, TextLimit } from '../../domain/channels/capabilities.ts';

/** Of a comment: https://www.linkedin.com/help/linkedin/answer/a528176 (read 2026-11). */
const TEXT: TextLimit = { most: 1_250, unit: 'characters' };

/**
 * LinkedIn's six reactions (like, celebrate, support, love, insightful, funny) and the emoji nearest to each.
 * https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/reactions-api (read 2026-11-30)
 */
export const REACTIONS: Readonly<Record<string, string>> = {
  '👍': 'LIKE',
  '👏': 'PRAISE',
  '🫶': 'APPRECIATION',
  '❤️': 'EMPATHY',
  '💡': 'INTEREST',
  '😂': 'ENTERTAINMENT',
};
export const EMOJIS: readonly string[] = Object.keys(REACTIONS);

/**
 * A reply is a comment of the organization below the customer's comment, or below the post that mentions it. Pictures in comments need an upload of their own, which Parley
 * does not do. https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/comments-api (read 2026-11-29)
 */
export const capabilities: Capabilities = {
  surfaces: { comment: { reply: { text: TEXT }, edit: { text: TEXT }, unsend: {}, react: { emojis: EMOJIS } } },
  idempotent: false,
};
