// oxlint-disable max-lines
// biome-ignore-all format: made from the route table by client/generate.ts; do not edit.
export type Problem = {
  /** The error code for programs. Its meaning never changes. */
  readonly code: "invalid_request" | "unauthenticated" | "forbidden" | "not_found" | "method_not_allowed" | "conflict" | "illegal_transition" | "already_taken" | "stale" | "too_large" | "unprocessable" | "rate_limited" | "unavailable" | "internal";
  /** The code as a short sentence. */
  readonly title: string;
  /** The HTTP status. */
  readonly status: number;
  /** What happened in this call, for people. It never repeats the content of the request. */
  readonly detail: string;
  /** Each invalid member, query parameter or header; empty if the problem is the call as a whole. */
  readonly errors: readonly {
    /** A dotted path into the body (`admin.email`, `teamIds.0`), or the name of a parameter or header. */
    readonly path: string;
    /** The expected value. */
    readonly message: string;
  }[];
  readonly [name: string]: unknown;
};

export type Health = {
  /** Always `ok`. */
  readonly status: "ok";
};

export type NewTenant = {
  /** The id. It is opaque: store it and compare it, but do not parse it. */
  readonly id: string;
  /** The short name that people sign in with. */
  readonly slug: string;
  /** The name of the business. */
  readonly name: string;
};

export type TenantDraft = {
  /** The name of the business, as people read it. */
  readonly name: string;
  /** The short name that people sign in with. It is unique. */
  readonly slug: string;
  /** Who may register as a user: nobody (`closed`), everybody (`open`), or addresses of the given domains. The default is closed. */
  readonly registration?: "closed" | "open" | {
    /** Domains of mail addresses. */
    readonly domains: readonly string[];
  };
  /** The first admin. */
  readonly admin: {
    /** The name, as colleagues see it. */
    readonly name: string;
    /** The mail address. Case does not matter. */
    readonly email: string;
    /** A password that is easy to guess is a 422. */
    readonly password: string;
  };
};

export type Tenant = {
  /** The id. It is opaque: store it and compare it, but do not parse it. */
  readonly id: string;
  /** The short name that people sign in with. It never changes. */
  readonly slug: string;
  /** The name of the business. */
  readonly name: string;
  /** Who may register as a user: nobody (`closed`), everybody (`open`), or addresses of the given domains. */
  readonly registration: "closed" | "open" | {
    /** Domains of mail addresses. */
    readonly domains: readonly string[];
  };
  /** Settings of the console for the whole tenant. `webhookSecret` signs the calls of rules; it is write-only, stays if you omit it, and `null` removes it. */
  readonly settings: {
    readonly [name: string]: string | number | boolean | null;
  };
  /** Names of the write-only settings that have a value. */
  readonly secretsSet: readonly string[];
  /** Minutes in `pending` or `solved` until a ticket closes; decimals are allowed. Null: the time that the deployment sets. */
  readonly ticketClosedAfterMins: number | null;
  /** What AI does for messages. Everything is off by default, and then no message is sent to the toolbox. */
  readonly ai: {
    /** A suggestion for agents for each new message of a customer. */
    readonly suggestions?: boolean;
    /** Automatic replies; null or absent: none. */
    readonly replies?: {
      /** The minimum confidence to send a reply, 0 to 1. */
      readonly threshold: number;
      /** The hours in which replies are sent; absent: always. */
      readonly hours?: {
        /** The time zone of the hours, such as `Europe/Berlin`. */
        readonly timeZone: string;
        /** When they begin, `HH:MM`. */
        readonly from: string;
        /** When they end, `HH:MM`; before `from`: on the next day. */
        readonly to: string;
        /** Days on which they begin, 1 is Monday; absent: every day. */
        readonly days?: readonly number[];
      };
    } | null;
    /** Sentiment and language of each message, and the sentiment of the ticket. */
    readonly sentiment?: boolean;
    /** Summaries and translations that agents ask for. If absent, they are on when any other AI setting is on. */
    readonly onRequest?: boolean;
  };
  /** When it was created, ISO 8601 in UTC. */
  readonly createdAt: string;
};

export type TenantChange = {
  /** The name of the business. */
  readonly name?: string;
  /** Who may register as a user: nobody (`closed`), everybody (`open`), or addresses of the given domains. */
  readonly registration?: "closed" | "open" | {
    /** Domains of mail addresses. */
    readonly domains: readonly string[];
  };
  /** Settings of the console for the whole tenant. `webhookSecret` signs the calls of rules; it is write-only, stays if you omit it, and `null` removes it. */
  readonly settings?: {
    readonly [name: string]: string | number | boolean | null;
  };
  /** Minutes in `pending` or `solved` until a ticket closes; decimals are allowed. Null: the time that the deployment sets. */
  readonly ticketClosedAfterMins?: number | null;
  /** What AI does for messages. Everything is off by default, and then no message is sent to the toolbox. */
  readonly ai?: {
    /** A suggestion for agents for each new message of a customer. */
    readonly suggestions?: boolean;
    /** Automatic replies; null or absent: none. */
    readonly replies?: {
      /** The minimum confidence to send a reply, 0 to 1. */
      readonly threshold: number;
      /** The hours in which replies are sent; absent: always. */
      readonly hours?: {
        /** The time zone of the hours, such as `Europe/Berlin`. */
        readonly timeZone: string;
        /** When they begin, `HH:MM`. */
        readonly from: string;
        /** When they end, `HH:MM`; before `from`: on the next day. */
        readonly to: string;
        /** Days on which they begin, 1 is Monday; absent: every day. */
        readonly days?: readonly number[];
      };
    } | null;
    /** Sentiment and language of each message, and the sentiment of the ticket. */
    readonly sentiment?: boolean;
    /** Summaries and translations that agents ask for. If absent, they are on when any other AI setting is on. */
    readonly onRequest?: boolean;
  };
};

export type User = {
  /** The id. It is opaque: store it and compare it, but do not parse it. */
  readonly id: string;
  /** The name, as others see it. */
  readonly name: string;
  /** The mail address. Case does not matter. */
  readonly email: string;
  /** What the person may do. */
  readonly role: "admin" | "supervisor" | "agent" | "user";
  /** Teams that the person is in; empty for users. */
  readonly teamIds: readonly string[];
  /** The telephone number as entered, or null. */
  readonly mobileNumber: string | null;
  /** When it was created, ISO 8601 in UTC. */
  readonly createdAt: string;
};

export type Registration = {
  /** The slug of the tenant. */
  readonly tenant: string;
  /** The name, as others will see it. */
  readonly name: string;
  /** The mail address. Case does not matter. */
  readonly email: string;
  /** A password that is easy to guess is a 422. */
  readonly password: string;
  /** A telephone number, with `+` and the country code or as people dial it. */
  readonly mobileNumber?: string;
};

export type Session = {
  /** Send it as `Authorization: Bearer`. It is valid for `expiresIn` seconds. */
  readonly accessToken: string;
  /** Exchange it for new tokens at `POST /v1/sessions/refresh`. */
  readonly refreshToken: string;
  /** The lifetime of the access token in seconds. */
  readonly expiresIn: number;
  /** Who signed in. */
  readonly user: User;
};

export type SignIn = {
  /** The slug of the tenant. */
  readonly tenant?: string;
  /** The mail address. Case does not matter. */
  readonly email?: string;
  /** The password. A wrong one is a 401, whatever its length. */
  readonly password?: string;
};

export type SessionRefresh = {
  /** The newest refresh token of the session. */
  readonly refreshToken: string;
};

export type Me = {
  /** An `agent` works on tickets, a `user` chats, a `key` is a program. */
  readonly type: "agent" | "user" | "key";
  /** The id. It is opaque: store it and compare it, but do not parse it. */
  readonly id: string;
  /** The name of the person or key. */
  readonly name: string;
  /** The mail address; null for a key. */
  readonly email: string | null;
  /** What the caller may do. */
  readonly role: "admin" | "supervisor" | "agent" | "user";
  /** Teams that the caller is in. */
  readonly teamIds: readonly string[];
  /** The telephone number, or null. */
  readonly mobileNumber: string | null;
  /** When the person or key was created; null if unknown. */
  readonly createdAt: string | null;
  /** The business that the caller belongs to. */
  readonly tenant: {
    /** The id. It is opaque: store it and compare it, but do not parse it. */
    readonly id: string;
    /** The short name that people sign in with. */
    readonly slug: string;
    /** The name of the business. */
    readonly name: string;
  };
  /** Your availability; null for users and keys. */
  readonly availability: {
    /** Whether rules give you tickets. */
    readonly availability: "online" | "away" | "out_of_office";
    /** When you are `online` again, or null. */
    readonly until: string | null;
  } | null;
  /** Hours in which your devices get no pushes; null: none. */
  readonly quietHours: {
    /** When they begin, `HH:MM`. */
    readonly from: string;
    /** When they end, `HH:MM`; before `from`: on the next day. */
    readonly to: string;
    /** The time zone of the hours, such as `Europe/Berlin`. */
    readonly timeZone: string;
  } | null;
  /** Whether pushes contain the beginning of the newest message. By default they do not, because they show on locked screens. */
  readonly pushText: boolean;
};

export type MeChange = {
  /** Your availability. */
  readonly availability?: "online" | "away" | "out_of_office";
  /** When you are `online` again; by default, when you change it. */
  readonly until?: string | null;
  /** Hours in which your devices get no pushes; null: none. */
  readonly quietHours?: {
    /** When they begin, `HH:MM`. */
    readonly from: string;
    /** When they end, `HH:MM`; before `from`: on the next day. */
    readonly to: string;
    /** The time zone of the hours, such as `Europe/Berlin`. */
    readonly timeZone: string;
  } | null;
  /** Whether pushes contain the beginning of the newest message. By default they do not, because they show on locked screens. */
  readonly pushText?: boolean;
};

export type Devices = {
  /** Your devices, the oldest first. */
  readonly items: readonly Device[];
  /** Always null: the list is complete. */
  readonly nextCursor: null;
  /** The kinds of devices that the deployment accepts. */
  readonly kinds: readonly ("webpush" | "apns" | "fcm")[];
  /** The public key of the deployment, for `applicationServerKey` of `PushManager.subscribe`. */
  readonly webPushKey: string;
};

export type Device = {
  /** The id. It is opaque: store it and compare it, but do not parse it. */
  readonly id: string;
  /** How pushes reach it. */
  readonly kind: "webpush" | "apns" | "fcm";
  /** The name that you gave it, or null. */
  readonly name: string | null;
  /** When it was created, ISO 8601 in UTC. */
  readonly createdAt: string;
};

export type NewDevice = {
  /** The id. It is opaque: store it and compare it, but do not parse it. */
  readonly id: string;
};

export type DeviceDraft = {
  /** How pushes reach it. */
  readonly kind: "webpush" | "apns" | "fcm";
  /** `webpush`: the JSON of the PushSubscription. Otherwise the token of APNs or FCM. */
  readonly token: string;
  /** A name by which you recognise it. */
  readonly name?: string;
};

export type AgentPage = {
  /** The items of the page, in the order of the list. */
  readonly items: readonly Agent[];
  /** Send it as `cursor` with the same query to get the next page; null on the last page. */
  readonly nextCursor: string | null;
};

export type Agent = {
  /** The id. It is opaque: store it and compare it, but do not parse it. */
  readonly id: string;
  /** The name, as colleagues see it. */
  readonly name: string;
  /** The mail address. Case does not matter. */
  readonly email: string;
  /** What the agent may do. */
  readonly role: "admin" | "supervisor" | "agent";
  /** Teams that the agent is in. */
  readonly teamIds: readonly string[];
  /** Active tickets that rules may give to the agent; null: any number. */
  readonly capacity: number | null;
  /** The skills of the agent, in the same words as tags of tickets. Rules with the strategy `skill` compare them. */
  readonly skills: readonly string[];
  /** Where the agent is managed: in the hub, or in the user service. */
  readonly source: "hub" | "user_service";
  /** When it was created, ISO 8601 in UTC. */
  readonly createdAt: string;
};

export type AgentDraft = {
  /** The name, as colleagues see it. */
  readonly name: string;
  /** The mail address. Case does not matter. */
  readonly email: string;
  /** A password that is easy to guess is a 422. */
  readonly password: string;
  /** What the agent may do. */
  readonly role: "admin" | "supervisor" | "agent";
  /** Teams that the agent is in; the default is none. An unknown id is a 422. */
  readonly teamIds?: readonly string[];
  /** Active tickets that rules may give to the agent; null: any number. */
  readonly capacity?: number | null;
  /** The skills of the agent, in the same words as tags of tickets. Rules with the strategy `skill` compare them. */
  readonly skills?: readonly string[];
};

export type AgentChange = {
  /** The name, as colleagues see it. */
  readonly name?: string;
  /** The mail address. Case does not matter. */
  readonly email?: string;
  /** A password that is easy to guess is a 422. */
  readonly password?: string;
  /** What the agent may do, from the next request on. */
  readonly role?: "admin" | "supervisor" | "agent";
  /** All teams of the agent: the list replaces the previous one. */
  readonly teamIds?: readonly string[];
  /** Active tickets that rules may give to the agent; null: any number. */
  readonly capacity?: number | null;
  /** The skills of the agent, in the same words as tags of tickets. Rules with the strategy `skill` compare them. */
  readonly skills?: readonly string[];
};

export type TeamPage = {
  /** The items of the page, in the order of the list. */
  readonly items: readonly Team[];
  /** Send it as `cursor` with the same query to get the next page; null on the last page. */
  readonly nextCursor: string | null;
};

export type Team = {
  /** The id. It is opaque: store it and compare it, but do not parse it. */
  readonly id: string;
  /** The name of the team. */
  readonly name: string;
  /** The number of agents in it. */
  readonly members: number;
  /** Where the team is managed: in the hub, or in the user service. */
  readonly source: "hub" | "user_service";
  /** When it was created, ISO 8601 in UTC. */
  readonly createdAt: string;
};

export type TeamDraft = {
  /** The name of the team. */
  readonly name: string;
};

export type TeamChange = {
  /** The name of the team. */
  readonly name?: string;
};

export type UserService = {
  /** `off`: there is no user service. `waiting`: it has not answered yet. `current`: the last request succeeded. `stale`: the last request failed, and the last good answer stays in use. */
  readonly state: "off" | "waiting" | "current" | "stale";
  /** When the hub last called it. */
  readonly askedAt: string | null;
  /** When the last good answer came. */
  readonly syncedAt: string | null;
  /** The age of the last good answer. */
  readonly ageSeconds: number | null;
  /** Why the last request failed; null when it succeeded. */
  readonly error: string | null;
  /** Agents of the service that the hub has. */
  readonly agents: number;
  /** Teams of the service that the hub has. */
  readonly teams: number;
  /** The number of entries, or teams of an agent, that the hub leaves out. */
  readonly skippedCount: number;
  /** The first 50 entries that are left out. */
  readonly skipped: readonly ({
    /** The kind of entry. */
    readonly kind: "agent" | "team";
    /** Its id, or null where it has none. */
    readonly id: string | null;
    /** Why the hub leaves it out. */
    readonly reason: string;
  })[];
};

export type ApiKeyPage = {
  /** The items of the page, in the order of the list. */
  readonly items: readonly ApiKey[];
  /** Send it as `cursor` with the same query to get the next page; null on the last page. */
  readonly nextCursor: string | null;
};

export type ApiKey = {
  /** The id. It is opaque: store it and compare it, but do not parse it. */
  readonly id: string;
  /** What the key is for. */
  readonly name: string;
  /** What the key may do. */
  readonly role: "admin" | "supervisor" | "agent" | "user";
  /** The first characters. */
  readonly hint: string;
  /** When it was created, ISO 8601 in UTC. */
  readonly createdAt: string;
};

export type NewApiKey = {
  /** The id. It is opaque: store it and compare it, but do not parse it. */
  readonly id: string;
  /** What the key is for. */
  readonly name: string;
  /** What the key may do. */
  readonly role: "admin" | "supervisor" | "agent" | "user";
  /** The first characters. */
  readonly hint: string;
  /** When it was created, ISO 8601 in UTC. */
  readonly createdAt: string;
  /** The key. Send it as `Authorization: Bearer`. It is not returned again. */
  readonly key: string;
};

export type ApiKeyDraft = {
  /** What the key is for. */
  readonly name: string;
  /** What the key may do. */
  readonly role: "admin" | "supervisor" | "agent" | "user";
};

export type Directory = {
  /** The agents, by name. */
  readonly agents: readonly ({
    /** The id. It is opaque: store it and compare it, but do not parse it. */
    readonly id: string;
    /** The name of the agent. */
    readonly name: string;
    /** Teams that the agent is in. */
    readonly teamIds: readonly string[];
    /** `online` while a WebSocket of the agent is open. */
    readonly availability: "online" | "offline" | "away" | "out_of_office";
  })[];
  /** The teams, by name. */
  readonly teams: readonly {
    /** The id. It is opaque: store it and compare it, but do not parse it. */
    readonly id: string;
    /** The name of the team. */
    readonly name: string;
  }[];
  /** The origins, by name. */
  readonly origins: readonly ({
    /** The id. It is opaque: store it and compare it, but do not parse it. */
    readonly id: string;
    /** The name of the origin. */
    readonly name: string;
    /** The channel of the origin. */
    readonly channel: "facebook" | "instagram" | "x" | "whatsapp" | "linkedin" | "mail" | "trustpilot" | "telegram" | "twilio" | "livechat" | "api";
    /** Whether the origin is enabled. */
    readonly state: "enabled" | "disabled";
    /** Whether a reply can be sent on it now. */
    readonly canReply: boolean;
    /** A credential for sending is missing, or the deployment may not send mail from the address. */
    readonly receiveOnly: boolean;
    /** Why no reply can be sent: it is disabled, credentials are missing, or Parley cannot send on the channel yet. Null if a reply can be sent. */
    readonly cannotReplyBecause: "disabled" | "receive_only" | "channel_cannot_send" | null;
  })[];
};

export type AttachmentUpload = {
  /** Id of the attachment, for `attachmentIds`. */
  readonly id: string;
  /** Where to post the file, within 5 minutes. */
  readonly upload: {
    /** The address of the form. */
    readonly url: string;
    /** Fields to send before the file, unchanged. */
    readonly fields: {
      readonly [name: string]: string;
    };
  };
};

export type AttachmentDraft = {
  /** The name of the file, without a path. */
  readonly name: string;
  /** The MIME type, such as `image/png`. */
  readonly type: string;
  /** Size in bytes, at most 25 MB. */
  readonly size: number;
};

export type Attachment = {
  /** Id of the attachment. */
  readonly id: string;
  /** The name of the file, or null if the provider does not send one. */
  readonly name: string | null;
  /** The MIME type, such as `image/png`. */
  readonly type: string;
  /** Size in bytes, or null while unknown. */
  readonly size: number | null;
  /** Whether the file can be downloaded. */
  readonly state: "fetching" | "ready" | "failed";
  /** Why there is no file to download. */
  readonly error: {
    /** The code of the failure. */
    readonly code: string;
    /** A sentence for the agent. */
    readonly message: string;
  } | null;
  /** Downloads the file; null until it is ready. */
  readonly url: string | null;
};

export type OriginPage = {
  /** The items of the page, in the order of the list. */
  readonly items: readonly Origin[];
  /** Send it as `cursor` with the same query to get the next page; null on the last page. */
  readonly nextCursor: string | null;
};

export type Origin = {
  /** The id. It is opaque: store it and compare it, but do not parse it. */
  readonly id: string;
  /** The channel. */
  readonly channel: "facebook" | "instagram" | "x" | "whatsapp" | "linkedin" | "mail" | "trustpilot" | "telegram" | "twilio" | "livechat" | "api";
  /** The name that your colleagues see. */
  readonly name: string;
  /** Messages that arrive while it is `disabled` are stored, and revealed when it is enabled. */
  readonly state: "enabled" | "disabled";
  /** The path to give to the provider as the address of its webhook. */
  readonly webhookPath: string;
  /** When it was created, ISO 8601 in UTC. */
  readonly createdAt: string;
  /** Id of the account at the provider. */
  readonly accountId?: string;
  /** Customers do not see that an agent has read their messages. */
  readonly readMarks?: false;
  /** How visitors who are gone get replies; absent if they get none by mail. */
  readonly continuity?: Continuity;
  /** Nothing can be sent: credentials are missing, or the deployment may not send mail from the address. */
  readonly receiveOnly?: true;
  /** Names of the credentials that are missing for sending. */
  readonly missingCredentials?: readonly string[];
  /** Threads with messages that arrived while it was disabled and are being revealed. */
  readonly progress?: {
    /** Threads to reveal. */
    readonly total: number;
    /** Threads that are revealed. */
    readonly revealed: number;
  };
  /** The provider no longer accepts the credentials: replies fail until an admin renews them. */
  readonly lostAccess?: {
    /** When the provider first rejected the credentials. */
    readonly since: string;
    /** The error of the provider. */
    readonly error: {
      /** The provider’s error code. */
      readonly code: string;
      /** The provider’s error message. */
      readonly message: string;
    };
  };
  /** In the response to a write: allowed values that are probably a mistake, such as the account of another origin. */
  readonly warnings?: readonly {
    /** The member that the warning is about. */
    readonly path: string;
    /** What to check. */
    readonly message: string;
  }[];
};

export type Continuity = {
  /** The mail origin that sends the mails and receives the answers. */
  readonly mailOriginId: string;
  /** How long the visitor has been away; decimals are allowed. */
  readonly afterMinutes: number;
};

export type OriginDraft = FacebookOriginDraft | InstagramOriginDraft | XOriginDraft | WhatsappOriginDraft | LinkedinOriginDraft | MailOriginDraft | TrustpilotOriginDraft | TelegramOriginDraft | TwilioOriginDraft | LivechatOriginDraft | ApiOriginDraft;

export type OriginChange = {
  /** The name that your colleagues see. */
  readonly name?: string;
  /** `disabled` stops showing and sending; messages that arrive in the meantime are stored. */
  readonly state?: "enabled" | "disabled";
  /** False: customers do not see that an agent has read their messages. True shows it again, where the channel can. */
  readonly readMarks?: boolean;
  /** Of a live chat: replies go by mail to visitors who are gone; null turns it off. */
  readonly continuity?: Continuity | null;
  /** Members to replace, for the channel of the origin; null removes an optional one. */
  readonly credentials?: MetaCredentialsChange | XCredentialsChange | LinkedinCredentialsChange | MailCredentialsChange | TrustpilotCredentialsChange | TelegramCredentialsChange | TwilioCredentialsChange | LivechatCredentialsChange | ApiCredentialsChange;
};

export type OriginHealth = {
  /** When an event last came that could be read, at most a minute off, ISO 8601 in UTC; null if none came yet. */
  readonly lastEventAt: string | null;
  /** The provider no longer accepts the credentials; null if it does, or if nothing was sent. */
  readonly lostAccess: {
    /** When the provider first rejected the credentials. */
    readonly since: string;
    /** The error of the provider. */
    readonly error: {
      /** The provider’s error code. */
      readonly code: string;
      /** The provider’s error message. */
      readonly message: string;
    };
  } | null;
  /** The number of calls with elements that could not be read. */
  readonly unreadable: number;
  /** The newest of them, or null. */
  readonly lastUnreadable: {
    /** When it came, ISO 8601 in UTC. */
    readonly at: string;
    /** Why its first element could not be read. */
    readonly reason: string;
  } | null;
  /** What the provider has said about the account, its numbers and its templates, newest first: at most 20, of the last 90 days. */
  readonly notices: readonly {
    /** When the provider said it, ISO 8601 in UTC. */
    readonly at: string;
    /** The provider's name of the event, such as `message_template_status_update`. */
    readonly what: string;
    /** The members of the event with their names. */
    readonly text: string;
  }[];
};

export type OriginTest = {
  /** `passed`: the provider accepts them. `failed`: it does not. `unknown`: it did not say. `not_checked`: nothing was called. */
  readonly state: "passed" | "failed" | "unknown" | "not_checked";
  /** Why it is not `passed`. */
  readonly error: {
    /** The provider’s code, or one of Parley’s. */
    readonly code: string;
    /** The provider’s message, or one of Parley’s. */
    readonly message: string;
  } | null;
  /** When it was checked, ISO 8601 in UTC. */
  readonly at: string;
};

export type Job = {
  /** Id of the job. */
  readonly id: string;
  /** What it does, such as `dry-run`. */
  readonly kind: string;
  /** The state of the job: running, done or failed. */
  readonly state: "running" | "done" | "failed";
  /** Of `total`, how many are done. */
  readonly done: number;
  /** The number of items. It may grow while the job runs. */
  readonly total: number;
  /** With `done`: what the call would have returned without a job. An upload of a list that failed because of its rows has a result too. */
  readonly result?: unknown;
  /** With `failed`: why. */
  readonly error?: string;
};

export type UnreadableEventPage = {
  /** The items of the page, in the order of the list. */
  readonly items: readonly UnreadableEvent[];
  /** Send it as `cursor` with the same query to get the next page; null on the last page. */
  readonly nextCursor: string | null;
};

export type UnreadableEvent = {
  /** The id. It is opaque: store it and compare it, but do not parse it. */
  readonly id: string;
  /** Always `unreadable`. */
  readonly state: "unreadable";
  /** When it came, ISO 8601 in UTC. */
  readonly at: string;
  /** The number of elements that could not be read. */
  readonly count: number;
  /** The first 100 of them. */
  readonly elements: readonly {
    /** The index of the element in the call. */
    readonly index: number;
    /** Why it could not be read. */
    readonly reason: string;
  }[];
  /** The MIME type of the call. */
  readonly contentType: string;
  /** Bytes of the call. */
  readonly size: number;
  /** Downloads the call as it came. */
  readonly url: string;
};

export type ReplayedEvent = {
  /** Elements that could be read. Those that had their effect before have none again. */
  readonly accepted: number;
  /** Elements that still cannot be read. */
  readonly unreadable: readonly {
    /** The index of the element in the call. */
    readonly index: number;
    /** Why it could not be read. */
    readonly reason: string;
  }[];
};

export type WebhookPage = {
  /** The items of the page, in the order of the list. */
  readonly items: readonly Webhook[];
  /** Send it as `cursor` with the same query to get the next page; null on the last page. */
  readonly nextCursor: string | null;
};

export type Webhook = {
  /** The id. It is opaque: store it and compare it, but do not parse it. */
  readonly id: string;
  /** An https address, which must be public. */
  readonly url: string;
  /** The events that are sent. */
  readonly events: readonly ("ticket.created" | "ticket.updated" | "message.received" | "message.sent" | "queue.changed")[];
  /** Whether events are sent. */
  readonly enabled: boolean;
  /** When it was created, ISO 8601 in UTC. */
  readonly createdAt: string;
  /** When it last changed, ISO 8601 in UTC. */
  readonly updatedAt: string;
  /** The first failure since the last success of its ticket; null while calls succeed. */
  readonly failing: {
    /** The delivery that failed first. */
    readonly deliveryId: string;
    /** The ticket of that event; null for queues. */
    readonly ticketId: string | null;
    /** The status of the answer; null without an answer. */
    readonly status: number | null;
    /** Why the call failed. */
    readonly reason: string;
    /** When the first call failed, ISO 8601 in UTC. */
    readonly since: string;
  } | null;
  /** Why Parley has disabled the webhook after three days of failures; null otherwise. Enabling it ends the notice. */
  readonly disabled: {
    /** The delivery that failed for three days. */
    readonly deliveryId: string;
    /** The ticket of that event; null for queues. */
    readonly ticketId: string | null;
    /** The status of the last answer; null without an answer. */
    readonly status: number | null;
    /** Why the last call failed. */
    readonly reason: string;
    /** When Parley disabled the webhook, ISO 8601 in UTC. */
    readonly at: string;
  } | null;
};

export type NewWebhook = {
  /** The id. It is opaque: store it and compare it, but do not parse it. */
  readonly id: string;
  /** An https address, which must be public. */
  readonly url: string;
  /** The events that are sent. */
  readonly events: readonly ("ticket.created" | "ticket.updated" | "message.received" | "message.sent" | "queue.changed")[];
  /** Whether events are sent. */
  readonly enabled: boolean;
  /** When it was created, ISO 8601 in UTC. */
  readonly createdAt: string;
  /** When it last changed, ISO 8601 in UTC. */
  readonly updatedAt: string;
  /** The first failure since the last success of its ticket; null while calls succeed. */
  readonly failing: {
    /** The delivery that failed first. */
    readonly deliveryId: string;
    /** The ticket of that event; null for queues. */
    readonly ticketId: string | null;
    /** The status of the answer; null without an answer. */
    readonly status: number | null;
    /** Why the call failed. */
    readonly reason: string;
    /** When the first call failed, ISO 8601 in UTC. */
    readonly since: string;
  } | null;
  /** Why Parley has disabled the webhook after three days of failures; null otherwise. Enabling it ends the notice. */
  readonly disabled: {
    /** The delivery that failed for three days. */
    readonly deliveryId: string;
    /** The ticket of that event; null for queues. */
    readonly ticketId: string | null;
    /** The status of the last answer; null without an answer. */
    readonly status: number | null;
    /** Why the last call failed. */
    readonly reason: string;
    /** When Parley disabled the webhook, ISO 8601 in UTC. */
    readonly at: string;
  } | null;
  /** Verifies the calls. It is not returned again. */
  readonly secret: string;
};

export type WebhookDraft = {
  /** An https address, which must be public. Redirects are not followed. */
  readonly url: string;
  /** The events to send. */
  readonly events: readonly ("ticket.created" | "ticket.updated" | "message.received" | "message.sent" | "queue.changed")[];
  /** False: nothing is sent yet. */
  readonly enabled?: boolean;
};

export type ChangedWebhook = {
  /** The id. It is opaque: store it and compare it, but do not parse it. */
  readonly id: string;
  /** An https address, which must be public. */
  readonly url: string;
  /** The events that are sent. */
  readonly events: readonly ("ticket.created" | "ticket.updated" | "message.received" | "message.sent" | "queue.changed")[];
  /** Whether events are sent. */
  readonly enabled: boolean;
  /** When it was created, ISO 8601 in UTC. */
  readonly createdAt: string;
  /** When it last changed, ISO 8601 in UTC. */
  readonly updatedAt: string;
  /** The first failure since the last success of its ticket; null while calls succeed. */
  readonly failing: {
    /** The delivery that failed first. */
    readonly deliveryId: string;
    /** The ticket of that event; null for queues. */
    readonly ticketId: string | null;
    /** The status of the answer; null without an answer. */
    readonly status: number | null;
    /** Why the call failed. */
    readonly reason: string;
    /** When the first call failed, ISO 8601 in UTC. */
    readonly since: string;
  } | null;
  /** Why Parley has disabled the webhook after three days of failures; null otherwise. Enabling it ends the notice. */
  readonly disabled: {
    /** The delivery that failed for three days. */
    readonly deliveryId: string;
    /** The ticket of that event; null for queues. */
    readonly ticketId: string | null;
    /** The status of the last answer; null without an answer. */
    readonly status: number | null;
    /** Why the last call failed. */
    readonly reason: string;
    /** When Parley disabled the webhook, ISO 8601 in UTC. */
    readonly at: string;
  } | null;
  /** The new secret, if it was replaced. It is not returned again. */
  readonly secret?: string;
};

export type WebhookChange = {
  /** An https address, which must be public. */
  readonly url?: string;
  /** The events to send: the list replaces the previous one. */
  readonly events?: readonly ("ticket.created" | "ticket.updated" | "message.received" | "message.sent" | "queue.changed")[];
  /** True starts it again after it was disabled; the events in between come by a replay. */
  readonly enabled?: boolean;
  /** True makes a new secret. The earlier one signs too for 24 hours. */
  readonly rotateSecret?: boolean;
};

export type WebhookDeliveryPage = {
  /** The items of the page, in the order of the list. */
  readonly items: readonly WebhookDelivery[];
  /** Send it as `cursor` with the same query to get the next page; null on the last page. */
  readonly nextCursor: string | null;
};

export type WebhookDelivery = {
  /** The id. It is opaque: store it and compare it, but do not parse it. */
  readonly id: string;
  /** The type of the event. */
  readonly event: "ticket.created" | "ticket.updated" | "message.received" | "message.sent" | "queue.changed";
  /** The ticket of the event; null for queues. */
  readonly ticketId: string | null;
  /** `pending` while it waits or is retried. `failed` was given up, or came while the webhook was disabled. */
  readonly state: "pending" | "delivered" | "failed";
  /** The number of calls. */
  readonly attempts: number;
  /** The status of the last answer; null without an answer. */
  readonly lastStatus: number | null;
  /** Why it is not delivered; null if there is no failure. */
  readonly reason: string | null;
  /** When the event happened, ISO 8601 in UTC. */
  readonly at: string;
};

export type WebhookReplayResult = {
  /** The number of deliveries. */
  readonly replayed: number;
  /** Send it as `after` to continue; null if these were all. */
  readonly next: string | null;
};

export type WebhookReplay = {
  /** Events of this time and later, ISO 8601 in UTC. */
  readonly since: string;
} | {
  /** The `next` of the previous call. */
  readonly after: string;
};

export type TicketPage = {
  /** The items of the page, in the order of the list. */
  readonly items: readonly Ticket[];
  /** Send it as `cursor` with the same query to get the next page; null on the last page. */
  readonly nextCursor: string | null;
};

export type Ticket = {
  /** The id. It is opaque: store it and compare it, but do not parse it. */
  readonly id: string;
  /** The number that people use, such as 38 for “#38”. It counts up within the tenant. */
  readonly sequence: number;
  /** The status of the ticket. The state machine decides which changes are possible. */
  readonly status: "created" | "working" | "pending" | "followup" | "solved" | "closed";
  /** How urgent the ticket is. */
  readonly priority: "low" | "normal" | "high" | "urgent";
  /** The connected account on which the ticket arrived. */
  readonly origin: {
    /** Id of the origin. */
    readonly id: string;
    /** The channel of the origin. */
    readonly channel: "facebook" | "instagram" | "x" | "whatsapp" | "linkedin" | "mail" | "trustpilot" | "telegram" | "twilio" | "livechat" | "api";
  };
  /** The customer. */
  readonly author: {
    /** Id of the customer on this origin. */
    readonly id: string;
    /** The name from the provider, or null. */
    readonly name: string | null;
    /** The address, number or user name, or null. */
    readonly handle: string | null;
  };
  /** Id of the thread: everything that this customer writes on this origin. */
  readonly threadId: string;
  /** The conversation id in frames of the WebSocket. It is the thread. */
  readonly conversationId: string;
  /** Who is responsible: an agent, a team, or both. */
  readonly owner: {
    /** Id of the agent who owns the ticket, or null. */
    readonly agentId: string | null;
    /** Id of the team that owns the ticket, or null. */
    readonly teamId: string | null;
  };
  /** Ids of the queues that the ticket is in. */
  readonly queueIds: readonly string[];
  /** Words that people, rules and lists put on the ticket. */
  readonly tags: readonly string[];
  /** What the ticket is about, or null. */
  readonly topic: string | null;
  /** Fields of the business, by name. */
  readonly customFields: {
    readonly [name: string]: unknown;
  };
  /** The customer’s sentiment in the newest message, as the AI toolbox, an integration, a rule or a list says, or null. */
  readonly sentiment: string | null;
  /** The language of the customer’s newest message as a tag such as `de` or `pt-BR`, as the AI toolbox, an integration, a rule or a list says, or null. */
  readonly language: string | null;
  /** Stars of the newest review, 1 to 5, or null. */
  readonly starRating: number | null;
  /** A machine opened it (a form, a shop, an alert): nothing answers it automatically. */
  readonly automatic: boolean;
  /** Messages of the ticket that are not hidden. */
  readonly visibleMessageCount: number;
  /** The newest visible message, or null. */
  readonly lastMessage: {
    /** Its number in the conversation. */
    readonly number: number;
    /** Its kind, as in a message. */
    readonly kind: string;
    /** The first 200 characters of its text. */
    readonly text: string;
    /** When it was written, ISO 8601 in UTC. */
    readonly createdAt: string;
  } | null;
  /** When the ticket was opened, ISO 8601 in UTC. */
  readonly createdAt: string;
  /** When the ticket last changed or got a visible message. */
  readonly updatedAt: string;
  /** The open escalations of the ticket, or null when there are none. */
  readonly escalations: {
    /** How many are open. */
    readonly open: number;
    /** How many of them have passed their due time. */
    readonly overdue: number;
    /** The earliest due time of those that are not overdue, or null. */
    readonly dueAt: string | null;
    /** Ids of the teams that are asked. */
    readonly teamIds: readonly string[];
  } | null;
  /** Since when the customer waits for an answer, or null. */
  readonly waitingSince: string | null;
  /** When an agent first replied to a message of the customer, or null. */
  readonly firstReplyAt: string | null;
  /** The first response time: seconds from `createdAt` to `firstReplyAt`, or null. */
  readonly firstReplySeconds: number | null;
  /** When an agent last replied, or null. */
  readonly lastReplyAt: string | null;
  /** When the ticket was last solved, or closed without being solved first. Null while it is open, and again when it is reopened. */
  readonly resolvedAt: string | null;
  /** The resolution time: seconds from `createdAt` to `resolvedAt`, or null. */
  readonly resolutionSeconds: number | null;
  /** How often the ticket left `solved` for another status than `closed`. */
  readonly reopenCount: number;
  /** When the ticket will be closed by itself, or null. */
  readonly closesAt: string | null;
  /** When a ticket in `followup` returns to `working`, or null. */
  readonly followupAt: string | null;
  /** The ticket that this one was merged into, or null. It has taken over the messages. */
  readonly mergedInto: string | null;
  /** Ids of the tickets that were merged into this one. */
  readonly mergedIds: readonly string[];
  /** Rises with every change of status, owner, priority, tags, topic, fields or followup. Send it as `If-Match`. */
  readonly version: number;
};

export type ConversationDraft = {
  /** Where to write from. */
  readonly originId: string;
  /** The person, by their id on the origin. */
  readonly to: string | {
    /** The id. */
    readonly id: string;
  };
  /** The subject, where the channel has one. */
  readonly subject?: string;
  /** The text to send. */
  readonly text?: string;
  /** A template, where the channel has templates. The name alone is for channels whose templates have no language. */
  readonly template?: string | TemplateDraft;
};

export type TemplateDraft = {
  /** Its name at the provider. */
  readonly name: string;
  /** Its language, as the provider writes it, such as `en_US`. */
  readonly language?: string;
  /** The values of its placeholders, those of a component in order. */
  readonly parameters?: readonly ({
    /** Where the placeholder is; the body unless given. */
    readonly component?: "header" | "body" | "button";
    /** The name of the placeholder, in a template with named ones. */
    readonly name?: string;
    /** Of a button: its index, from 0. */
    readonly index?: number;
    /** The value. */
    readonly text: string;
  })[];
};

export type TicketLogEntryPage = {
  /** The items of the page, in the order of the list. */
  readonly items: readonly TicketLogEntry[];
  /** Send it as `cursor` with the same query to get the next page; null on the last page. */
  readonly nextCursor: string | null;
};

export type TicketLogEntry = {
  /** When, ISO 8601 in UTC. */
  readonly at: string;
  /** Who made the change. */
  readonly by: {
    /** `agent`, `key`, `rule`, `timer`, `event`, `customer` or `system`. */
    readonly type: string;
    /** Who it is; null for the system. */
    readonly id: string | null;
  };
  /** The cause of the change, such as a message by its number. */
  readonly cause: {
    /** What it is, such as `message`, `timer`, `list` or `ai`. */
    readonly type: string;
    /** Its id, or the number of the message. */
    readonly id: string | null;
  } | null;
  /** Field by field. Empty when nothing changed. */
  readonly changes: readonly {
    /** The name of the field; `customFields.tier` for one of many. */
    readonly field: string;
    /** The value before; null for a creation. */
    readonly from: unknown;
    /** The value after. */
    readonly to: unknown;
  }[];
  /** The same as in the hub’s logs. */
  readonly correlationId: string;
  /** The rules whose condition held. The name is null for a rule that was removed. */
  readonly rules?: readonly ({
    /** Id of the rule. */
    readonly id: string;
    /** Its present name. */
    readonly name: string | null;
  })[];
  /** The version of the rule set that ran. */
  readonly ruleSet?: number;
  /** Statuses in between that had an effect, such as when a rule solved the ticket and another reopened it. */
  readonly through?: readonly ("created" | "working" | "pending" | "followup" | "solved" | "closed")[];
  /** Values that the ticket had no room for. */
  readonly leftOut?: readonly {
    /** The field, such as `tags.vip`. */
    readonly field: string;
    /** `too_large` or `too_many`. */
    readonly reason: string;
  }[];
  /** The change was not made: `illegal_transition`, `loop`, `rate`, `unknown_agent`, `unknown_team`, `nobody_available` or another code of the API. */
  readonly refused?: {
    /** Why it was not made. */
    readonly code: string;
  };
};

export type TicketChange = {
  /** The new status. One that the state machine does not allow is a 409. */
  readonly status?: "created" | "working" | "pending" | "followup" | "solved" | "closed";
  /** How urgent the ticket is. */
  readonly priority?: "low" | "normal" | "high" | "urgent";
  /** Who is responsible: an agent, a team, or both. */
  readonly owner?: {
    /** Id of the agent who owns the ticket, or null. */
    readonly agentId?: string | null;
    /** Id of the team that owns the ticket, or null. */
    readonly teamId?: string | null;
  };
  /** All tags: the list replaces the previous one. */
  readonly tags?: readonly string[];
  /** What the ticket is about; null removes it. */
  readonly topic?: string | null;
  /** All custom fields: they replace the previous ones. */
  readonly customFields?: {
    readonly [name: string]: string | number | boolean | null;
  };
  /** When the ticket returns to `working`. Required with the status `followup`; it must be in the future. */
  readonly followupAt?: string | null;
};

export type BulkResult = {
  /** One for each id, in their order. */
  readonly results: readonly {
    /** Id of the ticket. */
    readonly id: string;
    /** The HTTP status that a PATCH of this ticket would have had. */
    readonly status: number;
    /** The changed ticket. */
    readonly ticket?: Ticket;
    /** Why it was not changed. */
    readonly error?: {
      /** The code of the problem. */
      readonly code: string;
      /** The code as a short sentence. */
      readonly title: string;
      /** What happened. */
      readonly detail: string;
    };
  }[];
};

export type BulkChange = {
  /** Ids of the tickets. */
  readonly ids: readonly string[];
  /** The change to apply to each of them. */
  readonly change: TicketChange;
};

export type Merge = {
  /** Id of the ticket that takes it over. */
  readonly intoId: string;
};

export type TicketLinks = {
  /** Oldest link first. */
  readonly items: readonly {
    /** Id of the other ticket. */
    readonly ticketId: string;
    /** When they were linked. */
    readonly at: string;
    /** The other ticket as it is now. */
    readonly ticket: Ticket;
  }[];
};

export type TicketLink = {
  /** Id of the other ticket. */
  readonly ticketId: string;
  /** When they were linked. */
  readonly at: string;
};

export type TicketLinkDraft = {
  /** Id of the other ticket. */
  readonly ticketId: string;
};

export type MessagePage = {
  /** The items of the page, in the order of the list. */
  readonly items: readonly Message[];
  /** Send it as `cursor` with the same query to get the next page; null on the last page. */
  readonly nextCursor: string | null;
};

export type Message = {
  /** The conversation that the message belongs to. */
  readonly conversationId: string;
  /** Id of the ticket that the message belongs to, or null. */
  readonly ticketId: string | null;
  /** The number in the conversation: 1, 2, 3 …, without a gap. */
  readonly number: number;
  /** The kind: `customer` is incoming, `reply` and `ai_message` are outgoing, `note` and `ai_suggestion` are for colleagues only. */
  readonly kind: "customer" | "reply" | "note" | "ai_message" | "ai_suggestion";
  /** Who wrote it. */
  readonly author: {
    /** What kind of author this is. */
    readonly type: "customer" | "agent" | "rule" | "system" | "origin" | "ai";
    /** Id of the customer, agent, rule or origin; the model of an AI. */
    readonly id: string;
    /** The name, or null. */
    readonly name: string | null;
    /** The address, number or user name, or null. */
    readonly handle: string | null;
  };
  /** The text without any markup, or null. */
  readonly text: string | null;
  /** The text with markup that is safe to show, or null. */
  readonly html: string | null;
  /** True: text and HTML are too long for a response and are cut. */
  readonly truncated?: true;
  /** The subject of a mail, or null. */
  readonly subject: string | null;
  /** Addresses that a mail went to. */
  readonly to: readonly string[];
  /** Addresses that got a copy. */
  readonly cc: readonly string[];
  /** Files of the message. */
  readonly attachments: readonly ({
    /** Id of the attachment. */
    readonly id: string;
    /** The name of the file, or null if the provider does not send one. */
    readonly name: string | null;
    /** The MIME type, such as `image/png`. */
    readonly type: string;
    /** Size in bytes, or null while unknown. */
    readonly size: number | null;
    /** Downloads the file for 5 minutes. Of a file that is not kept: the link of the provider, or null. */
    readonly url: string | null;
    /** Of a file that Parley fetches from the provider: whether it is being fetched, is ready, or cannot be kept. Missing for other files. */
    readonly state?: "fetching" | "ready" | "failed";
    /** Why the file is not kept. Only if it failed. */
    readonly error?: {
      /** The reason, such as `too_large`, `refused_type`, `gone` or `unreachable`. */
      readonly code: string;
      /** A sentence for the agent. */
      readonly message: string;
    };
  })[];
  /** Where it was written. Clients must ignore values that they do not know. */
  readonly surface: string;
  /** Number of the message that this one answers, or null. */
  readonly inReplyTo: number | null;
  /** The provider's own page of the message, or null. */
  readonly permalink: string | null;
  /** The provider's id of the message, or null. */
  readonly providerId: string | null;
  /** When it was written, ISO 8601 in UTC. */
  readonly createdAt: string;
  /** When the author last edited it, or null. */
  readonly editedAt: string | null;
  /** It arrived after messages that were written later. */
  readonly late: boolean;
  /** An agent hid it: only people with access to the ticket see it. */
  readonly hidden: boolean;
  /** It arrived while its origin was disabled, and is not revealed yet. */
  readonly shadowed: boolean;
  /** It was deleted; number and time stay as a tombstone. */
  readonly deleted: boolean;
  /** Reactions, by the person who reacted. */
  readonly reactions: {
    readonly [name: string]: string;
  };
  /** Stars of a review, 1 to 5, or null. */
  readonly starRating: number | null;
  /** The delivery of a reply, or of a change of a message at its provider; null for other messages. */
  readonly delivery: {
    /** The delivery state. `unknown`: the provider’s response was lost. */
    readonly state: "queued" | "sent" | "delivered" | "read" | "failed" | "unknown";
    /** The error code and a message for the agent. */
    readonly error: {
      /** The provider's code, or one of Parley's. */
      readonly code: string;
      /** A sentence for the agent. */
      readonly message: string;
    } | null;
    /** The visitor of a live chat was gone: the state is that of the mail with the reply. */
    readonly via?: "mail";
    /** Present after you changed a message at its provider: the state is that of the change, not of the message. */
    readonly change?: "edit" | "delete" | "hide" | "unhide";
  } | null;
  /** True: a reply to a public message that only its author can read. */
  readonly private?: true;
  /** Of a reply that is a template; `text` tells its name and values. */
  readonly template?: Template;
  /** Of a reply that offers answers to pick. */
  readonly choices?: Choices;
  /** Colleagues whom the note names. */
  readonly mentions: readonly ({
    /** An agent or a team. */
    readonly type: "agent" | "team";
    /** Id of the agent or the team. */
    readonly id: string;
  })[];
  /** For messages that an AI wrote, and for replies that were its suggestions. */
  readonly ai?: {
    /** The model that wrote it. */
    readonly model: string;
    /** How sure it is, 0 to 1. */
    readonly confidence: number;
    /** The reason that it gives, or null. */
    readonly cause: string | null;
  };
  /** For suggestions only: whether it was used. */
  readonly suggestion?: {
    /** Whether it is open, or an agent has accepted or dismissed it. */
    readonly state: "open" | "accepted" | "dismissed";
    /** Number of the reply that it became. */
    readonly reply?: number;
  };
  /** How the customer feels, as detected by the AI toolbox. */
  readonly sentiment?: "positive" | "neutral" | "negative";
  /** The language of the text, as detected by the AI toolbox, such as `de`. */
  readonly language?: string;
  /** Languages that it was translated into, with the time of each. */
  readonly translations?: {
    readonly [name: string]: string;
  };
  /** When a summary of the ticket up to this message was last made. */
  readonly summarizedAt?: string;
  /** In the response to a POST: the customer has written again, so `thenStatus` was not applied. */
  readonly statusSkipped?: true;
};

export type Template = {
  /** Its name at the provider. */
  readonly name: string;
  /** Its language, as the provider writes it, such as `en_US`. */
  readonly language: string | null;
  /** The values of its placeholders, those of a component in order. */
  readonly parameters: readonly ({
    /** Where the placeholder is; the body unless given. */
    readonly component: "header" | "body" | "button";
    /** The name of the placeholder, in a template with named ones. */
    readonly name?: string;
    /** Of a button: its index, from 0. */
    readonly index?: number;
    /** The value. */
    readonly text: string;
  })[];
};

export type Choices = {
  /** The words that open the list. WhatsApp needs them for more than three answers, and for long ones. */
  readonly label?: string;
  /** The answers, in order. */
  readonly options: readonly {
    /** The answer. */
    readonly title: string;
    /** More about the answer, in a list. */
    readonly description?: string;
  }[];
};

export type MessageDraft = {
  /** A `reply` goes to the customer, a `note` is internal. */
  readonly kind: "reply" | "note";
  /** The text. A text over the channel’s limit is a 422 that names the limit. */
  readonly text?: string;
  /** Instead of a text, where the channel has templates: the only message that WhatsApp takes when the customer has not written for 24 hours. */
  readonly template?: TemplateDraft;
  /** Answers that the customer can pick, where the channel has them. More or longer ones than the channel takes are a 422 that names its limits. */
  readonly choices?: Choices;
  /** The text with markup, for mail. */
  readonly html?: string;
  /** Addresses that get a copy of a mail. */
  readonly cc?: readonly string[];
  /** Addresses that get a blind copy of a mail. */
  readonly bcc?: readonly string[];
  /** Ids of uploaded files. */
  readonly attachmentIds?: readonly string[];
  /** Number of the message to answer. */
  readonly inReplyTo?: number;
  /** Of a reply to a comment: a `public` comment (the default), or a `private` message to its writer, where the channel has private replies. */
  readonly to?: "public" | "private";
  /** The status that the ticket gets with the message. */
  readonly thenStatus?: "created" | "working" | "pending" | "followup" | "solved" | "closed";
  /** When the ticket returns to `working`; required with `thenStatus` `followup`. */
  readonly followupAt?: string;
  /** Number of the newest message that the agent has read. */
  readonly lastSeenNumber?: number;
  /** For a note: colleagues to notify. Full names after an `@` in the text count too. Somebody who may not see the ticket is a 422. */
  readonly mentions?: {
    /** Ids of agents. */
    readonly agentIds?: readonly string[];
    /** Ids of teams. */
    readonly teamIds?: readonly string[];
  };
};

export type MessageChange = {
  /** True hides the message, false unhides it; a public message of a customer also at the provider, where the channel does that. */
  readonly hidden: boolean;
} | {
  /** The new text of a reply that was sent. */
  readonly text: string;
  /** The new text as HTML. Without it, the reply has none. */
  readonly html?: string;
};

export type MessageEditPage = {
  /** The items of the page, in the order of the list. */
  readonly items: readonly MessageEdit[];
  /** Send it as `cursor` with the same query to get the next page; null on the last page. */
  readonly nextCursor: string | null;
};

export type MessageEdit = {
  /** 1 is the first text. */
  readonly version: number;
  /** The text, or null where it had none. */
  readonly text: string | null;
  /** True: the text is too long to be kept whole. */
  readonly truncated?: true;
  /** When it was written. */
  readonly writtenAt: string;
  /** Who wrote it. */
  readonly writtenBy: {
    /** What kind of author this is. */
    readonly type: string;
    /** The id, or null. */
    readonly id: string | null;
  };
  /** When the next text replaced it. */
  readonly replacedAt: string | null;
  /** Who replaced it. */
  readonly replacedBy: {
    /** What kind of author this is. */
    readonly type: string;
    /** The id, or null. */
    readonly id: string | null;
  };
};

export type AcceptedSuggestion = {
  /** The text as you have edited it; the default is the text of the suggestion. */
  readonly text?: string;
};

export type AiAnswer = {
  /** The kind of text. */
  readonly about: "summary" | "translation";
  /** The ticket that the request was about. */
  readonly ticketId: string;
  /** The conversation of the message. */
  readonly conversationId: string;
  /** For a translation, the message; for a summary, the newest message that it covers. */
  readonly number: number;
  /** For a summary: how many messages the AI has read. */
  readonly messages?: number;
  /** The requested language, or null. */
  readonly language: string | null;
  /** The text. */
  readonly text: string;
  /** True: the AI has read only the beginning of the message, or its answer is cut. */
  readonly truncated?: true;
  /** Which AI wrote it, and why. */
  readonly ai: {
    /** The model that wrote it. */
    readonly model: string;
    /** How sure it is, 0 to 1, or null. */
    readonly confidence: number | null;
    /** The reason that it gives. */
    readonly cause: string;
  };
  /** When it was written. */
  readonly at: string;
  /** Who asked. */
  readonly by: {
    /** A person (`agent`) or a `key`. */
    readonly type: string;
    /** The id. */
    readonly id: string | null;
  };
};

export type SummaryDraft = {
  /** The language of the summary, such as `de`; by default, the AI chooses. */
  readonly language?: string;
};

export type TranslationDraft = {
  /** The language to translate into, such as `de` or `pt-BR`. */
  readonly language: string;
};

export type Translations = {
  /** One for each language, by language. */
  readonly items: readonly AiAnswer[];
};

export type EscalationPage = {
  /** The items of the page, in the order of the list. */
  readonly items: readonly Escalation[];
  /** Send it as `cursor` with the same query to get the next page; null on the last page. */
  readonly nextCursor: string | null;
};

export type Escalation = {
  /** The id. An escalation that an event raised has the id of the event. */
  readonly id: string;
  /** Id of the ticket. */
  readonly ticketId: string;
  /** The recipient. */
  readonly target: EscalationTarget;
  /** The question. */
  readonly text: string;
  /** `open` until it is answered or closed. */
  readonly state: "open" | "answered" | "closed";
  /** The time by which an answer is due, or null. */
  readonly dueAt: string | null;
  /** It is open and `dueAt` has passed. Rules of the event `timer` run at that time. */
  readonly overdue: boolean;
  /** Who raised it. */
  readonly raisedBy: {
    /** The kind of actor: `agent`, `key`, `rule` or `event`. */
    readonly type: string;
    /** Id of the actor. */
    readonly id: string | null;
  };
  /** When it was created, ISO 8601 in UTC. */
  readonly createdAt: string;
  /** When it last changed, ISO 8601 in UTC. */
  readonly updatedAt: string;
  /** Number of the note that informs agents. */
  readonly noteNumber: number;
  /** The newest answer, or null. */
  readonly answer: {
    /** When the answer came. */
    readonly at: string;
    /** Who answered, or null when nobody is named. */
    readonly by: {
      /** The name. */
      readonly name: string;
      /** The mail address, or null. */
      readonly email?: string | null;
    } | null;
    /** Number of the note that holds the answer. */
    readonly noteNumber: number;
  } | null;
  /** What became of it on its way: `queued`, `sent`, `held` (a mail that is kept, because the tenant has no mailbox to send it from), `unknown` (the mail service’s answer was lost; it may have been sent) or `failed` (given up; it is in the dead letters). Null for a team, and a week after it was raised. */
  readonly delivery: "queued" | "sent" | "held" | "unknown" | "failed" | null;
};

export type EscalationTarget = {
  /** Id of a team. Its agents see the note on the ticket, and conditions find the ticket by `escalations.teamIds`. */
  readonly teamId: string;
} | {
  /** A mail address. */
  readonly email: string;
} | {
  /** A public web address. It gets a signed call; see the webhook `ruleWebhook`. */
  readonly url: string;
};

export type NewEscalation = {
  /** The recipient. */
  readonly target: EscalationTarget;
  /** The question. */
  readonly text: string;
  /** The time by which an answer is due; in the future. */
  readonly dueAt?: string | null;
};

export type EscalationChange = {
  /** `answered` or `closed`. */
  readonly state: "answered" | "closed";
  /** The answer. It becomes a note of the system on the ticket. */
  readonly text?: string;
};

export type QueuePage = {
  /** The items of the page, in the order of the list. */
  readonly items: readonly Queue[];
  /** Send it as `cursor` with the same query to get the next page; null on the last page. */
  readonly nextCursor: string | null;
};

export type Queue = {
  /** The id. It is opaque: store it and compare it, but do not parse it. */
  readonly id: string;
  /** The name of the queue. */
  readonly name: string;
  /** The position in the list of queues: a lower number comes first. */
  readonly priority: number;
  /** Which tickets are in the queue. */
  readonly condition: Condition;
  /** Who sees the queue and its tickets. Empty lists mean everybody. */
  readonly visibleTo: {
    /** Teams whose agents see it. */
    readonly teamIds: readonly string[];
    /** Agents who see it. */
    readonly agentIds: readonly string[];
  };
  /** How many tickets are in it. */
  readonly counters: Counters;
  /** When it was created, ISO 8601 in UTC. */
  readonly createdAt: string;
  /** When it last changed, ISO 8601 in UTC. */
  readonly updatedAt: string;
};

export type Condition = {
  /** True when each of these is true; an empty list is true. */
  readonly all: readonly Condition[];
} | {
  /** True when at least one of these is true; an empty list is false. */
  readonly any: readonly Condition[];
} | {
  /** True when this is false. */
  readonly not: Condition;
} | {
  /** A field of the ticket or message, such as `origin.channel`, `status` or `customFields.city`. */
  readonly field: string;
  /** How to compare. */
  readonly op: "eq" | "ne" | "in" | "nin" | "gt" | "gte" | "lt" | "lte" | "contains" | "matches" | "exists";
  /** What to compare with: a list for `in` and `nin`, a pattern (RE2) for `matches`, a boolean or nothing for `exists`. */
  readonly value?: string | number | boolean | readonly (string | number | boolean)[];
};

export type Counters = {
  /** Tickets in `created`. */
  readonly created: number;
  /** Tickets in `working`. */
  readonly working: number;
  /** Tickets in `pending`. */
  readonly pending: number;
  /** Tickets in `followup`. */
  readonly followup: number;
  /** Tickets in `solved`. */
  readonly solved: number;
  /** Tickets in `closed`. */
  readonly closed: number;
};

export type QueueDraft = {
  /** The name of the queue. */
  readonly name: string;
  /** The position in the list of queues: a lower number comes first. */
  readonly priority?: number;
  /** Which tickets are in the queue. */
  readonly condition: Condition;
  /** Who sees the queue and its tickets. Empty lists mean everybody. */
  readonly visibleTo?: {
    /** Teams whose agents see it. */
    readonly teamIds?: readonly string[];
    /** Agents who see it. */
    readonly agentIds?: readonly string[];
  };
};

export type QueueChange = {
  /** The name of the queue. */
  readonly name?: string;
  /** The position in the list of queues: a lower number comes first. */
  readonly priority?: number;
  /** Which tickets are in the queue. */
  readonly condition?: Condition;
  /** Who sees the queue and its tickets. Empty lists mean everybody. */
  readonly visibleTo?: {
    /** Teams whose agents see it. */
    readonly teamIds?: readonly string[];
    /** Agents who see it. */
    readonly agentIds?: readonly string[];
  };
};

export type RulePage = {
  /** The items of the page, in the order of the list. */
  readonly items: readonly Rule[];
  /** Send it as `cursor` with the same query to get the next page; null on the last page. */
  readonly nextCursor: string | null;
};

export type Rule = {
  /** The id. It is opaque: store it and compare it, but do not parse it. */
  readonly id: string;
  /** What the rule is for. */
  readonly name: string;
  /** The event that triggers the rule. */
  readonly event: "message.received" | "ticket.created" | "ticket.updated" | "timer";
  /** The order: a lower number runs first. */
  readonly weight: number;
  /** True: no later rule runs when this one applied. */
  readonly stop: boolean;
  /** False: the rule does nothing. */
  readonly enabled: boolean;
  /** When the rule applies. `{all: []}` always applies. */
  readonly condition: Condition;
  /** What the rule does, in this order. */
  readonly actions: readonly RuleAction[];
  /** For the event `timer`: minutes after a time of the ticket. Without it, the rule runs when a deadline of the ticket passes. */
  readonly timer?: RuleTimer;
  /** When it was created, ISO 8601 in UTC. */
  readonly createdAt: string;
  /** When it last changed, ISO 8601 in UTC. */
  readonly updatedAt: string;
};

export type RuleAction = {
  /** The type of the action. */
  readonly type: "assign";
  /** The team that becomes the owner. */
  readonly teamId?: string;
  /** The agent who becomes the owner. */
  readonly agentId?: string;
  /** How to choose an agent of the team: each in turn, the one with the fewest active tickets, or the one with the skills that the tags of the ticket name. The agent follows a moment after the team. */
  readonly strategy?: "round_robin" | "least_loaded" | "skill";
  /** Skills that the agent must have, whatever the strategy. */
  readonly skills?: readonly string[];
} | {
  /** The type of the action. */
  readonly type: "set";
  /** The field to set: `status`, `priority`, `topic`, `sentiment`, `language` or `customFields.{name}`. */
  readonly field: string;
  /** The value to set. */
  readonly value: unknown;
  /** Required with the status `followup`, and only then: the ticket returns to `working` so many minutes after the rule has run. */
  readonly followupMinutes?: number;
} | {
  /** The type of the action. */
  readonly type: "tag";
  /** Tags to add. */
  readonly add?: readonly string[];
  /** Tags to remove. */
  readonly remove?: readonly string[];
} | {
  /** The type of the action. */
  readonly type: "reply";
  /** The text of the reply. */
  readonly text: string;
} | {
  /** The type of the action. */
  readonly type: "note";
  /** The text of the note. */
  readonly text: string;
} | {
  /** The type of the action. */
  readonly type: "escalate";
  /** The recipient of the escalation. */
  readonly target: {
    /** Id of a team. */
    readonly teamId: string;
  } | {
    /** A mail address. */
    readonly email: string;
  } | {
    /** A web address, which is called as `ruleWebhook`. */
    readonly url: string;
  };
  /** The text of the escalation. */
  readonly text: string;
  /** Until when the escalation should be answered. */
  readonly dueAt?: string;
} | {
  /** The type of the action. */
  readonly type: "webhook";
  /** The address to call; see the webhook `ruleWebhook`. */
  readonly url: string;
};

export type RuleTimer = {
  /** A time of the ticket: `lastMessage.createdAt`, `createdAt`, `updatedAt`, `escalations.dueAt`, `waitingSince`, `firstReplyAt`, `lastReplyAt`, `resolvedAt`. */
  readonly field: string;
  /** Minutes after it; decimals are allowed. */
  readonly minutes: number;
};

export type SavedRule = {
  /** The id. It is opaque: store it and compare it, but do not parse it. */
  readonly id: string;
  /** What the rule is for. */
  readonly name: string;
  /** The event that triggers the rule. */
  readonly event: "message.received" | "ticket.created" | "ticket.updated" | "timer";
  /** The order: a lower number runs first. */
  readonly weight: number;
  /** True: no later rule runs when this one applied. */
  readonly stop: boolean;
  /** False: the rule does nothing. */
  readonly enabled: boolean;
  /** When the rule applies. `{all: []}` always applies. */
  readonly condition: Condition;
  /** What the rule does, in this order. */
  readonly actions: readonly RuleAction[];
  /** For the event `timer`: minutes after a time of the ticket. Without it, the rule runs when a deadline of the ticket passes. */
  readonly timer?: RuleTimer;
  /** When it was created, ISO 8601 in UTC. */
  readonly createdAt: string;
  /** When it last changed, ISO 8601 in UTC. */
  readonly updatedAt: string;
  /** The warnings; missing when there are none. */
  readonly warnings?: readonly RuleWarning[];
};

export type RuleWarning = {
  /** `circular_rules`: rules that trigger each other. Each runs once for an event. */
  readonly code: "circular_rules";
  /** A sentence for people, with the names of the rules. */
  readonly message: string;
  /** The rules. */
  readonly rules: readonly {
    /** Id of the rule. */
    readonly id: string;
    /** Its name. */
    readonly name: string;
  }[];
};

export type RuleDraft = {
  /** What the rule is for. */
  readonly name: string;
  /** The event that triggers the rule. */
  readonly event: "message.received" | "ticket.created" | "ticket.updated" | "timer";
  /** The order: a lower number runs first. */
  readonly weight?: number;
  /** True: no later rule runs when this one applied. */
  readonly stop?: boolean;
  /** False: the rule does nothing. */
  readonly enabled?: boolean;
  /** When the rule applies. `{all: []}` always applies. */
  readonly condition?: Condition;
  /** What the rule does, in this order. */
  readonly actions: readonly RuleAction[];
  /** For the event `timer`: minutes after a time of the ticket. Without it, the rule runs when a deadline of the ticket passes. */
  readonly timer?: RuleTimer;
};

export type RuleDryRunResult = {
  /** How many tickets were active within the days. */
  readonly looked: number;
  /** How many of them the rule applies to. */
  readonly matched: number;
  /** Tickets that the rule would change, newest activity first. */
  readonly items: readonly {
    /** Id of the ticket. */
    readonly ticketId: string;
    /** The number of the ticket that people use. */
    readonly sequence: number;
    /** The fields that would change. */
    readonly changes: readonly FieldChange[];
  }[];
};

export type FieldChange = {
  /** The name of the field, such as `owner` or `customFields.tier`. */
  readonly field: string;
  /** The value before; null for none. */
  readonly from: unknown;
  /** The value after; null for none. */
  readonly to: unknown;
};

export type RuleDryRun = {
  /** The rule as it would be saved. */
  readonly rule: TriedRule;
  /** Reads the tickets that were active within this number of days. */
  readonly days?: number;
  /** The maximum number of listed items. All tickets of the days are read. */
  readonly limit?: number;
};

export type TriedRule = {
  /** What the rule is for. */
  readonly name?: string;
  /** The event that triggers the rule. */
  readonly event: "message.received" | "ticket.created" | "ticket.updated" | "timer";
  /** The order: a lower number runs first. */
  readonly weight?: number;
  /** True: no later rule runs when this one applied. */
  readonly stop?: boolean;
  /** False: the rule does nothing. */
  readonly enabled?: boolean;
  /** When the rule applies. `{all: []}` always applies. */
  readonly condition?: Condition;
  /** What the rule does, in this order. */
  readonly actions: readonly RuleAction[];
  /** For the event `timer`: minutes after a time of the ticket. Without it, the rule runs when a deadline of the ticket passes. */
  readonly timer?: RuleTimer;
};

export type RuleExport = {
  /** The rules in their order. */
  readonly rules: readonly TravellingRule[];
  /** Only if there are more rules than one import accepts. */
  readonly nextCursor?: string;
};

export type TravellingRule = {
  /** Identifies the rule, also in another tenant. */
  readonly id: string;
  /** What the rule is for. */
  readonly name: string;
  /** The event that triggers the rule. */
  readonly event: "message.received" | "ticket.created" | "ticket.updated" | "timer";
  /** The order: a lower number runs first. */
  readonly weight: number;
  /** True: no later rule runs when this one applied. */
  readonly stop: boolean;
  /** False: the rule does nothing. */
  readonly enabled: boolean;
  /** When the rule applies. `{all: []}` always applies. */
  readonly condition: Condition;
  /** What the rule does, in this order. */
  readonly actions: readonly RuleAction[];
  /** For the event `timer`: minutes after a time of the ticket. Without it, the rule runs when a deadline of the ticket passes. */
  readonly timer?: RuleTimer;
};

export type RuleImportResult = {
  /** How many rules are new. */
  readonly created: number;
  /** How many rules were replaced. */
  readonly changed: number;
  /** How many rules are as they were. */
  readonly unchanged: number;
  /** True: nothing was done. */
  readonly dryRun: boolean;
  /** Warnings about the rules after the import; missing when there are none. */
  readonly warnings?: readonly RuleWarning[];
};

export type RuleImport = {
  /** The rules. */
  readonly rules: readonly ImportedRule[];
  /** Ignored, so that a page of an export can be imported as it is. */
  readonly nextCursor?: string;
  /** Returns what the import would do, and changes nothing. */
  readonly dryRun?: boolean;
};

export type ImportedRule = {
  /** What the rule is for. */
  readonly name: string;
  /** The event that triggers the rule. */
  readonly event: "message.received" | "ticket.created" | "ticket.updated" | "timer";
  /** The order: a lower number runs first. */
  readonly weight?: number;
  /** True: no later rule runs when this one applied. */
  readonly stop?: boolean;
  /** False: the rule does nothing. */
  readonly enabled?: boolean;
  /** When the rule applies. `{all: []}` always applies. */
  readonly condition?: Condition;
  /** What the rule does, in this order. */
  readonly actions: readonly RuleAction[];
  /** For the event `timer`: minutes after a time of the ticket. Without it, the rule runs when a deadline of the ticket passes. */
  readonly timer?: RuleTimer;
  /** The id of the rule that it replaces, or the id of the new rule. Without it, a new rule with a new id. */
  readonly id?: string;
};

export type RuleRunPage = {
  /** The items of the page, in the order of the list. */
  readonly items: readonly RuleRun[];
  /** Send it as `cursor` with the same query to get the next page; null on the last page. */
  readonly nextCursor: string | null;
};

export type RuleRun = {
  /** Id of the ticket. */
  readonly ticketId: string;
  /** The number of the message that it ran on, or null. */
  readonly message: number | null;
  /** When, ISO 8601 in UTC. */
  readonly at: string;
  /** The version of the rule set that ran. */
  readonly ruleSet: number;
  /** The cause of the change, such as a message by its number. */
  readonly cause: {
    /** What it is, such as `message`, `timer`, `list` or `ai`. */
    readonly type: string;
    /** Its id, or the number of the message. */
    readonly id: string | null;
  } | null;
  /** Field by field. Empty when nothing changed. */
  readonly changes: readonly {
    /** The name of the field; `customFields.tier` for one of many. */
    readonly field: string;
    /** The value before; null for a creation. */
    readonly from: unknown;
    /** The value after. */
    readonly to: unknown;
  }[];
  /** Values that the ticket had no room for. */
  readonly leftOut: readonly {
    /** The field, such as `tags.vip`. */
    readonly field: string;
    /** `too_large` or `too_many`. */
    readonly reason: string;
  }[];
  /** Why the rule or one of its actions was not carried out, or null. */
  readonly refused: {
    /** `loop`, `rate`, `illegal_transition`, `unknown_agent`, `unknown_team` or `nobody_available`. */
    readonly code: string;
  } | null;
  /** The same as in the hub’s logs. */
  readonly correlationId: string;
};

export type RuleChange = {
  /** What the rule is for. */
  readonly name?: string;
  /** The event that triggers the rule. */
  readonly event?: "message.received" | "ticket.created" | "ticket.updated" | "timer";
  /** The order: a lower number runs first. */
  readonly weight?: number;
  /** True: no later rule runs when this one applied. */
  readonly stop?: boolean;
  /** False: the rule does nothing. */
  readonly enabled?: boolean;
  /** When the rule applies. `{all: []}` always applies. */
  readonly condition?: Condition;
  /** What the rule does, in this order. */
  readonly actions?: readonly RuleAction[];
  /** For the event `timer`: minutes after a time of the ticket. Without it, the rule runs when a deadline of the ticket passes. */
  readonly timer?: RuleTimer | null;
};

export type EnrichmentListPage = {
  /** The items of the page, in the order of the list. */
  readonly items: readonly EnrichmentList[];
  /** Send it as `cursor` with the same query to get the next page; null on the last page. */
  readonly nextCursor: string | null;
};

export type EnrichmentList = {
  /** The id. It is opaque: store it and compare it, but do not parse it. */
  readonly id: string;
  /** What the list is for. */
  readonly name: string;
  /** The property of the message or author to look up. */
  readonly key: "author.handle" | "author.id" | "author.email" | "message.text";
  /** How to match it: the whole value, the domain of an address, or a part of the text. */
  readonly match: "exact" | "domain" | "contains";
  /** The number of entries. */
  readonly size: number;
  /** When it was created, ISO 8601 in UTC. */
  readonly createdAt: string;
  /** When it last changed, ISO 8601 in UTC. */
  readonly updatedAt: string;
  /** Values with the properties that they set. */
  readonly entries?: readonly EnrichmentEntry[];
};

export type EnrichmentEntry = {
  /** What to look for. Case, accents and look-alike letters do not matter. */
  readonly value: string;
  /** The properties that the ticket gets. */
  readonly set: {
    /** The priority of the ticket. */
    readonly priority?: "low" | "normal" | "high" | "urgent";
    /** Who becomes responsible for the ticket. */
    readonly owner?: {
      /** Id of an agent. */
      readonly agentId?: string | null;
      /** Id of a team. */
      readonly teamId?: string | null;
    };
    /** Tags to add. */
    readonly tags?: readonly string[];
    /** What the ticket is about. */
    readonly topic?: string;
    /** Custom fields to set. */
    readonly customFields?: {
      readonly [name: string]: string | number | boolean | null;
    };
    /** How the customer feels. */
    readonly sentiment?: string;
    /** The language of the customer, as a BCP 47 tag such as `de`. */
    readonly language?: string;
  };
};

export type EnrichmentListDraft = {
  /** What the list is for. */
  readonly name: string;
  /** The property of the message or author to look up. */
  readonly key: "author.handle" | "author.id" | "author.email" | "message.text";
  /** How to match it: the whole value, the domain of an address, or a part of the text. */
  readonly match: "exact" | "domain" | "contains";
  /** Values with the properties that they set. */
  readonly entries?: readonly EnrichmentEntry[];
};

export type EnrichmentListChange = {
  /** What the list is for. */
  readonly name?: string;
  /** The property of the message or author to look up. */
  readonly key?: "author.handle" | "author.id" | "author.email" | "message.text";
  /** How to match it: the whole value, the domain of an address, or a part of the text. */
  readonly match?: "exact" | "domain" | "contains";
  /** All entries: they replace the previous ones. */
  readonly entries?: readonly EnrichmentEntry[];
};

export type EnrichmentUpload = {
  /** Id of the upload, to start it by. */
  readonly id: string;
  /** The form. It is valid for 5 minutes. */
  readonly upload: {
    /** Where to POST the file. */
    readonly url: string;
    /** Fields of the form, before the file. */
    readonly fields: {
      readonly [name: string]: string;
    };
  };
};

export type EnrichmentUploadDraft = {
  /** What the file is. */
  readonly type: "text/csv" | "application/json";
  /** The maximum size in bytes. */
  readonly size: number;
};

export type EnrichmentUploadStart = {
  /** `refuse`: if one row is bad, the list stays as it was. `keep`: the good rows become the list. */
  readonly onBadRows?: "refuse" | "keep";
};

export type EventsAccepted = {
  /** One for each event, in their order. */
  readonly items: readonly {
    /** Id of the event. */
    readonly id: string;
    /** `true`: the event is durable on its topic. `false`: nothing of it is kept. */
    readonly accepted: boolean;
    /** Why it was not accepted. */
    readonly error?: {
      /** The code of the problem. */
      readonly code: string;
      /** The code as a short sentence. */
      readonly title: string;
      /** What is wrong with it. */
      readonly detail: string;
    };
  }[];
};

export type Events = Event | readonly Event[];

export type Event = {
  /** Unique for the tenant and topic. A repeated id has no second effect, however late it comes. */
  readonly id: string;
  /** What happened or should happen, such as `ticket.set`. */
  readonly type: string;
  /** The version of the data, such as 1. */
  readonly version: number;
  /** When it happened, ISO 8601 in UTC. */
  readonly occurredAt: string;
  /** The data of the event. */
  readonly data: {
    readonly [name: string]: unknown;
  };
};

export type DeadLetterPage = {
  /** The items of the page, in the order of the list. */
  readonly items: readonly DeadLetter[];
  /** Send it as `cursor` with the same query to get the next page; null on the last page. */
  readonly nextCursor: string | null;
};

export type DeadLetter = {
  /** The id. It is opaque: store it and compare it, but do not parse it. */
  readonly id: string;
  /** The topic of the event. */
  readonly topic: string;
  /** Id of the event; null where the record has none that can be read. */
  readonly eventId: string | null;
  /** Why it could not be applied. */
  readonly reason: string;
  /** When its record was written to the topic, ISO 8601 in UTC. */
  readonly at: string;
};

export type SearchResult = {
  /** The items of the page, in the order of the list. */
  readonly items: readonly SearchHit[];
  /** Send it as `cursor` with the same query to get the next page; null on the last page. */
  readonly nextCursor: string | null;
  /** The number of visible tickets found, counted up to 1,000: 1,000 means 1,000 or more. */
  readonly total: number;
  /** The number of hits by value; only with `facets=true`. */
  readonly facets?: {
    /** Hits by status. */
    readonly status: {
      readonly [name: string]: number;
    };
    /** Hits by channel. */
    readonly channel: {
      readonly [name: string]: number;
    };
    /** Hits by priority. */
    readonly priority: {
      readonly [name: string]: number;
    };
    /** Hits by tag. */
    readonly tags: {
      readonly [name: string]: number;
    };
    /** Hits by the agent who owns the ticket. */
    readonly ownerId: {
      readonly [name: string]: number;
    };
    /** Hits by the team that owns the ticket. */
    readonly teamId: {
      readonly [name: string]: number;
    };
  };
};

export type SearchHit = {
  /** The id. It is opaque: store it and compare it, but do not parse it. */
  readonly id: string;
  /** The number that people use, such as 38 for “#38”. It counts up within the tenant. */
  readonly sequence: number;
  /** The status of the ticket. The state machine decides which changes are possible. */
  readonly status: "created" | "working" | "pending" | "followup" | "solved" | "closed";
  /** How urgent the ticket is. */
  readonly priority: "low" | "normal" | "high" | "urgent";
  /** The connected account on which the ticket arrived. */
  readonly origin: {
    /** Id of the origin. */
    readonly id: string;
    /** The channel of the origin. */
    readonly channel: "facebook" | "instagram" | "x" | "whatsapp" | "linkedin" | "mail" | "trustpilot" | "telegram" | "twilio" | "livechat" | "api";
  };
  /** The customer. */
  readonly author: {
    /** Id of the customer on this origin. */
    readonly id: string;
    /** The name from the provider, or null. */
    readonly name: string | null;
    /** The address, number or user name, or null. */
    readonly handle: string | null;
  };
  /** Id of the thread: everything that this customer writes on this origin. */
  readonly threadId: string;
  /** The conversation id in frames of the WebSocket. It is the thread. */
  readonly conversationId: string;
  /** Who is responsible: an agent, a team, or both. */
  readonly owner: {
    /** Id of the agent who owns the ticket, or null. */
    readonly agentId: string | null;
    /** Id of the team that owns the ticket, or null. */
    readonly teamId: string | null;
  };
  /** Ids of the queues that the ticket is in. */
  readonly queueIds: readonly string[];
  /** Words that people, rules and lists put on the ticket. */
  readonly tags: readonly string[];
  /** What the ticket is about, or null. */
  readonly topic: string | null;
  /** Fields of the business, by name. */
  readonly customFields: {
    readonly [name: string]: unknown;
  };
  /** The customer’s sentiment in the newest message, as the AI toolbox, an integration, a rule or a list says, or null. */
  readonly sentiment: string | null;
  /** The language of the customer’s newest message as a tag such as `de` or `pt-BR`, as the AI toolbox, an integration, a rule or a list says, or null. */
  readonly language: string | null;
  /** Stars of the newest review, 1 to 5, or null. */
  readonly starRating: number | null;
  /** A machine opened it (a form, a shop, an alert): nothing answers it automatically. */
  readonly automatic: boolean;
  /** Messages of the ticket that are not hidden. */
  readonly visibleMessageCount: number;
  /** The newest visible message, or null. */
  readonly lastMessage: {
    /** Its number in the conversation. */
    readonly number: number;
    /** Its kind, as in a message. */
    readonly kind: string;
    /** The first 200 characters of its text. */
    readonly text: string;
    /** When it was written, ISO 8601 in UTC. */
    readonly createdAt: string;
  } | null;
  /** When the ticket was opened, ISO 8601 in UTC. */
  readonly createdAt: string;
  /** When the ticket last changed or got a visible message. */
  readonly updatedAt: string;
  /** The open escalations of the ticket, or null when there are none. */
  readonly escalations: {
    /** How many are open. */
    readonly open: number;
    /** How many of them have passed their due time. */
    readonly overdue: number;
    /** The earliest due time of those that are not overdue, or null. */
    readonly dueAt: string | null;
    /** Ids of the teams that are asked. */
    readonly teamIds: readonly string[];
  } | null;
  /** Since when the customer waits for an answer, or null. */
  readonly waitingSince: string | null;
  /** When an agent first replied to a message of the customer, or null. */
  readonly firstReplyAt: string | null;
  /** The first response time: seconds from `createdAt` to `firstReplyAt`, or null. */
  readonly firstReplySeconds: number | null;
  /** When an agent last replied, or null. */
  readonly lastReplyAt: string | null;
  /** When the ticket was last solved, or closed without being solved first. Null while it is open, and again when it is reopened. */
  readonly resolvedAt: string | null;
  /** The resolution time: seconds from `createdAt` to `resolvedAt`, or null. */
  readonly resolutionSeconds: number | null;
  /** How often the ticket left `solved` for another status than `closed`. */
  readonly reopenCount: number;
  /** When the ticket will be closed by itself, or null. */
  readonly closesAt: string | null;
  /** When a ticket in `followup` returns to `working`, or null. */
  readonly followupAt: string | null;
  /** The ticket that this one was merged into, or null. It has taken over the messages. */
  readonly mergedInto: string | null;
  /** Ids of the tickets that were merged into this one. */
  readonly mergedIds: readonly string[];
  /** Rises with every change of status, owner, priority, tags, topic, fields or followup. Send it as `If-Match`. */
  readonly version: number;
  /** Id of the ticket, the same as `id`. */
  readonly ticketId: string;
  /** Up to 3 fragments with `<em>` around matches; all else is HTML-escaped. */
  readonly highlights: readonly string[];
};

export type SocketTicket = {
  /** The ticket, for `{wsUrl}?ticket={ticket}`. It is valid for 30 seconds and for one connection. */
  readonly ticket: string;
};

export type VisitorSession = {
  /** The visitor’s credential, for `Authorization: Bearer` on the other paths of the live chat. Keep it in the browser. */
  readonly token: string;
  /** When the token ends; each session of the visitor gives a new one. */
  readonly expiresAt: string;
  /** Id of the conversation. */
  readonly conversationId: string;
  /** False when the conversation is new. */
  readonly resumed: boolean;
  /** The end of the conversation now, for `GET /v1/livechat/updates`. */
  readonly position: string;
};

export type VisitorSessionDraft = {
  /** Id of the origin; its channel is `livechat`. */
  readonly originId: string;
  /** The token of an earlier session in this browser. One that is no longer valid starts a new conversation. */
  readonly token?: string;
  /** A person whom your site has signed in. */
  readonly identity?: {
    /** Your own id of the person. */
    readonly id: string;
    /** HMAC-SHA256 of the UTF-8 bytes of `identity.id` with the origin’s `identitySecret`, as hex. Your server makes it. */
    readonly hash: string;
  };
  /** The visitor’s name, as agents see it. */
  readonly name?: string;
  /** The visitor’s mail address. Agents see it as the author’s handle. */
  readonly email?: string;
  /** Answers to the questions before the chat. They become custom fields of the ticket that the first message opens. */
  readonly answers?: {
    readonly [name: string]: string;
  };
};

export type VisitorMessagePage = {
  /** The items of the page, in the order of the list. */
  readonly items: readonly VisitorMessage[];
  /** Send it as `cursor` with the same query to get the next page; null on the last page. */
  readonly nextCursor: string | null;
};

export type VisitorMessage = {
  /** Its number in the conversation. Numbers rise; the ones in between are of messages that visitors do not see. */
  readonly number: number;
  /** The id that the visitor’s device gave it; only in their own messages. */
  readonly id?: string;
  /** Who wrote it: the visitor, an agent, or a machine. */
  readonly from: "visitor" | "agent" | "bot";
  /** The agent’s name; null for others. */
  readonly name: string | null;
  /** The text, or null. */
  readonly text: string | null;
  /** Its files. */
  readonly attachments: readonly ({
    /** The name of the file. */
    readonly name: string | null;
    /** The media type. */
    readonly type: string;
    /** Size in bytes. */
    readonly size: number | null;
    /** A link that downloads the file, for 5 minutes. Frames have none: read the message again. */
    readonly url: string | null;
  })[];
  /** When it was created, ISO 8601 in UTC. */
  readonly createdAt: string;
  /** When it was last edited, or null. */
  readonly editedAt: string | null;
  /** It was deleted, or is no longer shown. */
  readonly deleted: boolean;
  /** Of a reply, what the visitor’s devices have acknowledged; of the visitor’s own messages `sent`: it is stored. */
  readonly status: "sent" | "delivered" | "read";
  /** Of two states of one message, the one with the higher revision is the newer. */
  readonly revision: number;
};

export type VisitorUpdates = {
  /** New messages, and earlier ones that have changed, by number. One that was hidden comes as deleted. */
  readonly items: readonly VisitorMessage[];
  /** Send it with the next call. */
  readonly position: string;
  /** There is more: read on from `position`. */
  readonly more: boolean;
};

export type VisitorPost = {
  /** Made by the visitor’s device, unique in the conversation. The same id again is the same message. */
  readonly id: string;
  /** The text. */
  readonly text?: string;
  /** Ids of files that the visitor has uploaded. */
  readonly attachmentIds?: readonly string[];
};

export type VisitorAck = {
  /** It has everything up to this number. */
  readonly delivered?: number;
  /** The visitor has read everything up to this number. */
  readonly read?: number;
};

export type VisitorFileDraft = {
  /** The name of the file, without a path. */
  readonly name: string;
  /** The media type. */
  readonly type: "image/jpeg" | "image/png" | "image/gif" | "image/webp" | "application/pdf" | "text/plain" | "audio/mpeg" | "audio/mp4" | "audio/ogg" | "video/mp4";
  /** Size in bytes, at most 10 MB. */
  readonly size: number;
};

export type VisitorSocketTicket = {
  /** The address to open, with the ticket. It is valid for 30 seconds and for one connection. */
  readonly url: string;
};

export type ApplicationPage = {
  /** The items of the page, in the order of the list. */
  readonly items: readonly Application[];
  /** Send it as `cursor` with the same query to get the next page; null on the last page. */
  readonly nextCursor: string | null;
};

export type Application = {
  /** Names the application in paths: 43 characters that nobody can guess. */
  readonly token: string;
  /** Its name. */
  readonly name: string;
  /** The number of its chats, which is also the number of the newest one. Exact. */
  readonly chatsCount: number;
  /** When it was created, ISO 8601 in UTC. */
  readonly createdAt: string;
};

export type ApplicationDraft = {
  /** Its name. */
  readonly name: string;
};

export type ApplicationChange = {
  /** The new name. */
  readonly name?: string;
};

export type ChatPage = {
  /** The items of the page, in the order of the list. */
  readonly items: readonly Chat[];
  /** Send it as `cursor` with the same query to get the next page; null on the last page. */
  readonly nextCursor: string | null;
};

export type Chat = {
  /** Its number in its application: 1, 2, 3 … */
  readonly number: number;
  /** Its name, or null. */
  readonly name: string | null;
  /** Id of the conversation, as frames name it. */
  readonly conversationId: string;
  /** The number of its messages, deleted ones included, which is also the number of the newest one. Exact. */
  readonly messagesCount: number;
  /** When it was created, ISO 8601 in UTC. */
  readonly createdAt: string;
};

export type ChatDraft = {
  /** Its name, if it has one. */
  readonly name?: string;
};

export type ChatChange = {
  /** The new name. */
  readonly name?: string;
};

export type ChatMessagePage = {
  /** The items of the page, in the order of the list. */
  readonly items: readonly ChatMessage[];
  /** Send it as `cursor` with the same query to get the next page; null on the last page. */
  readonly nextCursor: string | null;
};

export type ChatMessage = {
  /** Its number in its chat: 1, 2, 3 … without gaps. */
  readonly number: number;
  /** The text, or null when the message is deleted. */
  readonly body: string | null;
  /** Id of the person or key that wrote it. */
  readonly senderId: string;
  /** When it was created, ISO 8601 in UTC. */
  readonly createdAt: string;
  /** When it was last edited, or null. */
  readonly editedAt: string | null;
  /** Its author has deleted it. */
  readonly deleted: boolean;
};

export type ChatPost = {
  /** The text. */
  readonly body: string;
};

export type FoundChatMessagePage = {
  /** The items of the page, in the order of the list. */
  readonly items: readonly FoundChatMessage[];
  /** Send it as `cursor` with the same query to get the next page; null on the last page. */
  readonly nextCursor: string | null;
};

export type FoundChatMessage = {
  /** Its number in its chat: 1, 2, 3 … without gaps. */
  readonly number: number;
  /** The text, or null when the message is deleted. */
  readonly body: string | null;
  /** Id of the person or key that wrote it. */
  readonly senderId: string;
  /** When it was created, ISO 8601 in UTC. */
  readonly createdAt: string;
  /** When it was last edited, or null. */
  readonly editedAt: string | null;
  /** Its author has deleted it. */
  readonly deleted: boolean;
  /** Up to 3 fragments with `<em>` around matches; all else is HTML-escaped. */
  readonly highlights: readonly string[];
};

export type ChatMessageWithEdits = {
  /** Its number in its chat: 1, 2, 3 … without gaps. */
  readonly number: number;
  /** The text, or null when the message is deleted. */
  readonly body: string | null;
  /** Id of the person or key that wrote it. */
  readonly senderId: string;
  /** When it was created, ISO 8601 in UTC. */
  readonly createdAt: string;
  /** When it was last edited, or null. */
  readonly editedAt: string | null;
  /** Its author has deleted it. */
  readonly deleted: boolean;
  /** Earlier texts, oldest first. */
  readonly edits: readonly {
    /** The text. */
    readonly body: string;
    /** When it was written, ISO 8601 in UTC. */
    readonly at: string;
  }[];
};

export type ChatEdit = {
  /** The text. */
  readonly body: string;
};

export type FoundPersonPage = {
  /** The items of the page, in the order of the list. */
  readonly items: readonly FoundPerson[];
  /** Send it as `cursor` with the same query to get the next page; null on the last page. */
  readonly nextCursor: string | null;
};

export type FoundPerson = {
  /** The id. It is opaque: store it and compare it, but do not parse it. */
  readonly id: string;
  /** The name. */
  readonly name: string;
  /** The role. */
  readonly role: "admin" | "supervisor" | "agent" | "user";
  /** The mail address. Null for users who did not look for it. */
  readonly email: string | null;
  /** The mobile number, or null. Null for users who did not look for it. */
  readonly mobileNumber: string | null;
};

export type GroupPage = {
  /** The items of the page, in the order of the list. */
  readonly items: readonly Group[];
  /** Send it as `cursor` with the same query to get the next page; null on the last page. */
  readonly nextCursor: string | null;
};

export type Group = {
  /** The UUID of the group. */
  readonly id: string;
  /** Its name. */
  readonly name: string;
  /** What it is about, or null. */
  readonly description: string | null;
  /** The number of its members. Exact. */
  readonly membersCount: number;
  /** Your own role; null after you left. */
  readonly role: "owner" | "admin" | "member" | null;
  /** Id of the conversation, as frames and acknowledgements name it. */
  readonly conversationId: string;
  /** The number of its messages, deleted ones included, which is also the number of the newest one. Exact. */
  readonly messagesCount: number;
  /** Messages of others after the position that you have acknowledged. Among more than 200 unread messages, older ones of your own count too. */
  readonly unreadCount: number;
  /** The newest message, its text cut to 200 characters; null without one. */
  readonly lastMessage: ChatMessage | null;
  /** Until when you have muted it; null if it is not muted. */
  readonly mutedUntil: string | null;
  /** You have pinned it: it comes first in your list. */
  readonly pinned: boolean;
  /** When it was created, ISO 8601 in UTC. */
  readonly createdAt: string;
};

export type GroupStarted = {
  /** The UUID of the group. */
  readonly id: string;
  /** Id of the job, for `GET /v1/jobs/{id}`. */
  readonly jobId: string;
};

export type GroupDraft = {
  /** A UUID that you generate, so that you can repeat the call and use the group before it is answered. */
  readonly id?: string;
  /** Its name. */
  readonly name: string;
  /** What it is about. */
  readonly description?: string;
  /** Ids of the other members. */
  readonly memberIds?: readonly string[];
};

export type GroupJoin = {
  /** The secret of the invitation. */
  readonly invite: string;
};

export type GroupChange = {
  /** The new name. */
  readonly name?: string;
  /** The new description; null removes it. */
  readonly description?: string | null;
  /** Ids of people who become members. */
  readonly add?: readonly string[];
  /** Ids of members who leave; your own to leave. */
  readonly remove?: readonly string[];
};

export type MembershipChange = {
  /** Until when you mute it, ISO 8601; null ends it. */
  readonly mutedUntil?: string | null;
  /** Whether it comes first in your list. */
  readonly pinned?: boolean;
};

export type GroupMemberPage = {
  /** The items of the page, in the order of the list. */
  readonly items: readonly GroupMember[];
  /** Send it as `cursor` with the same query to get the next page; null on the last page. */
  readonly nextCursor: string | null;
};

export type GroupMember = {
  /** Id of the person. */
  readonly userId: string;
  /** The name; null for an API key or somebody who was deleted. */
  readonly name: string | null;
  /** The role in the group. */
  readonly role: "owner" | "admin" | "member";
  /** When they joined, ISO 8601 in UTC. */
  readonly joinedAt: string;
};

export type GroupMemberChange = {
  /** The new role in the group. */
  readonly role: "owner" | "admin" | "member";
};

export type GroupInvitation = {
  /** The secret with which people join. It is shown once. */
  readonly invite: string;
};

export type DirectPage = {
  /** The items of the page, in the order of the list. */
  readonly items: readonly Direct[];
  /** Send it as `cursor` with the same query to get the next page; null on the last page. */
  readonly nextCursor: string | null;
};

export type Direct = {
  /** The id of the direct, which is its `conversationId` too. */
  readonly id: string;
  /** The other person. */
  readonly user: {
    /** Id of the other person. */
    readonly id: string;
    /** The name; null for an API key or somebody who was deleted. */
    readonly name: string | null;
  };
  /** You have blocked the other person. */
  readonly blocked: boolean;
  /** Id of the conversation, as frames and acknowledgements name it. */
  readonly conversationId: string;
  /** The number of its messages, deleted ones included, which is also the number of the newest one. Exact. */
  readonly messagesCount: number;
  /** Messages of others after the position that you have acknowledged. Among more than 200 unread messages, older ones of your own count too. */
  readonly unreadCount: number;
  /** The newest message, its text cut to 200 characters; null without one. */
  readonly lastMessage: ChatMessage | null;
  /** Until when you have muted it; null if it is not muted. */
  readonly mutedUntil: string | null;
  /** You have pinned it: it comes first in your list. */
  readonly pinned: boolean;
  /** When it was created, ISO 8601 in UTC. */
  readonly createdAt: string;
};

export type DirectDraft = {
  /** Id of the other person. */
  readonly userId: string;
};

export type DirectChange = {
  /** Until when you mute it, ISO 8601; null ends it. */
  readonly mutedUntil?: string | null;
  /** Whether it comes first in your list. */
  readonly pinned?: boolean;
  /** Whether you block the other person. */
  readonly blocked?: boolean;
};

export type Acknowledged = {
  /** Id of the conversation. */
  readonly conversationId: string;
  /** The number of the newest message that you have acknowledged. */
  readonly number: number;
  /** The same as a cursor, which also covers edits, deletions, joins and leaves. */
  readonly cursor: string;
};

export type Ack = {
  /** Id of a chat’s, a group’s or a direct’s conversation. */
  readonly conversationId: string;
  /** The number of the newest message that you have received. */
  readonly number?: number;
  /** The cursor of the newest entry that you have received. */
  readonly cursor?: string;
};

export type Rebuild = {
  /** Id of the job. */
  readonly id: string;
  /** Name of the projection. */
  readonly projection: string;
  /** `running`, `done`, `failed` (a service was unavailable for too long), or `overtaken` (a newer rebuild does the rest). */
  readonly state: "running" | "done" | "overtaken" | "failed";
  /** When it began, ISO 8601 in UTC. */
  readonly startedAt: string;
  /** When it last made progress, ISO 8601 in UTC. */
  readonly updatedAt: string;
  /** When it ended, ISO 8601 in UTC; null while it runs. */
  readonly finishedAt: string | null;
  /** The number of tickets, or documents of search, that were visited. Some are visited twice. */
  readonly visited: number;
  /** The number of items that were processed. */
  readonly carried: number;
  /** The number of items that cannot be processed; they are in the dead-letter queue. */
  readonly skipped: number;
  /** What it waits for, or why it failed; null when there is no problem. */
  readonly trouble: string | null;
  /** Of a rebuild of `tickets`: up to 100 tickets whose logs are incomplete, which stay as they are. */
  readonly incomplete?: readonly string[];
};

export type RebuildDraft = {
  /** Name of the projection; an unknown one is a 422 that lists the valid names. */
  readonly projection: string;
};

export type Rebuilds = {
  /** The items of the page, in the order of the list. */
  readonly items: readonly Rebuild[];
};

export type Recount = {
  /** Always `done`. */
  readonly state: "done";
  /** When it started, ISO 8601 in UTC. */
  readonly startedAt: string;
  /** How many tickets have been read. */
  readonly counted: number;
  /** When it ended, ISO 8601 in UTC. */
  readonly finishedAt: string;
  /** True when no counter differs. */
  readonly equal: boolean;
  /** Ids of tickets that cannot be read and are not counted, the first 100; missing when there are none. */
  readonly unreadable?: readonly string[];
  /** Each queue of the tenant. */
  readonly queues: readonly {
    /** Id of the queue. */
    readonly id: string;
    /** The counters as they are. */
    readonly stored: Counters;
    /** The counters as they should be. */
    readonly recounted: Counters;
  }[];
};

export type RecountUnderWay = RecountRunning | RecountFailed;

export type RecountRunning = {
  /** Always `running`. */
  readonly state: "running";
  /** Id of the job. */
  readonly id: string;
  /** When it started, ISO 8601 in UTC. */
  readonly startedAt: string;
  /** How many tickets have been read. */
  readonly counted: number;
};

export type RecountFailed = {
  /** Always `failed`. */
  readonly state: "failed";
  /** Id of the job. */
  readonly id: string;
  /** When it started, ISO 8601 in UTC. */
  readonly startedAt: string;
  /** How many tickets have been read. */
  readonly counted: number;
  /** Why it failed. */
  readonly trouble: string;
};

export type RecountStatus = Recount | RecountRunning | RecountFailed;

export type ReplayedTicket = {
  /** Id of the ticket. */
  readonly ticketId: string;
  /** Whether both are equal. */
  readonly equal: boolean;
  /** Fields that differ; empty when both are equal. */
  readonly differences: readonly {
    /** Name of the field. */
    readonly field: string;
    /** The value in the ticket. */
    readonly stored: unknown;
    /** The value from the log. */
    readonly replayed: unknown;
  }[];
};

export type Started = {
  /** Always `queued`: it continues in the background. */
  readonly state: "queued";
  /** Id of the job. */
  readonly id: string;
};

export type AuditEntryPage = {
  /** The items of the page, in the order of the list. */
  readonly items: readonly AuditEntry[];
  /** Send it as `cursor` with the same query to get the next page; null on the last page. */
  readonly nextCursor: string | null;
};

export type AuditEntry = {
  /** When, ISO 8601 in UTC. */
  readonly at: string;
  /** Who made the change. */
  readonly by: {
    /** `agent`, `key`, `rule`, `timer`, `event`, `customer` or `system`. */
    readonly type: string;
    /** Who it is; null for the system. */
    readonly id: string | null;
  };
  /** Field by field. Empty when nothing changed. */
  readonly changes: readonly {
    /** The name of the field; `customFields.tier` for one of many. */
    readonly field: string;
    /** The value before; null for a creation. */
    readonly from: unknown;
    /** The value after. */
    readonly to: unknown;
  }[];
  /** The same as in the hub’s logs. */
  readonly correlationId: string;
  /** Always null. */
  readonly cause: null;
  /** What was changed. */
  readonly object: {
    /** Such as `queue` or `apiKey`. */
    readonly type: string;
    /** Its id. */
    readonly id: string;
  };
};

export type OpenApiDocument = {
  /** The version of OpenAPI. */
  readonly openapi: string;
  readonly [name: string]: unknown;
};

export type MetaCredentials = {
  /** The app's secret. Meta signs its webhooks with it. */
  readonly appSecret: string;
  /** The token that Meta repeats when it verifies the address of the webhook. */
  readonly verifyToken: string;
  /** The token for sending replies. */
  readonly accessToken: string;
  /** Id of the Page, of the Instagram account, or WhatsApp's phone number id. */
  readonly accountId: string;
};

export type MetaCredentialsChange = {
  /** The app's secret. Meta signs its webhooks with it. */
  readonly appSecret?: string;
  /** The token that Meta repeats when it verifies the address of the webhook. */
  readonly verifyToken?: string;
  /** The token for sending replies. */
  readonly accessToken?: string;
  /** Id of the Page, of the Instagram account, or WhatsApp's phone number id. */
  readonly accountId?: string;
};

export type FacebookOriginDraft = {
  /** The channel, which decides the form of `credentials`. */
  readonly channel: "facebook";
  /** The name that your colleagues see. */
  readonly name: string;
  /** The credentials of the channel. Secrets are write-only. */
  readonly credentials: MetaCredentials;
};

export type InstagramOriginDraft = {
  /** The channel, which decides the form of `credentials`. */
  readonly channel: "instagram";
  /** The name that your colleagues see. */
  readonly name: string;
  /** The credentials of the channel. Secrets are write-only. */
  readonly credentials: MetaCredentials;
};

export type XCredentials = {
  /** The secret of the app's consumer key. X signs its webhooks with it. */
  readonly consumerSecret: string;
  /** The account’s OAuth 2.0 token with the scopes `tweet.read tweet.write users.read dm.read dm.write media.write offline.access`. */
  readonly accessToken: string;
  /** Id of the account. */
  readonly userId: string;
  /** The token that renews the access token. X replaces it at each renewal, and Parley stores the new one. */
  readonly refreshToken?: string;
  /** The OAuth 2.0 client id of the app. */
  readonly clientId?: string;
  /** The app's OAuth 2.0 client secret, if it is a confidential client. */
  readonly clientSecret?: string;
};

export type XCredentialsChange = {
  /** The secret of the app's consumer key. X signs its webhooks with it. */
  readonly consumerSecret?: string;
  /** The account’s OAuth 2.0 token with the scopes `tweet.read tweet.write users.read dm.read dm.write media.write offline.access`. */
  readonly accessToken?: string;
  /** Id of the account. */
  readonly userId?: string;
  /** The token that renews the access token. X replaces it at each renewal, and Parley stores the new one. */
  readonly refreshToken?: string | null;
  /** The OAuth 2.0 client id of the app. */
  readonly clientId?: string | null;
  /** The app's OAuth 2.0 client secret, if it is a confidential client. */
  readonly clientSecret?: string | null;
};

export type XOriginDraft = {
  /** The channel, which decides the form of `credentials`. */
  readonly channel: "x";
  /** The name that your colleagues see. */
  readonly name: string;
  /** The credentials of the channel. Secrets are write-only. */
  readonly credentials: XCredentials;
};

export type WhatsappOriginDraft = {
  /** The channel, which decides the form of `credentials`. */
  readonly channel: "whatsapp";
  /** The name that your colleagues see. */
  readonly name: string;
  /** The credentials of the channel. Secrets are write-only. */
  readonly credentials: MetaCredentials;
};

export type LinkedinCredentials = {
  /** The app's secret. LinkedIn signs its webhooks with it. */
  readonly clientSecret: string;
  /** The token of a member who is an administrator of the organization, with the scopes `rw_organization_admin r_organization_social w_organization_social`. */
  readonly accessToken: string;
  /** Id of the organization: the number at the end of its URN. */
  readonly organizationId: string;
  /** The token that renews the access token. LinkedIn gives it to approved apps. */
  readonly refreshToken?: string;
  /** The app’s client id. */
  readonly clientId?: string;
};

export type LinkedinCredentialsChange = {
  /** The app's secret. LinkedIn signs its webhooks with it. */
  readonly clientSecret?: string;
  /** The token of a member who is an administrator of the organization, with the scopes `rw_organization_admin r_organization_social w_organization_social`. */
  readonly accessToken?: string;
  /** Id of the organization: the number at the end of its URN. */
  readonly organizationId?: string;
  /** The token that renews the access token. LinkedIn gives it to approved apps. */
  readonly refreshToken?: string | null;
  /** The app’s client id. */
  readonly clientId?: string | null;
};

export type LinkedinOriginDraft = {
  /** The channel, which decides the form of `credentials`. */
  readonly channel: "linkedin";
  /** The name that your colleagues see. */
  readonly name: string;
  /** The credentials of the channel. Secrets are write-only. */
  readonly credentials: LinkedinCredentials;
};

export type MailCredentials = {
  /** The address that customers write to. */
  readonly address: string;
  /** The key of `X-Parley-Signature` over mails that are posted to the webhook. */
  readonly inboundSecret: string;
  /** A mailbox to poll. */
  readonly imap?: {
    /** The name of the server. */
    readonly host: string;
    /** The port of the server. */
    readonly port?: number;
    /** The user of the mailbox. */
    readonly user: string;
    /** The password of the mailbox. */
    readonly password: string;
    /** Whether the connection is encrypted from its first byte. */
    readonly tls?: boolean;
  };
};

export type MailCredentialsChange = {
  /** The address that customers write to. */
  readonly address?: string;
  /** The key of `X-Parley-Signature` over mails that are posted to the webhook. */
  readonly inboundSecret?: string;
  /** A mailbox to poll. */
  readonly imap?: {
    /** The name of the server. */
    readonly host: string;
    /** The port of the server. */
    readonly port?: number;
    /** The user of the mailbox. */
    readonly user: string;
    /** The password of the mailbox. */
    readonly password: string;
    /** Whether the connection is encrypted from its first byte. */
    readonly tls?: boolean;
  } | null;
};

export type MailOriginDraft = {
  /** The channel, which decides the form of `credentials`. */
  readonly channel: "mail";
  /** The name that your colleagues see. */
  readonly name: string;
  /** The credentials of the channel. Secrets are write-only. */
  readonly credentials: MailCredentials;
};

export type TrustpilotCredentials = {
  /** Id of the business unit. */
  readonly businessUnitId: string;
  /** The key of `X-Parley-Signature` over reviews that are posted to the webhook. */
  readonly webhookSecret: string;
  /** The key of the API: reviews are fetched with it. */
  readonly apiKey?: string;
  /** The secret of the API. */
  readonly apiSecret?: string;
  /** Id of the user of Trustpilot Business in whose name replies are written. */
  readonly businessUserId?: string;
};

export type TrustpilotCredentialsChange = {
  /** Id of the business unit. */
  readonly businessUnitId?: string;
  /** The key of `X-Parley-Signature` over reviews that are posted to the webhook. */
  readonly webhookSecret?: string;
  /** The key of the API: reviews are fetched with it. */
  readonly apiKey?: string | null;
  /** The secret of the API. */
  readonly apiSecret?: string | null;
  /** Id of the user of Trustpilot Business in whose name replies are written. */
  readonly businessUserId?: string | null;
};

export type TrustpilotOriginDraft = {
  /** The channel, which decides the form of `credentials`. */
  readonly channel: "trustpilot";
  /** The name that your colleagues see. */
  readonly name: string;
  /** The credentials of the channel. Secrets are write-only. */
  readonly credentials: TrustpilotCredentials;
};

export type TelegramCredentials = {
  /** The bot's token, from @BotFather. */
  readonly botToken: string;
  /** The secret that Telegram sends with each webhook. */
  readonly secretToken: string;
};

export type TelegramCredentialsChange = {
  /** The bot's token, from @BotFather. */
  readonly botToken?: string;
  /** The secret that Telegram sends with each webhook. */
  readonly secretToken?: string;
};

export type TelegramOriginDraft = {
  /** The channel, which decides the form of `credentials`. */
  readonly channel: "telegram";
  /** The name that your colleagues see. */
  readonly name: string;
  /** The credentials of the channel. Secrets are write-only. */
  readonly credentials: TelegramCredentials;
};

export type TwilioCredentials = {
  /** Id of the account (`AC…`). */
  readonly accountSid: string;
  /** The token of the account. Twilio signs its webhooks with it, and calls of its API need it. */
  readonly authToken: string;
  /** The telephone number that customers write to, such as `+14155238886`, or the id of a Messaging Service (`MG…`). Replies are sent from it. */
  readonly number: string;
};

export type TwilioCredentialsChange = {
  /** Id of the account (`AC…`). */
  readonly accountSid?: string;
  /** The token of the account. Twilio signs its webhooks with it, and calls of its API need it. */
  readonly authToken?: string;
  /** The telephone number that customers write to, such as `+14155238886`, or the id of a Messaging Service (`MG…`). Replies are sent from it. */
  readonly number?: string;
};

export type TwilioOriginDraft = {
  /** The channel, which decides the form of `credentials`. */
  readonly channel: "twilio";
  /** The name that your colleagues see. */
  readonly name: string;
  /** The credentials of the channel. Secrets are write-only. */
  readonly credentials: TwilioCredentials;
};

export type LivechatCredentials = {
  /** Hosts of the pages that may show the chat: `shop.example`, `*.shop.example` for its subdomains, with a port where the page has one. */
  readonly allowedDomains: readonly string[];
  /** The key that proves who a visitor is: your server signs their id with it. */
  readonly identitySecret: string;
};

export type LivechatCredentialsChange = {
  /** Hosts of the pages that may show the chat: `shop.example`, `*.shop.example` for its subdomains, with a port where the page has one. */
  readonly allowedDomains?: readonly string[];
  /** The key that proves who a visitor is: your server signs their id with it. */
  readonly identitySecret?: string;
};

export type LivechatOriginDraft = {
  /** The channel, which decides the form of `credentials`. */
  readonly channel: "livechat";
  /** The name that your colleagues see. */
  readonly name: string;
  /** The credentials of the channel. Secrets are write-only. */
  readonly credentials: LivechatCredentials;
};

export type ApiCredentials = {
  /** The key of `X-Parley-Signature`, for incoming messages and for the callback. */
  readonly signingSecret: string;
  /** The address that receives replies; see the webhook `replyCallback`. Without it, you read replies through the API, and they count as sent. */
  readonly callbackUrl?: string;
};

export type ApiCredentialsChange = {
  /** The key of `X-Parley-Signature`, for incoming messages and for the callback. */
  readonly signingSecret?: string;
  /** The address that receives replies; see the webhook `replyCallback`. Without it, you read replies through the API, and they count as sent. */
  readonly callbackUrl?: string | null;
};

export type ApiOriginDraft = {
  /** The channel, which decides the form of `credentials`. */
  readonly channel: "api";
  /** The name that your colleagues see. */
  readonly name: string;
  /** The credentials of the channel. Secrets are write-only. */
  readonly credentials: ApiCredentials;
};

export type ClientSendFrame = {
  /** The type of the frame. */
  readonly type: "send";
  /** Your id for this frame; the response or error repeats it. */
  readonly id: string;
  /** The conversation. */
  readonly conversationId: string;
  /** The text. */
  readonly body: string;
};

export type ClientAckFrame = {
  /** The type of the frame. */
  readonly type: "ack";
  /** Your id for this frame; the response or error repeats it. */
  readonly id?: string;
  /** The conversation. */
  readonly conversationId?: string;
  /** The number of the last message that was seen. */
  readonly number?: number;
  /** The `cursor` of the last frame that you have processed. */
  readonly cursor?: string;
};

export type ClientResumeFrame = {
  /** The type of the frame. */
  readonly type: "resume";
  /** Your id for this frame; the response or error repeats it. */
  readonly id?: string;
  /** The `cursor` of the last frame that you have processed. */
  readonly cursor?: string;
};

export type ClientTypingFrame = {
  /** The type of the frame. */
  readonly type: "typing";
  /** Your id for this frame; the response or error repeats it. */
  readonly id?: string;
  /** The conversation. */
  readonly conversationId: string;
  /** True while a private note is written: only colleagues are told. */
  readonly note?: boolean;
};

export type ClientPresenceFrame = {
  /** The type of the frame. */
  readonly type: "presence";
  /** Your id for this frame; the response or error repeats it. */
  readonly id?: string;
  /** Your availability. */
  readonly availability: "online" | "away" | "out_of_office";
  /** When you are `online` again. */
  readonly until?: string | null;
};

export type ClientSubscribeFrame = {
  /** The type of the frame. */
  readonly type: "subscribe";
  /** Your id for this frame; the response or error repeats it. */
  readonly id?: string;
  /** Ids of queues: you get frames about every ticket in them. */
  readonly queueIds?: readonly string[];
  /** Ids of tickets: you get frames about them, whatever queue they are in. */
  readonly ticketIds?: readonly string[];
};

export type ClientGroupCreateFrame = {
  /** The type of the frame. */
  readonly type: "group.create";
  /** Your id for this frame; the response or error repeats it. */
  readonly id: string;
  /** The id of the group, a UUID that you generate. */
  readonly groupId?: string;
  /** The name of the group. */
  readonly name: string;
  /** What the group is for. */
  readonly description?: string;
  /** Ids of the people in it. */
  readonly memberIds: readonly string[];
};

export type ClientGroupUpdateFrame = {
  /** The type of the frame. */
  readonly type: "group.update";
  /** Your id for this frame; the response or error repeats it. */
  readonly id: string;
  /** The id of the group. */
  readonly groupId: string;
  /** Ids of people who join. */
  readonly add?: readonly string[];
  /** Ids of people who leave. */
  readonly remove?: readonly string[];
  /** The new name. */
  readonly name?: string;
};

export type ClientFrame = ClientSendFrame | ClientAckFrame | ClientResumeFrame | ClientTypingFrame | ClientPresenceFrame | ClientSubscribeFrame | ClientGroupCreateFrame | ClientGroupUpdateFrame;

export type ServerTicketFrame = {
  /** The type of the frame. Ignore types that you do not know. */
  readonly type: "ticket";
  /** The ticket, as GET /v1/tickets/{id} shows it. */
  readonly ticket: {
    /** Id of the ticket. */
    readonly id: string;
    /** The number that people use. */
    readonly sequence: number;
    /** The status of the ticket. */
    readonly status: string;
    /** The version of the ticket. */
    readonly version: number;
    readonly [name: string]: unknown;
  };
  /** Your position in the feed. Store the newest one and `resume` from it after a disconnect. */
  readonly cursor: string;
  /** Members of the ticket are left out: read the complete ticket through the API. */
  readonly truncated?: true;
};

export type ServerMessageFrame = {
  /** The type of the frame. Ignore types that you do not know. */
  readonly type: "message";
  /** The conversation. */
  readonly conversationId: string;
  /** The number of the message in its conversation. */
  readonly number: number;
  /** The text of the message, or null when it is hidden or deleted. */
  readonly body: string | null;
  /** Id of the ticket that the message belongs to. */
  readonly ticketId?: string;
  /** Your position in the feed. Store the newest one and `resume` from it after a disconnect. */
  readonly cursor: string;
  /** Its kind, as in a message of the API. */
  readonly kind: string;
  /** Who wrote it. */
  readonly senderId: string;
  /** When it was written, ISO 8601 in UTC. */
  readonly createdAt: string;
  /** The body is cut: read the complete message through the API. */
  readonly truncated?: true;
};

export type ServerAmendedFrame = {
  /** The type of the frame. Ignore types that you do not know. */
  readonly type: "amended";
  /** The conversation. */
  readonly conversationId: string;
  /** The number of the message in its conversation. */
  readonly number: number;
  /** The text of the message, or null when it is hidden or deleted. */
  readonly body: string | null;
  /** Id of the ticket that the message belongs to. */
  readonly ticketId?: string;
  /** Your position in the feed. Store the newest one and `resume` from it after a disconnect. */
  readonly cursor: string;
  /** An agent hid it. */
  readonly hidden: boolean;
  /** It was deleted. */
  readonly deleted: boolean;
  /** When the author last edited it, or null. */
  readonly editedAt: string | null;
  /** The delivery of a reply; null for messages that are not sent. */
  readonly delivery: {
    /** The delivery state. */
    readonly state: string;
    /** Why it failed, or null. */
    readonly error: {
      /** The provider's code, or one of Parley's. */
      readonly code: string;
      /** A sentence for the agent. */
      readonly message: string;
    } | null;
  } | null;
  /** Languages that it was translated into, with the time of each. */
  readonly translations?: {
    readonly [name: string]: string;
  };
  /** When a summary of the ticket up to this message was last made. */
  readonly summarizedAt?: string;
  /** For suggestions only: what became of it. */
  readonly suggestion?: {
    /** Whether it is open, or an agent has accepted or dismissed it. */
    readonly state: "open" | "accepted" | "dismissed";
    /** Number of the reply that it became. */
    readonly reply?: number;
  };
  /** How the customer feels, as detected by the AI toolbox; missing until then. */
  readonly sentiment?: "positive" | "neutral" | "negative";
  /** The language of the message, as detected by the AI toolbox; missing until then. */
  readonly language?: string;
  /** Those of its files that Parley fetches from the provider; missing if there are none. */
  readonly attachments?: readonly ({
    /** Id of the attachment. */
    readonly id: string;
    /** Whether the file is being fetched, is ready, or cannot be kept. */
    readonly state: "fetching" | "ready" | "failed";
  })[];
  /** The body is cut: read the complete message through the API. */
  readonly truncated?: true;
};

export type ServerQueueFrame = {
  /** The type of the frame. Ignore types that you do not know. */
  readonly type: "queue";
  /** Id of the queue. */
  readonly id: string;
  /** Tickets of the queue by status. */
  readonly counters: {
    /** Tickets in `created`. */
    readonly created: number;
    /** Tickets in `working`. */
    readonly working: number;
    /** Tickets in `pending`. */
    readonly pending: number;
    /** Tickets in `followup`. */
    readonly followup: number;
    /** Tickets in `solved`. */
    readonly solved: number;
    /** Tickets in `closed`. */
    readonly closed: number;
  };
};

export type ServerStaleFrame = {
  /** The type of the frame. Ignore types that you do not know. */
  readonly type: "stale";
  /** Ids of the queues that you may see and in which something changed. */
  readonly queueIds: readonly string[];
  /** Your position in the feed. Store the newest one and `resume` from it after a disconnect. */
  readonly cursor: string;
};

export type ServerResumedFrame = {
  /** The type of the frame. Ignore types that you do not know. */
  readonly type: "resumed";
  /** The id of the frame that this one responds to. */
  readonly id?: string;
  /** Your position in the feed. Store the newest one and `resume` from it after a disconnect. */
  readonly cursor: string;
  /** True: there is more to replay. Resume again from this cursor. */
  readonly more: boolean;
};

export type ServerTypingFrame = {
  /** The type of the frame. Ignore types that you do not know. */
  readonly type: "typing";
  /** The conversation. */
  readonly conversationId: string;
  /** Id of the ticket. */
  readonly ticketId: string;
  /** Who is writing. */
  readonly userId: string;
  /** The name of the agent. */
  readonly name: string | null;
};

export type ServerMentionFrame = {
  /** The type of the frame. Ignore types that you do not know. */
  readonly type: "mention";
  /** Id of the ticket that the message belongs to. */
  readonly ticketId: string;
  /** The conversation. */
  readonly conversationId: string;
  /** The number of the message in its conversation. */
  readonly number: number;
  /** The first 200 characters of the note. */
  readonly body: string | null;
  /** Who wrote it. */
  readonly senderId: string;
  /** When it was written, ISO 8601 in UTC. */
  readonly createdAt: string;
};

export type ServerFailureFrame = {
  /** The type of the frame. Ignore types that you do not know. */
  readonly type: "failure";
  /** Id of the ticket that the message belongs to. */
  readonly ticketId: string;
  /** The conversation. */
  readonly conversationId: string;
  /** The number of the message in its conversation. */
  readonly number: number;
  /** What the provider or Parley says about it. */
  readonly error: {
    /** The provider’s code, or a word of Parley’s own. */
    readonly code: string;
    /** The provider’s words, or a sentence of Parley’s own. */
    readonly message: string;
  } | null;
};

export type ServerPresenceFrame = {
  /** The type of the frame. Ignore types that you do not know. */
  readonly type: "presence";
  /** Who it is. */
  readonly userId: string;
  /** Their availability. */
  readonly availability?: "online" | "away" | "out_of_office";
  /** When they are `online` again, or null. */
  readonly until?: string | null;
  /** The name of the agent. */
  readonly name?: string | null;
  /** Id of the ticket. */
  readonly ticketId?: string;
  /** True: they look at the ticket. False: they no longer do. */
  readonly viewing?: boolean;
};

export type ServerErrorFrame = {
  /** The type of the frame. Ignore types that you do not know. */
  readonly type: "error";
  /** The id of the frame that this one responds to. */
  readonly id?: string;
  /** The code, as in a problem of the API. */
  readonly code: "invalid_request" | "unauthenticated" | "forbidden" | "not_found" | "method_not_allowed" | "conflict" | "illegal_transition" | "already_taken" | "stale" | "too_large" | "unprocessable" | "rate_limited" | "unavailable";
  /** The code as a short sentence. */
  readonly title: string;
};

export type ServerFrame = ServerTicketFrame | ServerMessageFrame | ServerAmendedFrame | ServerQueueFrame | ServerStaleFrame | ServerResumedFrame | ServerTypingFrame | ServerMentionFrame | ServerFailureFrame | ServerPresenceFrame | ServerErrorFrame;

export type ChallengeAnswer = {
  /** For X: `sha256=` and the HMAC-SHA256 of `crc_token` in base64. */
  readonly response_token: string;
} | {
  /** For LinkedIn: the `challengeCode` of the call. */
  readonly challengeCode: string;
  /** For LinkedIn: the HMAC-SHA256 of `challengeCode` in hexadecimal. */
  readonly challengeResponse: string;
};

export type ProviderCall = {
  readonly [name: string]: unknown;
};

export type ProviderReceipt = {
  /** The number of elements that were stored and become visible. */
  readonly accepted: number;
  /** Elements that are kept raw, at most 1,000. */
  readonly unreadable: readonly {
    /** The position of the element in the call, from 0. */
    readonly index: number;
    /** Why it cannot be read. */
    readonly reason: string;
  }[];
} | {
  /** For Telegram: the method of its API that the answer calls. */
  readonly method: string;
  readonly [name: string]: unknown;
};

export type RuleWebhook = {
  /** Id of the call, the same in every retry. */
  readonly id: string;
  /** The kind of action: `webhook` or `escalate`. */
  readonly event: "webhook" | "escalate";
  /** Id of the rule. */
  readonly ruleId: string;
  /** The text of an escalation. */
  readonly text?: string;
  /** Id of the escalation. */
  readonly escalationId?: string;
  /** Id of the ticket; in escalations. */
  readonly ticketId?: string;
  /** The number that people use; in escalations. */
  readonly sequence?: number;
  /** The time by which an answer is due, or null; in escalations. */
  readonly dueAt?: string | null;
  /** The current ticket. */
  readonly ticket: Ticket;
  /** When this attempt was sent, ISO 8601 in UTC. */
  readonly sentAt: string;
};

export type CustomerEvent = {
  /** The same in every retry, and equal to the header `webhook-id`. */
  readonly id: string;
  /** The event. It decides the form of `data`. */
  readonly type: "ticket.created" | "ticket.updated" | "message.received" | "message.sent" | "queue.changed";
  /** The version of the form of `data`. */
  readonly version: 1;
  /** When it happened, ISO 8601 in UTC. */
  readonly occurredAt: string;
  /** `{ticket}` for events of tickets, `{ticketId, message}` for messages, `{queue}` for queues. */
  readonly data: {
    /** The ticket at the time of the event. */
    readonly ticket?: Ticket;
    /** Id of the ticket. */
    readonly ticketId?: string;
    /** The message, as `GET /v1/tickets/{id}/messages` has it, with null as the link of a stored attachment. A text that is too long is null, with `truncated`. */
    readonly message?: {
      readonly [name: string]: unknown;
    };
    /** The queue without its counters; with `deleted` if it was removed. */
    readonly queue?: {
      readonly [name: string]: unknown;
    };
  };
};

export type ReplyReceipt = {
  /** Your id of the message; it becomes `providerId`. Without it, that is the `replyId`. */
  readonly id?: string;
  readonly [name: string]: unknown;
};

export type ReplyCallback = {
  /** Id of the reply, the same in every retry. */
  readonly replyId: string;
  /** Id of the ticket. */
  readonly ticketId: string;
  /** The thread of the customer. */
  readonly conversationId: string;
  /** The customer. */
  readonly to: {
    /** The id by which your message named its author. */
    readonly id: string;
  };
  /** The text without markup. */
  readonly text: string;
  /** The text with markup, when the agent wrote some. */
  readonly html?: string;
  /** Files of the reply. */
  readonly attachments: readonly ({
    /** Id of the attachment. */
    readonly id: string;
    /** The name of the file, or null. */
    readonly name: string | null;
    /** The MIME type. */
    readonly type: string;
    /** Bytes, or null. */
    readonly size: number | null;
    /** Downloads the file. */
    readonly url: string;
  })[];
  /** Your id of the message that the reply answers. */
  readonly inReplyTo?: string;
  /** When the agent wrote it, ISO 8601 in UTC. */
  readonly createdAt: string;
};

export type AnalysisAnswer = {
  /** An answer that an agent could send. */
  readonly suggestion?: {
    /** The text. */
    readonly text: string;
    /** How sure the model is, from 0 to 1. */
    readonly confidence: number;
    /** The name of the model. */
    readonly model: string;
  } | null;
  /** An answer that may be sent without an agent, if its confidence reaches the threshold of the tenant. */
  readonly reply?: {
    /** The text. */
    readonly text: string;
    /** How sure the model is, from 0 to 1. */
    readonly confidence: number;
    /** The name of the model. */
    readonly model: string;
  } | null;
  /** The mood of the newest message of the customer. */
  readonly sentiment?: {
    /** The mood. */
    readonly label: "positive" | "neutral" | "negative";
    /** From -1, very negative, to 1, very positive. */
    readonly score: number;
  } | null;
  /** The language of the newest message of the customer: a language tag, such as `de`. */
  readonly language?: string | null;
  /** The conversation in a few sentences: a text, or an object with one. */
  readonly summary?: {
    /** The text. */
    readonly text: string;
    /** How sure the model is, from 0 to 1. */
    readonly confidence: number;
    /** The name of the model. */
    readonly model: string;
  } | string | null;
  /** The message in the language that `language` of the request names: a text, or an object with one. */
  readonly translation?: {
    /** The text. */
    readonly text: string;
    /** How sure the model is, from 0 to 1. */
    readonly confidence: number;
    /** The name of the model. */
    readonly model: string;
  } | string | null;
};

export type AnalysisRequest = {
  /** Id of the tenant. */
  readonly tenantId: string;
  /** Id of the ticket. */
  readonly ticketId: string;
  /** Id of its thread. */
  readonly conversationId: string;
  /** The language in which a summary or translation is written: a language tag, such as `de`. */
  readonly language?: string;
  /** The newest messages between the customer and the business, oldest first. For a translation, only its message. */
  readonly messages: readonly {
    /** The number of the message in its conversation. */
    readonly number: number;
    /** Who wrote it: `customer`, `reply` or `ai_message`. Notes and suggestions are never sent. */
    readonly kind: string;
    /** The text, cut to 5,000 characters; to 50,000 for a translation. */
    readonly text: string;
    /** When it was written, ISO 8601 in UTC. */
    readonly createdAt: string;
  }[];
  /** The parts that the answer may have. */
  readonly want: readonly ("suggestion" | "reply" | "sentiment" | "language" | "summary" | "translation")[];
};

export type TicketHelperEvent = {
  /** The same in every retry. */
  readonly id: string;
  /** The event. It decides the form of `data`. */
  readonly type: "ticket.created" | "ticket.updated" | "message.received";
  /** The version of the form of `data`. */
  readonly version: 1;
  /** Id of the tenant. */
  readonly tenantId: string;
  /** When it happened, ISO 8601 in UTC. */
  readonly occurredAt: string;
  /** `{ticket}` for events of tickets, or `{ticketId}` if the ticket is too large for a queue; `{ticketId, message}` for messages. */
  readonly data: {
    /** The ticket at the time of the event. */
    readonly ticket?: Ticket;
    /** Id of the ticket. */
    readonly ticketId?: string;
    /** A message of the customer. */
    readonly message?: {
      /** The text; null if it is too long for a queue: read it through the API. */
      readonly text: string | null;
      /** The number of the message in its conversation. */
      readonly number: number;
      /** The kind of the message. */
      readonly kind: "customer" | "reply" | "note" | "ai_message" | "ai_suggestion";
      /** Who wrote it. */
      readonly author: {
        /** Always `customer`. */
        readonly type: "customer" | "agent" | "rule" | "system" | "origin" | "ai";
        /** The provider's id of the customer. */
        readonly id: string;
        /** The name that the provider gives, or null. */
        readonly name: string | null;
        /** The handle, number or address, or null. */
        readonly handle: string | null;
      };
      /** The subject of a mail or review, or null. */
      readonly subject: string | null;
      /** When it was created, ISO 8601 in UTC. */
      readonly createdAt: string;
      /** The number of the message that it answers, or null. */
      readonly inReplyTo: number | null;
      /** Stars from 1 to 5 of a review or rating, or null. */
      readonly starRating: number | null;
    };
  };
};

export type UserServiceAnswer = {
  /** All agents. */
  readonly agents?: readonly ({
    /** Your id of the agent: without spaces, control characters and `# / \ ? % ,`, and not `me` or `none`. */
    readonly id: string;
    /** The name of the agent. */
    readonly name: string;
    /** The mail address, which nobody else of the tenant has. */
    readonly email: string;
    /** What the agent may do. */
    readonly role: "admin" | "supervisor" | "agent";
    /** Ids of the teams of the agent. Unknown ones are left out. */
    readonly teamIds: readonly string[];
  })[];
  /** All teams. */
  readonly teams?: readonly {
    /** Your id of the team, in the same form. */
    readonly id: string;
    /** The name of the team. */
    readonly name: string;
  }[];
};

export type UserServiceRequest = {
  /** Id of the tenant. */
  readonly tenantId: string;
};

export interface Operations {
  /** Health of the API */
  'GET /v1/health': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: Health;
  };
  /** Create a tenant with its first admin */
  'POST /v1/tenants': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body: TenantDraft;
    readonly answer: NewTenant;
  };
  /** The tenant of the caller */
  'GET /v1/tenant': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: Tenant;
  };
  /** Change name, registration, closing time, AI or settings */
  'PATCH /v1/tenant': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body: TenantChange;
    readonly answer: Tenant;
  };
  /** Register as a user of a tenant */
  'POST /v1/registrations': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body: Registration;
    readonly answer: User;
  };
  /** Sign in */
  'POST /v1/sessions': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body?: SignIn;
    readonly answer: Session;
  };
  /** Sign out */
  'DELETE /v1/sessions': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: undefined;
  };
  /** Exchange a refresh token for new tokens */
  'POST /v1/sessions/refresh': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body: SessionRefresh;
    readonly answer: Session;
  };
  /** The owner of the credential */
  'GET /v1/me': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: Me;
  };
  /** Change your availability and your pushes */
  'PATCH /v1/me': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body: MeChange;
    readonly answer: Me;
  };
  /** List your devices */
  'GET /v1/devices': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: Devices;
  };
  /** Register a device for pushes */
  'POST /v1/devices': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body: DeviceDraft;
    readonly answer: NewDevice;
  };
  /** Remove a device */
  'DELETE /v1/devices/{id}': {
    readonly params: {
      /** Id of the device. */
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: undefined;
  };
  /** List the agents */
  'GET /v1/agents': {
    readonly params?: undefined;
    readonly query?: {
      /** The maximum number of items; the default is 50. */
      readonly limit?: number;
      /** The `nextCursor` of the previous page; send the same query with it. */
      readonly cursor?: string;
      /** The default is `name`; a leading `-` sorts in descending order. */
      readonly sort?: "name" | "-name" | "createdAt" | "-createdAt";
    };
    readonly body?: undefined;
    readonly answer: AgentPage;
  };
  /** Add an agent */
  'POST /v1/agents': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body: AgentDraft;
    readonly answer: Agent;
  };
  /** Read an agent */
  'GET /v1/agents/{id}': {
    readonly params: {
      /** Id of the agent. */
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: Agent;
  };
  /** Change an agent */
  'PATCH /v1/agents/{id}': {
    readonly params: {
      /** Id of the agent. */
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body: AgentChange;
    readonly answer: Agent;
  };
  /** Remove an agent */
  'DELETE /v1/agents/{id}': {
    readonly params: {
      /** Id of the agent. */
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: undefined;
  };
  /** List the teams */
  'GET /v1/teams': {
    readonly params?: undefined;
    readonly query?: {
      /** The maximum number of items; the default is 50. */
      readonly limit?: number;
      /** The `nextCursor` of the previous page; send the same query with it. */
      readonly cursor?: string;
      /** The default is `name`; a leading `-` sorts in descending order. */
      readonly sort?: "name" | "-name" | "createdAt" | "-createdAt";
    };
    readonly body?: undefined;
    readonly answer: TeamPage;
  };
  /** Add a team */
  'POST /v1/teams': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body: TeamDraft;
    readonly answer: Team;
  };
  /** Read a team */
  'GET /v1/teams/{id}': {
    readonly params: {
      /** Id of the team. */
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: Team;
  };
  /** Rename a team */
  'PATCH /v1/teams/{id}': {
    readonly params: {
      /** Id of the team. */
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body: TeamChange;
    readonly answer: Team;
  };
  /** Remove a team without members */
  'DELETE /v1/teams/{id}': {
    readonly params: {
      /** Id of the team. */
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: undefined;
  };
  /** Read the state of the user service */
  'GET /v1/user-service': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: UserService;
  };
  /** List the API keys */
  'GET /v1/api-keys': {
    readonly params?: undefined;
    readonly query?: {
      /** The maximum number of items; the default is 50. */
      readonly limit?: number;
      /** The `nextCursor` of the previous page; send the same query with it. */
      readonly cursor?: string;
      /** The default is `createdAt`; a leading `-` sorts in descending order. */
      readonly sort?: "name" | "-name" | "createdAt" | "-createdAt";
    };
    readonly body?: undefined;
    readonly answer: ApiKeyPage;
  };
  /** Create an API key */
  'POST /v1/api-keys': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body: ApiKeyDraft;
    readonly answer: NewApiKey;
  };
  /** Revoke an API key at once */
  'DELETE /v1/api-keys/{id}': {
    readonly params: {
      /** Id of the key. */
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: undefined;
  };
  /** Names and availability of colleagues, teams and origins */
  'GET /v1/directory': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: Directory;
  };
  /** Create an attachment and get a form to upload it */
  'POST /v1/attachments': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body: AttachmentDraft;
    readonly answer: AttachmentUpload;
  };
  /** Get a download link that is valid for 5 minutes */
  'GET /v1/attachments/{id}': {
    readonly params: {
      /** Id of the attachment. */
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: Attachment;
  };
  /** List the origins */
  'GET /v1/origins': {
    readonly params?: undefined;
    readonly query?: {
      /** The maximum number of items; the default is 50. */
      readonly limit?: number;
      /** The `nextCursor` of the previous page; send the same query with it. */
      readonly cursor?: string;
      /** The default is `name`; a leading `-` sorts in descending order. */
      readonly sort?: "name" | "-name" | "channel" | "-channel" | "createdAt" | "-createdAt";
    };
    readonly body?: undefined;
    readonly answer: OriginPage;
  };
  /** Connect an account of a channel */
  'POST /v1/origins': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body: OriginDraft;
    readonly answer: Origin;
  };
  /** Read an origin */
  'GET /v1/origins/{id}': {
    readonly params: {
      /** Id of the origin. */
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: Origin;
  };
  /** Rename, enable or disable an origin, or replace its credentials */
  'PATCH /v1/origins/{id}': {
    readonly params: {
      /** Id of the origin. */
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body: OriginChange;
    readonly answer: Origin;
  };
  /** Disconnect an origin */
  'DELETE /v1/origins/{id}': {
    readonly params: {
      /** Id of the origin. */
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: undefined;
  };
  /** See how an origin is */
  'GET /v1/origins/{id}/health': {
    readonly params: {
      /** Id of the origin. */
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: OriginHealth;
  };
  /** Check the credentials of an origin with its provider */
  'POST /v1/origins/{id}/test': {
    readonly params: {
      /** Id of the origin. */
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: OriginTest | Job;
  };
  /** List calls of a provider that could not be read, newest first */
  'GET /v1/origins/{id}/events': {
    readonly params: {
      /** Id of the origin. */
      readonly id: string;
    };
    readonly query?: {
      /** The maximum number of items; the default is 50. */
      readonly limit?: number;
      /** The `nextCursor` of the previous page; send the same query with it. */
      readonly cursor?: string;
      /** Only events in this state; `unreadable` is the only one that is kept. */
      readonly state?: "unreadable";
    };
    readonly body?: undefined;
    readonly answer: UnreadableEventPage;
  };
  /** Read a kept call again */
  'POST /v1/origins/{id}/events/{eventId}/replay': {
    readonly params: {
      /** Id of the origin. */
      readonly id: string;
      /** Id of the event. */
      readonly eventId: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: ReplayedEvent;
  };
  /** List the webhooks */
  'GET /v1/webhooks': {
    readonly params?: undefined;
    readonly query?: {
      /** The maximum number of items; the default is 50. */
      readonly limit?: number;
      /** The `nextCursor` of the previous page; send the same query with it. */
      readonly cursor?: string;
      /** The default is `createdAt`; a leading `-` sorts in descending order. */
      readonly sort?: "createdAt" | "-createdAt" | "url" | "-url";
    };
    readonly body?: undefined;
    readonly answer: WebhookPage;
  };
  /** Add a webhook */
  'POST /v1/webhooks': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body: WebhookDraft;
    readonly answer: NewWebhook;
  };
  /** Read a webhook */
  'GET /v1/webhooks/{id}': {
    readonly params: {
      /** Id of the webhook. */
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: Webhook;
  };
  /** Change, enable or disable a webhook, or replace its secret */
  'PATCH /v1/webhooks/{id}': {
    readonly params: {
      /** Id of the webhook. */
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body: WebhookChange;
    readonly answer: ChangedWebhook;
  };
  /** Remove a webhook */
  'DELETE /v1/webhooks/{id}': {
    readonly params: {
      /** Id of the webhook. */
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: undefined;
  };
  /** List the deliveries of a webhook, newest first */
  'GET /v1/webhooks/{id}/deliveries': {
    readonly params: {
      /** Id of the webhook. */
      readonly id: string;
    };
    readonly query?: {
      /** The maximum number of items; the default is 50. */
      readonly limit?: number;
      /** The `nextCursor` of the previous page; send the same query with it. */
      readonly cursor?: string;
    };
    readonly body?: undefined;
    readonly answer: WebhookDeliveryPage;
  };
  /** Send a delivery again, now */
  'POST /v1/webhooks/{id}/deliveries/{deliveryId}/retry': {
    readonly params: {
      /** Id of the webhook. */
      readonly id: string;
      /** Id of the delivery, which is the `webhook-id` of its calls. */
      readonly deliveryId: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: WebhookDelivery;
  };
  /** Send the events since a time again */
  'POST /v1/webhooks/{id}/replay': {
    readonly params: {
      /** Id of the webhook. */
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body: WebhookReplay;
    readonly answer: WebhookReplayResult;
  };
  /** List tickets, newest activity first */
  'GET /v1/tickets': {
    readonly params?: undefined;
    readonly query?: {
      /** The maximum number of items; the default is 50. */
      readonly limit?: number;
      /** The `nextCursor` of the previous page; send the same query with it. */
      readonly cursor?: string;
      /** Only tickets with this value, exactly. How urgent the ticket is. */
      readonly priority?: "low" | "normal" | "high" | "urgent";
      /** Only tickets with this value, exactly. The channel of the origin. */
      readonly channel?: "facebook" | "instagram" | "x" | "whatsapp" | "linkedin" | "mail" | "trustpilot" | "telegram" | "twilio" | "livechat" | "api";
      /** Only tickets with this value, exactly. The customer’s sentiment in the newest message, as the AI toolbox, an integration, a rule or a list says, or null. */
      readonly sentiment?: string;
      /** Only tickets with this value, exactly. The language of the customer’s newest message as a tag such as `de` or `pt-BR`, as the AI toolbox, an integration, a rule or a list says, or null. */
      readonly language?: string;
      /** The default is `-updatedAt`: newest activity first. A leading `-` sorts in descending order. By `waitingSince`, whoever waits longest comes first; tickets whose customer does not wait come last, in both directions. */
      readonly sort?: "updatedAt" | "-updatedAt" | "createdAt" | "-createdAt" | "waitingSince" | "-waitingSince";
      /** Only these statuses, separated by commas. */
      readonly status?: string;
      /** Only tickets that are in this queue. */
      readonly queueId?: string;
      /** Only tickets of this origin. */
      readonly originId?: string;
      /** Only tickets of this agent. `me` is the caller, who must be an agent; `none` is no agent. */
      readonly ownerId?: string;
      /** Only tickets of this team. */
      readonly teamId?: string;
      /** Only tickets with this tag. */
      readonly tag?: string;
      /** Only the ticket with this number. */
      readonly sequence?: number;
      /** Only tickets that changed or got a visible message since this time, ISO 8601 in UTC. */
      readonly updatedSince?: string;
      /** Only tickets in which these words occur, as in `GET /v1/search`. */
      readonly q?: string;
    };
    readonly body?: undefined;
    readonly answer: TicketPage;
  };
  /** Start a conversation */
  'POST /v1/tickets': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body: ConversationDraft;
    readonly answer: Ticket;
  };
  /** Read a ticket */
  'GET /v1/tickets/{id}': {
    readonly params: {
      /** Id of the ticket. */
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: Ticket;
  };
  /** Change a ticket */
  'PATCH /v1/tickets/{id}': {
    readonly params: {
      /** Id of the ticket. */
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body: TicketChange;
    readonly answer: Ticket;
  };
  /** Read what happened to a ticket */
  'GET /v1/tickets/{id}/log': {
    readonly params: {
      /** Id of the ticket. */
      readonly id: string;
    };
    readonly query?: {
      /** The maximum number of items; the default is 50. */
      readonly limit?: number;
      /** The `nextCursor` of the previous page; send the same query with it. */
      readonly cursor?: string;
      /** `asc`, the default: oldest first. `desc`: newest first. */
      readonly order?: "asc" | "desc";
    };
    readonly body?: undefined;
    readonly answer: TicketLogEntryPage;
  };
  /** Take an unowned ticket */
  'POST /v1/tickets/{id}/take': {
    readonly params: {
      /** Id of the ticket. */
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: Ticket;
  };
  /** Change up to 1,000 tickets, each independently */
  'POST /v1/tickets/bulk': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body: BulkChange;
    readonly answer: BulkResult | Job;
  };
  /** Merge a ticket into another one */
  'POST /v1/tickets/{id}/merge': {
    readonly params: {
      /** Id of the ticket. */
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body: Merge;
    readonly answer: Ticket;
  };
  /** List related tickets */
  'GET /v1/tickets/{id}/links': {
    readonly params: {
      /** Id of the ticket. */
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: TicketLinks;
  };
  /** Link a ticket to another one */
  'POST /v1/tickets/{id}/links': {
    readonly params: {
      /** Id of the ticket. */
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body: TicketLinkDraft;
    readonly answer: TicketLink;
  };
  /** Remove a link */
  'DELETE /v1/tickets/{id}/links/{ticketId}': {
    readonly params: {
      /** Id of the ticket. */
      readonly id: string;
      /** Id of the other ticket. */
      readonly ticketId: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: undefined;
  };
  /** List a ticket's messages, oldest first or newest first */
  'GET /v1/tickets/{id}/messages': {
    readonly params: {
      /** Id of the ticket. */
      readonly id: string;
    };
    readonly query?: {
      /** The maximum number of items; the default is 50. */
      readonly limit?: number;
      /** The `nextCursor` of the previous page; send the same query with it. */
      readonly cursor?: string;
      /** `desc`: newest first. Oldest first unless given. */
      readonly order?: "asc" | "desc";
    };
    readonly body?: undefined;
    readonly answer: MessagePage;
  };
  /** Answer the customer or leave a note */
  'POST /v1/tickets/{id}/messages': {
    readonly params: {
      /** Id of the ticket. */
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body: MessageDraft;
    readonly answer: Message;
  };
  /** Hide or unhide a message, or edit a reply */
  'PATCH /v1/tickets/{id}/messages/{number}': {
    readonly params: {
      /** Id of the ticket. */
      readonly id: string;
      /** The number of the message in its conversation. */
      readonly number: number;
    };
    readonly query?: {
      /** The `conversationId` of the message, where the ticket covers several. */
      readonly conversationId?: string;
    };
    readonly body: MessageChange;
    readonly answer: Message;
  };
  /** Delete a message; its number stays as a tombstone */
  'DELETE /v1/tickets/{id}/messages/{number}': {
    readonly params: {
      /** Id of the ticket. */
      readonly id: string;
      /** The number of the message in its conversation. */
      readonly number: number;
    };
    readonly query?: {
      /** The `conversationId` of the message, where the ticket covers several. */
      readonly conversationId?: string;
    };
    readonly body?: undefined;
    readonly answer: undefined;
  };
  /** List the earlier texts of a message, oldest first */
  'GET /v1/tickets/{id}/messages/{number}/edits': {
    readonly params: {
      /** Id of the ticket. */
      readonly id: string;
      /** The number of the message in its conversation. */
      readonly number: number;
    };
    readonly query?: {
      /** The maximum number of items; the default is 50. */
      readonly limit?: number;
      /** The `nextCursor` of the previous page; send the same query with it. */
      readonly cursor?: string;
      /** The `conversationId` of the message, where the ticket covers several. */
      readonly conversationId?: string;
    };
    readonly body?: undefined;
    readonly answer: MessageEditPage;
  };
  /** Resend a reply, or repeat a change at the provider, that failed or whose outcome is unknown */
  'POST /v1/tickets/{id}/messages/{number}/retry': {
    readonly params: {
      /** Id of the ticket. */
      readonly id: string;
      /** The number of the message in its conversation. */
      readonly number: number;
    };
    readonly query?: {
      /** The `conversationId` of the message, where the ticket covers several. */
      readonly conversationId?: string;
    };
    readonly body?: undefined;
    readonly answer: Message;
  };
  /** Send a suggestion of an AI as your reply */
  'POST /v1/tickets/{id}/suggestions/{number}/accept': {
    readonly params: {
      /** Id of the ticket. */
      readonly id: string;
      /** The number of the message in its conversation. */
      readonly number: number;
    };
    readonly query?: {
      /** The `conversationId` of the message, where the ticket covers several. */
      readonly conversationId?: string;
    };
    readonly body?: AcceptedSuggestion;
    readonly answer: Message;
  };
  /** Dismiss a suggestion of an AI */
  'POST /v1/tickets/{id}/suggestions/{number}/dismiss': {
    readonly params: {
      /** Id of the ticket. */
      readonly id: string;
      /** The number of the message in its conversation. */
      readonly number: number;
    };
    readonly query?: {
      /** The `conversationId` of the message, where the ticket covers several. */
      readonly conversationId?: string;
    };
    readonly body?: undefined;
    readonly answer: Message;
  };
  /** List the whole thread across its tickets, oldest first or newest first */
  'GET /v1/threads/{id}/messages': {
    readonly params: {
      /** Id of the thread. */
      readonly id: string;
    };
    readonly query?: {
      /** The maximum number of items; the default is 50. */
      readonly limit?: number;
      /** The `nextCursor` of the previous page; send the same query with it. */
      readonly cursor?: string;
      /** `desc`: newest first. Oldest first unless given. */
      readonly order?: "asc" | "desc";
    };
    readonly body?: undefined;
    readonly answer: MessagePage;
  };
  /** Have a ticket summarized by an AI */
  'POST /v1/tickets/{id}/summary': {
    readonly params: {
      /** Id of the ticket. */
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: SummaryDraft;
    readonly answer: AiAnswer | Job;
  };
  /** Read the newest summary of a ticket */
  'GET /v1/tickets/{id}/summary': {
    readonly params: {
      /** Id of the ticket. */
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: AiAnswer;
  };
  /** Have a message translated by an AI */
  'POST /v1/tickets/{id}/messages/{number}/translation': {
    readonly params: {
      /** Id of the ticket. */
      readonly id: string;
      /** The number of the message in its conversation. */
      readonly number: number;
    };
    readonly query?: {
      /** The `conversationId` of the message, where the ticket covers several. */
      readonly conversationId?: string;
    };
    readonly body: TranslationDraft;
    readonly answer: AiAnswer | Job;
  };
  /** Read the translations of a message */
  'GET /v1/tickets/{id}/messages/{number}/translations': {
    readonly params: {
      /** Id of the ticket. */
      readonly id: string;
      /** The number of the message in its conversation. */
      readonly number: number;
    };
    readonly query?: {
      /** The `conversationId` of the message, where the ticket covers several. */
      readonly conversationId?: string;
    };
    readonly body?: undefined;
    readonly answer: Translations;
  };
  /** List a ticket's escalations in the order in which they were raised */
  'GET /v1/tickets/{id}/escalations': {
    readonly params: {
      /** Id of the ticket. */
      readonly id: string;
    };
    readonly query?: {
      /** The maximum number of items; the default is 50. */
      readonly limit?: number;
      /** The `nextCursor` of the previous page; send the same query with it. */
      readonly cursor?: string;
    };
    readonly body?: undefined;
    readonly answer: EscalationPage;
  };
  /** Ask a team, a mail address or a web address about a ticket */
  'POST /v1/tickets/{id}/escalations': {
    readonly params: {
      /** Id of the ticket. */
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body: NewEscalation;
    readonly answer: Escalation;
  };
  /** Answer or close an escalation */
  'PATCH /v1/tickets/{id}/escalations/{escalationId}': {
    readonly params: {
      /** Id of the ticket. */
      readonly id: string;
      /** Id of the escalation. */
      readonly escalationId: string;
    };
    readonly query?: undefined;
    readonly body: EscalationChange;
    readonly answer: Escalation;
  };
  /** List the queues that the caller may see, by priority, with their counters */
  'GET /v1/queues': {
    readonly params?: undefined;
    readonly query?: {
      /** The maximum number of items; the default is 50. */
      readonly limit?: number;
      /** The `nextCursor` of the previous page; send the same query with it. */
      readonly cursor?: string;
      /** The default is `priority`; a leading `-` sorts in descending order. */
      readonly sort?: "priority" | "-priority" | "name" | "-name" | "createdAt" | "-createdAt";
    };
    readonly body?: undefined;
    readonly answer: QueuePage;
  };
  /** Add a queue */
  'POST /v1/queues': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body: QueueDraft;
    readonly answer: Queue;
  };
  /** Read a queue with its counters */
  'GET /v1/queues/{id}': {
    readonly params: {
      /** Id of the queue. */
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: Queue;
  };
  /** Change a queue */
  'PATCH /v1/queues/{id}': {
    readonly params: {
      /** Id of the queue. */
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body: QueueChange;
    readonly answer: Queue;
  };
  /** Remove a queue */
  'DELETE /v1/queues/{id}': {
    readonly params: {
      /** Id of the queue. */
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: undefined;
  };
  /** List the tickets of a queue: most urgent first, then longest waiting first */
  'GET /v1/queues/{id}/tickets': {
    readonly params: {
      /** Id of the queue. */
      readonly id: string;
    };
    readonly query?: {
      /** The maximum number of items; the default is 50. */
      readonly limit?: number;
      /** The `nextCursor` of the previous page; send the same query with it. */
      readonly cursor?: string;
      /** Only these statuses, separated by commas. */
      readonly status?: string;
    };
    readonly body?: undefined;
    readonly answer: TicketPage;
  };
  /** List the rules in the order in which they run */
  'GET /v1/rules': {
    readonly params?: undefined;
    readonly query?: {
      /** The maximum number of items; the default is 50. */
      readonly limit?: number;
      /** The `nextCursor` of the previous page; send the same query with it. */
      readonly cursor?: string;
      /** The default is `weight`; a leading `-` sorts in descending order. */
      readonly sort?: "weight" | "-weight" | "name" | "-name" | "createdAt" | "-createdAt";
    };
    readonly body?: undefined;
    readonly answer: RulePage;
  };
  /** Add a rule */
  'POST /v1/rules': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body: RuleDraft;
    readonly answer: SavedRule;
  };
  /** Try a rule on the tickets of the last days */
  'POST /v1/rules/dry-run': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body: RuleDryRun;
    readonly answer: RuleDryRunResult | Job;
  };
  /** Export all rules */
  'GET /v1/rules/export': {
    readonly params?: undefined;
    readonly query?: {
      /** The `nextCursor` of the previous page; send the same query with it. */
      readonly cursor?: string;
    };
    readonly body?: undefined;
    readonly answer: RuleExport;
  };
  /** Import rules, all or none */
  'POST /v1/rules/import': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body: RuleImport;
    readonly answer: RuleImportResult;
  };
  /** Read a rule */
  'GET /v1/rules/{id}': {
    readonly params: {
      /** Id of the rule. */
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: Rule;
  };
  /** Change a rule */
  'PATCH /v1/rules/{id}': {
    readonly params: {
      /** Id of the rule. */
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body: RuleChange;
    readonly answer: SavedRule;
  };
  /** Remove a rule */
  'DELETE /v1/rules/{id}': {
    readonly params: {
      /** Id of the rule. */
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: undefined;
  };
  /** List the runs of a rule, newest first */
  'GET /v1/rules/{id}/runs': {
    readonly params: {
      /** Id of the rule. */
      readonly id: string;
    };
    readonly query?: {
      /** The maximum number of items; the default is 50. */
      readonly limit?: number;
      /** The `nextCursor` of the previous page; send the same query with it. */
      readonly cursor?: string;
    };
    readonly body?: undefined;
    readonly answer: RuleRunPage;
  };
  /** List the enrichment lists, without their entries */
  'GET /v1/enrichment-lists': {
    readonly params?: undefined;
    readonly query?: {
      /** The maximum number of items; the default is 50. */
      readonly limit?: number;
      /** The `nextCursor` of the previous page; send the same query with it. */
      readonly cursor?: string;
      /** The default is `createdAt`; a leading `-` sorts in descending order. */
      readonly sort?: "createdAt" | "-createdAt" | "name" | "-name";
    };
    readonly body?: undefined;
    readonly answer: EnrichmentListPage;
  };
  /** Add an enrichment list */
  'POST /v1/enrichment-lists': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body: EnrichmentListDraft;
    readonly answer: EnrichmentList;
  };
  /** Read an enrichment list with its entries */
  'GET /v1/enrichment-lists/{id}': {
    readonly params: {
      /** Id of the list. */
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: EnrichmentList;
  };
  /** Change an enrichment list */
  'PATCH /v1/enrichment-lists/{id}': {
    readonly params: {
      /** Id of the list. */
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body: EnrichmentListChange;
    readonly answer: EnrichmentList;
  };
  /** Remove an enrichment list */
  'DELETE /v1/enrichment-lists/{id}': {
    readonly params: {
      /** Id of the list. */
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: undefined;
  };
  /** Get a form to upload the entries of a list as a file */
  'POST /v1/enrichment-lists/{id}/uploads': {
    readonly params: {
      /** Id of the list. */
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body: EnrichmentUploadDraft;
    readonly answer: EnrichmentUpload;
  };
  /** Replace the entries of a list by an uploaded file */
  'POST /v1/enrichment-lists/{id}/uploads/{uploadId}/start': {
    readonly params: {
      /** Id of the list. */
      readonly id: string;
      /** Id of the upload. */
      readonly uploadId: string;
    };
    readonly query?: undefined;
    readonly body: EnrichmentUploadStart;
    readonly answer: Job;
  };
  /** Read the progress of a job */
  'GET /v1/jobs/{id}': {
    readonly params: {
      /** Id of the job, as the 202 has it. */
      readonly id: string;
    };
    readonly query?: {
      /** For a change of many tickets: the number of results, with `nextCursor` in `result`. By default, all of them. */
      readonly limit?: number;
      /** The `nextCursor` of the previous page. */
      readonly cursor?: string;
    };
    readonly body?: undefined;
    readonly answer: Job;
  };
  /** Put events on a topic, for programs without a Kafka client */
  'POST /v1/events/{topic}': {
    readonly params: {
      /** The name of the topic, such as `tickets`. */
      readonly topic: string;
    };
    readonly query?: undefined;
    readonly body: Events;
    readonly answer: EventsAccepted;
  };
  /** List events that could not be applied, newest first */
  'GET /v1/dead-letters': {
    readonly params?: undefined;
    readonly query?: {
      /** The maximum number of items; the default is 50. */
      readonly limit?: number;
      /** The `nextCursor` of the previous page; send the same query with it. */
      readonly cursor?: string;
      /** Only dead letters of this topic. */
      readonly topic?: string;
      /** Only dead letters whose records were written to their topic at this time or later, ISO 8601 in UTC. */
      readonly since?: string;
    };
    readonly body?: undefined;
    readonly answer: DeadLetterPage;
  };
  /** Put a dead letter back on its topic */
  'POST /v1/dead-letters/{id}/replay': {
    readonly params: {
      /** Id of the dead letter. */
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: DeadLetter;
  };
  /** Search tickets by the words of their messages, authors, topics and tags */
  'GET /v1/search': {
    readonly params?: undefined;
    readonly query?: {
      /** The maximum number of items; the default is 50. */
      readonly limit?: number;
      /** The `nextCursor` of the previous page; send the same query with it. */
      readonly cursor?: string;
      /** Only tickets with this value, exactly. How urgent the ticket is. */
      readonly priority?: "low" | "normal" | "high" | "urgent";
      /** Only tickets with this value, exactly. The channel of the origin. */
      readonly channel?: "facebook" | "instagram" | "x" | "whatsapp" | "linkedin" | "mail" | "trustpilot" | "telegram" | "twilio" | "livechat" | "api";
      /** Only tickets with this value, exactly. The customer’s sentiment in the newest message, as the AI toolbox, an integration, a rule or a list says, or null. */
      readonly sentiment?: string;
      /** Only tickets with this value, exactly. The language of the customer’s newest message as a tag such as `de` or `pt-BR`, as the AI toolbox, an integration, a rule or a list says, or null. */
      readonly language?: string;
      /** The words to look for; by default, every ticket that matches the other parameters. */
      readonly q?: string;
      /** The default is newest activity first. */
      readonly sort?: "-updatedAt" | "relevance";
      /** Only these statuses, separated by commas. */
      readonly status?: string;
      /** Only tickets that are in this queue. */
      readonly queueId?: string;
      /** Only tickets of this origin. */
      readonly originId?: string;
      /** Only tickets of this agent. `me` is the caller, who must be an agent; `none` is no agent. */
      readonly ownerId?: string;
      /** Only tickets of this team. */
      readonly teamId?: string;
      /** Only tickets with this tag. */
      readonly tag?: string;
      /** Only tickets that changed or got a visible message since this time, ISO 8601 in UTC. */
      readonly updatedSince?: string;
      /** `true` adds the number of hits by value. */
      readonly facets?: "true" | "false";
    };
    readonly body?: undefined;
    readonly answer: SearchResult;
  };
  /** A ticket to open the WebSocket with */
  'POST /v1/socket-tickets': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: SocketTicket;
  };
  /** Start or resume a visitor’s session */
  'POST /v1/livechat/sessions': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body: VisitorSessionDraft;
    readonly answer: VisitorSession;
  };
  /** Read the conversation backwards, newest messages first */
  'GET /v1/livechat/messages': {
    readonly params?: undefined;
    readonly query?: {
      /** The maximum number of items; the default is 50. */
      readonly limit?: number;
      /** The `nextCursor` of the previous page; send the same query with it. */
      readonly cursor?: string;
    };
    readonly body?: undefined;
    readonly answer: VisitorMessagePage;
  };
  /** Send a visitor’s message */
  'POST /v1/livechat/messages': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body: VisitorPost;
    readonly answer: VisitorMessage;
  };
  /** Read what is new or has changed since a position */
  'GET /v1/livechat/updates': {
    readonly params?: undefined;
    readonly query?: {
      /** The `position` of the session or of the previous call. */
      readonly position?: string;
      /** The maximum number of items; the default is 50. */
      readonly limit?: number;
    };
    readonly body?: undefined;
    readonly answer: VisitorUpdates;
  };
  /** Acknowledge replies */
  'POST /v1/livechat/acks': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body: VisitorAck;
    readonly answer: undefined;
  };
  /** Get a form to upload a visitor’s file */
  'POST /v1/livechat/attachments': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body: VisitorFileDraft;
    readonly answer: AttachmentUpload;
  };
  /** Get an address to open the visitor’s WebSocket with */
  'POST /v1/livechat/socket-tickets': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: VisitorSocketTicket;
  };
  /** List the client applications, newest first */
  'GET /v1/applications': {
    readonly params?: undefined;
    readonly query?: {
      /** The maximum number of items; the default is 50. */
      readonly limit?: number;
      /** The `nextCursor` of the previous page; send the same query with it. */
      readonly cursor?: string;
      /** `asc`: oldest first. Newest first unless given. */
      readonly order?: "asc" | "desc";
    };
    readonly body?: undefined;
    readonly answer: ApplicationPage;
  };
  /** Add a client application */
  'POST /v1/applications': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body: ApplicationDraft;
    readonly answer: Application;
  };
  /** Read a client application */
  'GET /v1/applications/{token}': {
    readonly params: {
      /** The token of the application. */
      readonly token: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: Application;
  };
  /** Rename a client application */
  'PATCH /v1/applications/{token}': {
    readonly params: {
      /** The token of the application. */
      readonly token: string;
    };
    readonly query?: undefined;
    readonly body: ApplicationChange;
    readonly answer: Application;
  };
  /** List the chats of an application, newest first */
  'GET /v1/applications/{token}/chats': {
    readonly params: {
      /** The token of the application. */
      readonly token: string;
    };
    readonly query?: {
      /** The maximum number of items; the default is 50. */
      readonly limit?: number;
      /** The `nextCursor` of the previous page; send the same query with it. */
      readonly cursor?: string;
      /** `asc`: oldest first. Newest first unless given. */
      readonly order?: "asc" | "desc";
    };
    readonly body?: undefined;
    readonly answer: ChatPage;
  };
  /** Open a chat of an application */
  'POST /v1/applications/{token}/chats': {
    readonly params: {
      /** The token of the application. */
      readonly token: string;
    };
    readonly query?: undefined;
    readonly body?: ChatDraft;
    readonly answer: Chat;
  };
  /** Read a chat */
  'GET /v1/applications/{token}/chats/{number}': {
    readonly params: {
      /** The token of the application. */
      readonly token: string;
      /** The number of the chat in its application. */
      readonly number: number;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: Chat;
  };
  /** Rename a chat */
  'PATCH /v1/applications/{token}/chats/{number}': {
    readonly params: {
      /** The token of the application. */
      readonly token: string;
      /** The number of the chat in its application. */
      readonly number: number;
    };
    readonly query?: undefined;
    readonly body: ChatChange;
    readonly answer: Chat;
  };
  /** List the messages of a chat, newest first or oldest first */
  'GET /v1/applications/{token}/chats/{number}/messages': {
    readonly params: {
      /** The token of the application. */
      readonly token: string;
      /** The number of the chat in its application. */
      readonly number: number;
    };
    readonly query?: {
      /** The maximum number of items; the default is 50. */
      readonly limit?: number;
      /** The `nextCursor` of the previous page; send the same query with it. */
      readonly cursor?: string;
      /** `asc`: oldest first. Newest first unless given. */
      readonly order?: "asc" | "desc";
    };
    readonly body?: undefined;
    readonly answer: ChatMessagePage;
  };
  /** Write a message in a chat */
  'POST /v1/applications/{token}/chats/{number}/messages': {
    readonly params: {
      /** The token of the application. */
      readonly token: string;
      /** The number of the chat in its application. */
      readonly number: number;
    };
    readonly query?: undefined;
    readonly body: ChatPost;
    readonly answer: ChatMessage;
  };
  /** Search the messages of a chat by their words, newest first */
  'GET /v1/applications/{token}/chats/{number}/messages/search': {
    readonly params: {
      /** The token of the application. */
      readonly token: string;
      /** The number of the chat in its application. */
      readonly number: number;
    };
    readonly query: {
      /** The maximum number of items; the default is 50. */
      readonly limit?: number;
      /** The `nextCursor` of the previous page; send the same query with it. */
      readonly cursor?: string;
      /** The words to look for. */
      readonly q: string;
    };
    readonly body?: undefined;
    readonly answer: FoundChatMessagePage;
  };
  /** Read a message of a chat with its earlier texts */
  'GET /v1/applications/{token}/chats/{number}/messages/{n}': {
    readonly params: {
      /** The token of the application. */
      readonly token: string;
      /** The number of the chat in its application. */
      readonly number: number;
      /** The number of the message in its chat. */
      readonly n: number;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: ChatMessageWithEdits;
  };
  /** Edit a message of a chat */
  'PATCH /v1/applications/{token}/chats/{number}/messages/{n}': {
    readonly params: {
      /** The token of the application. */
      readonly token: string;
      /** The number of the chat in its application. */
      readonly number: number;
      /** The number of the message in its chat. */
      readonly n: number;
    };
    readonly query?: undefined;
    readonly body: ChatEdit;
    readonly answer: ChatMessage;
  };
  /** Delete a message of a chat; its number stays as a tombstone */
  'DELETE /v1/applications/{token}/chats/{number}/messages/{n}': {
    readonly params: {
      /** The token of the application. */
      readonly token: string;
      /** The number of the chat in its application. */
      readonly number: number;
      /** The number of the message in its chat. */
      readonly n: number;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: undefined;
  };
  /** Find people of the tenant, to add them to groups */
  'GET /v1/users': {
    readonly params?: undefined;
    readonly query?: {
      /** The maximum number of items; the default is 50. */
      readonly limit?: number;
      /** The `nextCursor` of the previous page; send the same query with it. */
      readonly cursor?: string;
      /** Beginnings of words of the name. */
      readonly q?: string;
      /** The mail address. Case does not matter. */
      readonly email?: string;
      /** The mobile number; only its digits are compared. */
      readonly mobileNumber?: string;
    };
    readonly body?: undefined;
    readonly answer: FoundPersonPage;
  };
  /** List your groups with their newest messages and unread counts */
  'GET /v1/groups': {
    readonly params?: undefined;
    readonly query?: {
      /** The maximum number of items; the default is 50. */
      readonly limit?: number;
      /** The `nextCursor` of the previous page; send the same query with it. */
      readonly cursor?: string;
    };
    readonly body?: undefined;
    readonly answer: GroupPage;
  };
  /** Make a group of up to 50,000 members */
  'POST /v1/groups': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body: GroupDraft;
    readonly answer: Group | GroupStarted;
  };
  /** Join a group by an invitation */
  'POST /v1/groups/join': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body: GroupJoin;
    readonly answer: Group;
  };
  /** Read a group */
  'GET /v1/groups/{id}': {
    readonly params: {
      /** Id of the group, or its `conversationId`. */
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: Group;
  };
  /** Rename a group, add and remove members, or leave it */
  'PATCH /v1/groups/{id}': {
    readonly params: {
      /** Id of the group, or its `conversationId`. */
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body: GroupChange;
    readonly answer: Group | GroupStarted;
  };
  /** Mute or pin a group for yourself */
  'PATCH /v1/groups/{id}/membership': {
    readonly params: {
      /** Id of the group, or its `conversationId`. */
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body: MembershipChange;
    readonly answer: Group;
  };
  /** List the members of a group with their roles */
  'GET /v1/groups/{id}/members': {
    readonly params: {
      /** Id of the group, or its `conversationId`. */
      readonly id: string;
    };
    readonly query?: {
      /** The maximum number of items; the default is 50. */
      readonly limit?: number;
      /** The `nextCursor` of the previous page; send the same query with it. */
      readonly cursor?: string;
    };
    readonly body?: undefined;
    readonly answer: GroupMemberPage;
  };
  /** Change the role of a member */
  'PATCH /v1/groups/{id}/members/{userId}': {
    readonly params: {
      /** Id of the group, or its `conversationId`. */
      readonly id: string;
      /** Id of the member. */
      readonly userId: string;
    };
    readonly query?: undefined;
    readonly body: GroupMemberChange;
    readonly answer: GroupMember;
  };
  /** Make an invitation to a group */
  'POST /v1/groups/{id}/invitation': {
    readonly params: {
      /** Id of the group, or its `conversationId`. */
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: GroupInvitation;
  };
  /** End the invitation to a group */
  'DELETE /v1/groups/{id}/invitation': {
    readonly params: {
      /** Id of the group, or its `conversationId`. */
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: undefined;
  };
  /** List the messages of a group, newest first or oldest first */
  'GET /v1/groups/{id}/messages': {
    readonly params: {
      /** Id of the group, or its `conversationId`. */
      readonly id: string;
    };
    readonly query?: {
      /** The maximum number of items; the default is 50. */
      readonly limit?: number;
      /** The `nextCursor` of the previous page; send the same query with it. */
      readonly cursor?: string;
      /** `asc`: oldest first. Newest first unless given. */
      readonly order?: "asc" | "desc";
    };
    readonly body?: undefined;
    readonly answer: ChatMessagePage;
  };
  /** Write a message in a group */
  'POST /v1/groups/{id}/messages': {
    readonly params: {
      /** Id of the group, or its `conversationId`. */
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body: ChatPost;
    readonly answer: ChatMessage;
  };
  /** Read a message of a group with its earlier texts */
  'GET /v1/groups/{id}/messages/{n}': {
    readonly params: {
      /** Id of the group, or its `conversationId`. */
      readonly id: string;
      /** The number of the message in its conversation. */
      readonly n: number;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: ChatMessageWithEdits;
  };
  /** Edit a message of a group */
  'PATCH /v1/groups/{id}/messages/{n}': {
    readonly params: {
      /** Id of the group, or its `conversationId`. */
      readonly id: string;
      /** The number of the message in its conversation. */
      readonly n: number;
    };
    readonly query?: undefined;
    readonly body: ChatEdit;
    readonly answer: ChatMessage;
  };
  /** Delete a message of a group; its number stays as a tombstone */
  'DELETE /v1/groups/{id}/messages/{n}': {
    readonly params: {
      /** Id of the group, or its `conversationId`. */
      readonly id: string;
      /** The number of the message in its conversation. */
      readonly n: number;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: undefined;
  };
  /** List your directs with their newest messages and unread counts */
  'GET /v1/directs': {
    readonly params?: undefined;
    readonly query?: {
      /** The maximum number of items; the default is 50. */
      readonly limit?: number;
      /** The `nextCursor` of the previous page; send the same query with it. */
      readonly cursor?: string;
    };
    readonly body?: undefined;
    readonly answer: DirectPage;
  };
  /** Open the direct with another person */
  'POST /v1/directs': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body: DirectDraft;
    readonly answer: Direct;
  };
  /** Read a direct */
  'GET /v1/directs/{id}': {
    readonly params: {
      /** Id of the direct. */
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: Direct;
  };
  /** Mute or pin a direct for yourself, or block the other person */
  'PATCH /v1/directs/{id}': {
    readonly params: {
      /** Id of the direct. */
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body: DirectChange;
    readonly answer: Direct;
  };
  /** List the messages of a direct, newest first or oldest first */
  'GET /v1/directs/{id}/messages': {
    readonly params: {
      /** Id of the direct. */
      readonly id: string;
    };
    readonly query?: {
      /** The maximum number of items; the default is 50. */
      readonly limit?: number;
      /** The `nextCursor` of the previous page; send the same query with it. */
      readonly cursor?: string;
      /** `asc`: oldest first. Newest first unless given. */
      readonly order?: "asc" | "desc";
    };
    readonly body?: undefined;
    readonly answer: ChatMessagePage;
  };
  /** Write a message in a direct */
  'POST /v1/directs/{id}/messages': {
    readonly params: {
      /** Id of the direct. */
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body: ChatPost;
    readonly answer: ChatMessage;
  };
  /** Read a message of a direct with its earlier texts */
  'GET /v1/directs/{id}/messages/{n}': {
    readonly params: {
      /** Id of the direct. */
      readonly id: string;
      /** The number of the message in its conversation. */
      readonly n: number;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: ChatMessageWithEdits;
  };
  /** Edit a message of a direct */
  'PATCH /v1/directs/{id}/messages/{n}': {
    readonly params: {
      /** Id of the direct. */
      readonly id: string;
      /** The number of the message in its conversation. */
      readonly n: number;
    };
    readonly query?: undefined;
    readonly body: ChatEdit;
    readonly answer: ChatMessage;
  };
  /** Delete a message of a direct; its number stays as a tombstone */
  'DELETE /v1/directs/{id}/messages/{n}': {
    readonly params: {
      /** Id of the direct. */
      readonly id: string;
      /** The number of the message in its conversation. */
      readonly n: number;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: undefined;
  };
  /** Acknowledge the messages of a conversation that you have received */
  'POST /v1/acks': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body: Ack;
    readonly answer: Acknowledged;
  };
  /** Rebuild a projection of the tenant */
  'POST /v1/admin/rebuild': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body: RebuildDraft;
    readonly answer: Rebuild;
  };
  /** Read the progress of rebuilds: the newest of each projection */
  'GET /v1/admin/rebuild': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: Rebuilds;
  };
  /** Compare the counters of queues with their tickets */
  'POST /v1/admin/recount': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: Recount | RecountUnderWay;
  };
  /** Read the newest recount: its progress, or its result */
  'GET /v1/admin/recount': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: RecountStatus;
  };
  /** Replay the log of a ticket and compare */
  'GET /v1/admin/tickets/{id}/replay': {
    readonly params: {
      /** Id of the ticket. */
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: ReplayedTicket;
  };
  /** Rebuild the rows and counters of queues from the tickets */
  'POST /v1/admin/rebuild-queues': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: Started;
  };
  /** Rebuild the search index from the table */
  'POST /v1/admin/reindex': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: Started;
  };
  /** Read who changed configuration, people and origins, and who signed in */
  'GET /v1/audit': {
    readonly params?: undefined;
    readonly query?: {
      /** The maximum number of items; the default is 50. */
      readonly limit?: number;
      /** The `nextCursor` of the previous page; send the same query with it. */
      readonly cursor?: string;
      /** At or after this time. */
      readonly since?: string;
      /** Id of a person or API key. */
      readonly actor?: string;
    };
    readonly body?: undefined;
    readonly answer: AuditEntryPage;
  };
  /** The agents’ page */
  'GET /': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: string;
  };
  /** The agents’ page: its script */
  'GET /console.js': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: string;
  };
  /** The agents’ page: its style */
  'GET /console.css': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: string;
  };
  /** This documentation as OpenAPI 3.1 */
  'GET /openapi.json': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: OpenApiDocument;
  };
  /** The WebSocket and the topics as AsyncAPI 3.0 */
  'GET /asyncapi.yaml': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: unknown;
  };
  /** This documentation as a page */
  'GET /docs': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: string;
  };
  /** This documentation as a page */
  'GET /api-docs': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: string;
  };
  /** A script or style of the documentation page */
  'GET /docs/{file}': {
    readonly params: {
      /** The name of the file: `start.js`, `style.css`, `swagger-ui.js` or `swagger-ui.css`. */
      readonly file: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: string;
  };
}

/** Operations that need no parameter, query or body. */
export type Bare = 'GET /v1/health' | 'GET /v1/tenant' | 'POST /v1/sessions' | 'DELETE /v1/sessions' | 'GET /v1/me' | 'GET /v1/devices' | 'GET /v1/agents' | 'GET /v1/teams' | 'GET /v1/user-service' | 'GET /v1/api-keys' | 'GET /v1/directory' | 'GET /v1/origins' | 'GET /v1/webhooks' | 'GET /v1/tickets' | 'GET /v1/queues' | 'GET /v1/rules' | 'GET /v1/rules/export' | 'GET /v1/enrichment-lists' | 'GET /v1/dead-letters' | 'GET /v1/search' | 'POST /v1/socket-tickets' | 'GET /v1/livechat/messages' | 'GET /v1/livechat/updates' | 'POST /v1/livechat/socket-tickets' | 'GET /v1/applications' | 'GET /v1/users' | 'GET /v1/groups' | 'GET /v1/directs' | 'GET /v1/admin/rebuild' | 'POST /v1/admin/recount' | 'GET /v1/admin/recount' | 'POST /v1/admin/rebuild-queues' | 'POST /v1/admin/reindex' | 'GET /v1/audit' | 'GET /' | 'GET /console.js' | 'GET /console.css' | 'GET /openapi.json' | 'GET /asyncapi.yaml' | 'GET /docs' | 'GET /api-docs';

/** Begins the client: what follows is copied from client/call.ts. */
export interface ClientOptions {
  /** Where the API stands, without a slash at the end. */
  readonly baseUrl: string;
  /** An access token or an API key, asked for at each call. */
  readonly token?: () => string | undefined | Promise<string | undefined>;
  /** Called once after a 401; true: there is a new token, try again. */
  readonly renew?: () => Promise<boolean>;
  readonly fetch?: typeof fetch;
}

type Input<K extends keyof Operations> = Pick<Operations[K], 'params' | 'query' | 'body'> & {
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
};

/** An answer of 400 and above. */
export class ApiError extends Error {
  readonly status: number;
  readonly problem: Problem;
  /** Seconds to wait, when the API said so. */
  readonly retryAfter: number | undefined;
  constructor(status: number, problem: Problem, retryAfter: number | undefined) {
    super(`${status} ${problem.code}: ${problem.detail}`);
    this.name = 'ApiError';
    this.status = status;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }
}

export interface Call {
  <K extends Bare>(operation: K, input?: Input<K>): Promise<Operations[K]['answer']>;
  <K extends keyof Operations>(operation: K, input: Input<K>): Promise<Operations[K]['answer']>;
}

interface AnyInput {
  readonly params?: object;
  readonly query?: object;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

const urlOf = (path: string, params: object | undefined, query: object | undefined): string => {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String((params as Record<string, unknown> | undefined)?.[name])));
  const search = new URLSearchParams(
    Object.entries(query ?? {}).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, String(value)]])),
  );
  return search.size === 0 ? filled : `${filled}?${search.toString()}`;
};

/** `const call = createClient({baseUrl, token}); await call('GET /v1/tickets', {query: {status: 'working'}})`. Rejects with ApiError. */
export function createClient(options: ClientOptions): Call {
  const send = options.fetch ?? fetch;
  const call = async (operation: string, input: AnyInput = {}): Promise<unknown> => {
    const { params, query, body, headers, signal } = input;
    const [method = 'GET', path = '/'] = operation.split(' ');
    const attempt = async (): Promise<Response> => {
      const token = await options.token?.();
      return send(`${options.baseUrl}${urlOf(path, params, query)}`, {
        method,
        headers: {
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(signal === undefined ? {} : { signal }),
      });
    };
    let response = await attempt();
    if (response.status === 401 && (await options.renew?.()) === true) response = await attempt();
    const text = await response.text();
    const json = /json/.test(response.headers.get('content-type') ?? '');
    const answer: unknown = text === '' ? undefined : json ? JSON.parse(text) : text;
    if (response.ok) return answer;
    const retryAfter = response.headers.get('retry-after');
    const problem = json
      ? (answer as Problem)
      : { code: 'internal' as const, title: response.statusText, status: response.status, detail: text.slice(0, 200), errors: [] };
    throw new ApiError(response.status, problem, retryAfter === null ? undefined : Number(retryAfter));
  };
  // The table vouches for what each operation takes and answers.
  return call as Call;
}
