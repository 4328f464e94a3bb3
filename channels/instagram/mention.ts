/** Prefix of a mention's id: `mention:{media id}`, or `mention:{media id}:{comment id}`. */
export const MENTION = 'mention:';

/** The media and the comment in a message's id; undefined if the message is not a mention. */
export const mentionIn = (providerId: string): { readonly media_id: string; readonly comment_id?: string } | undefined => {
  const [, media, comment] = /^mention:([^:]+)(?::(.+))?$/.exec(providerId) ?? [];
  return media === undefined ? undefined : { media_id: media, ...(comment === undefined ? {} : { comment_id: comment }) };
};
