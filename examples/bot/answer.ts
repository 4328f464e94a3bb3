import { ORDERS } from './orders.ts';

const HELP = ['I can do this:', '• order 1001: where is it? I know orders 1001 to 1004.', '• echo and a text: I say it again.', '• help: this list.'].join(
  '\n',
);

const LONGEST = 500;

interface Asked {
  /** The whole text was `@` and a name, then this. */
  readonly text: string;
  readonly name: string;
}

const ROWS: readonly (readonly [RegExp, (found: RegExpExecArray, asked: Asked) => string])[] = [
  [/^(?:hi|hello|hey|ciao|good (?:morning|afternoon|evening))\b/i, (_found, { name }) => `Hello! I am ${name}. ${HELP}`],
  [/^\/?help\b/i, () => HELP],
  [/^(?:\/?order\s*)?#?\s*(\d{3,9})\W*$/i, ([, number = '']) => orderLine(number)],
  [/^\/?order\b/i, () => 'Which order? Write “order” and its number, such as: order 1001'],
  [/^\/?echo\s+(.+)$/is, ([, said = '']) => said],
];

const orderLine = (number: string): string => {
  const found = ORDERS.get(number);
  return found === undefined ? `I know no order ${number}.` : `Order ${number}: ${found}`;
};

/** With spaces for mentions, so that the answer mentions nobody, also where the rest would join to one. Cut between characters. */
const plain = (text: string): string => {
  const characters = Array.from(text.replaceAll(/@\[[^\]]*\]/g, ' ').trim());
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST).join('')} …` : characters.join('');
};

/** What the bot says to a text. It depends on nothing else: the same question has the same answer after a crash. `name`: the bot's own. */
export function answerTo(text: string, name: string): string {
  const asked = { text: plain(text), name };
  for (const [pattern, answer] of ROWS) {
    const found = pattern.exec(asked.text);
    if (found !== null) return answer(found, asked);
  }
  return asked.text === '' ? HELP : `You wrote “${asked.text}”. I do not know what to do with it; write “help”.`;
}
