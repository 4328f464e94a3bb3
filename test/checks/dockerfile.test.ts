import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readImage } from '../../scripts/checks/containers/dockerfile.ts';

const SMALL = `FROM node AS packages
COPY everything .
FROM node
# COPY commented away
COPY --chown=node:node --from=packages /a b
COPY --chown=node:node a.json \\
  b.json ./
COPY lib lib
ENV PORT=1 HOME=/x
ENV PORT=2
HEALTHCHECK --interval=10s \\
  CMD ["check", "it"]
CMD ["run", "it"]
`;

test('the last stage’s copies, settings and commands are read', () => {
  expect(readImage(SMALL)).toEqual({
    copied: [
      { from: 'a.json', to: './a.json' },
      { from: 'b.json', to: './b.json' },
      { from: 'lib', to: 'lib' },
    ],
    env: { PORT: '2', HOME: '/x' },
    command: ['run', 'it'],
    healthcheck: ['check', 'it'],
  });
});

test('a command by a shell is refused, since a shell keeps signals to itself', () => {
  expect(() => readImage(SMALL.replace('CMD ["run", "it"]', 'CMD run it'))).toThrow('CMD is needed in its JSON form');
  expect(() => readImage('FROM node\nCMD ["run"]')).toThrow('HEALTHCHECK is needed');
});

test('the image keeps its data apart, is nobody’s root, and .dockerignore lets in what is copied', () => {
  const dockerfile = readFileSync('Dockerfile', 'utf8');
  const image = readImage(dockerfile);
  expect(image.env).toMatchObject({ PARLEY_HOME: '/data', PARLEY_HOST: '0.0.0.0', PORT: '8080' });
  expect(dockerfile).toMatch(/^VOLUME \/data$/m);
  expect(dockerfile).toMatch(/^USER 1000$/m);
  const ignore = readFileSync('.dockerignore', 'utf8').split('\n');
  for (const { from } of image.copied) expect(ignore).toContain(`!${from}`);
});
