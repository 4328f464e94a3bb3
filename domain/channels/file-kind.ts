import type { FileKind, FileLimits } from './capabilities.ts';

/** What a file is on a channel that has these kinds. */
export const fileKind = (type: string, kinds: FileLimits['kinds']): FileKind => {
  if (kinds.sticker && type.toLowerCase() === 'image/webp') return 'sticker';
  if (kinds.animation && type.toLowerCase() === 'image/gif') return 'animation';
  const [head] = type.toLowerCase().split('/');
  return head === 'image' || head === 'audio' || head === 'video' ? head : 'document';
};
