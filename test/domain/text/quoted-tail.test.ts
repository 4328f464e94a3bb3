import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quotedTailAt } from '../../../domain/text/quoted-tail.ts';
import { seedOfRun } from '../../harness/random.ts';

const newOf = (text: string): string | null => {
  const at = quotedTailAt(text);
  return at === null ? null : text.slice(0, at);
};
const QUOTE = '> Where is it?\n> Ann';

describe('the new words of a mail end', () => {
  it.each<[string, string]>([
    ['quoted lines', QUOTE],
    ['an introduction and quoted lines', `On Mon, 2 Nov 2026 at 10:00, Ann <ann@post.example> wrote:\n\n${QUOTE}`],
    ['an introduction of two lines', `On Mon, 2 Nov 2026 at 10:00,\nAnn Berg <ann@post.example> wrote:\n${QUOTE}`],
    ['a German introduction', `Am 02.11.2026 um 10:00 schrieb Ann:\n${QUOTE}`],
    ['a French introduction', `Le lun. 2 nov. 2026 à 10:00, Ann a écrit :\n${QUOTE}`],
    ['an introduction whose quote lost its marks in HTML', 'On Mon, Ann <ann@post.example> wrote:\nWhere is it?\nAnn'],
    ['an introduction in another language', `2. marraskuuta Ann\nkirjoitti:\n${QUOTE}`],
    ['an introduction by an address alone', `2026-11-02 10:00 GMT+01:00 Ann <ann@post.example>:\n${QUOTE}`],
    ['Outlook’s line', '-----Original Message-----\nFrom: Ann\nWhere is it?'],
    ['Outlook’s German line', '-----Ursprüngliche Nachricht-----\nVon: Ann\nWo ist es?'],
    ['Outlook’s block', '________________________________\nFrom: Ann <ann@post.example>\nSent: Monday\nTo: Help\nSubject: Parcel\n\nWhere is it?'],
    ['a block in bold', '*Von:* Ann\n*Gesendet:* Montag\n*An:* Hilfe\n*Betreff:* Paket\n\nWo ist es?'],
    ['a signature', '-- \nAda\nThe Shop'],
    ['a signature without its space', '--\nAda'],
    ['a signature and a quote', `-- \nAda\n\nOn Mon, Ann wrote:\n${QUOTE}`],
    ['the words of a phone', 'Sent from my iPhone'],
    ['the words of a phone and a quote', `Sent from my iPhone\n\nOn Mon, Ann wrote:\n${QUOTE}`],
  ])('at %s', (_, tail) => {
    expect(newOf(`It has come.\nThank you\n\n${tail}`)?.trimEnd()).toBe('It has come.\nThank you');
    expect(newOf(`It has come.\r\n\r\n${tail.replaceAll('\n', '\r\n')}`)?.trimEnd()).toBe('It has come.');
  });

  it.each<[string, string]>([
    ['a mail without any', 'It has come.\n\nThank you'],
    ['answers between the quoted lines', `On Mon, Ann wrote:\n> Where is it?\nHere.\n> And the other?\nThere.`],
    ['an answer below the quote', `> Where is it?\n\nIt has come.`],
    ['nothing but a quote', `On Mon, Ann wrote:\n${QUOTE}`],
    ['nothing but a signature', '-- \nAda'],
    ['a line that ends with a colon', 'I need two things:\na bag\na box'],
    ['a letter that says who wrote', 'On Monday she wrote to me: no'],
    ['one header', 'From: the left\nthe street is long'],
    ['an empty mail', ''],
    ['a text of more than a million characters', `${'x'.repeat(1_000_001)}\n> quoted`],
  ])('nowhere in %s', (_, text) => expect(newOf(text)).toBeNull());

  it(`somewhere in the text, or nowhere, whatever is written (seed ${seedOfRun()})`, () => {
    const line = fc.oneof(
      fc.constantFrom(
        '> q',
        '>',
        '-- ',
        '',
        'On Mon, Ann wrote:',
        'From: Ann',
        'To: Help',
        'Sent: now',
        'Sent from my phone',
        '____________',
        '-----Original Message-----',
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), fc.constantFrom('\n', '\r\n'), (lines, end) => {
        const text = lines.join(end);
        const at = quotedTailAt(text);
        if (at === null) return;
        expect(at).toBeGreaterThan(0);
        expect(at).toBeLessThanOrEqual(text.length);
        expect(text.slice(0, at).trim()).not.toBe('');
        // What is left has no tail of its own to cut but the same.
        expect(text.slice(0, at)).not.toMatch(/(?:^|\n)-- \r?\n/);
      }),
      { seed: seedOfRun(), numRuns: 500 },
    );
  });

  it('is found at once in hostile texts', () => {
    const started = performance.now();
    for (const piece of ['> ', '-- \n', 'On a wrote:\n', 'From: a\n', `On ${'a wrote '.repeat(40)}\n`, '<a@b>', '\n', 'Sent from my '])
      quotedTailAt(piece.repeat(Math.floor(900_000 / piece.length)));
    // Each introduction would have to look at everything below it.
    quotedTailAt(`${'On a wrote:\n'.repeat(70_000)}> q\nx`);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
