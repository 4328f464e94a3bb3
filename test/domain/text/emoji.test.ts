import { describe, expect, it } from 'vitest';
import { emojiOf, isEmoji } from '../../../domain/text/emoji.ts';

describe('one emoji', () => {
  it.each(['👍', '❤', '❤️', '👍🏽', '👨‍👩‍👧', '🇩🇪', '1️⃣', '☺', '❤️‍🔥', '👩‍👩‍👧', '#️⃣', '🏴󠁧󠁢󠁳󠁣󠁴󠁿'])('is %s', (emoji) => expect(isEmoji(emoji)).toBe(true));
  it.each(['', 'a', '👍👍', ':)', '👍 ', ' 👍', '1', '🇩', 'ok👍', '\u200d', ' ', ':+1:', 'é'])('is not %j', (text) => expect(isEmoji(text)).toBe(false));

  it('has one form', () => expect([emojiOf('\u2764'), emojiOf('\u2764\uFE0F'), emojiOf('a')]).toEqual(['\u2764\uFE0F', '\u2764\uFE0F', undefined]));
});
