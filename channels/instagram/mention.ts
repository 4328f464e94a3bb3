/** Begins the id of a mention: `mention:{media id}`, or `mention:{media id}:{comment id}`. */
export const MENTION = 'mention:';

/** The media and the comment that a message's id names; undefined when it is no mention. */
export const mentionIn = (providerId: string): { readonly media_id: string; readonly comment_id?: string } | undefined => {
  const [, media, comment] = /^mention:([^:]+)(?::(.+))?$/.exec(providerId) ?? [];
  return media === undefined ? undefined : { media_id: media, ...(comment === undefined ? {} : { comment_id: comment }) };
};
