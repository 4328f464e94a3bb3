import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DYNAMODB_LOCAL } from '../../local/engines/dynamodb-local.ts';
import { KAFKA } from '../../local/engines/kafka.ts';
import { OPENSEARCH } from '../../local/engines/opensearch.ts';
import { ENDPOINT_VARIABLES } from '../../local/engines/set.ts';
import { readImage } from '../../scripts/checks/containers/dockerfile.ts';

const compose = readFileSync('compose.yaml', 'utf8');
const [, services = ''] = compose.split(/^services:$/m);
/** The text of each service, by name. */
const blocks = new Map(
  [...(services.split(/^volumes:$/m)[0] ?? '').matchAll(/^ {2}(\w+):\n((?: {3,}.*\n|\n|\s*#.*\n)*)/gm)].map(([, name = '', text = '']) => [name, text]),
);
const block = (name: string): string => blocks.get(name) ?? '';

test('compose has the hub, the real engines and an emulator', () => {
  expect([...blocks.keys()]).toEqual(['hub', 'kafka', 'dynamodb', 'opensearch', 'localstack']);
});

test('the engines are of the versions that run without Docker', () => {
  expect(block('kafka')).toContain(`image: apache/kafka:${KAFKA.version}\n`);
  expect(block('dynamodb')).toContain(`image: amazon/dynamodb-local:${DYNAMODB_LOCAL.version}\n`);
  // The runner that Maven brings has a number of its own behind OpenSearch's.
  expect(block('opensearch')).toContain(`image: opensearchproject/opensearch:${OPENSEARCH.version.split('.').slice(0, 3).join('.')}\n`);
});

test('the hub is told where each engine is, by the name that the hub reads and at a service that is there', () => {
  for (const [kind, variable] of Object.entries(ENDPOINT_VARIABLES)) {
    const [, host = ''] = new RegExp(`^ +${variable}: (?:http://)?(\\w+):\\d+$`, 'm').exec(block('hub')) ?? [];
    expect(host, variable).toBe(kind);
    expect(block('hub')).toContain(`      ${host}:\n        condition: service_healthy`);
  }
  const [, json = '[]'] = /^ {4}command: (\[.*\])$/m.exec(block('hub')) ?? [];
  const { command } = readImage(readFileSync('Dockerfile', 'utf8'));
  expect(JSON.parse(json)).toEqual([...command, '--engines=real']);
});

test('everything is published to this machine only, says when it is well, and keeps its data in a volume of its own', () => {
  for (const [name, text] of blocks) {
    const published = [...text.matchAll(/^ {6}- (.*:\d+)$/gm)].map(([, port]) => port);
    expect(published.length, name).toBeGreaterThan(0);
    for (const port of published) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
    // The hub's stands in its image.
    if (name !== 'hub') expect(text, name).toContain('healthcheck:');
    expect(text, name).toContain(`- ${name}:/`);
    expect(compose).toMatch(new RegExp(`^ {2}${name}:$`, 'm'));
  }
  expect(block('localstack')).toContain('profiles: [emulator]');
});
