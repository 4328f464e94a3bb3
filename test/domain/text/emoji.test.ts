import { describe, expect, it } from 'vitest';
import { isEmoji } from '../../../domain/text/emoji.ts';

describe('one emoji', () => {
  it.each(['👍', '❤', '❤️', '👍🏽', '👨‍👩‍👧', '🇩🇪', '1️⃣', '☺', '❤️‍🔥'])('is %s', (emoji) => expect(isEmoji(emoji)).toBe(true));
  it.each(['', 'a', '👍👍', ':)', '👍 ', ' 👍', '1', '🇩', 'ok👍', '\u200d'])('is not %j', (text) => expect(isEmoji(text)).toBe(false));
});
