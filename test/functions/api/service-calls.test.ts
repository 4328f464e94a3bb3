import { expect, it } from 'vitest';
import { callToolbox } from '../../../domain/automation/ai/toolbox.ts';
import { readToolboxAnswer, WANTS } from '../../../domain/automation/ai/toolbox-answer.ts';
import { toolboxRequest } from '../../../domain/automation/ai/toolbox-request.ts';
import { readPeople } from '../../../domain/people/user-service/answer.ts';
import { signedHeaders } from '../../../domain/services/signed-headers.ts';
import { openApiOf } from '../../../functions/api/openapi/document.ts';
import { SERVICE_EXAMPLES } from '../../../functions/api/openapi/service-examples.ts';

/** The calls to services as the document describes them, and as the code makes them. */
const { webhooks } = openApiOf([], '/');
const calls = ['toolboxAnalysis', 'ticketHelperEvent', 'userServicePeople'];

it('each call is signed by the headers that the document names', () => {
  const sent = Object.keys(signedHeaders('s', 0, '{}')).filter((name) => name !== 'content-type');
  for (const name of calls) {
    const described = webhooks[name]?.post.parameters.map((parameter) => String(parameter['name']).toLowerCase());
    expect(described?.toSorted(), name).toEqual(sent.toSorted());
  }
});

it('the toolbox gets the request of the document, and its example is answered with every part', async () => {
  const request = toolboxRequest.parse(SERVICE_EXAMPLES['AnalysisRequest']);
  const bodies: string[] = [];
  const post = async (_url: string, _headers: unknown, body: string) => {
    bodies.push(body);
    return { status: 200, body: JSON.stringify(SERVICE_EXAMPLES['AnalysisAnswer']) };
  };
  const breaker = { restMs: () => 0, succeeded: () => {}, failed: () => {} };
  const service = { url: 'https://ai.example', secret: async () => 's', post, breaker, clock: () => 0, report: () => {} };
  expect(await callToolbox(service, request)).toMatchObject({ outcome: 'answered', answer: SERVICE_EXAMPLES['AnalysisAnswer'] });
  expect(JSON.parse(bodies[0] ?? '')).toEqual(SERVICE_EXAMPLES['AnalysisRequest']);
});

it('the document has every part of the answer of the toolbox, also as null or as a text', () => {
  const { schemas } = openApiOf([], '/').components;
  expect(Object.keys(schemas['AnalysisAnswer']?.['properties'] as object)).toEqual([...WANTS]);
  expect(schemas['AnalysisAnswer']?.['required']).toBeUndefined();
  expect(readToolboxAnswer('{"suggestion":null,"summary":"Short."}', WANTS)).toMatchObject({ ok: true, faults: [] });
});

it('the hub reads the example of the user service whole', () => {
  const example = SERVICE_EXAMPLES['UserServiceAnswer'];
  expect(readPeople(JSON.stringify(example))).toMatchObject({ ok: true, ...example, skipped: [] });
});
