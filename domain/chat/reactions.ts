import { Problem } from '../errors.ts';
import { emojiOf } from '../text/emoji.ts';

export interface Reaction {
  readonly emoji: string;
  readonly removed?: boolean;
}

/** The same emoji in one form, so that it is counted once. @throws Problem unprocessable: it is not one emoji */
export const whole = ({ emoji, ...rest }: Reaction): Reaction => {
  const form = emojiOf(emoji);
  if (form === undefined) throw new Problem('unprocessable', 'A reaction is one emoji.', { errors: [{ path: 'emoji', message: 'is not one emoji' }] });
  return { ...rest, emoji: form };
};
