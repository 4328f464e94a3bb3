/**
 * Every size that Parley accepts, in one place (DESIGN §4.11). Entry points and writers read these numbers and define none of their own.
 * Each row says what happens above it: `refused` (4xx that names the field), `cut` (visibly, with `…`) or `aside` (to the object store).
 * Characters are UTF-16 code units; bytes are UTF-8.
 */

/** A message's text and HTML together, in bytes, that stay in the table; longer bodies go aside to the object store. */
export const BODY_IN_TABLE_BYTES = 300_000;
/** Text or HTML of one message, in bytes, from any entry point. Above it: refused by the API; a webhook keeps the beginning and stores the rest raw. */
export const BODY_BYTES = 4_000_000;
/** A subject, in characters: cut on webhooks, refused by the API. RFC 5322 allows 998 in a line. */
export const SUBJECT = 1_000;
/** A person's or a file's name and a handle, in characters: cut on webhooks, refused by the API. */
export const NAME = 200;
/** A provider's id of a person or a message, in bytes: longer ids are replaced by their hash. */
export const PROVIDER_ID_BYTES = 512;
/** A link, in characters: a longer one is dropped. */
export const LINK = 2_048;
/** Recipients of one message: further ones are cut on webhooks, refused by the API. */
export const RECIPIENTS = 100;
/** Attachments of one message: further ones are cut on webhooks, refused by the API. */
export const ATTACHMENTS = 100;
/** A ticket with all its fields, in bytes: refused by the API; an automatic change that would exceed it is left out and logged. */
export const TICKET_BYTES = 32_000;
/** Tags of one ticket, and characters of one. */
export const TAGS = 50;
export const TAG = 100;
/** One frame to a socket, in bytes (API Gateway's own limit is 128 KB): the body is cut and `truncated:true` tells the client to read the message. */
export const FRAME_BYTES = 100_000;
/** Text of a message in one frame, in characters: cut there, with `truncated:true`. */
export const FRAME_BODY = 20_000;
/** One WebSocket message of a client, in bytes (API Gateway closes at 128 KB), and one frame in it, in characters: answered with `too_large`. */
export const CLIENT_MESSAGE_BYTES = 100_000;
export const CLIENT_FRAME = 32_768;
/** Frames in one WebSocket message of a client: more are answered with `too_large`. */
export const CLIENT_FRAMES = 100;
/** One entry of a queue, in bytes (SQS: 256 KB): what is longer goes aside. */
export const QUEUE_ENTRY_BYTES = 250_000;
/** One record of a topic, in bytes (Kafka: 1 MB). */
export const TOPIC_RECORD_BYTES = 900_000;
