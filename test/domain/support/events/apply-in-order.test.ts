import { expect, it } from 'vitest';
import { Rejected, Unavailable } from '../../../../domain/edge-errors.ts';
import { applyInOrder } from '../../../../domain/support/events/apply-in-order.ts';

const run = async (names: readonly string[], fates: Readonly<Record<string, Error[]>>, tries = 3) => {
  const tried: string[] = [];
  const left = new Map(Object.entries(fates).map(([name, errors]) => [name, [...errors]]));
  const outcomes = await applyInOrder(names, {
    keyOf: (name) => name.slice(0, 1),
    apply: async (name) => {
      tried.push(name);
      await Promise.resolve();
      const error = left.get(name)?.shift();
      if (error) throw error;
      return 'applied';
    },
    tries,
  });
  return { outcomes, tried };
};

it('an outage stops the later events of its own key and nobody else’s', async () => {
  const error = new Unavailable('down');
  const { outcomes, tried } = await run(['a1', 'b1', 'a2', 'b2', 'a3'], { a1: [error] });
  expect(outcomes).toEqual([
    { ok: false, permanent: false, error },
    { ok: true, effect: 'applied' },
    { ok: false, permanent: false, error, behind: 0 },
    { ok: true, effect: 'applied' },
    { ok: false, permanent: false, error, behind: 0 },
  ]);
  expect(tried).not.toContain('a2');
});

it('an event that can never be applied delays nothing and is tried once', async () => {
  const { outcomes, tried } = await run(['a1', 'a2'], { a1: [new Rejected('no')] });
  expect(outcomes).toMatchObject([{ ok: false, permanent: true }, { ok: true }]);
  expect(tried).toEqual(['a1', 'a2']);
});

it('a defect is tried a few times and then given up', async () => {
  const defect = new TypeError('boom');
  expect((await run(['a1'], { a1: [defect, defect] })).outcomes).toEqual([{ ok: true, effect: 'applied' }]);
  const { outcomes, tried } = await run(['a1', 'a2'], { a1: [defect, defect, defect] });
  expect(outcomes).toMatchObject([{ ok: false, permanent: true, error: defect }, { ok: true }]);
  expect(tried).toEqual(['a1', 'a1', 'a1', 'a2']);
});

it('an outage after a defect is left to the event source', async () => {
  const { outcomes } = await run(['a1'], { a1: [new TypeError('boom'), new Unavailable('down')] });
  expect(outcomes).toMatchObject([{ ok: false, permanent: false }]);
});
