import * as z from 'zod';
import { clientFrames, serverFrames } from '../../../domain/realtime/frames.ts';
import type { Components, JsonSchema } from './json-schema.ts';
import { FRAMES } from './words/frames.ts';

/** `group.create` → `GroupCreate` */
const capitals = (type: string): string =>
  type
    .split('.')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');

/** `client`, `group.create` → `ClientGroupCreateFrame` */
export const frameName = (side: 'Client' | 'Server', type: string): string => `${side}${capitals(type)}Frame`;

/** The frames of one side as named schemas, and one that is any of them. Their protocol is in `asyncapi.yaml`. */
function addSide(components: Components, side: 'Client' | 'Server', frames: Readonly<Record<string, z.core.$ZodType>>): JsonSchema {
  const nameOf = (type: string): string => frameName(side, type);
  for (const [type, schema] of Object.entries(frames))
    components.schemas[nameOf(type)] = components.describe(schema, side === 'Client' ? 'input' : 'output', nameOf(type));
  const types = Object.keys(frames);
  components.schemas[`${side}Frame`] = {
    oneOf: types.map((type) => ({ $ref: `#/components/schemas/${nameOf(type)}` })),
    discriminator: { propertyName: 'type', mapping: Object.fromEntries(types.map((type) => [type, `#/components/schemas/${nameOf(type)}`])) },
  };
  return { $ref: `#/components/schemas/${side}Frame` };
}

const listOf = (side: 'Client' | 'Server', frames: Readonly<Record<string, z.core.$ZodType>>): string =>
  Object.entries(frames)
    .map(([type, schema]) => {
      const name = frameName(side, type);
      return `- \`${type}\` (\`${name}\`): ${FRAMES[name]?.[''] ?? z.globalRegistry.get(schema)?.description ?? ''}`;
    })
    .join('\n');

/** The list of frames for readers of the documentation page. */
export const framesInWords = (): string =>
  `Each message of the WebSocket is one frame or an array of frames; [asyncapi.yaml](/asyncapi.yaml) describes the protocol.\n\nFrom you:\n\n${listOf('Client', clientFrames)}\n\nTo you:\n\n${listOf('Server', serverFrames)}`;

/** The frames at the operation that opens the WebSocket, for programs. */
export const describeFrames = (components: Components): JsonSchema => ({
  url: '{wsUrl}?ticket={ticket}',
  fromClient: addSide(components, 'Client', clientFrames),
  toClient: addSide(components, 'Server', serverFrames),
  document: '/asyncapi.yaml',
});
