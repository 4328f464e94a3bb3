import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { TableRejected } from '../../domain/table/port.ts';
import { ILL_FORMED_NAME, ILL_FORMED_TEXT } from './memory-limits.ts';

/**
 * Plain values to DynamoDB's typed ones and back. Ours rather than the SDK's because every message passes here several
 * times: no options, no class instances, no sets, numbers stay within doubles. `undefined` members are left out.
 * @throws TableRejected for what no engine takes
 */
const toAttribute = (value: unknown): AttributeValue => {
  switch (typeof value) {
    case 'string':
      // Engines answer half a surrogate pair with an error that names nothing, for the whole call.
      if (!value.isWellFormed()) throw new TableRejected(ILL_FORMED_TEXT);
      return { S: value };
    case 'number':
      if (!Number.isFinite(value)) throw new TableRejected('a stored number must be finite');
      return { N: String(value) };
    case 'boolean':
      return { BOOL: value };
    case 'object':
      if (value === null) return { NULL: true };
      // On the wire, and in a stream's images, bytes are base64 text; `attribute-json.ts` passes it through.
      if (value instanceof Uint8Array) return { B: Buffer.from(value).toString('base64') as unknown as Uint8Array };
      if (Array.isArray(value)) return { L: value.map(toAttribute) };
      return { M: toAttributes(value as Record<string, unknown>) };
    default:
      throw new TableRejected(`a ${typeof value} cannot be stored`);
  }
};

export const toAttributes = (object: Readonly<Record<string, unknown>>): Record<string, AttributeValue> => {
  const attributes: Record<string, AttributeValue> = {};
  for (const name in object) {
    const value = object[name];
    if (value === undefined) continue;
    if (!name.isWellFormed()) throw new TableRejected(ILL_FORMED_NAME);
    attributes[name] = toAttribute(value);
  }
  return attributes;
};

const fromAttribute = (attribute: AttributeValue): unknown => {
  if (attribute.S !== undefined) return attribute.S;
  if (attribute.N !== undefined) return Number(attribute.N);
  if (attribute.BOOL !== undefined) return attribute.BOOL;
  if (attribute.M !== undefined) return fromAttributes(attribute.M);
  if (attribute.L !== undefined) return attribute.L.map(fromAttribute);
  if (attribute.NULL !== undefined) return null;
  const bytes: unknown = attribute.B;
  if (typeof bytes === 'string') return new Uint8Array(Buffer.from(bytes, 'base64'));
  throw new Error('an attribute of an unknown type');
};

/** Also reads the images of stream records, whose shape is the same. */
export const fromAttributes = (attributes: Readonly<Record<string, AttributeValue>>): Record<string, unknown> => {
  const object: Record<string, unknown> = {};
  for (const name in attributes) {
    const attribute = attributes[name];
    if (attribute) object[name] = fromAttribute(attribute);
  }
  return object;
};

type Image = Readonly<Record<string, AttributeValue>>;
type Plain = Readonly<Record<string, unknown>>;

const decoded = new WeakMap<object, Plain | (() => Plain)>();

/**
 * A stream record's image as plain values. Both readers of the stream look at the same images, on a laptop even at the same objects:
 * each is taken apart once. Nobody changes what comes out.
 */
export const imageOf = (image: Image): Plain => {
  const known = decoded.get(image);
  const plain = typeof known === 'function' ? known() : (known ?? fromAttributes(image));
  if (known !== plain) decoded.set(image, plain);
  return plain;
};

/**
 * An image of an item that is plain already: `imageOf` answers the item itself, and only who looks at the typed attributes has them made. Neither is
 * done before somebody asks: many records are passed over by their keys alone.
 */
export const lazyImage = (item: () => Plain): Image => {
  let attributes: Record<string, AttributeValue> | undefined;
  const made = (): Record<string, AttributeValue> => (attributes ??= toAttributes(imageOf(image)));
  const image: Image = new Proxy(
    {},
    {
      get: (_target, name) => (typeof name === 'string' ? made()[name] : undefined),
      has: (_target, name) => name in made(),
      ownKeys: () => Object.keys(made()),
      getOwnPropertyDescriptor: (_target, name) => Object.getOwnPropertyDescriptor(made(), name),
    },
  );
  decoded.set(image, item);
  return image;
};
