import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mailboxesOf } from '../../../channels/mail/reader/addresses.ts';
import { folded } from '../../../channels/mail/reader/folded.ts';

const read = (field: string) => mailboxesOf(field).map(({ name, address }) => (name ? `${name} | ${address}` : address));

describe('the mailboxes of a header', () => {
  // Most of these are the examples of RFC 5322, appendix A.
  it.each([
    ['jdoe@example.org', ['jdoe@example.org']],
    ['pete(his account)@silly.test', ['his account | pete@silly.test']],
    ['Pete(A nice \\) chap) <pete(his account)@silly.test(his host)>', ['Pete | pete@silly.test']],
    ['"Joe Q. Public" <john.q.public@example.com>', ['Joe Q. Public | john.q.public@example.com']],
    ['Joe Q. Public <jqp@x.test>', ['Joe Q. Public | jqp@x.test']],
    ['Mary Smith <mary@x.test>, jdoe@example.org, Who? <one@y.test>', ['Mary Smith | mary@x.test', 'jdoe@example.org', 'Who? | one@y.test']],
    ['A Group:Ed Jones <joe@a.test>,joe@where.test,John <jdoe@one.test>;', ['Ed Jones | joe@a.test', 'joe@where.test', 'John | jdoe@one.test']],
    ["A Group(Some people):Chris Jones <c@(Chris's host.)public.example>, joe@example.org; (the end)", ['Chris Jones | c@public.example', 'joe@example.org']],
    ['Undisclosed recipients:;', []],
    ['"john doe"@example.org', ['"john doe"@example.org']],
    ['"a@b"@example.org', ['"a@b"@example.org']],
    ['<@route.example:joe@x.test>', ['joe@x.test']],
    ['user@[127.0.0.1]', ['user@[127.0.0.1]']],
    ['Müller <müller@müller.example>', ['Müller | müller@müller.example']],
    ['=?utf-8?q?Doe=2C_J=C3=B6rg?= <jd@x.test>', ['Doe, Jörg | jd@x.test']],
    ['"=?utf-8?q?J=C3=B6rg?=" <jd@x.test>', ['Jörg | jd@x.test']],
    ['=?utf-8?q?J=C3=B6?= =?utf-8?q?rg?= <jd@x.test>', ['Jörg | jd@x.test']],
    ['=?utf-8?q?evil=40bank.test?= <jd@x.test>', ['evil@bank.test | jd@x.test']],
    ['=?utf-8?q?J=C3=B6rg_=3Cjd=40x=2Etest=3E?=', ['Jörg | jd@x.test']],
    ['"evil@bank.test" <jd@x.test>', ['evil@bank.test | jd@x.test']],
    ['joe@x.test; ann@x.test', ['joe@x.test', 'ann@x.test']],
    ['MAILER-DAEMON', []],
    ['<>', []],
    ['', []],
    ['a b c', []],
  ])('%s', (field, mailboxes) => expect(read(field)).toEqual(mailboxes));

  it('never throws, and every address has two sides', () => {
    const piece = fc.constantFrom('a', 'b.test', '@', '<', '>', '(', ')', '"', '\\', ',', ';', ':', ' ', '=?utf-8?q?x?=', '[1]', 'ü', '\t');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => mailboxesOf(pieces.join('')).every(({ address }) => /^.+@[^@]+$/s.test(address))),
      { numRuns: 5000 },
    );
  });
});

describe('one mailbox in two spellings', () => {
  it.each([
    ['Jane.Doe@Example.org', 'jane.doe@example.org'],
    ['jane@müller.example', 'jane@xn--mller-kva.example'],
    ['jane@MÜLLER.example', 'jane@XN--MLLER-KVA.Example'],
    ['jane@mu\u0308ller.example', 'jane@müller.example'],
    ['jane@例え.テスト', 'jane@xn--r8jz45g.xn--zckzah'],
    ['jane@ｅｘａｍｐｌｅ.org', 'jane@example.org'],
    ['jane@example.org.', 'jane@example.org'],
    ['"jane.doe"@example.org', 'jane.doe@example.org'],
    [' jane@example.org ', 'jane@example.org'],
    ['jörg@example.org', 'JO\u0308RG@example.org'],
  ])('%s is %s', (one, other) => expect(folded(one)).toBe(folded(other)));

  it.each([
    ['"jane doe"@example.org', 'janedoe@example.org'],
    ['jane@[192.0.2.1]', 'jane@192.0.2.1'],
    ['jane+shop@example.org', 'jane@example.org'],
    ['j.ane@example.org', 'jane@example.org'],
    ['"a@b"@example.org', 'b@example.org'],
  ])('%s is not %s', (one, other) => expect(folded(one)).not.toBe(folded(other)));
});
