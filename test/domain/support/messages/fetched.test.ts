import { expect, it } from 'vitest';
import type { Attachment } from '../../../../domain/support/messages/content.ts';
import { afterEdit, mediaKey, sourceOf, toFetch } from '../../../../domain/support/messages/fetched.ts';
import { mediaError } from '../../../../domain/support/messages/media-faults.ts';

const file = (given: Partial<Attachment>): Attachment => ({ name: null, type: 'image/png', size: null, url: null, mediaId: null, objectKey: null, ...given });

it('what is only at the provider is to be fetched', () => {
  const files = [file({ url: 'https://a.example/1' }), file({ mediaId: '7' }), file({ objectKey: 'T/acme/media/1', url: 'https://a.example/2' }), file({})];
  expect(toFetch(files).map(({ state }) => state)).toEqual(['fetching', 'fetching', undefined, undefined]);
});

it('an edit fetches only what the message did not have', () => {
  const kept = file({ mediaId: '7', objectKey: 'T/acme/media/7', size: 3, state: 'ready' });
  const failed = file({ mediaId: '8', state: 'failed', error: 'gone' });
  // From before files were fetched.
  const old = file({ mediaId: '9' });
  const edited = afterEdit([kept, failed, old], [file({ mediaId: '10' }), file({ mediaId: '8' }), file({ mediaId: '7' }), file({ mediaId: '9' })]);
  expect(edited).toEqual([file({ mediaId: '10', state: 'fetching' }), failed, kept, file({ mediaId: '9', state: 'fetching' })]);
});

it('two files of one message have two keys, and one file always the same', () => {
  const ref = { threadId: 'abcdefghijklmnop', number: 3 };
  const keys = [file({ url: 'a' }), file({ mediaId: 'a' }), file({ url: 'a' })].map((one) => mediaKey('acme', ref, sourceOf(one)));
  expect(keys[0]).toMatch(/^T\/acme\/media\/abcdefghijklmnop\.3\.[\w-]{16}$/);
  expect(new Set(keys).size).toBe(2);
  expect(keys[2]).toBe(keys[0]);
});

it('a reason has a sentence, also one of a later release', () => {
  expect(mediaError('gone')).toEqual({ code: 'gone', message: 'The provider no longer has this file.' });
  expect(mediaError('toString')).toEqual({ code: 'toString', message: 'The hub did not keep this file.' });
});
