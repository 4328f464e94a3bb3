import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callToolbox } from '../../../../domain/automation/ai/toolbox.ts';
import { ANSWER_BYTES, readToolboxAnswer, WANTS, type Want } from '../../../../domain/automation/ai/toolbox-answer.ts';
import { openBreaker } from '../../../../domain/services/breaker.ts';
import type { ServicePost } from '../../../../domain/services/service.ts';

const proposal = { text: 'Hello', confidence: 0.5, model: 'm' };

describe('answers of the toolbox', () => {
  it('are read, and what nobody asked for is left out', () => {
    const body = JSON.stringify({ suggestion: proposal, language: 'de', sentiment: { label: 'negative', score: -0.4 } });
    expect(readToolboxAnswer(body, WANTS)).toMatchObject({ ok: true, answer: { suggestion: proposal, language: 'de' } });
    expect(readToolboxAnswer(body, ['language'])).toEqual({ ok: true, answer: { language: 'de' }, faults: [] });
  });

  it.each<[string, object, object, readonly string[]]>([
    ['a member that nobody knows', { suggestion: { ...proposal, tokens: 7 }, language: 'de', more: 1 }, { suggestion: proposal, language: 'de' }, []],
    ['null', { suggestion: proposal, reply: null, sentiment: null }, { suggestion: proposal }, []],
    [
      'a bad part',
      { suggestion: proposal, language: 'not a language', reply: 7 },
      { suggestion: proposal },
      ['reply (invalid_type)', 'language (invalid_format)'],
    ],
    ['a bad part that nobody asked for', { suggestion: proposal, summary: 7 }, { suggestion: proposal }, []],
    ['nothing that was asked for', { more: 1 }, {}, []],
  ])('with %s keep what is good', (_, given, answer, faults) => {
    expect(readToolboxAnswer(JSON.stringify(given), ['suggestion', 'reply', 'sentiment', 'language'])).toEqual({ ok: true, answer, faults });
  });

  it.each([
    ['no json', 'not JSON'],
    ['[]', 'the whole'],
    ['null', 'the whole'],
    ['7', 'the whole'],
    [JSON.stringify({ suggestion: { ...proposal, confidence: 1.5 } }), 'suggestion.confidence'],
    [JSON.stringify({ suggestion: { ...proposal, text: ' ' } }), 'suggestion.text'],
    [JSON.stringify({ suggestion: { ...proposal, text: 'a\u0000' } }), 'suggestion.text'],
    ['{"suggestion":{"text":"\\ud800","confidence":1,"model":"m"}}', 'suggestion.text'],
    [JSON.stringify({ reply: { text: 'a', model: 'm' } }), 'reply.confidence'],
    [JSON.stringify({ sentiment: { label: 'angry', score: 0 } }), 'sentiment.label'],
    [JSON.stringify({ language: 'not a language' }), 'language'],
    [JSON.stringify({ summary: 'x'.repeat(ANSWER_BYTES) }), 'bytes'],
  ])('%.60s is a failure with its reason', (body, reason) => {
    expect(readToolboxAnswer(body, WANTS)).toEqual({ ok: false, reason: expect.stringContaining(reason) as unknown });
  });

  it('of any kind never throw', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.object({ key: fc.constantFrom(...WANTS, 'text', 'label') }).map((value) => JSON.stringify(value)),
        ),
        (body) => {
          const read = readToolboxAnswer(body, WANTS);
          if (read.ok)
            for (const [name, part] of Object.entries(read.answer)) expect([WANTS.includes(name as never), part ?? null]).toEqual([true, expect.anything()]);
          else expect(read.reason).not.toBe('');
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('a call of the toolbox', () => {
  const request = { tenantId: 't', ticketId: 'k', conversationId: 'c', messages: [], want: ['language'] as readonly Want[] };
  const world = (answer: () => Awaited<ReturnType<ServicePost>>, want = request.want) => {
    let now = 1_000_000;
    const calls: { url: string; headers: Readonly<Record<string, string>>; body: string }[] = [];
    const reports: object[] = [];
    const clock = (): number => now;
    const deps = {
      url: 'https://ai.example/',
      secret: async () => 's',
      post: async (url: string, headers: Readonly<Record<string, string>>, body: string) => {
        calls.push({ url, headers, body });
        return answer();
      },
      breaker: openBreaker(clock),
      clock,
      report: (level: string, message: string, detail: object) => void reports.push({ level, message, ...detail }),
    };
    return { reports, calls, call: () => callToolbox(deps, { ...request, want }), pass: (ms: number) => void (now += ms) };
  };

  it('is signed over its time and its body', async () => {
    const { calls, call } = world(() => ({ status: 200, body: '{"language":"en"}' }));
    expect(await call()).toEqual({ outcome: 'answered', answer: { language: 'en' } });
    const [{ url, headers, body }] = calls as [(typeof calls)[number]];
    expect(url).toBe('https://ai.example/v1/analyze');
    expect(JSON.parse(body)).toEqual(request);
    expect(headers['x-parley-timestamp']).toBe('1000');
    expect(headers['x-parley-signature']).toBe(`sha256=${createHmac('sha256', 's').update(`1000.${body}`).digest('hex')}`);
  });

  it.each([
    [{ unanswered: 'ETIMEOUT' }, 'later', 'ETIMEOUT'],
    [{ status: 503, body: '' }, 'later', 'HTTP 503'],
    [{ status: 429, body: '' }, 'later', 'HTTP 429'],
    [{ status: 400, body: '' }, 'bad', 'HTTP 400'],
    [{ status: 204, body: '' }, 'bad', 'HTTP 204'],
    [{ status: 200, body: 'oops' }, 'bad', 'the answer is not JSON'],
  ] as const)('that ends as %o is %s', async (answer, outcome, reason) => {
    expect(await world(() => answer).call()).toMatchObject({ outcome, reason });
  });

  it.each([401, 403, 404, 405, 302, 308])(
    'that ends as HTTP %i is the fault of the operator: told as an error, later again, and the breaker opens',
    async (status) => {
      const { calls, reports, call } = world(() => ({ status, body: '' }));
      for (let n = 0; n < 3; n += 1) expect(await call()).toEqual({ outcome: 'later', reason: `HTTP ${status}`, afterMs: null });
      expect(await call()).toMatchObject({ outcome: 'later', afterMs: 30_000 });
      expect(calls).toHaveLength(3);
      expect(reports).toHaveLength(3);
      expect(reports[0]).toMatchObject({ level: 'error', message: expect.stringContaining('AITOOLBOX_') as unknown, reason: `HTTP ${status}` });
    },
  );

  it('that has a bad part beside good ones is told', async () => {
    const { reports, call } = world(() => ({ status: 200, body: '{"language":"de","sentiment":7}' }), ['language', 'sentiment']);
    expect(await call()).toEqual({ outcome: 'answered', answer: { language: 'de' } });
    expect(reports).toMatchObject([{ level: 'warn', tenantId: 't', ticketId: 'k', reason: 'sentiment (invalid_type)' }]);
  });

  it('is not made for half a minute after three in a row without an answer; then one tries', async () => {
    let answer: Awaited<ReturnType<ServicePost>> = { unanswered: 'ECONNREFUSED' };
    const { calls, call, pass } = world(() => answer);
    for (let n = 0; n < 3; n += 1) await call();
    expect(await call()).toMatchObject({ outcome: 'later', afterMs: 30_000 });
    expect(calls).toHaveLength(3);
    pass(30_000);
    await Promise.all([call(), call()]);
    expect(calls).toHaveLength(4);
    pass(30_000);
    answer = { status: 200, body: '{}' };
    expect(await call()).toMatchObject({ outcome: 'answered' });
    await Promise.all([call(), call()]);
    expect(calls).toHaveLength(7);
  });
});
