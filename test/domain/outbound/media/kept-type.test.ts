import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { keptType } from '../../../../domain/outbound/media/kept-type.ts';
import { servedType } from '../../../../domain/support/messages/mime-type.ts';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

it.each([
  // What it is counts, not what it is called.
  ['image/jpeg', 'image/png', 'image/png'],
  ['image/jpeg', 'video/mp4', 'video/mp4'],
  ['audio/ogg', 'audio/ogg; codecs=opus', 'audio/ogg'],
  ['audio/ogg', 'application/ogg', 'application/ogg'],
  ['application/octet-stream', 'application/pdf', 'application/pdf'],
  ['application/pdf', 'application/x-msdownload', 'application/x-msdownload'],
  // No image, sound or film.
  ['image/png', undefined, null],
  ['video/mp4', 'application/xml', null],
  ['image/png', 'application/zip', null],
  // A container tells less than its name.
  [DOCX, 'application/zip', DOCX],
  ['application/msword', 'application/x-cfb', 'application/msword'],
  ['text/html', 'application/zip', 'application/zip'],
  // No signature.
  ['text/csv', undefined, 'text/csv'],
  ['text/plain; charset=utf-8', undefined, 'text/plain'],
  ['text/html', undefined, 'application/octet-stream'],
  ['application/x-tgsticker', undefined, 'application/octet-stream'],
  ['no type', undefined, 'application/octet-stream'],
  // Browsers run these.
  ['image/svg+xml', 'application/xml', 'application/octet-stream'],
  ['image/svg+xml', undefined, 'application/octet-stream'],
  ['application/pdf', 'application/xml', 'application/octet-stream'],
])('%s whose bytes are %s is kept as %s', (told, found, kept) => expect(keptType(told, found)).toBe(kept));

it('is never a type that a browser runs', () => {
  const active = [
    'text/html',
    'application/xhtml+xml',
    'image/svg+xml',
    'text/xml',
    'application/xml',
    'text/javascript',
    'application/javascript',
    'text/css',
  ];
  const types = fc.oneof(fc.constantFrom(...active, 'image/png', 'application/zip', 'application/x-cfb', DOCX), fc.string());
  fc.assert(
    fc.property(types, fc.option(types, { nil: undefined }), (told, found) => {
      const kept = keptType(told, found);
      expect(kept === null || kept === servedType(kept)).toBe(true);
      expect(active).not.toContain(kept);
    }),
  );
});
