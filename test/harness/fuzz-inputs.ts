import fc from 'fast-check';

/**
 * Hostile values as JSON text, so that they can hold what no JavaScript value can: half surrogate pairs, numbers beyond 2^53, doubled names.
 * `n` makes what must be unique unique.
 */
const escaped = fc.constantFrom(
  'half \\ud83d',
  '\\ude00 half',
  '\\u0000',
  '\\u202e',
  '\\ufeff',
  '\\u0301',
  '\\u200d',
  '😀',
  'İADE',
  'مرحبا',
  '<script>',
  "'; --",
);
const jsonText = fc.oneof(
  { weight: 6, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }).map((text) => JSON.stringify(text)) },
  { weight: 3, arbitrary: fc.array(escaped, { minLength: 1, maxLength: 8 }).map((parts) => `"${parts.join(' ').replaceAll("'", '`')}"`) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('x', '\\u0001', 'é', '\\ud83d\\ude00'), fc.constantFrom(300, 5_000, 70_000))
      .map(([unit, times]) => `"${unit.repeat(times)}"`),
  },
);
const jsonNumber = fc.constantFrom('0', '-1', '1e400', '-0', '1.5', '5', '1795168800', '1795168800000', '1795168800000000', '123456789012345678901234567890');
const deep = fc.constantFrom(20, 2_000).map((depth) => `${'['.repeat(depth)}${']'.repeat(depth)}`);
const anything = fc.oneof(
  { weight: 5, arbitrary: jsonText },
  { weight: 3, arbitrary: jsonNumber },
  { weight: 1, arbitrary: deep },
  { weight: 2, arbitrary: fc.constantFrom('null', 'true', '{}', '[]', '[null]', '{"__proto__":{"x":1}}', '{"a":{"b":["c"]}}', '""', '" "') },
  { weight: 1, arbitrary: fc.json({ maxDepth: 3 }) },
);
const time = fc.constantFrom(
  '"5"',
  '"2026-11-28"',
  '"2026-11-28T10:00:00"',
  '"2026-11-28T10:00:00+09:00"',
  '"yesterday"',
  '1795168800',
  '99999999999999999',
  'null',
);

/** An element of the api channel. `text`: what a reader must see, undefined where the text is hostile itself. */
export interface ShopInput {
  readonly element: string;
  readonly text: string | undefined;
}

export const shopElements = (marker: (n: number) => string, n: number): fc.Arbitrary<ShopInput> => {
  const mark = marker(n);
  // One id names one message, so no two inputs may share one.
  const unique = (value: string): string =>
    value.startsWith('"') ? `"${mark}${value.slice(1)}` : value.replace(/^-?(?=\d)/, (sign) => `${sign}9${String(n).padStart(6, '0')}`);
  const members = {
    id: fc.oneof(
      { weight: 4, arbitrary: fc.constant(`"${mark}"`) },
      { weight: 1, arbitrary: fc.constant(String(9_007_199_254_740_993n + BigInt(n) * 2n)) },
      { weight: 1, arbitrary: anything.map((value) => unique(value)) },
    ),
    author: fc.oneof(
      { weight: 4, arbitrary: fc.constant(`{"id":"author-${n}","name":"A"}`) },
      { weight: 2, arbitrary: fc.tuple(anything, anything).map(([id, name]) => `{"id":${id},"name":${name}}`) },
      { weight: 1, arbitrary: anything },
    ),
    more: fc.dictionary(fc.constantFrom('createdAt', 'attachments', 'starRating', 'inReplyTo', 'html', 'surprise'), fc.oneof(anything, time), { maxKeys: 3 }),
  };
  const words = fc.oneof(
    { weight: 5, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
    { weight: 1, arbitrary: fc.constantFrom(100, 20_000, 400_000).map((length) => 'w'.repeat(length)) },
  );
  const given = fc.oneof(
    {
      weight: 4,
      arbitrary: words.map((text) => ({ json: JSON.stringify(`${mark} ${text}`), text: `${mark} ${text}`.toWellFormed().replaceAll('\u0000', '\ufffd') })),
    },
    { weight: 1, arbitrary: anything.map((json) => ({ json, text: undefined })) },
  );
  return fc.record({ ...members, given }).map(({ id, author, more, given: { json, text } }) => ({
    element: `{"id":${id},"author":${author},"text":${json},"note":"${mark}"${Object.entries(more)
      .map(([name, value]) => `,"${name}":${value}`)
      .join('')}}`,
    text,
  }));
};

/** A documented WhatsApp message with one member, anywhere, replaced. */
export const whatsAppElements = (mark: string, n: number): fc.Arbitrary<string> => {
  const kinds = fc.constantFrom('text', 'image', 'location', 'contacts', 'reaction', 'interactive', 'button', 'order', 'system', 'unsupported', 'hologram');
  const of = (kind: string): string => {
    const body: Record<string, string> = {
      text: `{"body":"${mark}"}`,
      image: `{"id":"media-${n}","mime_type":"image/jpeg","caption":"${mark}"}`,
      location: '{"latitude":1.5,"longitude":2.5,"name":"here"}',
      contacts: '[{"name":{"formatted_name":"N"},"phones":[{"phone":"+1"}]}]',
      reaction: '{"message_id":"nobody","emoji":"👍"}',
      interactive: '{"type":"button_reply","button_reply":{"id":"b","title":"Yes"}}',
      button: '{"payload":"p","text":"Yes"}',
      order: '{"catalog_id":"c","product_items":[]}',
      system: '{"body":"changed number","type":"user_changed_number"}',
      unsupported: '{"type":"poll"}',
    };
    return `"type":"${kind}","${kind}":${body[kind] ?? `{"x":"${mark}"}`}`;
  };
  const from = fc.oneof({ weight: 4, arbitrary: fc.constant(`"49309${String(n).padStart(8, '0')}"`) }, { weight: 1, arbitrary: anything });
  const timestamp = fc.oneof({ weight: 4, arbitrary: fc.constant('"1795168800"') }, { weight: 1, arbitrary: fc.oneof(time, anything) });
  return fc.record({ kind: kinds, from, timestamp, replaced: fc.option(anything, { freq: 4 }) }).map(({ kind, from: who, timestamp: at, replaced }) => {
    const content = replaced === null ? of(kind) : `"type":"${kind}","${kind}":${replaced}`;
    return `{"from":${who},"id":"${mark}","timestamp":${at},${content},"note":"${mark}"}`;
  });
};

/** A mail whose headers and body are hostile, as bytes. The marker is in the subject and in the body. */
export const mails = (mark: string, to: string, n: number): fc.Arbitrary<Uint8Array<ArrayBuffer>> => {
  const junk = fc.uint8Array({ maxLength: 80 }).map((bytes) =>
    Buffer.from(bytes)
      .toString('latin1')
      .replaceAll(/[\r\n]/g, ' '),
  );
  const from = fc.constantFrom(
    `Customer <c${n}@customer.example>`,
    `"Q, uoted" <c${n}@customer.example>`,
    `c${n}(comment)@customer.example`,
    `=?utf-8?q?J=C3=BCrgen?= <c${n}@müller.example>`,
    `group: c${n}@customer.example;`,
  );
  const header = fc.oneof(
    fc.constantFrom(
      'Content-Type: text/html',
      'Content-Type: text/plain; charset=utf-7',
      'Content-Type: text/plain; charset=nonsense',
      'Content-Type: multipart/mixed; boundary=b',
      'Content-Transfer-Encoding: base64',
      'Content-Transfer-Encoding: quoted-printable',
      'Auto-Submitted: auto-generated',
      'Date: never',
      'Date: Fri, 99 Nov 2026 99:00:00 +9999',
      'References: <a@b> <c@d>',
      'In-Reply-To: broken',
    ),
    junk.map((text) => `X-Junk: ${text}`),
    junk,
  );
  const body = fc.oneof(junk, fc.constantFrom('--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b--', '<p>R&uuml;ck</p>', 'a\r\n'.repeat(3_000), '=?', '+AGE-'));
  return fc.record({ from, headers: fc.array(header, { maxLength: 6 }), body }).map(({ from: who, headers, body: text }) => {
    const lines = [`From: ${who}`, `To: ${to}`, `Subject: ${mark}`, `Message-ID: <${mark}@customer.example>`, ...headers, '', mark, text, ''];
    return new Uint8Array(Buffer.from(lines.join('\r\n'), 'latin1'));
  });
};

/** A body of the API: a good one with members replaced, or anything at all. */
export const apiBodies: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .dictionary(
        fc.constantFrom(
          'name',
          'kind',
          'text',
          'html',
          'condition',
          'priority',
          'visibleTo',
          'tags',
          'customFields',
          'email',
          'password',
          'role',
          'teamIds',
          'attachmentIds',
          'ids',
          'change',
          'entries',
          'thenStatus',
        ),
        anything,
        { maxKeys: 8 },
      )
      .map(
        (members) =>
          `{${Object.entries(members)
            .map(([name, value]) => `"${name}":${value}`)
            .join(',')}}`,
      ),
  },
  { weight: 1, arbitrary: anything },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 50 }) },
);
