/**
 * Every size that Parley accepts, in one place (DESIGN §4.11). Entry points and writers use these numbers and define none of their own.
 * Each row says what happens above the limit: `refused` (4xx that names the field), `cut` (visibly, with `…`) or `aside` (to the object store).
 * Characters are UTF-16 code units; bytes are UTF-8.
 */

/** The body of a webhook, in bytes: refused. */
export const WEBHOOK_BYTES = 4 * 1024 * 1024;
/** Bytes of a mail that is stored before it is read. SES takes no more, either. */
export const STORED_MAIL_BYTES = 40 * 1024 * 1024;
/** The JSON of a request to the API, in bytes: refused. */
export const JSON_BYTES = 1024 * 1024;
/** A file that an agent uploads, in bytes: refused. */
export const UPLOAD_BYTES = 25 * 1024 * 1024;
/** A file that a visitor of a live chat uploads, in bytes: refused. */
export const VISITOR_UPLOAD_BYTES = 10 * 1024 * 1024;
/** Text of a live chat's visitor, in characters: refused. */
export const VISITOR_TEXT = 20_000;
/** A visitor's comment on a chat that has ended, in characters: refused. */
export const RATING_COMMENT = 1000;
/** Text of a message in a chat, in characters: refused. A frame shows all of it. */
export const CHAT_TEXT = 20_000;
/** Members of a group: refused. */
export const GROUP_MEMBERS = 50_000;
/** Admins of a group, because they are in the item that every message rewrites: refused. */
export const GROUP_ADMINS = 20;
/** Description of a group, in characters: refused. */
export const GROUP_DESCRIPTION = 2_000;
/** Seconds between two messages of a plain member of a group in slow mode, at most. */
export const SLOW_MODE_SECONDS = 3_600;
/** Characters of the reason of a ban, and of a report. */
export const MODERATION_REASON = 500;
/** People that a call adds to a group and removes from it at once; more are a job. */
export const MEMBERS_AT_ONCE = 1_000;
/** The body of a call that makes or changes a group, in bytes of JSON: refused. */
export const GROUP_JSON_BYTES = 3 * 1024 * 1024;
/** Groups of a person that are listed, the newest of their memberships, and directs: further ones are left out. */
export const LISTED_MEMBERSHIPS = 1_000;
/** Devices of a person that get pushes: refused. A push goes to each of them. */
export const DEVICES_OF_PERSON = 20;
/** Passkeys of a person: refused. They are one item. */
export const PASSKEYS_OF_PERSON = 20;
/** The token of a device, in characters: refused. The JSON of a browser's subscription has some 500. */
export const DEVICE_TOKEN = 4_096;
/** Text of a message in a push, in characters: cut. */
export const PUSH_TEXT = 200;
/** Applications of a tenant: refused. */
export const APPLICATIONS = 1_000;
/** Files of one message of a visitor, and answers before a chat: refused. */
export const ATTACHMENTS_OF_VISITOR = 10;
/** Of one message of a chat, a group or a direct. */
export const ATTACHMENTS_OF_CHAT = 10;
export const PRE_CHAT_ANSWERS = 20;
/** A file with the entries of an enrichment list, in bytes: refused. */
export const LIST_FILE_BYTES = 25 * 1024 * 1024;
/** Text and HTML of a message that an agent writes, in characters: refused. */
export const POSTED_TEXT = 100_000;
export const POSTED_HTML = 500_000;
/** A message's text and HTML together, in bytes, up to which they stay in the table. Above it: aside. */
export const BODY_IN_TABLE_BYTES = 300_000;
/** Text or HTML of one message, in bytes, from any entry point. Above it: refused by the API; a webhook keeps the beginning and stores the rest raw. */
export const BODY_BYTES = 4_000_000;
/** A ticket's `lastMessage.text`, in characters: cut. */
export const LAST_MESSAGE = 200;
/**
 * An answer of the API, in bytes of JSON (a function can answer 6 MB): a page of messages ends earlier, with a cursor. A single message
 * above the limit is cut, with `truncated:true`.
 */
export const ANSWERED_BODY_BYTES = 4_500_000;
/** Bodies that are read for one page, in bytes. */
export const PAGE_BODY_BYTES = 4_500_000;
/** A subject, in characters: cut on webhooks, refused by the API. RFC 5322 allows 998 in a line. */
export const SUBJECT = 1_000;
/** A person's or a file's name and a handle, in characters: cut on webhooks (a file's before its ending), refused by the API. */
export const NAME = 200;
/** A provider's id of a person or a message, in bytes: longer ids are replaced by their hash. */
export const PROVIDER_ID_BYTES = 512;
/** People whose reactions a message shows, because they are in the message's item: those of further people are left out. */
export const REACTIONS = 200;
/** Different emojis of one person on one message of a chat. */
export const EMOJIS_EACH = 5;
/** People whom one message of a chat mentions: refused by the API if they are named, further ones in the text are text. */
export const MENTIONS = 20;
/** A link, in characters: a longer one is dropped. */
export const LINK = 2_048;
/** An address, in characters (RFC 5321 allows 254 in a path): cut on webhooks, refused by the API. */
export const RECIPIENT = 320;
/** Recipients of one message: further ones are cut on webhooks, refused by the API. */
export const RECIPIENTS = 100;
/** Attachments of one message: further ones are cut on webhooks, refused by the API. */
export const ATTACHMENTS = 100;
/** All attachment data of one message, in bytes of JSON, because it is in the message's item: further ones are cut on webhooks. */
export const ATTACHMENTS_BYTES = 100_000;
/** A provider's own text about an error, in characters: cut. */
export const NOTICE = 500;
/** A ticket with all its fields, in bytes: refused by the API; an automatic change that would exceed it is left out and logged. */
export const TICKET_BYTES = 32_000;
/** Tags of one ticket, and characters of one. */
export const TAGS = 50;
export const TAG = 100;
/** Custom fields of one ticket, characters of a name and of a text in them. */
export const CUSTOM_FIELDS = 50;
export const CUSTOM_FIELD_NAME = 60;
export const CUSTOM_FIELD_TEXT = 1_000;
/** Text of an escalation and of an answer to it, in characters: refused. An answer by mail is cut. */
export const ESCALATION_TEXT = 10_000;
/** Open escalations of one ticket: further ones are refused; those of rules are left out and logged. */
export const OPEN_ESCALATIONS = 20;
/** A ticket's topic, in characters. */
export const TOPIC = 200;
/**
 * Writes of a transaction for the notes, replies and calls of the rules of one event (two per note, one per call): further ones are left
 * out and logged. A transaction can have 100, and a new ticket has two events.
 */
export const RULE_WRITES = 40;
/** One entry of a tenant's configuration, in bytes (an item can have 400 KB, and an Idempotency-Key stores its JSON): refused, naming its largest field. */
export const CONFIGURATION_ITEM_BYTES = 350_000;
/** Queues, rules and enrichment lists of a tenant with their entries, in bytes, because every process keeps them in memory: refused. */
export const CONFIGURATION_BYTES = 16_000_000;
/** Entries of a tenant's configuration that change at once, in bytes of JSON (a transaction has 4 MB): refused. */
export const CONFIGURATION_PACKED_BYTES = 3_600_000;
/** The body of an import of rules, in bytes: refused. An export has pages that fit. */
export const RULE_IMPORT_BYTES = 3 * 1024 * 1024;
/** Entries of each kind in a tenant's configuration, and their names: refused. */
export const CONFIGURATION_COUNTS = {
  AGENT: [10_000, 'agents'],
  LIST: [200, 'enrichment lists'],
  ORIGIN: [1_000, 'origins'],
  QUEUE: [500, 'queues'],
  RULE: [2_000, 'rules'],
  TEAM: [1_000, 'teams'],
} as const;
/** Outgoing webhooks of a tenant, because each event of a tenant is compared with all of them: refused. */
export const WEBHOOKS = 20;
/** A tenant's settings, in bytes of JSON, because they are in the item that every message reads: refused. */
export const SETTINGS_BYTES = 32_000;
/** Minutes in pending or solved until a ticket closes, as a tenant may set them, three seconds to a year: refused. */
export const CLOSED_AFTER_MINS = { least: 0.05, most: 525_600 } as const;
/** Minutes that a rule can wait after a time of the ticket, a second or so to a year: refused. */
export const RULE_TIMER_MINUTES = { least: 0.02, most: 525_600 } as const;
/** Minutes after which a ticket that a rule sets to `followup` returns, at most a year: refused. */
export const RULE_FOLLOWUP_MINUTES = { least: 1, most: 525_600 } as const;
/** One frame to a socket, in bytes (API Gateway's own limit is 128 KB): the body is cut and `truncated:true` tells the client to read the message. */
export const FRAME_BYTES = 100_000;
/** Text of a message in one frame, in characters: cut there, with `truncated:true`. */
export const FRAME_BODY = 20_000;
/** One WebSocket message of a client, in bytes (API Gateway closes at 128 KB), and one frame in it, in characters: answered with `too_large`. */
export const CLIENT_MESSAGE_BYTES = 100_000;
export const CLIENT_FRAME = 32_768;
/** Frames in one WebSocket message of a client: more are answered with `too_large`. */
export const CLIENT_FRAMES = 100;
/** Frames in one `POST /v1/send`: refused (400). */
export const SENT_FRAMES = 100;
/** Id of an event on a topic, in characters: refused. */
export const EVENT_ID = 200;
/** Version of an event, as a number that is exact in every language: refused (400). */
export const EVENT_VERSION = 2_147_483_647;
/** Events in one `POST /v1/events/{topic}`: refused (413). */
export const EVENTS = 100;
/** An event on a topic, in bytes of JSON (a record can have 1 MB with its key): refused. */
export const EVENT_BYTES = 900_000;
/** One queue message, in bytes (SQS: 256 KB): aside. */
export const QUEUE_ENTRY_BYTES = 250_000;
/** An id in a path, in characters: a longer one is unknown (404). A key of the table can have 1,024 bytes. */
export const LONGEST_PATH_ID = 200;
/** Conditions and lists compare this many characters of a text; `matches` reads `MATCHED_CHARACTERS` of it. The rest is ignored. */
export const CONDITION_TEXT = 100_000;
/** Leaves of all queues and enabled rules of a tenant, and the size of their patterns' programs: refused when one is saved. */
export const TENANT_LEAVES = 10_000;
export const TENANT_PROGRAMS = 10_000;
