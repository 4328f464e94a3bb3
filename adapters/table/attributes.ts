import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { TableRejected } from '../../domain/table/port.ts';
import { ILL_FORMED_NAME, ILL_FORMED_TEXT } from './memory-limits.ts';

/**
 * Converts plain values to DynamoDB's typed ones and back. We do not use the SDK's converter, because every message is converted several
 * times: no options, no class instances, no sets, numbers stay within doubles. `undefined` members are left out.
 * @throws TableRejected for values that no engine accepts
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

/** Assigning to `__proto__` would set the object's prototype and lose the member. */
const setMember = <T>(object: Record<string, T>, name: string, value: T): void => {
  if (name === '__proto__') Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true });
  else object[name] = value;
};

export const toAttributes = (object: Readonly<Record<string, unknown>>): Record<string, AttributeValue> => {
  const attributes: Record<string, AttributeValue> = {};
  for (const name in object) {
    const value = object[name];
    if (value === undefined) continue;
    if (!name.isWellFormed()) throw new TableRejected(ILL_FORMED_NAME);
    setMember(attributes, name, toAttribute(value));
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
    if (attribute) setMember(object, name, fromAttribute(attribute));
  }
  return object;
};

type Image = Readonly<Record<string, AttributeValue>>;
type Plain = Readonly<Record<string, unknown>>;

/** Caches the conversion of typed images. */
const decoded = new WeakMap<object, Plain>();

/** The symbol under which a lazy image returns its plain item. No attribute has a symbol as its name. */
const PLAIN = Symbol('the plain item');

/**
 * A stream record's image as plain values. Both readers of the stream read the same images, on a laptop even the same objects, so
 * each is converted once. Nobody modifies the result.
 */
export const imageOf = (image: Image): Plain => {
  const known = (image as { readonly [PLAIN]?: Plain })[PLAIN] ?? decoded.get(image);
  if (known) return known;
  const plain = fromAttributes(image);
  decoded.set(image, plain);
  return plain;
};

/** The source of a lazy image, and its attributes that were read so far. */
interface Lazy {
  readonly item: () => Plain;
  plain?: Plain;
  attributes?: Record<string, AttributeValue>;
}

const plainOf = (lazy: Lazy): Plain => (lazy.plain ??= lazy.item());
const attributesOf = (lazy: Lazy): Record<string, AttributeValue> => (lazy.attributes ??= toAttributes(plainOf(lazy)));

/** One handler for all images, because thousands of them are created each second. */
const LAZY: ProxyHandler<Lazy> = {
  get: (lazy, name) => (name === PLAIN ? plainOf(lazy) : typeof name === 'string' ? attributesOf(lazy)[name] : undefined),
  has: (lazy, name) => name in attributesOf(lazy),
  ownKeys: (lazy) => Object.keys(attributesOf(lazy)),
  getOwnPropertyDescriptor: (lazy, name) => Object.getOwnPropertyDescriptor(attributesOf(lazy), name),
};

/**
 * An image of an item that is plain already: `imageOf` returns the item itself, and the typed attributes are created on access. Both are
 * lazy, because many records are skipped by their keys alone.
 */
export const lazyImage = (item: () => Plain): Image => new Proxy<Lazy>({ item }, LAZY) as unknown as Image;
