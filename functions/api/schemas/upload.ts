import * as z from 'zod';

/** A file's name, not a path. */
export const fileName = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[^/\\\p{Cc}]+$/u, 'a file name without slashes or control characters')
  // The same without a Unicode class, which some users of the schema do not support.
  .meta({ pattern: '^[^/\\\\\\u0000-\\u001f\\u007f-\\u009f]+$' });

/** A form to upload a file with. */
export const uploadForm = z
  .strictObject({ id: z.string(), upload: z.strictObject({ url: z.string(), fields: z.record(z.string(), z.string()) }) })
  .meta({ id: 'AttachmentUpload' });
