import type { Capabilities } from '../../domain/channels/capabilities.ts';

/**
 * Total bytes of the files of one mail. SES takes messages of 40 MB, files in base64 included (docs.aws.amazon.com/ses/latest/dg/quotas.html, read 2026-11);
 * many mailboxes take no more than 10 to 25 MB.
 */
export const FILES_BYTES = 10_000_000;

/**
 * SES limits the whole message, not the text. 50 recipients a message, To, Cc and Bcc together: the same page of quotas.
 * A file of any type can be sent; SES itself rejects programs (docs.aws.amazon.com/ses/latest/dg/mime-types.html, read 2026-11).
 * SES has no idempotency key (docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html, read 2026-11).
 */
export const capabilities: Capabilities = {
  surfaces: {
    mail: {
      reply: {
        text: { most: 100_000, unit: 'characters' },
        files: { total: FILES_BYTES, kinds: { image: {}, audio: {}, video: {}, document: {} } },
        recipients: 50,
      },
    },
  },
  idempotent: false,
};
