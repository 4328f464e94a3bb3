import { openApiOf } from '../../../functions/api/openapi/document.ts';
import { ROUTES } from '../../../functions/api/routes.ts';
import type { World } from './world.ts';

/**
 * schemathesis.toml for one test world (https://schemathesis.readthedocs.io/en/stable/reference/configuration/, read November 2026).
 * JSON strings and arrays are valid TOML.
 */
const value = (given: unknown): string => JSON.stringify(given);

const binding = (dictionary: string, probability = 0.8): string => `{ dictionary = ${value(dictionary)}, probability = ${probability} }`;

interface Override {
  /** Operations by a regular expression over `METHOD /path`. Several conditions in one table would be alternatives. */
  readonly names: string;
  readonly lines: readonly string[];
}

const operation = ({ names, lines }: Override): string => ['[[operations]]', `include-name-regex = ${value(names)}`, ...lines, ''].join('\n');

/**
 * Statuses besides success of a request that fits the schema. A schema cannot express what depends on the state (404, 409, 412, 422,
 * 429) and on the caller (401, 403).
 */
const ACCEPTED = ['2xx', '3xx', '401', '403', '404', '409', '412', '422', '429'];
/** Also statuses of requests that are rejected before their fields are read: body or headers too large. */
const REJECTED = ['400', '401', '403', '404', '409', '412', '413', '422', '429', '431'];

interface Beyond {
  readonly why: string;
  readonly names: string;
}

/** Lists, by their `cursor`. */
const lists = Object.entries(openApiOf(ROUTES, '/').paths)
  .filter(([, { get }]) => get?.parameters.some(({ name }) => name === 'cursor'))
  .map(([path]) => path.replaceAll(/[{}]/g, '\\$&'));

/** Where a schema cannot express a rule, a request that fits it may also be a 400. */
const BEYOND_SCHEMAS: readonly Beyond[] = [
  { why: 'a cursor is sealed for one list and query', names: `^GET (${lists.join('|')})$` },
  { why: 'the members of credentials depend on the channel', names: '^(POST|PATCH) /v1/origins' },
  { why: 'members that the body omits may come by HTTP Basic', names: '^POST /v1/sessions$' },
  { why: 'a rule can set any value, and no schema limits the numbers in it', names: '^(POST|PATCH) /v1/rules' },
  { why: 'the data of an event depends on its type, and no schema limits the numbers in it', names: '^POST /v1/events/' },
  { why: 'followup needs its time', names: '^(PATCH /v1/tickets/\\{id\\}|POST /v1/tickets/bulk)$' },
  { why: 'a time zone must be one that the platform knows', names: '^PATCH /v1/tenant$' },
  { why: 'browsers may add members to a credential, and no schema limits the texts in them', names: '^POST /v1/me/passkeys$' },
  { why: 'a conversation begins with a text or a template, and a text is not blank', names: '^POST /v1/tickets$' },
  { why: 'followup needs its time, and a message text or attachments', names: '^POST /v1/tickets/\\{id\\}/messages$' },
];
const beyond = ({ names }: Beyond): Override => ({
  names,
  lines: [`[operations.checks.positive_data_acceptance]\nexpected-statuses = ${value([...ACCEPTED, '400'])}`],
});

export const configuration = (world: World): string =>
  [
    ...(['tickets', 'threads', 'origins', 'spareKeys'] as const).map((name) => `[dictionaries.${name}]\nvalues = ${value(world[name])}\n`),
    '[dictionaries.numbers]\nvalues = [1, 2, 3]\n',
    `[headers]\nAuthorization = ${value(`Bearer ${world.key}`)}\n`,
    `[checks.positive_data_acceptance]\nexpected-statuses = ${value(ACCEPTED)}\n`,
    `[checks.negative_data_rejection]\nexpected-statuses = ${value(REJECTED)}\n`,
    // By contract, a call to a missing resource gets a 404, not schemathesis's 405.
    '[phases.coverage]\nunexpected-methods = []\n',
    operation({ names: '^POST /v1/tenants$', lines: [`headers = { Authorization = ${value(`Bearer ${world.adminToken}`)} }`] }),
    operation({
      names: ' /v1/tickets/\\{id\\}',
      lines: [`parameters = { "path.id" = ${binding('tickets')}, "path.number" = ${binding('numbers')} }`],
    }),
    operation({ names: ' /v1/threads/', lines: [`parameters = { "path.id" = ${binding('threads')} }`] }),
    operation({ names: ' /webhooks/', lines: [`parameters = { "path.originId" = ${binding('origins')} }`] }),
    // The fuzzer must not delete its own key, because all later requests would be rejected.
    operation({ names: '^DELETE /v1/api-keys/', lines: [`parameters = { "path.id" = ${binding('spareKeys', 1)} }`] }),
    ...BEYOND_SCHEMAS.map(beyond).map(operation),
  ].join('\n');
