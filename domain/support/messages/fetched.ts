import { createHash } from 'node:crypto';
import type { MessageRef } from './attachment-keys.ts';
import type { Attachment } from './content.ts';

/** Identifies the file at the provider: an edit of a message may move, add and replace files. */
export const sourceOf = ({ url, mediaId }: Pick<Attachment, 'url' | 'mediaId'>): string =>
  createHash('sha256')
    .update(JSON.stringify([url, mediaId]))
    .digest('base64url')
    .slice(0, 16);

/** Of a file of an inbound message. Always the same for the same file, so that a repeated fetch replaces its object. */
export const mediaKey = (tenantId: string, { threadId, number }: MessageRef, source: string): string => `T/${tenantId}/media/${threadId}.${number}.${source}`;

const isRemote = ({ objectKey, url, mediaId }: Attachment): boolean => objectKey === null && (url !== null || mediaId !== null);

/** The files of a new message of a customer: those that are only at the provider are to be fetched. */
export const toFetch = (attachments: readonly Attachment[]): Attachment[] =>
  attachments.map((file) => (isRemote(file) ? { ...file, state: 'fetching' as const } : file));

/** The files after an edit: a file that the message had before is not fetched again. */
export const afterEdit = (before: readonly Attachment[], edited: readonly Attachment[]): Attachment[] => {
  const known = new Map(before.filter(({ state }) => state !== undefined).map((file) => [sourceOf(file), file]));
  return toFetch(edited).map((file) => known.get(sourceOf(file)) ?? file);
};
