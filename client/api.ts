// oxlint-disable max-lines
// biome-ignore-all format: made from the route table by client/generate.ts; do not edit.
export type Problem = {
  readonly code: "invalid_request" | "unauthenticated" | "forbidden" | "not_found" | "method_not_allowed" | "conflict" | "illegal_transition" | "already_taken" | "stale" | "too_large" | "unprocessable" | "rate_limited" | "unavailable" | "internal";
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly errors: readonly {
    readonly path: string;
    readonly message: string;
  }[];
  readonly [name: string]: unknown;
};

export type Tenant = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly registration: "closed" | "open" | {
    readonly domains: readonly string[];
  };
  /** What the console keeps for the whole business. `webhookSecret` signs the calls of rules; it is write-only, stays when it is not given, and `null` takes it away. */
  readonly settings: {
    readonly [name: string]: string | number | boolean | null;
  };
  /** Names of the write-only settings that have a value. */
  readonly secretsSet: readonly string[];
  readonly createdAt: string;
};

export type User = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: "admin" | "supervisor" | "agent" | "user";
  readonly teamIds: readonly string[];
  readonly mobileNumber: string | null;
  readonly createdAt: string;
};

export type Session = {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Seconds the access token is good for. */
  readonly expiresIn: number;
  readonly user: User;
};

export type Me = {
  readonly type: "agent" | "user" | "key";
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly role: "admin" | "supervisor" | "agent" | "user";
  readonly teamIds: readonly string[];
  readonly mobileNumber: string | null;
  readonly createdAt: string | null;
  readonly tenant: {
    readonly id: string;
    readonly slug: string;
    readonly name: string;
  };
};

export type Agent = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: "admin" | "supervisor" | "agent";
  readonly teamIds: readonly string[];
  readonly createdAt: string;
};

export type Team = {
  readonly id: string;
  readonly name: string;
  readonly members: number;
  readonly createdAt: string;
};

export type ApiKey = {
  readonly id: string;
  readonly name: string;
  readonly role: "admin" | "supervisor" | "agent" | "user";
  /** The first characters. */
  readonly hint: string;
  readonly createdAt: string;
};

export type NewApiKey = {
  readonly id: string;
  readonly name: string;
  readonly role: "admin" | "supervisor" | "agent" | "user";
  /** The first characters. */
  readonly hint: string;
  readonly createdAt: string;
  readonly key: string;
};

export type Directory = {
  readonly agents: readonly ({
    readonly id: string;
    readonly name: string;
    readonly teamIds: readonly string[];
    readonly availability: "online" | "offline";
  })[];
  readonly teams: readonly {
    readonly id: string;
    readonly name: string;
  }[];
  readonly origins: readonly ({
    readonly id: string;
    readonly name: string;
    readonly channel: "facebook" | "instagram" | "x" | "whatsapp" | "linkedin" | "mail" | "trustpilot" | "telegram" | "twilio" | "livechat" | "api";
    readonly state: "enabled" | "disabled";
    readonly canReply: boolean;
    /** A credential that sending needs is missing. */
    readonly receiveOnly: boolean;
    readonly cannotReplyBecause: "disabled" | "receive_only" | "channel_cannot_send" | null;
  })[];
};

export type Attachment = {
  readonly id: string;
  readonly name: string | null;
  readonly type: string;
  readonly size: number | null;
  readonly state: "fetching" | "ready" | "failed";
  /** Why there is no file to download. */
  readonly error: {
    readonly code: string;
    readonly message: string;
  } | null;
  /** Downloads the file; null until it is ready. */
  readonly url: string | null;
};

export type Origin = {
  readonly id: string;
  readonly channel: "facebook" | "instagram" | "x" | "whatsapp" | "linkedin" | "mail" | "trustpilot" | "telegram" | "twilio" | "livechat" | "api";
  readonly name: string;
  readonly state: "enabled" | "disabled";
  readonly webhookPath: string;
  readonly createdAt: string;
  readonly accountId?: string;
  /** Nothing can be sent until the missing credentials are given. */
  readonly receiveOnly?: true;
  readonly missingCredentials?: readonly string[];
  /** Threads whose messages came while it was disabled and are being revealed. */
  readonly progress?: {
    readonly total: number;
    readonly revealed: number;
  };
  /** In the answer to a write: what is allowed and probably not meant, such as the account of another origin. */
  readonly warnings?: readonly {
    readonly path: string;
    readonly message: string;
  }[];
};

export type Ticket = {
  readonly id: string;
  readonly sequence: number;
  readonly status: "created" | "working" | "pending" | "followup" | "solved" | "closed";
  readonly priority: "low" | "normal" | "high" | "urgent";
  readonly origin: {
    readonly id: string;
    readonly channel: "facebook" | "instagram" | "x" | "whatsapp" | "linkedin" | "mail" | "trustpilot" | "telegram" | "twilio" | "livechat" | "api";
  };
  readonly author: {
    readonly id: string;
    readonly name: string | null;
    readonly handle: string | null;
  };
  readonly threadId: string;
  readonly conversationId: string;
  readonly owner: {
    readonly agentId: string | null;
    readonly teamId: string | null;
  };
  readonly queueIds: readonly string[];
  readonly tags: readonly string[];
  readonly topic: string | null;
  readonly customFields: {
    readonly [name: string]: unknown;
  };
  readonly sentiment: string | null;
  readonly starRating: number | null;
  /** A machine opened it (a form, a shop, an alert): nothing answers it automatically. */
  readonly automatic: boolean;
  readonly visibleMessageCount: number;
  readonly lastMessage: {
    readonly number: number;
    readonly kind: string;
    readonly text: string;
    readonly createdAt: string;
  } | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly waitingSince: string | null;
  readonly closesAt: string | null;
  readonly followupAt: string | null;
  readonly version: number;
};

export type Message = {
  readonly conversationId: string;
  readonly ticketId: string | null;
  readonly number: number;
  readonly kind: "customer" | "reply" | "note" | "ai_message" | "ai_suggestion";
  readonly author: {
    readonly type: "customer" | "agent" | "rule" | "system" | "origin";
    readonly id: string;
    readonly name: string | null;
    readonly handle: string | null;
  };
  readonly text: string | null;
  readonly html: string | null;
  /** Text and HTML are more than an answer can carry; these are their beginnings. */
  readonly truncated?: true;
  readonly subject: string | null;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly attachments: readonly ({
    readonly id: string;
    readonly name: string | null;
    readonly type: string;
    readonly size: number | null;
    readonly url: string | null;
  })[];
  readonly surface: string;
  readonly inReplyTo: number | null;
  readonly permalink: string | null;
  readonly providerId: string | null;
  readonly createdAt: string;
  readonly editedAt: string | null;
  readonly late: boolean;
  readonly hidden: boolean;
  readonly shadowed: boolean;
  readonly deleted: boolean;
  readonly reactions: {
    readonly [name: string]: string;
  };
  readonly starRating: number | null;
  readonly delivery: {
    readonly state: "queued" | "sent" | "delivered" | "read" | "failed" | "unknown";
    /** The provider's own code and a sentence for the agent. */
    readonly error: {
      readonly code: string;
      readonly message: string;
    } | null;
  } | null;
  readonly statusSkipped?: true;
};

export type Queue = {
  readonly id: string;
  readonly name: string;
  readonly priority: number;
  readonly condition: GetQueuesschema0;
  readonly visibleTo: {
    readonly teamIds: readonly string[];
    readonly agentIds: readonly string[];
  };
  readonly counters: {
    readonly created: number;
    readonly working: number;
    readonly pending: number;
    readonly followup: number;
    readonly solved: number;
    readonly closed: number;
  };
  readonly createdAt: string;
  readonly updatedAt: string;
};

export type GetQueuesschema0 = {
  readonly all: readonly GetQueuesschema0[];
} | {
  readonly any: readonly GetQueuesschema0[];
} | {
  readonly not: GetQueuesschema0;
} | {
  readonly field: string;
  readonly op: "eq" | "ne" | "in" | "nin" | "gt" | "gte" | "lt" | "lte" | "contains" | "matches" | "exists";
  readonly value?: string | number | boolean | readonly (string | number | boolean)[];
};

export type QueueInput = {
  readonly id: string;
  readonly name: string;
  readonly priority: number;
  readonly condition: PatchQueuesIdschema0;
  readonly visibleTo: {
    readonly teamIds: readonly string[];
    readonly agentIds: readonly string[];
  };
  readonly counters: {
    readonly created: number;
    readonly working: number;
    readonly pending: number;
    readonly followup: number;
    readonly solved: number;
    readonly closed: number;
  };
  readonly createdAt: string;
  readonly updatedAt: string;
};

export type PostQueuesschema0 = {
  readonly all: readonly PostQueuesschema0[];
} | {
  readonly any: readonly PostQueuesschema0[];
} | {
  readonly not: PostQueuesschema0;
} | {
  readonly field: string;
  readonly op: "eq" | "ne" | "in" | "nin" | "gt" | "gte" | "lt" | "lte" | "contains" | "matches" | "exists";
  readonly value?: string | number | boolean | readonly (string | number | boolean)[];
};

export type PostQueuesBodyschema0 = {
  readonly all: readonly PostQueuesBodyschema0[];
} | {
  readonly any: readonly PostQueuesBodyschema0[];
} | {
  readonly not: PostQueuesBodyschema0;
} | {
  readonly field: string;
  readonly op: "eq" | "ne" | "in" | "nin" | "gt" | "gte" | "lt" | "lte" | "contains" | "matches" | "exists";
  readonly value?: string | number | boolean | readonly (string | number | boolean)[];
};

export type GetQueuesIdschema0 = {
  readonly all: readonly GetQueuesIdschema0[];
} | {
  readonly any: readonly GetQueuesIdschema0[];
} | {
  readonly not: GetQueuesIdschema0;
} | {
  readonly field: string;
  readonly op: "eq" | "ne" | "in" | "nin" | "gt" | "gte" | "lt" | "lte" | "contains" | "matches" | "exists";
  readonly value?: string | number | boolean | readonly (string | number | boolean)[];
};

export type PatchQueuesIdschema0 = {
  readonly all: readonly PatchQueuesIdschema0[];
} | {
  readonly any: readonly PatchQueuesIdschema0[];
} | {
  readonly not: PatchQueuesIdschema0;
} | {
  readonly field: string;
  readonly op: "eq" | "ne" | "in" | "nin" | "gt" | "gte" | "lt" | "lte" | "contains" | "matches" | "exists";
  readonly value?: string | number | boolean | readonly (string | number | boolean)[];
};

export type PatchQueuesIdBodyschema0 = {
  readonly all: readonly PatchQueuesIdBodyschema0[];
} | {
  readonly any: readonly PatchQueuesIdBodyschema0[];
} | {
  readonly not: PatchQueuesIdBodyschema0;
} | {
  readonly field: string;
  readonly op: "eq" | "ne" | "in" | "nin" | "gt" | "gte" | "lt" | "lte" | "contains" | "matches" | "exists";
  readonly value?: string | number | boolean | readonly (string | number | boolean)[];
};

export type Rule = {
  readonly id: string;
  readonly name: string;
  readonly event: "message.received" | "ticket.created" | "ticket.updated" | "timer";
  readonly weight: number;
  readonly stop: boolean;
  readonly enabled: boolean;
  readonly condition: GetRulesschema0;
  readonly actions: readonly ({
    readonly type: "assign";
    readonly teamId?: string;
    readonly agentId?: string;
    readonly strategy?: "round_robin" | "least_loaded";
  } | {
    readonly type: "set";
    readonly field: string;
    readonly value: unknown;
  } | {
    readonly type: "tag";
    readonly add?: readonly string[];
    readonly remove?: readonly string[];
  } | {
    readonly type: "reply";
    readonly text: string;
  } | {
    readonly type: "note";
    readonly text: string;
  } | {
    readonly type: "escalate";
    readonly target: {
      readonly teamId: string;
    } | {
      readonly email: string;
    } | {
      readonly url: string;
    };
    readonly text: string;
    readonly dueAt?: string;
  } | {
    readonly type: "webhook";
    readonly url: string;
  })[];
  readonly createdAt: string;
  readonly updatedAt: string;
};

export type GetRulesschema0 = {
  readonly all: readonly GetRulesschema0[];
} | {
  readonly any: readonly GetRulesschema0[];
} | {
  readonly not: GetRulesschema0;
} | {
  readonly field: string;
  readonly op: "eq" | "ne" | "in" | "nin" | "gt" | "gte" | "lt" | "lte" | "contains" | "matches" | "exists";
  readonly value?: string | number | boolean | readonly (string | number | boolean)[];
};

export type RuleInput = {
  readonly id: string;
  readonly name: string;
  readonly event: "message.received" | "ticket.created" | "ticket.updated" | "timer";
  readonly weight: number;
  readonly stop: boolean;
  readonly enabled: boolean;
  readonly condition: PatchRulesIdschema0;
  readonly actions: readonly ({
    readonly type: "assign";
    readonly teamId?: string;
    readonly agentId?: string;
    readonly strategy?: "round_robin" | "least_loaded";
  } | {
    readonly type: "set";
    readonly field: string;
    readonly value: unknown;
  } | {
    readonly type: "tag";
    readonly add?: readonly string[];
    readonly remove?: readonly string[];
  } | {
    readonly type: "reply";
    readonly text: string;
  } | {
    readonly type: "note";
    readonly text: string;
  } | {
    readonly type: "escalate";
    readonly target: {
      readonly teamId: string;
    } | {
      readonly email: string;
    } | {
      readonly url: string;
    };
    readonly text: string;
    readonly dueAt?: string;
  } | {
    readonly type: "webhook";
    readonly url: string;
  })[];
  readonly createdAt: string;
  readonly updatedAt: string;
};

export type PostRulesschema0 = {
  readonly all: readonly PostRulesschema0[];
} | {
  readonly any: readonly PostRulesschema0[];
} | {
  readonly not: PostRulesschema0;
} | {
  readonly field: string;
  readonly op: "eq" | "ne" | "in" | "nin" | "gt" | "gte" | "lt" | "lte" | "contains" | "matches" | "exists";
  readonly value?: string | number | boolean | readonly (string | number | boolean)[];
};

export type PostRulesBodyschema0 = {
  readonly all: readonly PostRulesBodyschema0[];
} | {
  readonly any: readonly PostRulesBodyschema0[];
} | {
  readonly not: PostRulesBodyschema0;
} | {
  readonly field: string;
  readonly op: "eq" | "ne" | "in" | "nin" | "gt" | "gte" | "lt" | "lte" | "contains" | "matches" | "exists";
  readonly value?: string | number | boolean | readonly (string | number | boolean)[];
};

export type GetRulesIdschema0 = {
  readonly all: readonly GetRulesIdschema0[];
} | {
  readonly any: readonly GetRulesIdschema0[];
} | {
  readonly not: GetRulesIdschema0;
} | {
  readonly field: string;
  readonly op: "eq" | "ne" | "in" | "nin" | "gt" | "gte" | "lt" | "lte" | "contains" | "matches" | "exists";
  readonly value?: string | number | boolean | readonly (string | number | boolean)[];
};

export type PatchRulesIdschema0 = {
  readonly all: readonly PatchRulesIdschema0[];
} | {
  readonly any: readonly PatchRulesIdschema0[];
} | {
  readonly not: PatchRulesIdschema0;
} | {
  readonly field: string;
  readonly op: "eq" | "ne" | "in" | "nin" | "gt" | "gte" | "lt" | "lte" | "contains" | "matches" | "exists";
  readonly value?: string | number | boolean | readonly (string | number | boolean)[];
};

export type PatchRulesIdBodyschema0 = {
  readonly all: readonly PatchRulesIdBodyschema0[];
} | {
  readonly any: readonly PatchRulesIdBodyschema0[];
} | {
  readonly not: PatchRulesIdBodyschema0;
} | {
  readonly field: string;
  readonly op: "eq" | "ne" | "in" | "nin" | "gt" | "gte" | "lt" | "lte" | "contains" | "matches" | "exists";
  readonly value?: string | number | boolean | readonly (string | number | boolean)[];
};

export type EnrichmentList = {
  readonly id: string;
  readonly name: string;
  readonly key: "author.handle" | "author.id" | "author.email" | "message.text";
  readonly match: "exact" | "domain" | "contains";
  readonly size: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly entries?: readonly ({
    readonly value: string;
    readonly set: {
      readonly priority?: "low" | "normal" | "high" | "urgent";
      readonly tags?: readonly string[];
      readonly topic?: string;
      readonly customFields?: {
        readonly [name: string]: string | number | boolean | null;
      };
      readonly owner?: {
        readonly agentId?: string | null;
        readonly teamId?: string | null;
      };
    };
  })[];
};

export type SearchHit = {
  readonly id: string;
  readonly sequence: number;
  readonly status: "created" | "working" | "pending" | "followup" | "solved" | "closed";
  readonly priority: "low" | "normal" | "high" | "urgent";
  readonly origin: {
    readonly id: string;
    readonly channel: "facebook" | "instagram" | "x" | "whatsapp" | "linkedin" | "mail" | "trustpilot" | "telegram" | "twilio" | "livechat" | "api";
  };
  readonly author: {
    readonly id: string;
    readonly name: string | null;
    readonly handle: string | null;
  };
  readonly threadId: string;
  readonly conversationId: string;
  readonly owner: {
    readonly agentId: string | null;
    readonly teamId: string | null;
  };
  readonly queueIds: readonly string[];
  readonly tags: readonly string[];
  readonly topic: string | null;
  readonly customFields: {
    readonly [name: string]: unknown;
  };
  readonly sentiment: string | null;
  readonly starRating: number | null;
  /** A machine opened it (a form, a shop, an alert): nothing answers it automatically. */
  readonly automatic: boolean;
  readonly visibleMessageCount: number;
  readonly lastMessage: {
    readonly number: number;
    readonly kind: string;
    readonly text: string;
    readonly createdAt: string;
  } | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly waitingSince: string | null;
  readonly closesAt: string | null;
  readonly followupAt: string | null;
  readonly version: number;
  readonly ticketId: string;
  /** Up to 3 fragments with `<em>` around matches; all else is HTML-escaped. */
  readonly highlights: readonly string[];
};

export interface Operations {
  /** Whether the API answers */
  'GET /v1/health': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: {
      readonly status: "ok";
    };
  };
  /** Create a tenant with its first admin */
  'POST /v1/tenants': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body: {
      readonly name: string;
      readonly slug: string;
      readonly registration?: "closed" | "open" | {
        readonly domains: readonly string[];
      };
      readonly admin: {
        readonly name: string;
        readonly email: string;
        /** One that is easy to guess is a 422. */
        readonly password: string;
      };
    };
    readonly answer: {
      readonly id: string;
      readonly slug: string;
      readonly name: string;
    };
  };
  /** The tenant of the caller */
  'GET /v1/tenant': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: Tenant;
  };
  /** Change name, registration or settings */
  'PATCH /v1/tenant': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body: {
      readonly name?: string;
      readonly registration?: "closed" | "open" | {
        readonly domains: readonly string[];
      };
      /** What the console keeps for the whole business. `webhookSecret` signs the calls of rules; it is write-only, stays when it is not given, and `null` takes it away. */
      readonly settings?: {
        readonly [name: string]: string | number | boolean | null;
      };
    };
    readonly answer: Tenant;
  };
  /** Register as a user of a tenant */
  'POST /v1/registrations': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body: {
      readonly tenant: string;
      readonly name: string;
      readonly email: string;
      /** One that is easy to guess is a 422. */
      readonly password: string;
      readonly mobileNumber?: string;
    };
    readonly answer: User;
  };
  /** Sign in */
  'POST /v1/sessions': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body?: {
      readonly tenant?: string;
      readonly email?: string;
      readonly password?: string;
    };
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
    readonly body: {
      readonly refreshToken: string;
    };
    readonly answer: Session;
  };
  /** Who the credential stands for */
  'GET /v1/me': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: Me;
  };
  /** List the agents */
  'GET /v1/agents': {
    readonly params?: undefined;
    readonly query?: {
      /** How many at most; 50 unless given. */
      readonly limit?: number;
      /** The `nextCursor` of the page before, with the same query. */
      readonly cursor?: string;
      readonly sort?: "name" | "-name" | "createdAt" | "-createdAt";
    };
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly Agent[];
      readonly nextCursor: string | null;
    };
  };
  /** Add an agent */
  'POST /v1/agents': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body: {
      readonly name: string;
      readonly email: string;
      /** One that is easy to guess is a 422. */
      readonly password: string;
      readonly role: "admin" | "supervisor" | "agent";
      readonly teamIds?: readonly string[];
    };
    readonly answer: Agent;
  };
  /** Read an agent */
  'GET /v1/agents/{id}': {
    readonly params: {
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: Agent;
  };
  /** Change an agent */
  'PATCH /v1/agents/{id}': {
    readonly params: {
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body: {
      readonly name?: string;
      readonly email?: string;
      /** One that is easy to guess is a 422. */
      readonly password?: string;
      readonly role?: "admin" | "supervisor" | "agent";
      readonly teamIds?: readonly string[];
    };
    readonly answer: Agent;
  };
  /** Remove an agent */
  'DELETE /v1/agents/{id}': {
    readonly params: {
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
      /** How many at most; 50 unless given. */
      readonly limit?: number;
      /** The `nextCursor` of the page before, with the same query. */
      readonly cursor?: string;
      readonly sort?: "name" | "-name" | "createdAt" | "-createdAt";
    };
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly Team[];
      readonly nextCursor: string | null;
    };
  };
  /** Add a team */
  'POST /v1/teams': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body: {
      readonly name: string;
    };
    readonly answer: Team;
  };
  /** Read a team */
  'GET /v1/teams/{id}': {
    readonly params: {
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: Team;
  };
  /** Rename a team */
  'PATCH /v1/teams/{id}': {
    readonly params: {
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body: {
      readonly name?: string;
    };
    readonly answer: Team;
  };
  /** Remove a team without members */
  'DELETE /v1/teams/{id}': {
    readonly params: {
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: undefined;
  };
  /** List the API keys */
  'GET /v1/api-keys': {
    readonly params?: undefined;
    readonly query?: {
      /** How many at most; 50 unless given. */
      readonly limit?: number;
      /** The `nextCursor` of the page before, with the same query. */
      readonly cursor?: string;
      readonly sort?: "name" | "-name" | "createdAt" | "-createdAt";
    };
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly ApiKey[];
      readonly nextCursor: string | null;
    };
  };
  /** Make an API key */
  'POST /v1/api-keys': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body: {
      readonly name: string;
      readonly role: "admin" | "supervisor" | "agent" | "user";
    };
    readonly answer: NewApiKey;
  };
  /** Revoke an API key at once */
  'DELETE /v1/api-keys/{id}': {
    readonly params: {
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
  /** Announce an attachment and get a form to upload it */
  'POST /v1/attachments': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body: {
      readonly name: string;
      readonly type: string;
      readonly size: number;
    };
    readonly answer: {
      readonly id: string;
      readonly upload: {
        readonly url: string;
        readonly fields: {
          readonly [name: string]: string;
        };
      };
    };
  };
  /** Get a download link that is good for 5 minutes */
  'GET /v1/attachments/{id}': {
    readonly params: {
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: Attachment;
  };
  /** List the connected places */
  'GET /v1/origins': {
    readonly params?: undefined;
    readonly query?: {
      /** How many at most; 50 unless given. */
      readonly limit?: number;
      /** The `nextCursor` of the page before, with the same query. */
      readonly cursor?: string;
      readonly sort?: "name" | "-name" | "channel" | "-channel" | "createdAt" | "-createdAt";
    };
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly Origin[];
      readonly nextCursor: string | null;
    };
  };
  /** Connect a place of a channel */
  'POST /v1/origins': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body: {
      readonly channel: "facebook" | "instagram" | "x" | "whatsapp" | "linkedin" | "mail" | "trustpilot" | "telegram" | "twilio" | "livechat" | "api";
      readonly name: string;
      /** What the channel needs, by docs/channels.md. Secrets are write-only; a replaced one stays valid for 24 hours. */
      readonly credentials: {
        readonly [name: string]: unknown;
      };
    };
    readonly answer: Origin;
  };
  /** Read a connected place */
  'GET /v1/origins/{id}': {
    readonly params: {
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: Origin;
  };
  /** Rename, enable or disable a connected place, or replace its credentials */
  'PATCH /v1/origins/{id}': {
    readonly params: {
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body: {
      readonly name?: string;
      readonly state?: "enabled" | "disabled";
      /** What the channel needs, by docs/channels.md. Secrets are write-only; a replaced one stays valid for 24 hours. */
      readonly credentials?: {
        readonly [name: string]: unknown;
      };
    };
    readonly answer: Origin;
  };
  /** Disconnect a place */
  'DELETE /v1/origins/{id}': {
    readonly params: {
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: undefined;
  };
  /** List tickets, newest activity first */
  'GET /v1/tickets': {
    readonly params?: undefined;
    readonly query?: {
      /** How many at most; 50 unless given. */
      readonly limit?: number;
      /** The `nextCursor` of the page before, with the same query. */
      readonly cursor?: string;
      readonly sort?: "updatedAt" | "-updatedAt";
      readonly status?: string;
      readonly queueId?: string;
      readonly originId?: string;
      readonly ownerId?: string;
      readonly teamId?: string;
      readonly tag?: string;
      readonly sequence?: number;
      readonly updatedSince?: string;
      readonly q?: string;
    };
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly Ticket[];
      readonly nextCursor: string | null;
    };
  };
  /** Read a ticket */
  'GET /v1/tickets/{id}': {
    readonly params: {
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: Ticket;
  };
  /** Change a ticket */
  'PATCH /v1/tickets/{id}': {
    readonly params: {
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body: {
      readonly status?: "created" | "working" | "pending" | "followup" | "solved" | "closed";
      readonly owner?: {
        readonly agentId?: string | null;
        readonly teamId?: string | null;
      };
      readonly priority?: "low" | "normal" | "high" | "urgent";
      readonly tags?: readonly string[];
      readonly topic?: string | null;
      readonly customFields?: {
        readonly [name: string]: string | number | boolean | null;
      };
      readonly followupAt?: string | null;
    };
    readonly answer: Ticket;
  };
  /** Take an unowned ticket */
  'POST /v1/tickets/{id}/take': {
    readonly params: {
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: Ticket;
  };
  /** Change up to 100 tickets, each on its own */
  'POST /v1/tickets/bulk': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body: {
      readonly ids: readonly string[];
      readonly change: {
        readonly status?: "created" | "working" | "pending" | "followup" | "solved" | "closed";
        readonly owner?: {
          readonly agentId?: string | null;
          readonly teamId?: string | null;
        };
        readonly priority?: "low" | "normal" | "high" | "urgent";
        readonly tags?: readonly string[];
        readonly topic?: string | null;
        readonly customFields?: {
          readonly [name: string]: string | number | boolean | null;
        };
        readonly followupAt?: string | null;
      };
    };
    readonly answer: {
      readonly results: readonly {
        readonly id: string;
        readonly status: number;
        readonly ticket?: Ticket;
        readonly error?: {
          readonly code: string;
          readonly title: string;
          readonly detail: string;
        };
      }[];
    };
  };
  /** List a ticket's messages, oldest first */
  'GET /v1/tickets/{id}/messages': {
    readonly params: {
      readonly id: string;
    };
    readonly query?: {
      /** How many at most; 50 unless given. */
      readonly limit?: number;
      /** The `nextCursor` of the page before, with the same query. */
      readonly cursor?: string;
    };
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly Message[];
      readonly nextCursor: string | null;
    };
  };
  /** Answer the customer or leave a note */
  'POST /v1/tickets/{id}/messages': {
    readonly params: {
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body: {
      readonly kind: "reply" | "note";
      readonly text: string;
      readonly html?: string;
      readonly cc?: readonly string[];
      readonly bcc?: readonly string[];
      readonly attachmentIds?: readonly string[];
      readonly inReplyTo?: number;
      readonly thenStatus?: "created" | "working" | "pending" | "followup" | "solved" | "closed";
      readonly followupAt?: string;
      readonly lastSeenNumber?: number;
    };
    readonly answer: Message;
  };
  /** Hide or show a message */
  'PATCH /v1/tickets/{id}/messages/{number}': {
    readonly params: {
      readonly id: string;
      readonly number: number;
    };
    readonly query?: undefined;
    readonly body: {
      readonly hidden: boolean;
    };
    readonly answer: Message;
  };
  /** Delete a message; its number stays as a tombstone */
  'DELETE /v1/tickets/{id}/messages/{number}': {
    readonly params: {
      readonly id: string;
      readonly number: number;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: undefined;
  };
  /** Send again a reply that failed or whose outcome is unknown */
  'POST /v1/tickets/{id}/messages/{number}/retry': {
    readonly params: {
      readonly id: string;
      readonly number: number;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: Message;
  };
  /** List the whole thread across its tickets, oldest first */
  'GET /v1/threads/{id}/messages': {
    readonly params: {
      readonly id: string;
    };
    readonly query?: {
      /** How many at most; 50 unless given. */
      readonly limit?: number;
      /** The `nextCursor` of the page before, with the same query. */
      readonly cursor?: string;
    };
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly Message[];
      readonly nextCursor: string | null;
    };
  };
  /** List the queues that the caller may see, by priority, with their counters */
  'GET /v1/queues': {
    readonly params?: undefined;
    readonly query?: {
      /** How many at most; 50 unless given. */
      readonly limit?: number;
      /** The `nextCursor` of the page before, with the same query. */
      readonly cursor?: string;
      readonly sort?: "priority" | "-priority" | "name" | "-name" | "createdAt" | "-createdAt";
    };
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly Queue[];
      readonly nextCursor: string | null;
    };
  };
  /** Add a queue */
  'POST /v1/queues': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body: {
      readonly name: string;
      readonly priority?: number;
      readonly condition: PostQueuesBodyschema0;
      readonly visibleTo?: {
        readonly teamIds?: readonly string[];
        readonly agentIds?: readonly string[];
      };
    };
    readonly answer: QueueInput;
  };
  /** Read a queue with its counters */
  'GET /v1/queues/{id}': {
    readonly params: {
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: QueueInput;
  };
  /** Change a queue */
  'PATCH /v1/queues/{id}': {
    readonly params: {
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body: {
      readonly name?: string;
      readonly priority?: number;
      readonly condition?: PatchQueuesIdBodyschema0;
      readonly visibleTo?: {
        readonly teamIds?: readonly string[];
        readonly agentIds?: readonly string[];
      };
    };
    readonly answer: QueueInput;
  };
  /** Remove a queue */
  'DELETE /v1/queues/{id}': {
    readonly params: {
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: undefined;
  };
  /** List the tickets of a queue: most urgent first, then who waits longest */
  'GET /v1/queues/{id}/tickets': {
    readonly params: {
      readonly id: string;
    };
    readonly query?: {
      /** How many at most; 50 unless given. */
      readonly limit?: number;
      /** The `nextCursor` of the page before, with the same query. */
      readonly cursor?: string;
      readonly status?: string;
    };
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly Ticket[];
      readonly nextCursor: string | null;
    };
  };
  /** Make rows and counters of the queues anew from the tickets */
  'POST /v1/admin/rebuild-queues': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: {
      readonly state: "queued";
    };
  };
  /** List the rules in the order in which they run */
  'GET /v1/rules': {
    readonly params?: undefined;
    readonly query?: {
      /** How many at most; 50 unless given. */
      readonly limit?: number;
      /** The `nextCursor` of the page before, with the same query. */
      readonly cursor?: string;
      readonly sort?: "weight" | "-weight" | "name" | "-name" | "createdAt" | "-createdAt";
    };
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly Rule[];
      readonly nextCursor: string | null;
    };
  };
  /** Add a rule */
  'POST /v1/rules': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body: {
      readonly name: string;
      readonly event: "message.received" | "ticket.created" | "ticket.updated" | "timer";
      readonly weight?: number;
      readonly stop?: boolean;
      readonly enabled?: boolean;
      readonly condition?: PostRulesBodyschema0;
      readonly actions: readonly ({
        readonly type: "assign";
        readonly teamId?: string;
        readonly agentId?: string;
        readonly strategy?: "round_robin" | "least_loaded";
      } | {
        readonly type: "set";
        readonly field: string;
        readonly value: unknown;
      } | {
        readonly type: "tag";
        readonly add?: readonly string[];
        readonly remove?: readonly string[];
      } | {
        readonly type: "reply";
        readonly text: string;
      } | {
        readonly type: "note";
        readonly text: string;
      } | {
        readonly type: "escalate";
        readonly target: {
          readonly teamId: string;
        } | {
          readonly email: string;
        } | {
          readonly url: string;
        };
        readonly text: string;
        readonly dueAt?: string;
      } | {
        readonly type: "webhook";
        readonly url: string;
      })[];
    };
    readonly answer: RuleInput;
  };
  /** Read a rule */
  'GET /v1/rules/{id}': {
    readonly params: {
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: RuleInput;
  };
  /** Change a rule */
  'PATCH /v1/rules/{id}': {
    readonly params: {
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body: {
      readonly name?: string;
      readonly event?: "message.received" | "ticket.created" | "ticket.updated" | "timer";
      readonly weight?: number;
      readonly stop?: boolean;
      readonly enabled?: boolean;
      readonly condition?: PatchRulesIdBodyschema0;
      readonly actions?: readonly ({
        readonly type: "assign";
        readonly teamId?: string;
        readonly agentId?: string;
        readonly strategy?: "round_robin" | "least_loaded";
      } | {
        readonly type: "set";
        readonly field: string;
        readonly value: unknown;
      } | {
        readonly type: "tag";
        readonly add?: readonly string[];
        readonly remove?: readonly string[];
      } | {
        readonly type: "reply";
        readonly text: string;
      } | {
        readonly type: "note";
        readonly text: string;
      } | {
        readonly type: "escalate";
        readonly target: {
          readonly teamId: string;
        } | {
          readonly email: string;
        } | {
          readonly url: string;
        };
        readonly text: string;
        readonly dueAt?: string;
      } | {
        readonly type: "webhook";
        readonly url: string;
      })[];
    };
    readonly answer: RuleInput;
  };
  /** Remove a rule */
  'DELETE /v1/rules/{id}': {
    readonly params: {
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: undefined;
  };
  /** List the enrichment lists, without their entries */
  'GET /v1/enrichment-lists': {
    readonly params?: undefined;
    readonly query?: {
      /** How many at most; 50 unless given. */
      readonly limit?: number;
      /** The `nextCursor` of the page before, with the same query. */
      readonly cursor?: string;
      readonly sort?: "createdAt" | "-createdAt" | "name" | "-name";
    };
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly EnrichmentList[];
      readonly nextCursor: string | null;
    };
  };
  /** Add an enrichment list */
  'POST /v1/enrichment-lists': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body: {
      readonly name: string;
      readonly key: "author.handle" | "author.id" | "author.email" | "message.text";
      readonly match: "exact" | "domain" | "contains";
      readonly entries?: readonly ({
        readonly value: string;
        readonly set: {
          readonly priority?: "low" | "normal" | "high" | "urgent";
          readonly tags?: readonly string[];
          readonly topic?: string;
          readonly customFields?: {
            readonly [name: string]: string | number | boolean | null;
          };
          readonly owner?: {
            readonly agentId?: string | null;
            readonly teamId?: string | null;
          };
        };
      })[];
    };
    readonly answer: EnrichmentList;
  };
  /** Read an enrichment list with its entries */
  'GET /v1/enrichment-lists/{id}': {
    readonly params: {
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: EnrichmentList;
  };
  /** Change an enrichment list; `entries` replaces all of them */
  'PATCH /v1/enrichment-lists/{id}': {
    readonly params: {
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body: {
      readonly name?: string;
      readonly key?: "author.handle" | "author.id" | "author.email" | "message.text";
      readonly match?: "exact" | "domain" | "contains";
      readonly entries?: readonly ({
        readonly value: string;
        readonly set: {
          readonly priority?: "low" | "normal" | "high" | "urgent";
          readonly tags?: readonly string[];
          readonly topic?: string;
          readonly customFields?: {
            readonly [name: string]: string | number | boolean | null;
          };
          readonly owner?: {
            readonly agentId?: string | null;
            readonly teamId?: string | null;
          };
        };
      })[];
    };
    readonly answer: EnrichmentList;
  };
  /** Remove an enrichment list */
  'DELETE /v1/enrichment-lists/{id}': {
    readonly params: {
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: undefined;
  };
  /** Search tickets by the words of their messages, authors, topics and tags */
  'GET /v1/search': {
    readonly params?: undefined;
    readonly query?: {
      /** How many at most; 50 unless given. */
      readonly limit?: number;
      /** The `nextCursor` of the page before, with the same query. */
      readonly cursor?: string;
      readonly q?: string;
      /** Newest activity first unless given. */
      readonly sort?: "-updatedAt" | "relevance";
      readonly status?: string;
      readonly queueId?: string;
      readonly originId?: string;
      readonly channel?: "facebook" | "instagram" | "x" | "whatsapp" | "linkedin" | "mail" | "trustpilot" | "telegram" | "twilio" | "livechat" | "api";
      readonly ownerId?: string;
      readonly teamId?: string;
      readonly tag?: string;
      readonly updatedSince?: string;
      readonly facets?: "true" | "false";
    };
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly SearchHit[];
      readonly nextCursor: string | null;
      readonly total: number;
      readonly facets?: {
        readonly status: {
          readonly [name: string]: number;
        };
        readonly channel: {
          readonly [name: string]: number;
        };
        readonly priority: {
          readonly [name: string]: number;
        };
        readonly tags: {
          readonly [name: string]: number;
        };
        readonly ownerId: {
          readonly [name: string]: number;
        };
        readonly teamId: {
          readonly [name: string]: number;
        };
      };
    };
  };
  /** Rebuild the search index from the table */
  'POST /v1/admin/reindex': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: {
      readonly state: "queued";
    };
  };
  /** A ticket to open the WebSocket with */
  'POST /v1/socket-tickets': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: {
      readonly ticket: string;
    };
  };
  /** Compare the queues' counters with their tickets */
  'POST /v1/admin/recount': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: {
      readonly equal: boolean;
      readonly queues: readonly {
        readonly id: string;
        readonly stored: {
          readonly created: number;
          readonly working: number;
          readonly pending: number;
          readonly followup: number;
          readonly solved: number;
          readonly closed: number;
        };
        readonly recounted: {
          readonly created: number;
          readonly working: number;
          readonly pending: number;
          readonly followup: number;
          readonly solved: number;
          readonly closed: number;
        };
      }[];
    };
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
    readonly answer: {
      readonly openapi: string;
      readonly [name: string]: unknown;
    };
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
}

/** Operations that need no parameter, query or body. */
export type Bare = 'GET /v1/health' | 'GET /v1/tenant' | 'POST /v1/sessions' | 'DELETE /v1/sessions' | 'GET /v1/me' | 'GET /v1/agents' | 'GET /v1/teams' | 'GET /v1/api-keys' | 'GET /v1/directory' | 'GET /v1/origins' | 'GET /v1/tickets' | 'GET /v1/queues' | 'POST /v1/admin/rebuild-queues' | 'GET /v1/rules' | 'GET /v1/enrichment-lists' | 'GET /v1/search' | 'POST /v1/admin/reindex' | 'POST /v1/socket-tickets' | 'POST /v1/admin/recount' | 'GET /' | 'GET /console.js' | 'GET /console.css' | 'GET /openapi.json' | 'GET /docs' | 'GET /api-docs';

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
