import { type FieldRows, settableBy, TICKET_FIELDS } from '../../automation/ticket-fields.ts';
import { CUSTOM_FIELD_NAME } from '../../limits.ts';
import { cut } from '../../text/well-formed.ts';
import { FileRefused } from './texts.ts';

/** Stores a non-empty cell in the entry's `set`. */
type Setter = (set: Record<string, unknown>, cell: string) => void;

export interface Column {
  readonly name: string;
  /** Null: the value itself. */
  readonly put: Setter | null;
}

/** Maximum columns of a CSV. */
const MOST = 100;
const FREE = 'customFields.';

/** Numbers and booleans are converted; everything else stays a text, which the entry's schema rejects. */
const asInteger = (cell: string): unknown => (/^-?\d{1,15}$/.test(cell) ? Number(cell) : cell);
const asBoolean = (cell: string): unknown => (cell === 'true' ? true : cell === 'false' ? false : cell);
const asList = (cell: string): string[] =>
  cell
    .split(';')
    .map((one) => one.trim())
    .filter((one) => one !== '');

const member =
  (name: string, inner: string): Setter =>
  (set, cell) => {
    set[name] = { ...(set[name] as object | undefined), [inner]: cell };
  };
const whole =
  (name: string, read: (cell: string) => unknown): Setter =>
  (set, cell) => {
    set[name] = read(cell);
  };

/** The columns that a list may have besides `value`, from the rows of ticket fields; custom fields are `customFields.<name>`. */
export const settersOf = (rows: FieldRows): ReadonlyMap<string, Setter> =>
  new Map(
    [...settableBy(rows, 'lists')].flatMap(([name, { type }]): [string, Setter][] => {
      switch (type.kind) {
        case 'free':
          return [];
        case 'object':
          return Object.keys(type.members ?? {}).map((inner) => [`${name}.${inner}`, member(name, inner)]);
        case 'list':
          return [[name, whole(name, asList)]];
        case 'integer':
          return [[name, whole(name, asInteger)]];
        case 'boolean':
          return [[name, whole(name, asBoolean)]];
        default:
          return [[name, whole(name, (cell) => cell)]];
      }
    }),
  );

const SETTERS = settersOf(TICKET_FIELDS);

const NAMES = ['value', ...SETTERS.keys(), `${FREE}<name>`].join(', ');

const setterOf = (name: string): Setter | undefined => {
  const inner = name.startsWith(FREE) ? name.slice(FREE.length) : '';
  if (inner !== '' && inner.length <= CUSTOM_FIELD_NAME && inner !== '__proto__') return member('customFields', inner);
  return SETTERS.get(name);
};

/** @throws FileRefused for unknown, repeated and missing columns */
export const columnsOf = (header: readonly string[]): Column[] => {
  if (header.length > MOST) throw new FileRefused(`The first line names ${header.length} columns; at most ${MOST} are allowed.`);
  const names = header.map((name) => name.trim());
  if (names.every((name) => name === '')) throw new FileRefused('The first line is empty; it must name the columns.');
  const columns = names.map((name): Column => {
    if (name === 'value') return { name, put: null };
    const put = setterOf(name);
    if (!put) throw new FileRefused(`The first line names an unknown column “${cut(name, 60, '…')}”. Columns are separated by commas: ${NAMES}.`);
    return { name, put };
  });
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new FileRefused(`The first line names the column “${cut(twice, 60, '…')}” twice.`);
  if (!names.includes('value')) throw new FileRefused('The first line must name the column “value”.');
  return columns;
};
