import { credentialRowOf } from '../../../channels/registry/credentials.ts';
import { CHANNELS } from '../../../domain/origins/channels.ts';
import { capital, credentialsName } from './credentials-name.ts';
import type { Components, JsonSchema } from './json-schema.ts';

/**
 * In bodies of origins, the schema of `credentials` depends on the channel. The route itself takes any object, because the command knows the channel and
 * validates them (`channels/registry/credentials.ts`). The document uses the schemas of that command.
 */

const refer = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` });

export function typeCredentials(components: Components): void {
  const { schemas } = components;
  const [draft, change] = [schemas['OriginDraft'], schemas['OriginChange']];
  // A table of routes without origins has no bodies of origins.
  if (!draft || !change) return;
  for (const channel of CHANNELS) {
    const given = components.describe(credentialRowOf(channel).schema, 'input', credentialsName(channel));
    schemas[credentialsName(channel)] = given;
    schemas[`${credentialsName(channel)}Change`] = changeOf(given);
    schemas[`${capital(channel)}OriginDraft`] = withMembers(draft, {
      channel: { type: 'string', const: channel },
      credentials: refer(credentialsName(channel)),
    });
  }
  schemas['OriginDraft'] = {
    oneOf: CHANNELS.map((channel) => refer(`${capital(channel)}OriginDraft`)),
    discriminator: {
      propertyName: 'channel',
      mapping: Object.fromEntries(CHANNELS.map((channel) => [channel, `#/components/schemas/${capital(channel)}OriginDraft`])),
    },
  };
  const changes = [...new Set(CHANNELS.map((channel) => `${credentialsName(channel)}Change`))];
  schemas['OriginChange'] = withMembers(change, { credentials: { anyOf: changes.map(refer) } });
}

const withMembers = (schema: JsonSchema, members: JsonSchema): JsonSchema => ({
  ...schema,
  properties: { ...(schema['properties'] as JsonSchema), ...members },
});

/** Every member may be missing, and an optional one may be null. */
function changeOf({ required, ...schema }: JsonSchema): JsonSchema {
  const must = (required ?? []) as readonly string[];
  const members = Object.entries(schema['properties'] as Record<string, JsonSchema>);
  return {
    ...schema,
    properties: Object.fromEntries(members.map(([name, member]) => [name, must.includes(name) ? member : { anyOf: [member, { type: 'null' }] }])),
  };
}
