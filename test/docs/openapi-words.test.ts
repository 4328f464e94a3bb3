import { readFileSync } from 'node:fs';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { CHANNELS } from '../../domain/origins/channels.ts';
import { CATALOGUE } from '../../domain/support/events/catalogue.ts';
import { WORDS } from '../../functions/api/openapi/describe.ts';
import { EXAMPLES } from '../../functions/api/openapi/examples.ts';
import { PARAMETERS, PATH_IDS } from '../../functions/api/openapi/words/parameters.ts';
import { ROUTES } from '../../functions/api/routes.ts';

/** The document as readers get it. Another test holds it against the route table. */
type Node = Readonly<Record<string, unknown>>;
interface Described extends Node {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly description?: string }[];
}
const text = readFileSync('docs/openapi.json', 'utf8');
const document = JSON.parse(text) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly webhooks: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Node>> };
};
const operations = Object.values({ ...document.paths, ...document.webhooks }).flatMap((methods) => Object.values(methods));
const { schemas } = document.components;

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every member of every schema below a node, with its dotted path. */
function membersOf(node: unknown, path: string): { readonly path: string; readonly schema: Node }[] {
  if (Array.isArray(node)) return node.flatMap((part) => membersOf(part, path));
  if (!isNode(node)) return [];
  return Object.entries(node).flatMap(([keyword, value]) => {
    if (keyword === 'examples' || keyword === 'default') return [];
    if (keyword !== 'properties' || !isNode(value)) return membersOf(value, path);
    return Object.entries(value).flatMap(([name, schema]) => {
      const place = path === '' ? name : `${path}.${name}`;
      return [{ path: place, schema: schema as Node }, ...membersOf(schema, place)];
    });
  });
}
const members = (name: string) => membersOf(schemas[name], '');
const isSentence = (said: unknown): boolean => typeof said === 'string' && /^\S+ \S/.test(said);

describe('the API’s document', () => {
  test('describes every operation', () => {
    expect(operations.length).toBeGreaterThan(60);
    expect(operations.filter(({ summary, description }) => !isSentence(summary) || !isSentence(description)).map(({ operationId }) => operationId)).toEqual([]);
  });

  test('describes every parameter', () => {
    const silent = operations.flatMap(({ operationId, parameters }) =>
      parameters.filter(({ description }) => !isSentence(description)).map(({ name, in: place }) => `${operationId} ${place} ${name}`),
    );
    expect(silent).toEqual([]);
  });

  test('describes every named schema and every property', () => {
    const silent = Object.entries(schemas).flatMap(([name, schema]) => [
      ...(isSentence(schema['description']) ? [] : [name]),
      ...members(name)
        .filter((member) => !isSentence(member.schema['description']))
        .map(({ path }) => `${name}.${path}`),
    ]);
    expect(silent).toEqual([]);
  });

  test('says nothing about what is not there', () => {
    const unknown = Object.entries(WORDS).flatMap(([name, words]) => {
      const paths = new Set(['', ...members(name).map(({ path }) => path)]);
      return schemas[name] === undefined ? [name] : Object.keys(words).flatMap((path) => (paths.has(path) ? [] : [`${name}.${path}`]));
    });
    // Frames and files share words: each carries only some of their members.
    expect(unknown.filter((place) => !/^(Client|Server)\w+Frame\./.test(place))).toEqual([]);
    const names = new Set(operations.flatMap(({ operationId, parameters }) => parameters.flatMap(({ name }) => [name, `${operationId}.${name}`])));
    expect(Object.keys(PARAMETERS).filter((name) => !names.has(name))).toEqual([]);
    const collections = Object.keys(document.paths).map((path) => /([^/]+)\/\{id\}/.exec(path)?.[1]);
    expect(Object.keys(PATH_IDS).filter((name) => !collections.includes(name))).toEqual([]);
  });

  test('gives schemas names that people would give', () => {
    expect(Object.keys(schemas)).toEqual(expect.arrayContaining(['Ticket', 'Message', 'Queue', 'Rule', 'Origin', 'Condition', 'Problem']));
    expect(Object.keys(schemas).filter((name) => !/^(?:[A-Z][a-z]*)+$/.test(name) || /schema/i.test(name))).toEqual([]);
  });

  test('names what is sent and what is answered, so that no operation carries a nameless shape', () => {
    const nameless = operations.flatMap(({ operationId, requestBody, responses }) =>
      [['body', requestBody] as const, ...Object.entries(responses as Node)].flatMap(([place, holder]) => {
        const schema = ((holder as Node | undefined)?.['content'] as Record<string, { schema: Node }> | undefined)?.['application/json']?.schema;
        return schema === undefined || '$ref' in schema ? [] : [`${operationId} ${place}`];
      }),
    );
    expect(nameless).toEqual([]);
  });

  test('has valid examples of the main schemas', async () => {
    const main = [
      'Ticket',
      'Message',
      'MessageDraft',
      'Queue',
      'QueueDraft',
      'Rule',
      'RuleDraft',
      'Origin',
      'OriginDraft',
      'Condition',
      'Problem',
      'Session',
      'TenantDraft',
    ];
    for (const name of main) expect(schemas[name]?.['examples'], name).toHaveLength(1);
    for (const name of Object.keys(EXAMPLES)) expect(schemas, name).toHaveProperty(name);
    const config = await createConfig({ rules: { 'no-invalid-schema-examples': 'error', 'no-invalid-media-type-examples': 'error' } });
    const invalid = (source: string) =>
      lintFromString({ source, config }).then((problems) => problems.map(({ message, location }) => `${location[0]?.pointer}: ${message}`));
    expect(await invalid(text)).toEqual([]);
    expect((await invalid(text.replace('"sequence": 38', '"sequence": "38"'))).length).toBeGreaterThan(0);
  });

  test('has an example of every JSON body, which the route and the topic take', () => {
    const bodies = operations.flatMap(({ operationId, requestBody }) => {
      const content = (requestBody as { readonly content?: Readonly<Record<string, { readonly schema: { readonly $ref?: string } }>> } | undefined)?.content;
      const name = content?.['application/json']?.schema.$ref?.replace('#/components/schemas/', '');
      return name === undefined ? [] : [{ operationId, name }];
    });
    expect(bodies.length).toBeGreaterThan(30);
    expect(bodies.filter(({ name }) => schemas[name]?.['examples'] === undefined)).toEqual([]);
    const taken = ROUTES.flatMap(({ body }) => {
      const name = body && z.globalRegistry.get(body)?.id;
      return body && name !== undefined && name in EXAMPLES ? [[name, body.safeParse(EXAMPLES[name]).error] as const] : [];
    });
    expect(taken.length).toBeGreaterThan(30);
    expect(taken.filter(([, error]) => error !== undefined)).toEqual([]);
    const { type, version, data } = EXAMPLES['Events'] as { type: string; version: number; data: object };
    const row = CATALOGUE['tickets']?.find((one) => one.type === type && one.version === version);
    expect(row?.data.safeParse(data)).toMatchObject({ success: true });
  });

  test('types the credentials of an origin by its channel', () => {
    const draft = schemas['OriginDraft'] as { discriminator: { propertyName: string; mapping: Record<string, string> } };
    expect(draft.discriminator.propertyName).toBe('channel');
    expect(Object.keys(draft.discriminator.mapping)).toHaveLength(CHANNELS.length);
    for (const [channel, target] of Object.entries(draft.discriminator.mapping)) {
      const one = schemas[target.replace('#/components/schemas/', '')] as { properties: { channel: Node; credentials: { $ref: string } } };
      expect(one.properties.channel['const']).toBe(channel);
      expect(schemas[one.properties.credentials.$ref.replace('#/components/schemas/', '')]).toMatchObject({ additionalProperties: false });
    }
  });

  test('leads to outgoing webhooks and to the frames of the WebSocket', () => {
    const services = ['toolboxAnalysis', 'ticketHelperEvent', 'userServicePeople'];
    expect(Object.keys(document.webhooks)).toEqual(['ruleWebhook', 'customerEvent', 'replyCallback', ...services]);
    expect(document.paths['/v1/socket-tickets']?.['post']?.['x-websocket']).toEqual({
      url: '{wsUrl}?ticket={ticket}',
      fromClient: { $ref: '#/components/schemas/ClientFrame' },
      toClient: { $ref: '#/components/schemas/ServerFrame' },
      document: '/asyncapi.yaml',
    });
    expect(text).toContain('[asyncapi.yaml](/asyncapi.yaml)');
  });
});
