import { describe, expect, it } from 'vitest';
import { type Circumstances, entryOf, wantOf } from '../../../../domain/automation/ai/analysis-policy.ts';
import type { AiSettings } from '../../../../domain/configuration/ai-settings.ts';

const suggestion = { text: 'maybe', confidence: 0.4, model: 'm' };
const reply = { text: 'surely', confidence: 0.9, model: 'm' };
const hours = { timeZone: 'UTC', from: '09:00', to: '17:00' };
const BY_DAY = Date.parse('2026-01-15T12:00:00Z');
const BY_NIGHT = Date.parse('2026-01-15T20:00:00Z');
const WHOLE: AiSettings = { suggestions: true, replies: { threshold: 0.9, hours } };
const around: Circumstances = {
  now: BY_DAY,
  isClosed: false,
  isOriginEnabled: true,
  isAutomatic: false,
  isAnswered: false,
  isNewest: true,
  isSuperseded: false,
  isSpent: false,
  takes: () => true,
};

describe('what becomes of an answer', () => {
  it.each<[string, AiSettings, object, Partial<Circumstances>, string | null]>([
    ['at the threshold', WHOLE, {}, {}, 'ai_message'],
    ['below the threshold', WHOLE, { reply: { ...reply, confidence: 0.89 } }, {}, 'ai_suggestion'],
    ['outside of the hours', WHOLE, {}, { now: BY_NIGHT }, 'ai_suggestion'],
    ['for a machine', WHOLE, {}, { isAutomatic: true }, 'ai_suggestion'],
    ['after too many in an hour', WHOLE, {}, { isSpent: true }, 'ai_suggestion'],
    ['on a channel that does not take it, or after its reply window', WHOLE, {}, { takes: () => false }, 'ai_suggestion'],
    ['without a reply', WHOLE, { reply: undefined }, {}, 'ai_suggestion'],
    ['on a closed ticket', WHOLE, {}, { isClosed: true }, null],
    ['on a disabled origin', WHOLE, {}, { isOriginEnabled: false }, null],
    ['after an agent has answered', WHOLE, {}, { isAnswered: true }, null],
    ['when a newer message is there that is not analysed', WHOLE, {}, { isNewest: false }, 'ai_suggestion'],
    ['when a newer message waits too', WHOLE, {}, { isNewest: false, isSuperseded: true }, null],
    ['with suggestions alone', { suggestions: true }, {}, {}, 'ai_suggestion'],
    ['with replies alone, below the threshold', { replies: { threshold: 0.95 } }, {}, {}, null],
    ['with replies alone and no hours, at night', { replies: { threshold: 0.5 } }, {}, { now: BY_NIGHT }, 'ai_message'],
    ['without a suggestion', { suggestions: true }, { suggestion: undefined }, {}, null],
    ['turned off in the meantime', {}, {}, {}, null],
    ['with replies taken away', { replies: null, sentiment: true }, {}, {}, null],
  ])('%s', (_, settings, answer, change, kind) => {
    expect(entryOf(settings, { suggestion, reply, ...answer }, { ...around, ...change })?.kind ?? null).toBe(kind);
  });

  it('says why', () => {
    expect(entryOf(WHOLE, { reply }, around)).toEqual({ kind: 'ai_message', from: reply, cause: 'confidence 0.9 reaches 0.9' });
  });
});

describe('what is asked for', () => {
  it.each<[AiSettings, number, readonly string[]]>([
    [{}, BY_DAY, []],
    [{ suggestions: false, replies: null, sentiment: false }, BY_DAY, []],
    [WHOLE, BY_DAY, ['suggestion', 'reply']],
    [WHOLE, BY_NIGHT, ['suggestion']],
    [{ sentiment: true }, BY_DAY, ['sentiment', 'language']],
  ])('%o', (settings, now, want) => expect(wantOf(settings, now)).toEqual(want));
});
