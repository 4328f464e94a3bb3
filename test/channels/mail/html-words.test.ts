import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordsOfHtml } from '../../../channels/mail/text/html-words.ts';

describe('the words of HTML', () => {
  it.each([
    ['<p>One</p><p>Two &lt;3</p>', 'One\nTwo <3'],
    ['a<br/>b<BR>c', 'a\nb\nc'],
    ['a<div>b</div>c', 'a\nb\nc'],
    ['<ul><li>a<li>b</ul>', 'a\nb'],
    ['<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>', 'a b\nc'],
    ['<script>evil("</p>")</script>x<style>p{}</style>y<!-- z -->', 'xy'],
    ['<script>never ends', ''],
    ['<head><title>x</title><body>y', 'y'],
    ['<head><title>x</title><p>y', 'y'],
    ['open <!-- comment', 'open'],
    ['1 < 2', '1 < 2'],
    ['R&uuml;ckerstattung 5&nbsp;&euro; &hellip; &copy 2026 &NotEqualTilde;', 'Rückerstattung 5 € … © 2026 ≂̸'],
    ['&#8364;&#x1F600;&nbsp;&unknown;', '€😀 &unknown;'],
    ['&#xD800;&#x110000;&#9999999;', '\uFFFD\uFFFD\uFFFD'],
    ['<div>a</div><div></div><div></div><div></div><div>b</div>', 'a\n\nb'],
    ['<img alt="Sale &amp; more" src="x"><img src="y"><img alt="">', 'Sale & more'],
    ['<a title="x > y" href="z">link</a>', 'link'],
    ['<p\nclass="x">a</p\n>b', 'a\nb'],
    ['<noscript>shown</noscript>', 'shown'],
    ['', ''],
  ])('%j', (html, text) => expect(wordsOfHtml(html)).toBe(text));

  it.each([
    '<script>',
    '<',
    '<!--',
    '<p',
    '&',
    '<style><script>',
    '</p>',
    '<head>x',
    '<div>',
    '<b>',
    '<ul><li>',
    '<table><tr><td>',
    '<a href="',
    '<![CDATA[',
    '&amp',
    '<img alt="a">',
    ' \u00a0',
  ])('takes time in proportion to its length: %s', (piece) => {
    const cost = (times: number): number => {
      const startedAt = process.cpuUsage();
      wordsOfHtml(piece.repeat(times));
      return process.cpuUsage(startedAt).user;
    };
    cost(1000);
    // 16 times the length; a quadratic reader would take 256 times as long, and a recursive one would overflow the stack.
    expect(cost(160_000)).toBeLessThan(100 * (cost(10_000) + 2000));
  });

  it('never throws and is always well-formed', () => {
    const piece = fc.oneof(
      fc.constantFrom('<', '>', '/', 'p', 'script', '<!--', '-->', '&', ';', '#x', 'amp', '"', '=', 'alt', 'img ', '<![CDATA[', ']]>'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => wordsOfHtml(pieces.join('')).isWellFormed()),
      { numRuns: 3000 },
    );
  });
});
