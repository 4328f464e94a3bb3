/** `urn:li:organization:8` → `8`; an id without a URN is returned unchanged. */
export const idOfUrn = (urn: string): string => urn.replace(/^urn:li:\w+:/, '');

export interface CommentUrn {
  /** URN of the post. */
  readonly post: string;
  readonly comment: string;
}

/**
 * LinkedIn writes the same comment as `urn:li:comment:(urn:li:activity:7,9)` and as `urn:li:comment:(activity:7,9)`.
 * https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/comments-api (read 2026-11-29)
 */
export const commentOf = (urn: string): CommentUrn | undefined => {
  const [, kind, post, comment] = /^urn:li:comment:\((?:urn:li:)?(\w{1,40}):(\d{1,30}),(\d{1,30})\)$/.exec(urn) ?? [];
  return kind === undefined || post === undefined || comment === undefined ? undefined : { post: `urn:li:${kind}:${post}`, comment };
};
export const commentUrn = ({ post, comment }: CommentUrn): string => `urn:li:comment:(${post},${comment})`;

/** The same spelling for every form of a URN. It is the id of a message. */
export const oneUrn = (urn: string): string => {
  const comment = commentOf(urn);
  return comment ? commentUrn(comment) : urn;
};
