import { beforeEach, describe, expect, it } from 'vitest';
import { capabilities } from '../../../../channels/whatsapp/capabilities.ts';
import type { Analysed, ToolboxRequest } from '../../../../domain/automation/ai/toolbox.ts';
import type { AnalysisDeps } from '../../../../domain/support/ai/analyse-message.ts';
import { answerRequest, giveUpRequest } from '../../../../domain/support/ai/on-request/answer.ts';
import type { AskedAi } from '../../../../domain/support/ai/on-request/ask.ts';
import { applyBatch } from '../../../../domain/support/inbound/apply-batch.ts';
import { TableUnavailable } from '../../../../domain/table/port.ts';
import { inbound } from '../../../domain/support/inbound/events.ts';
import { createHarness, type Harness, type World } from '../harness.ts';
import { receiverOf } from '../receiver.ts';

type Answer = Analysed | ((request: ToolboxRequest) => Analysed);
const WRITTEN = { text: 'They want a refund.', confidence: 0.7, model: 'm-1' };

/** The API, and the function behind the queue `analysis` at its side, with a toolbox that answers what a test says. */
const open = async ({ works = true, within = '2000', url = 'https://ai.example' } = {}) => {
  const calls: ToolboxRequest[] = [];
  const queue: { groupId?: string; asked: AskedAi }[] = [];
  const outcomes: unknown[] = [];
  let answer: Answer = { outcome: 'answered', answer: { summary: WRITTEN, translation: WRITTEN } };
  let analyse: AnalysisDeps['analyse'] = async (request) => {
    calls.push(request);
    return typeof answer === 'function' ? answer(request) : answer;
  };
  let worker: AnalysisDeps | undefined;
  const work = async (asked: AskedAi): Promise<void> => {
    const outcome = await answerRequest({ ...(worker as AnalysisDeps), analyse }, asked);
    outcomes.push(outcome);
  };
  let isWorking = works;
  const harness: Harness = createHarness({
    env: { ANALYSIS_QUEUE_URL: 'queue:analysis', AI_WITHIN_MS: within, ...(url === '' ? {} : { AITOOLBOX_SERVICE_URL: url }) },
    deps: {
      queues: {
        postpone: async () => {},
        send: async (queueUrl, messages) => {
          if (queueUrl !== 'queue:analysis') return;
          for (const { body, groupId } of messages) {
            const asked = JSON.parse(body) as AskedAi;
            queue.push({ asked, ...(groupId === undefined ? {} : { groupId }) });
            if (isWorking) await work(asked);
          }
        },
      },
    },
  });
  const { table, deps } = harness;
  const base = receiverOf(harness);
  worker = { ...base, capabilitiesOf: () => capabilities, analyse: null };
  const world: World = await harness.tenant();
  const call = (target: string, body?: unknown, token = world.adminToken, headers?: Record<string, string>) =>
    harness.call(target, { token, ...(body === undefined ? {} : { body }), ...(headers ? { headers } : {}) });
  const credentials = { appSecret: 'app-secret', verifyToken: 'v', accessToken: 'a', accountId: '1555' };
  const origin = (await call('POST /v1/origins', { channel: 'whatsapp', name: 'WA', credentials })).body;
  const receive = async (author: string, id: string, more: object = {}): Promise<void> => {
    const event = inbound(author, id, { text: `This is ${id}`, occurredAt: new Date(deps.clock() - 1000).toISOString(), ...more });
    await applyBatch(base, [{ ...event, tenantId: world.tenantId, originId: origin.id }]);
    harness.pass(1000);
  };
  await receive('ann', 'm1');
  const [{ id }] = (await call('GET /v1/tickets')).body.items as [{ id: string }];
  await call('PATCH /v1/tenant', { ai: { suggestions: true } });
  return {
    harness,
    world,
    call,
    receive,
    calls,
    queue,
    outcomes,
    work,
    id,
    ticketOf: async (author: string) =>
      ((await call('GET /v1/tickets')).body.items as { id: string; author: { id: string } }[]).find((one) => one.author.id === author)?.id ?? '',
    answers: (given: Answer) => void (answer = given),
    without: () => void (analyse = null),
    works: (yes: boolean) => void (isWorking = yes),
    summarize: (token?: string, body: object = {}, headers?: Record<string, string>) => call(`POST /v1/tickets/${id}/summary`, body, token, headers),
    translate: (language = 'de', number = 1) => call(`POST /v1/tickets/${id}/messages/${number}/translation`, { language }),
    kept: () => table.all().filter(({ sk }) => sk.startsWith('AS#') || sk.startsWith('AT#')),
    worker: () => ({ ...(worker as AnalysisDeps), analyse }),
  };
};

describe('a summary that an agent asks for', () => {
  let w: Awaited<ReturnType<typeof open>>;
  beforeEach(async () => {
    w = await open();
  });

  it('comes with the answer when it is there in time; it is kept with model, confidence and cause, and the message says so', async () => {
    await w.call(`POST /v1/tickets/${w.id}/messages`, { kind: 'note', text: 'secret' });
    await w.call(`POST /v1/tickets/${w.id}/messages`, { kind: 'reply', text: 'We look into it' });
    const answer = await w.summarize(undefined, { language: 'de' });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        about: 'summary',
        ticketId: w.id,
        number: 3,
        messages: 2,
        language: 'de',
        text: WRITTEN.text,
        ai: { model: 'm-1', confidence: 0.7, cause: 'summary on request' },
        by: { type: 'agent', id: w.world.adminId },
      },
    });
    expect(w.calls).toMatchObject([{ ticketId: w.id, language: 'de', want: ['summary'], messages: [{ text: 'This is m1' }, { text: 'We look into it' }] }]);
    expect(await w.call(`GET /v1/tickets/${w.id}/summary`)).toMatchObject({ status: 200, body: answer.body });
    const { items } = (await w.call(`GET /v1/tickets/${w.id}/messages`)).body as { items: { summarizedAt?: string }[] };
    expect(items.map(({ summarizedAt }) => summarizedAt)).toEqual([undefined, undefined, answer.body.at]);
    expect(w.harness.table.all().filter(({ sk, type }) => sk.startsWith('A#') && type === 'summary')).toHaveLength(1);
  });

  it('is one entry however often it is asked for; what has changed is asked anew', async () => {
    const first = await w.summarize();
    expect((await w.summarize()).body).toEqual(first.body);
    expect([w.calls.length, w.kept().length]).toEqual([1, 1]);
    await w.receive('ann', 'm2');
    expect((await w.summarize()).body).toMatchObject({ number: 2, messages: 2 });
    expect([w.calls.length, w.kept().length]).toEqual([2, 1]);
  });

  it('is a job when it takes longer, which the asker alone reads; it ends once however often it is delivered', async () => {
    w = await open({ works: false, within: '150' });
    const agent = await w.world.person('agent');
    const other = await w.world.person('agent');
    const { status, body } = await w.summarize(agent.token);
    expect([status, body]).toMatchObject([202, { kind: 'summary', state: 'running', done: 0, total: 1 }]);
    const [{ asked, groupId }] = w.queue as [{ asked: AskedAi; groupId: string }];
    expect(groupId).toBe(`ask ${w.id}`);
    await w.work(asked);
    await w.work(asked);
    expect(w.outcomes).toEqual(['answered', 'nothing']);
    expect((await w.call(`GET /v1/jobs/${body.id}`, undefined, agent.token)).body).toMatchObject({ state: 'done', done: 1, result: { text: WRITTEN.text } });
    expect((await w.call(`GET /v1/jobs/${body.id}`, undefined, other.token)).status).toBe(404);
  });

  it('killed between its effect and its job is found, and no second call leaves', async () => {
    w = await open({ works: false, within: '0' });
    const { body } = await w.summarize();
    const [{ asked }] = w.queue as [{ asked: AskedAi }];
    const { table } = w.harness;
    const broken = { ...table, write: (): Promise<never> => Promise.reject(new TableUnavailable(new Error('killed'))) };
    await expect(answerRequest({ ...w.worker(), table: { ...broken, transact: table.transact } }, asked)).rejects.toBeInstanceOf(TableUnavailable);
    expect(w.kept()).toHaveLength(1);
    await w.work(asked);
    expect(w.outcomes).toEqual(['kept']);
    expect([w.calls.length, w.kept().length]).toEqual([1, 1]);
    expect((await w.call(`GET /v1/jobs/${body.id}`)).body).toMatchObject({ state: 'done', result: { text: WRITTEN.text } });
  });

  it('with an Idempotency-Key is one answer', async () => {
    const key = { 'idempotency-key': 'once-1' };
    const first = await w.summarize(undefined, {}, key);
    const again = await w.summarize(undefined, {}, key);
    expect(again).toMatchObject({ status: 200, body: first.body });
    expect([w.calls.length, w.queue.length]).toEqual([1, 1]);
    expect((await w.summarize(undefined, { language: 'fr' }, key)).status).toBe(422);
  });

  it.each([[{}], [{ suggestions: false, replies: null, sentiment: false }], [{ suggestions: true, onRequest: false }]])(
    'is a 409 while AI is %o, and no call leaves',
    async (ai) => {
      await w.call('PATCH /v1/tenant', { ai });
      expect(await w.summarize()).toMatchObject({ status: 409, body: { code: 'conflict', current: 'off' } });
      expect(await w.translate()).toMatchObject({ status: 409, body: { code: 'conflict' } });
      expect([w.calls, w.queue, w.kept()]).toEqual([[], [], []]);
    },
  );

  it('alone may be on', async () => {
    await w.call('PATCH /v1/tenant', { ai: { onRequest: true } });
    expect((await w.summarize()).status).toBe(200);
  });

  it('is a 409 on a hub without a toolbox', async () => {
    w = await open({ url: '' });
    expect(await w.summarize()).toMatchObject({ status: 409, body: { code: 'conflict', detail: 'This hub has no AI toolbox.' } });
    expect(w.queue).toEqual([]);
  });

  it('whose AI is turned off, or whose toolbox is gone, before the queue is worked off leaves no call', async () => {
    w = await open({ works: false, within: '0' });
    await w.summarize();
    await w.call('PATCH /v1/tenant', { ai: {} });
    await w.work((w.queue[0] as { asked: AskedAi }).asked);
    await w.call('PATCH /v1/tenant', { ai: { suggestions: true } });
    await w.summarize();
    w.without();
    await w.work((w.queue[1] as { asked: AskedAi }).asked);
    expect(w.outcomes).toEqual([
      { outcome: 'failed', reason: 'AI was turned off.' },
      { outcome: 'failed', reason: 'This hub has no AI toolbox.' },
    ]);
    expect([w.calls, w.kept()]).toEqual([[], []]);
  });

  it.each([
    [{ outcome: 'later', reason: 'the toolbox did not answer recently', afterMs: 30_000 }, 'does not answer'],
    [{ outcome: 'later', reason: 'HTTP 503', afterMs: null }, 'HTTP 503'],
    [{ outcome: 'bad', reason: 'the answer is not JSON' }, 'cannot be used'],
    [{ outcome: 'answered', answer: {} }, 'gave no summary'],
  ] as [Analysed, string][])('that the toolbox answers with %o is a 503 that says so, and nothing is half-done', async (given, words) => {
    w.answers(given);
    const key = { 'idempotency-key': 'k' };
    const answer = await w.summarize(undefined, {}, key);
    expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' }, headers: { 'retry-after': '30' } });
    expect(answer.body.detail).toContain(words);
    expect(w.kept()).toEqual([]);
    expect((await w.call(`GET /v1/tickets/${w.id}/summary`)).status).toBe(404);
    expect(JSON.stringify(w.harness.table.all().filter(({ sk }) => sk.startsWith('M#')))).not.toContain('summarizedAt');
    // The key is not used up: the same request may be repeated.
    w.answers({ outcome: 'answered', answer: { summary: { text: 'plain', confidence: null, model: null } } });
    expect(await w.summarize(undefined, {}, key)).toMatchObject({ status: 200, body: { text: 'plain', ai: { model: 'toolbox', confidence: null } } });
  });

  it('that errors of our own keep back is given up, once', async () => {
    w = await open({ works: false, within: '0' });
    const { body } = await w.summarize();
    const [{ asked }] = w.queue as [{ asked: AskedAi }];
    await giveUpRequest(w.worker(), asked);
    expect((await w.call(`GET /v1/jobs/${body.id}`)).body).toMatchObject({ state: 'failed', error: 'The request to the AI toolbox failed.' });
    await giveUpRequest(w.worker(), asked);
    expect(await answerRequest(w.worker(), asked)).toBe('nothing');
  });

  it('of another tenant’s and another team’s ticket is a 404, and so is its reading', async () => {
    const stranger = await w.harness.tenant();
    await w.call('PATCH /v1/tenant', { ai: { suggestions: true } }, stranger.adminToken);
    const team = (await w.call('POST /v1/teams', { name: 'Other' })).body.id;
    await w.call('POST /v1/queues', { name: 'Q', priority: 1, condition: { all: [] }, visibleTo: { teamIds: [team], agentIds: [] } });
    const agent = await w.world.person('agent');
    await w.summarize();
    await w.translate();
    for (const token of [stranger.adminToken, agent.token])
      for (const [method, path, body] of [
        ['POST', 'summary', {}],
        ['GET', 'summary', undefined],
        ['POST', 'messages/1/translation', { language: 'de' }],
        ['GET', 'messages/1/translations', undefined],
        ['GET', 'messages/1/edits', undefined],
      ] as const)
        expect((await w.call(`${method} /v1/tickets/${w.id}/${path}`, body, token)).status, path).toBe(404);
    expect(w.calls).toHaveLength(2);
  });

  it('of a ticket in which nothing was said to the customer or by them is a 409', async () => {
    await w.call(`PATCH /v1/tickets/${w.id}/messages/1`, { hidden: true });
    await w.call(`POST /v1/tickets/${w.id}/messages`, { kind: 'note', text: 'secret' });
    expect(await w.summarize()).toMatchObject({ status: 409, body: { detail: 'There is no text that the AI toolbox may read.' } });
    expect(w.calls).toEqual([]);
  });

  it('is deleted with a message that it may repeat', async () => {
    await w.receive('ann', 'm2');
    await w.summarize();
    expect((await w.call(`DELETE /v1/tickets/${w.id}/messages/1`)).status).toBe(204);
    expect((await w.call(`GET /v1/tickets/${w.id}/summary`)).status).toBe(404);
    expect(JSON.stringify(w.harness.table.all().filter(({ sk }) => sk.startsWith('A')))).not.toContain(WRITTEN.text);
  });

  it('of a merged ticket covers all of its conversations', async () => {
    await w.receive('bob', 'm9');
    const bob = await w.ticketOf('bob');
    expect((await w.call(`POST /v1/tickets/${bob}/merge`, { intoId: w.id })).status).toBe(200);
    expect((await w.summarize()).body).toMatchObject({ ticketId: w.id, messages: 2 });
    expect(w.calls[0]?.messages.map(({ text }) => text)).toEqual(['This is m1', 'This is m9']);
    expect((await w.call(`GET /v1/tickets/${w.id}/summary`)).body).toMatchObject({ text: WRITTEN.text });
    const conversationId = bob.split('.')[0];
    const path = `/v1/tickets/${w.id}/messages/1/translation`;
    expect((await w.call(`POST ${path}?conversationId=${conversationId}`, { language: 'de' })).body).toMatchObject({ conversationId });
    expect((await w.call(`GET ${path}s?conversationId=${conversationId}`)).body.items).toHaveLength(1);
    expect((await w.call(`GET ${path}s`)).body.items).toEqual([]);
    expect((await w.call(`POST ${path}?conversationId=nowhere`, { language: 'de' })).status).toBe(404);
  });
});

describe('a translation that an agent asks for', () => {
  it('is one for each language of a message; the toolbox is told that message alone', async () => {
    const w = await open();
    await w.receive('ann', 'm2');
    const { body } = await w.translate('de', 2);
    expect(body).toMatchObject({ about: 'translation', number: 2, language: 'de', text: WRITTEN.text, ai: { model: 'm-1', cause: 'translation on request' } });
    await w.translate('DE', 2);
    await w.translate('fr', 2);
    expect(w.calls).toMatchObject([
      { language: 'de', want: ['translation'], messages: [{ text: 'This is m2' }] },
      { language: 'fr', messages: [{ text: 'This is m2' }] },
    ]);
    expect(w.kept().map(({ sk }) => sk.split('#').at(-1))).toEqual(['de', 'fr']);
    const { items } = (await w.call(`GET /v1/tickets/${w.id}/messages/2/translations`)).body as { items: { language: string }[] };
    expect(items.map(({ language }) => language)).toEqual(['de', 'fr']);
    const [, message] = (await w.call(`GET /v1/tickets/${w.id}/messages`)).body.items as { translations: object }[];
    expect(Object.keys(message?.translations ?? {}).sort()).toEqual(['de', 'fr']);
  });

  it('of a text that was edited since is made anew; of one that is too long it says that it is cut', async () => {
    const w = await open();
    await w.translate();
    await w.receive('ann', 'm1', { verb: 'edited', version: '1', text: 'y'.repeat(60_000), occurredAt: new Date(w.harness.deps.clock()).toISOString() });
    const { body } = await w.translate();
    expect(body).toMatchObject({ truncated: true });
    expect(w.calls[1]?.messages[0]?.text).toHaveLength(50_000);
    expect(w.kept()).toHaveLength(1);
  });

  it('that is longer than there is room for is cut, and says so', async () => {
    const w = await open();
    w.answers({ outcome: 'answered', answer: { translation: { ...WRITTEN, text: 'z'.repeat(60_000) } } });
    expect((await w.translate()).body).toMatchObject({ truncated: true, text: expect.stringMatching(/^z{49999}…$/) as unknown });
  });

  it('of a note, a hidden message or one without text is a 422; of none a 404; into no language a 400', async () => {
    const w = await open();
    await w.call(`POST /v1/tickets/${w.id}/messages`, { kind: 'note', text: 'secret' });
    expect((await w.translate('de', 2)).status).toBe(422);
    await w.call(`PATCH /v1/tickets/${w.id}/messages/1`, { hidden: true });
    expect((await w.translate()).status).toBe(422);
    expect((await w.translate('de', 9)).status).toBe(404);
    expect((await w.translate('no language!')).status).toBe(400);
    expect(w.calls).toEqual([]);
  });

  it('of a message that is deleted while the toolbox thinks is not kept, and of one with translations all of them go', async () => {
    const w = await open();
    await w.translate();
    expect(w.kept()).toHaveLength(1);
    await w.call(`DELETE /v1/tickets/${w.id}/messages/1`);
    expect(w.kept()).toEqual([]);
    await w.receive('ann', 'm2');
    w.works(false);
    const slow = await open({ works: false, within: '0' });
    const { body } = await slow.translate();
    slow.answers({ outcome: 'answered', answer: { translation: WRITTEN } });
    const deps = slow.worker();
    await answerRequest(
      {
        ...deps,
        analyse: async () => {
          await slow.call(`DELETE /v1/tickets/${slow.id}/messages/1`);
          return { outcome: 'answered', answer: { translation: WRITTEN } };
        },
      },
      (slow.queue[0] as { asked: AskedAi }).asked,
    );
    expect((await slow.call(`GET /v1/jobs/${body.id}`)).body).toMatchObject({ state: 'failed', error: 'The message was deleted or hidden.' });
    expect(slow.kept()).toEqual([]);
  });

  it('has a most of languages', async () => {
    const w = await open();
    const codes = Array.from({ length: 21 }, (_, n) => `a${String.fromCharCode(97 + n)}`);
    const answers = [];
    for (const code of codes) answers.push((await w.translate(code)).status);
    expect(answers).toEqual([...Array.from({ length: 20 }, () => 200), 409]);
    expect(w.kept()).toHaveLength(20);
  });
});

describe('the edit history by the API', () => {
  it('comes in pages, oldest text first; a tombstone has none', async () => {
    const w = await open();
    for (const n of [1, 2, 3])
      await w.receive('ann', 'm1', { verb: 'edited', version: String(n), text: `text ${n}`, occurredAt: new Date(w.harness.deps.clock()).toISOString() });
    const path = `/v1/tickets/${w.id}/messages/1/edits`;
    const first = (await w.call(`GET ${path}?limit=2`)).body;
    expect(first.items).toMatchObject([
      { version: 1, text: 'This is m1', writtenBy: { type: 'customer', id: 'ann' } },
      { version: 2, text: 'text 1' },
    ]);
    const second = (await w.call(`GET ${path}?limit=2&cursor=${encodeURIComponent(first.nextCursor)}`)).body;
    expect(second).toMatchObject({ items: [{ version: 3, text: 'text 2' }], nextCursor: null });
    await w.call(`DELETE /v1/tickets/${w.id}/messages/1`);
    expect((await w.call(`GET ${path}`)).body).toEqual({ items: [], nextCursor: null });
    expect((await w.call(`GET /v1/tickets/${w.id}/messages/9/edits`)).status).toBe(404);
  });
});
